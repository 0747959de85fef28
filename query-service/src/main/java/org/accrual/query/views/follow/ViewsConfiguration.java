package org.accrual.query.views.follow;

import com.mongodb.ConnectionString;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.accrual.query.views.Sections;
import org.accrual.query.views.store.Generations;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.mongodb.autoconfigure.MongoConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the views lie. */
@Configuration(proxyBeanMethods = false)
class ViewsConfiguration {
    private static final String DATABASE = "accrual";
    /** A person waits for the answer "not now" no longer than that. */
    private static final int DATABASE_FOUND_WITHIN_SECONDS = 3;

    private static final int ANSWERED_WITHIN_SECONDS = 15;

    @Bean
    Generations viewGenerations(MongoClient client, MongoConnectionDetails connection, Sections sections) {
        ConnectionString uri = connection.getConnectionString();
        String database = Optional.ofNullable(uri.getDatabase()).orElse(DATABASE);
        return new Generations(client.getDatabase(database).withWriteConcern(WriteConcern.MAJORITY), sections.format());
    }

    @Bean
    MongoClientSettingsBuilderCustomizer boundedWaiting() {
        return settings -> settings.applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(DATABASE_FOUND_WITHIN_SECONDS, TimeUnit.SECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(DATABASE_FOUND_WITHIN_SECONDS, TimeUnit.SECONDS)
                        .readTimeout(ANSWERED_WITHIN_SECONDS, TimeUnit.SECONDS));
    }
}

package org.accrual.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedViewsTest {
    @TempDir
    Path folder;

    @Test
    void keepWhatWasClosed() throws Exception {
        Path file = folder.resolve("views").resolve("views.mv");
        try (EmbeddedViews views = EmbeddedViews.open(file)) {
            write(views);
        }
        try (EmbeddedViews views = EmbeddedViews.open(file)) {
            assertThat(documents(views)).isEqualTo(1);
        }
    }

    @Test
    void throwAwayWhatAKillLeftBehind() throws Exception {
        Path file = folder.resolve("views").resolve("views.mv");
        Path leftBehind = folder.resolve("killed").resolve("views.mv");
        try (EmbeddedViews views = EmbeddedViews.open(file)) {
            write(views);
        }
        Files.createDirectories(leftBehind.getParent());
        Files.copy(file, leftBehind);

        try (EmbeddedViews views = EmbeddedViews.open(leftBehind)) {
            assertThat(documents(views)).isZero();
        }
    }

    private static void write(EmbeddedViews views) {
        try (MongoClient client = MongoClients.create(views.uri())) {
            client.getDatabase("accrual").getCollection("some").insertOne(new Document("_id", 1));
        }
    }

    private static long documents(EmbeddedViews views) {
        try (MongoClient client = MongoClients.create(views.uri())) {
            return client.getDatabase("accrual").getCollection("some").countDocuments();
        }
    }
}

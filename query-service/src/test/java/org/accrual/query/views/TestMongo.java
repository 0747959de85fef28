package org.accrual.query.views;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.UUID;

/** The module's one MongoDB-protocol server, in memory; each test has a database of its own. */
public final class TestMongo {
    private static final MongoServer SERVER = new MongoServer(new MemoryBackend());
    private static final String URI =
            "mongodb://127.0.0.1:" + SERVER.bind().getPort() + "/?serverSelectionTimeoutMS=5000";
    private static final MongoClient CLIENT = MongoClients.create(URI);

    private TestMongo() {}

    public static MongoDatabase database() {
        return CLIENT.getDatabase("t" + UUID.randomUUID().toString().replace("-", ""));
    }

    public static String uri(String database) {
        return URI.replace("/?", "/" + database + "?");
    }
}

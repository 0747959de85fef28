package org.accrual.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.net.Socket;
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

    /** With no password, a wrong one, and more than a stranger may send. */
    @Test
    void letNobodyInWithoutThePassword() throws Exception {
        try (EmbeddedViews views = EmbeddedViews.open(folder.resolve("views").resolve("views.mv"))) {
            write(views);
            String address = views.uri().replaceAll("mongodb://[^@]*@|[?].*", "");
            assertRefused("mongodb://" + address, "requires authentication");
            assertRefused("mongodb://views:guessed@" + address + "?authMechanism=PLAIN", "Authentication failed");
            try (Socket stranger =
                    new Socket("127.0.0.1", Integer.parseInt(address.replaceAll("\\D*127.0.0.1:|/.*", "")))) {
                stranger.setSoTimeout(10_000);
                stranger.getOutputStream().write(new byte[] {0, 0, 64, 0});
                stranger.getOutputStream().write(new byte[32 * 1_024]);
                assertThat(stranger.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    private static void assertRefused(String uri, String why) {
        try (MongoClient client = MongoClients.create(uri)) {
            assertThatThrownBy(() -> client.getDatabase("accrual")
                            .getCollection("some")
                            .find()
                            .first())
                    .hasStackTraceContaining(why);
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

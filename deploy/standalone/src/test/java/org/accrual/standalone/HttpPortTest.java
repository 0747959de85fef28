package org.accrual.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpPortTest {
    @TempDir
    Path parent;

    @Test
    void thatIsTakenIsSaidInOneLineAndLeavesNoDataDirectory() throws Exception {
        Path data = parent.resolve("data");
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Options options = new Options(data, other.getLocalPort(), null, null, false, false);
            assertThatThrownBy(() -> StandaloneApplication.start(options))
                    .isInstanceOf(HttpPort.Taken.class)
                    .hasMessageContaining("127.0.0.1:" + other.getLocalPort())
                    .hasMessageContaining("--port")
                    .hasMessageNotContaining("\n");
        }
        assertThat(data).doesNotExist();
    }

    @Test
    void zeroIsAnyFreeOne() {
        assertThat(HttpPort.of(new Options(parent, 0, null, null, false, false)))
                .isPositive();
    }
}

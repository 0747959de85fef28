package org.accrual.standalone;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process, on a disk that can not be written. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DiskFailedTest {
    private static final String ACCRUAL = "org.accrual.standalone.StandaloneApplication";

    @TempDir
    Path disk;

    @BeforeAll
    static void needsToMount() throws Exception {
        SpoiltDisk.needsToMount();
    }

    @Test
    void startsNothingOnADiskThatIsReadOnly() throws Exception {
        SpoiltDisk.assertDiskFailed(disk, SpoiltDisk.READ_ONLY, ACCRUAL, "read-only");
    }

    @Test
    void startsNothingOnADiskThatIsFull() throws Exception {
        SpoiltDisk.assertDiskFailed(disk, SpoiltDisk.FULL, ACCRUAL, "full");
    }
}

package org.accrual.tools.safekeeping;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.accrual.standalone.SpoiltDisk;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process, on a disk that can not be written. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DiskFailedTest {
    @TempDir
    Path disk;

    @BeforeAll
    static void needsToMount() throws Exception {
        SpoiltDisk.needsToMount();
    }

    @Test
    void neverCallsALogBrokenThatItOnlyCantOpen() throws Exception {
        SpoiltDisk.assertDiskFailed(disk, SpoiltDisk.READ_ONLY, Verify.class.getName(), "read-only");
    }
}

package broken.command.therapy;

import java.time.Instant;

/** Breaks: pure code asks no clock; a decider knows its feature and the kernel. */
public class LateDecider {
    org.slf4j.Logger log;

    Instant decide() {
        return Instant.now();
    }
}

package org.accrual.query.views;

import java.util.function.Supplier;

/** A stored document is not what this service writes: somebody else did, or its bytes were damaged. An alarm. */
public final class SpoiltView extends RuntimeException {
    private static final long serialVersionUID = 1;

    private SpoiltView(String what, RuntimeException cause) {
        super(
                what + " in the views is not what was stored there: " + cause.getMessage()
                        + ". Whatever it says, the log says what is true: have the views built again",
                cause);
    }

    /**
     * Reads what is stored. A value that can't be read is nothing that whoever asked could mend.
     *
     * @param what for whoever runs the service
     * @throws SpoiltView if the reading fails
     */
    public static <T> T read(String what, Supplier<T> read) {
        try {
            return read.get();
        } catch (RuntimeException e) {
            throw new SpoiltView(what, e);
        }
    }
}

package org.accrual.query.views;

/** The log itself can't be read at the moment, or not in the time that one question may take. */
public final class LogUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LogUnavailable(String why, Throwable cause) {
        super(why, cause);
    }
}

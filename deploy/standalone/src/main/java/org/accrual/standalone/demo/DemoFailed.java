package org.accrual.standalone.demo;

/** The demo can't go on; the message says where and why. */
final class DemoFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    DemoFailed(String message) {
        super(message);
    }

    DemoFailed(String message, Throwable cause) {
        super(message, cause);
    }
}

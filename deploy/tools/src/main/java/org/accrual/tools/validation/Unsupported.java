package org.accrual.tools.validation;

/** A method, field or formula that this harness does not know; said, never skipped. */
final class Unsupported extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unsupported(String what) {
        super(what);
    }
}

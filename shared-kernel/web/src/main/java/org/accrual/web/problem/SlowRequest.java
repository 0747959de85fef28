package org.accrual.web.problem;

import java.io.IOException;

/** Whoever sends did not send the whole request in time. */
public final class SlowRequest extends IOException {
    private static final long serialVersionUID = 1;

    public SlowRequest() {
        super("the body did not arrive in time");
    }
}

package org.accrual.query.views;

/** The views can't answer at the moment; the same question may be asked again soon. */
public final class ViewsUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ViewsUnavailable(String why) {
        super(why);
    }
}

package org.accrual.standalone;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.accrual.standalone.issuer.Person;

/** What a person does to get in. */
public final class SignIn {
    private SignIn() {}

    /** On the sign-in page. */
    public static void fill(Page page, Person person) {
        fill(page, person.user(), person.password());
    }

    static void fill(Page page, String user, String password) {
        page.getByLabel("User").fill(user);
        page.getByLabel("Password").fill(password);
        page.getByRole(AriaRole.BUTTON).click();
    }
}

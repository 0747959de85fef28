package org.accrual.standalone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The way in, walked in a real browser. */
@ExtendWith(RunningStandalone.Extension.class)
class SignInTest {
    private static Browser browser;

    private final RunningStandalone accrual;

    SignInTest(RunningStandalone accrual) {
        this.accrual = accrual;
    }

    @BeforeAll
    static void open() {
        browser = Browser.start();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void leadsBackToThePageThatWasAskedFor() throws Exception {
        Page page = browser.page();
        page.navigate(accrual.address() + "/?asOf=p0:0");
        assertThat(page.url()).endsWith("/sign-in");

        SignIn.fill(page, accrual.people().named("monitor").orElseThrow());

        assertThat(page.url()).startsWith(accrual.address() + "/?asOf=p0:0");
        assertThat(page.getByRole(AriaRole.HEADING)).hasText("Studies");
    }

    @Test
    void endsWhenThePersonSignsOut() throws Exception {
        Page page = browser.page();
        page.navigate(accrual.address() + "/");
        SignIn.fill(page, accrual.people().named("monitor").orElseThrow());

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                .click();

        assertThat(page).hasURL(accrual.address() + "/sign-in");
        page.navigate(accrual.address() + "/studies/s1");
        assertThat(page).hasURL(accrual.address() + "/sign-in");
    }

    @Test
    void worksUnderTheOtherNameOfThisMachineToo() throws Exception {
        Page page = browser.page();
        String other = accrual.address().toString().replace("localhost", "127.0.0.1");
        page.navigate(other + "/");

        SignIn.fill(page, accrual.people().named("monitor").orElseThrow());

        assertThat(page.url()).startsWith(other + "/");
    }

    @Test
    void refusesAWrongPasswordWithoutSayingWhichPartIsWrong() throws Exception {
        Page page = browser.page();
        page.navigate(accrual.address() + "/");
        for (String user : new String[] {"monitor", "nobody"}) {
            SignIn.fill(page, user, "wrong");
            assertThat(page.getByRole(AriaRole.ALERT)).hasText("User and password do not belong together.");
        }
    }
}

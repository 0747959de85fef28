package org.accrual.standalone.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.accrual.log.format.LogPosition;
import org.accrual.standalone.Browser;
import org.accrual.standalone.RunningStandalone;
import org.accrual.standalone.SignIn;
import org.accrual.standalone.issuer.Person;
import org.accrual.study.words.StudyId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A recorded paper looked at in a real browser, by people who may see more and less of it. */
@ExtendWith(RunningStandalone.Extension.class)
class PagesTest {
    private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream());
    private static final StudyId HEPATECTOMY = new StudyId("seed-001");
    private static Browser browser;

    private final RunningStandalone accrual;
    private final List<String> scriptErrors = new ArrayList<>();

    PagesTest(RunningStandalone accrual) {
        this.accrual = accrual;
    }

    @BeforeAll
    static void open() {
        browser = Browser.start();
    }

    @AfterAll
    static void close() {
        if (browser != null) browser.close();
    }

    @Test
    void leadAMonitorFromTheStudyToAPatientAndToTheComparison() throws Exception {
        LogPosition recorded = record();
        Page page = signedIn("monitor", "/studies/" + HEPATECTOMY + "?after=" + recorded);
        assertThat(page.locator(".label.synthetic")).hasText("Synthetic data – not real patients");

        page.locator("section").last().getByRole(AriaRole.LINK).first().click();
        assertThat(page.locator("nav[aria-label=Pages]")).containsText("Patients 1 to ");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("H1").setExact(true))
                .click();
        assertThat(page.locator("h1")).hasText("Patient H1");
        assertThat(page.locator("table tbody tr")).hasCount(9);
        assertThat(page.locator("#timeline circle")).hasCount(9);
        assertThat(page.locator("table")).containsText("Imatinib stopped");

        page.goBack();
        page.goBack();
        page.locator("section").first().getByRole(AriaRole.LINK).first().click();
        assertThat(page.locator(".label.synthetic"))
                .containsText(Pattern.compile("synthetic", Pattern.CASE_INSENSITIVE));
        assertThat(page.locator("svg.kaplan-meier").first().locator("path.curve"))
                .hasCount(2);
        assertThat(page.locator("main")).containsText("0.0246");
        assertThat(scriptErrors).isEmpty();
    }

    @Test
    void showAnotherCentersCoordinatorNothing() throws Exception {
        record();
        Page page = signedIn("coordinator.tutorial.c1", "/");
        assertThat(page.getByText("hepatectomy")).hasCount(0);
        assertThat(page.navigate(accrual.address() + "/studies/" + HEPATECTOMY).status())
                .isEqualTo(403);
    }

    private LogPosition record() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var api = new PublicApi(http, accrual.address());
            return new Submission(api, accrual.people(), Script.of(HEPATECTOMY), SILENT).send();
        }
    }

    private Page signedIn(String user, String path) throws Exception {
        Person person = accrual.people().named(user).orElseThrow();
        Page page = browser.page();
        page.onPageError(scriptErrors::add);
        page.navigate(accrual.address() + path);
        SignIn.fill(page, person);
        return page;
    }
}

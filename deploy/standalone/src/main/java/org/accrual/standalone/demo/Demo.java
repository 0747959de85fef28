package org.accrual.standalone.demo;

import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.accrual.log.format.LogPosition;
import org.accrual.standalone.DataDirectory;
import org.accrual.standalone.demo.Figure.Row;
import org.accrual.standalone.demo.Figure.Verdict;
import org.accrual.standalone.issuer.People;
import org.accrual.standalone.issuer.Person;
import org.accrual.study.access.Disclosure;
import org.accrual.study.words.Role;
import org.accrual.study.words.StudyId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * {@code deploy/start --demo}: five papers recorded by their centers' coordinators through the public API; with
 * {@code --exit} compared with what they print. It knows nothing but scripts, published figures and HTTP.
 */
@Component
@ConditionalOnBooleanProperty("accrual.demo")
class Demo implements ApplicationRunner, ExitCodeGenerator {
    private static final int SOME_DIFFER = 1;

    private final DataDirectory data;
    private final URI address;
    private final boolean compare;
    private final PrintStream out = System.out;
    private int exitCode;

    Demo(
            DataDirectory data,
            @Value("${accrual.public-url}") URI address,
            @Value("${accrual.exit:false}") boolean compare) {
        this.data = data;
        this.address = address;
        this.compare = compare;
    }

    @Override
    public void run(ApplicationArguments arguments) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            run(new PublicApi(http, address), People.read(data.people()));
        } catch (DemoFailed e) {
            out.println("The demo stopped: " + e.getMessage());
            exitCode = SOME_DIFFER;
        }
    }

    @Override
    public int getExitCode() {
        return exitCode;
    }

    private void run(PublicApi api, People people) throws InterruptedException {
        out.println("Recording five published papers (001, 003 and 004 are synthetic reconstructions, not patients)");
        LogPosition position = LogPosition.START;
        for (StudyId study : Script.STUDIES)
            position = position.max(new Submission(api, people, Script.of(study), out).send());
        if (compare) compare(api, people, position);
    }

    private void compare(PublicApi api, People people, LogPosition position) throws InterruptedException {
        Person analyst = people.all().stream()
                .filter(person ->
                        person.roles().contains(Role.ANALYST) && person.disclosure() == Disclosure.RECORD_LEVEL)
                .findFirst()
                .orElseThrow(() -> new DemoFailed("nobody is an analyst who may see single records"));
        Map<String, JsonNode> answers = new HashMap<>();
        List<Row> rows = new ArrayList<>();
        for (Figure figure : Figure.all()) {
            String plan = figure.study() + " " + figure.plan();
            if (!answers.containsKey(plan))
                answers.put(plan, api.comparison(analyst, figure.study(), figure.plan(), position));
            rows.add(figure.judge(answers.get(plan)));
        }
        FigureTable.print(rows, answers, out);
        if (rows.stream().anyMatch(row -> row.verdict() == Verdict.DIFFERS)) exitCode = SOME_DIFFER;
    }
}

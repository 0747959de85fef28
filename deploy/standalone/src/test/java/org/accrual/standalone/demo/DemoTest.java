package org.accrual.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.accrual.log.format.LogPosition;
import org.accrual.standalone.RunningStandalone;
import org.accrual.standalone.demo.Figure.Row;
import org.accrual.standalone.demo.Figure.Verdict;
import org.accrual.standalone.issuer.Person;
import org.accrual.study.events.StudyJson;
import org.accrual.study.words.StudyId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningStandalone.Extension.class)
class DemoTest {
    private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream());

    @Test
    void aPaperIsRecordedOnceHoweverOftenItIsSentAndItsFiguresComeBack(RunningStandalone accrual) throws Exception {
        recordedOnceAndEqual(accrual, new StudyId("seed-000"));
        recordedOnceAndEqual(accrual, new StudyId("seed-002"));
    }

    @Test
    @Tag("full")
    void allFivePapersAreRecordedOnceAndNoFigureDiffers(RunningStandalone accrual) throws Exception {
        for (StudyId study : Script.STUDIES) recordedOnceAndEqual(accrual, study);
    }

    private static void recordedOnceAndEqual(RunningStandalone accrual, StudyId study) throws Exception {
        Script script = Script.of(study);
        try (HttpClient http = HttpClient.newHttpClient()) {
            var api = new PublicApi(http, accrual.address());
            LogPosition first = new Submission(api, accrual.people(), script, SILENT).send();
            LogPosition again = new Submission(api, accrual.people(), script, SILENT).send();

            assertThat(again).isEqualTo(first);
            assertThat(recordsOf(accrual, study, first))
                    .isEqualTo(script.lines().size());
            assertThat(rows(api, accrual.people().named("analyst").orElseThrow(), study, first))
                    .isNotEmpty()
                    .noneMatch(row -> row.verdict() == Verdict.DIFFERS);
        }
    }

    /** One command, one event: as many as the audit trail shows. */
    private static long recordsOf(RunningStandalone accrual, StudyId study, LogPosition after) throws Exception {
        HttpResponse<String> audit =
                accrual.send(accrual.request("/api/studies/" + study + "/audit?size=1&after=" + after)
                        .header("Authorization", "Bearer " + accrual.token("monitor")));
        return StudyJson.MAPPER.readTree(audit.body()).required("total").longValue();
    }

    private static List<Row> rows(PublicApi api, Person analyst, StudyId study, LogPosition position)
            throws InterruptedException {
        var rows = new ArrayList<Row>();
        for (Figure figure : Figure.all())
            if (figure.study().equals(study))
                rows.add(figure.judge(api.comparison(analyst, study, figure.plan(), position)));
        return rows;
    }
}

package org.accrual.query.analysis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.accrual.query.analysis.kind.AnalysisResult;
import org.accrual.query.analysis.plan.Plan;
import org.accrual.study.administration.StudyState;
import org.accrual.study.events.Administration.DataOrigin;
import org.accrual.study.events.ClinicalEvent;
import org.accrual.study.events.Enrollment.ConsentBasis;
import org.accrual.study.events.Enrollment.PatientEnrolled;
import org.accrual.study.events.Enrollment.Sex;
import org.accrual.study.events.Envelope;
import org.accrual.study.events.EventCodec;
import org.accrual.study.events.PatientEvent;
import org.accrual.study.events.RecordedEvent;
import org.accrual.study.patient.PatientState;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.CommandId;
import org.accrual.study.words.EventId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.Role;
import org.accrual.study.words.StudyId;

/** Hand-built patients, and plans written as in a request. */
final class Patients {
    static final StudyId STUDY = new StudyId("s1");
    private static final StudyState OPEN = new StudyState(true, "A study", null, DataOrigin.SYNTHETIC);

    private final List<PatientState> patients = new ArrayList<>();

    /** The next patient of the center; the n-th fact's event is {@link #event}(patient's number from 1, n + 1). */
    Patients at(String center, ClinicalEvent... facts) {
        return enrolled(center, Sex.UNKNOWN, null, facts);
    }

    Patients enrolled(String center, Sex sex, Integer ageYears, ClinicalEvent... facts) {
        PatientState state = PatientState.empty()
                .evolve(recorded(
                        center,
                        1,
                        new PatientEnrolled("p", sex, null, ageYears, null, ConsentBasis.ETHICS_WAIVER, null)));
        for (ClinicalEvent fact : facts) state = state.evolve(recorded(center, state.version() + 1, fact));
        patients.add(state);
        return this;
    }

    private RecordedEvent recorded(String center, long sequence, PatientEvent event) {
        int number = patients.size() + 1;
        return new RecordedEvent(
                new Envelope(
                        event(number, sequence),
                        EventCodec.typeOf(event),
                        1,
                        STUDY,
                        new CenterId(center),
                        id(number),
                        sequence,
                        Instant.parse("2026-01-05T08:00:00Z"),
                        "u1",
                        Role.COORDINATOR,
                        new CommandId(new UUID(number, sequence)),
                        "k1",
                        "0".repeat(64)),
                event);
    }

    static PatientId id(int number) {
        return new PatientId(new UUID(1, number));
    }

    static EventId event(int patient, long sequence) {
        return new EventId(new UUID(patient, sequence));
    }

    ComparisonResult compare(String planJson) {
        return Comparison.of(plan(planJson), STUDY, OPEN, "p0:7", patients::forEach);
    }

    @SuppressWarnings("unchecked")
    <T extends AnalysisResult> T only(String planJson) {
        return (T) compare(planJson).analyses().getFirst();
    }

    /** Single quotes stand for double ones. */
    static Plan plan(String json) {
        return PlanFormat.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** The plan of a case that once gave a wrong answer. */
    static String casePlan(String name) throws IOException {
        try (InputStream in = Patients.class.getResourceAsStream("/cases/" + name + ".plan.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

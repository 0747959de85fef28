package org.accrual.standalone.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.accrual.query.analysis.BuiltInPlans;
import org.accrual.query.analysis.Comparison;
import org.accrual.query.analysis.ComparisonResult;
import org.accrual.study.administration.StudyState;
import org.accrual.study.events.Administration.StudyOpened;
import org.accrual.study.events.Envelope;
import org.accrual.study.events.EventCodec;
import org.accrual.study.events.RecordedEvent;
import org.accrual.study.events.StudyEvent;
import org.accrual.study.events.StudyJson;
import org.accrual.study.patient.PatientState;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.CommandId;
import org.accrual.study.words.EventId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.Role;
import org.accrual.study.words.StudyId;
import tools.jackson.databind.node.ObjectNode;

/** A script's patients as the log would fold them if every command were accepted as it is. */
final class ScriptedPatients {
    private static final Instant RECORDED = Instant.parse("2026-01-05T08:00:00Z");

    final StudyState study;
    final Map<String, PatientState> byLabel = new LinkedHashMap<>();

    ScriptedPatients(String study) {
        Script script = Script.of(new StudyId(study));
        StudyOpened opened =
                (StudyOpened) event("StudyOpened", script.lines().getFirst().body());
        this.study = new StudyState(true, opened.title(), opened.protocol(), opened.origin());
        script.patients().forEach((label, lines) -> byLabel.put(label, fold(label, lines)));
    }

    ComparisonResult compare(String plan) {
        var patients = new ArrayList<>(byLabel.values());
        return Comparison.of(
                new BuiltInPlans().named(study.protocol(), plan).orElseThrow(),
                new StudyId("test"),
                study,
                "p0:1",
                patients::forEach);
    }

    PatientId id(String label) {
        return byLabel.get(label).patient();
    }

    private static PatientState fold(String label, List<Script.Line> lines) {
        var named = new HashMap<String, String>();
        PatientState state = PatientState.empty();
        int courses = 0;
        for (Script.Line line : lines) {
            ObjectNode body = resolved(line.body(), named);
            String type = type(line.command());
            if (type.equals("ImatinibStarted") || type.equals("ImatinibRechallenged")) body.put("course", ++courses);
            if (type.equals("ImatinibRechallenged")) body.put("priorStopInferred", true);
            UUID id = uuid(label + state.version());
            if (line.as() != null) named.put(line.as(), id.toString());
            state = state.evolve(new RecordedEvent(
                    new Envelope(
                            new EventId(id),
                            type,
                            1,
                            new StudyId("test"),
                            new CenterId(line.center()),
                            new PatientId(uuid(label)),
                            state.version() + 1,
                            RECORDED,
                            "u1",
                            Role.COORDINATOR,
                            new CommandId(id),
                            "k1",
                            "0".repeat(64)),
                    event(type, body)));
        }
        return state;
    }

    private static ObjectNode resolved(ObjectNode body, Map<String, String> named) {
        String text = body.toString();
        for (var entry : named.entrySet())
            text = text.replace("\"@" + entry.getKey() + "\"", "\"" + entry.getValue() + "\"");
        return (ObjectNode) StudyJson.MAPPER.readTree(text);
    }

    private static StudyEvent event(String type, ObjectNode body) {
        return EventCodec.decode(type, 1, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String type(String command) {
        return switch (command) {
            case "EnrollPatient" -> "PatientEnrolled";
            case "RecordDiagnosis" -> "DiagnosisRecorded";
            case "ReportPathology" -> "PathologyReported";
            case "ReportGenotype" -> "GenotypeReported";
            case "RecordAssessment" -> "AssessmentRecorded";
            case "RecordResponse" -> "ResponseRecorded";
            case "RecordProgression" -> "ProgressionRecorded";
            case "RecordRecurrence" -> "RecurrenceRecorded";
            case "StartImatinib" -> "ImatinibStarted";
            case "StopImatinib" -> "ImatinibStopped";
            case "RechallengeImatinib" -> "ImatinibRechallenged";
            case "PerformResection" -> "ResectionPerformed";
            case "RecordAdverseEvent" -> "AdverseEventRecorded";
            case "TransferCare" -> "CareTransferred";
            case "RecordFollowUp" -> "FollowUpRecorded";
            case "RecordDeath" -> "DeathRecorded";
            case "RecordObservation" -> "ObservationRecorded";
            default -> throw new IllegalArgumentException(command);
        };
    }

    private static UUID uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}

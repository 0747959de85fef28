package org.accrual.standalone.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.accrual.study.events.StudyJson;
import org.accrual.study.words.StudyId;
import tools.jackson.databind.node.ObjectNode;

/** One paper as the commands that record everything its source states: {@code demo/seed-NNN.jsonl}. */
public record Script(StudyId study, List<Line> lines) {
    /**
     * One command.
     *
     * @param center null for the study's own
     * @param patient the script's label of the patient; null for study and center
     * @param as the name by which later lines refer to its event, as {@code "@name"}; null if none does
     * @param body the command's fields but study, center and patient
     */
    public record Line(String command, String center, String patient, String as, ObjectNode body) {}

    /** The five papers. */
    public static final List<StudyId> STUDIES = List.of(
            new StudyId("seed-000"),
            new StudyId("seed-001"),
            new StudyId("seed-002"),
            new StudyId("seed-003"),
            new StudyId("seed-004"));

    public Script {
        lines = List.copyOf(lines);
    }

    public static Script of(StudyId study) {
        String name = "/demo/" + study + ".jsonl";
        try (var in = Script.class.getResourceAsStream(name);
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return new Script(
                    study,
                    reader.lines()
                            .map(line -> StudyJson.MAPPER.readValue(line, Line.class))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What concerns the study and its centers, to be sent before anything else. */
    public List<Line> administration() {
        return lines.stream().filter(line -> line.patient() == null).toList();
    }

    /** Each patient's commands by label, in their order. */
    public Map<String, List<Line>> patients() {
        return lines.stream()
                .filter(line -> line.patient() != null)
                .collect(Collectors.groupingBy(Line::patient, LinkedHashMap::new, Collectors.toList()));
    }
}

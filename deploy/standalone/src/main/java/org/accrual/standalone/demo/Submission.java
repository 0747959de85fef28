package org.accrual.standalone.demo;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.accrual.log.format.LogPosition;
import org.accrual.standalone.issuer.People;
import org.accrual.standalone.issuer.Person;
import org.accrual.study.words.Role;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Sends one paper's script: the study's opening by the administrator, then each patient's commands in their order by the
 * coordinator of the patient's center, several patients at a time. The keys follow from the script alone, so whatever
 * was sent before, in this run or an earlier one, gets its first answer again and is recorded once.
 */
final class Submission {
    private static final int PATIENTS_AT_A_TIME = 8;
    private static final int PROGRESS_EVERY = 100;
    /** Part of every key: a script whose lines change needs a new one. */
    private static final String KEYS = "accrual-demo/1";

    private final PublicApi api;
    private final People people;
    private final Script script;
    private final PrintStream out;
    private final AtomicInteger sent = new AtomicInteger();

    Submission(PublicApi api, People people, Script script, PrintStream out) {
        this.api = api;
        this.people = people;
        this.script = script;
        this.out = out;
    }

    /** @return a position that covers everything that was sent */
    LogPosition send() throws InterruptedException {
        LogPosition position = LogPosition.START;
        Person administrator =
                people.with(Role.ADMINISTRATOR).orElseThrow(() -> new DemoFailed("nobody is an administrator"));
        int line = 0;
        for (Script.Line it : script.administration())
            position = position.max(position(send(administrator, it, "study", line++, body(it, Map.of()))));
        position = position.max(patients());
        out.println("  " + script.study() + "  " + sent + " commands of "
                + script.patients().size() + " patients are on record");
        return position;
    }

    private LogPosition patients() throws InterruptedException {
        LogPosition position = LogPosition.START;
        try (ExecutorService workers = Executors.newFixedThreadPool(PATIENTS_AT_A_TIME)) {
            List<Future<LogPosition>> submissions = new ArrayList<>();
            script.patients().forEach((label, lines) -> submissions.add(workers.submit(() -> patient(label, lines))));
            for (Future<LogPosition> submission : submissions) position = position.max(of(submission, workers));
        }
        return position;
    }

    private static LogPosition of(Future<LogPosition> submission, ExecutorService workers) throws InterruptedException {
        try {
            return submission.get();
        } catch (ExecutionException e) {
            workers.shutdownNow();
            if (e.getCause() instanceof DemoFailed failed) throw failed;
            throw new DemoFailed("the demo broke: " + e.getCause(), e.getCause());
        }
    }

    private LogPosition patient(String label, List<Script.Line> lines) throws InterruptedException {
        var events = new HashMap<String, String>();
        String patient = null;
        LogPosition position = LogPosition.START;
        for (int i = 0; i < lines.size(); i++) {
            Script.Line line = lines.get(i);
            ObjectNode body = body(line, events).put("center", line.center());
            if (patient != null) body.put("patient", patient);
            JsonNode answer = send(coordinator(line), line, label, i, body);
            if (patient == null) patient = answer.required("patient").stringValue();
            if (line.as() != null)
                events.put("@" + line.as(), answer.required("events").get(0).stringValue());
            position = position.max(position(answer));
        }
        return position;
    }

    private JsonNode send(Person person, Script.Line line, String whose, int number, ObjectNode body)
            throws InterruptedException {
        body.put("study", script.study().value());
        if (line.center() != null) body.put("center", line.center());
        JsonNode answer = api.command(person, line.command(), key(whose, number), body);
        int count = sent.incrementAndGet();
        if (count % PROGRESS_EVERY == 0)
            out.println("  " + script.study() + "  " + count + " of "
                    + script.lines().size());
        return answer;
    }

    private UUID key(String whose, int number) {
        String name = KEYS + "|" + script.study() + "|" + whose + "|" + number;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private Person coordinator(Script.Line line) {
        String center = script.study() + "/" + line.center();
        return people.with(Role.COORDINATOR, center)
                .orElseThrow(() -> new DemoFailed("nobody is a coordinator of " + center));
    }

    private static LogPosition position(JsonNode answer) {
        return LogPosition.parse(answer.required("position").stringValue());
    }

    /** The line's fields, with the ids of the events that it names. */
    private static ObjectNode body(Script.Line line, Map<String, String> events) {
        return (ObjectNode) resolved(line.body().deepCopy(), events);
    }

    private static JsonNode resolved(JsonNode node, Map<String, String> events) {
        if (node instanceof ObjectNode object)
            object.propertyNames().stream()
                    .toList()
                    .forEach(name -> object.set(name, resolved(object.get(name), events)));
        return node.isString() && events.containsKey(node.stringValue())
                ? StringNode.valueOf(events.get(node.stringValue()))
                : node;
    }
}

package org.accrual.chaos.load;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.accrual.chaos.fleet.CommandService;
import org.accrual.chaos.fleet.Fleet;
import org.accrual.chaos.ledger.Answer;
import org.accrual.chaos.ledger.Entry;
import org.accrual.chaos.ledger.Ledger;
import org.accrual.chaos.process.Await;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends an order until there is a definite answer: always with the same key, wherever a service seems to be alive. */
final class Caller {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(1);
    /** Less than a service may take: then the same command is in two services at once. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(6);

    private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(90);
    private static final Duration PAUSE_MIN = Duration.ofMillis(50);
    private static final Duration PAUSE_MAX = Duration.ofMillis(400);
    private static final int PEOPLE_PER_CENTER = 2;
    private static final int CREATED = 201;
    private static final int TOO_MANY_REQUESTS = 429;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_WITHIN)
            .build();

    private final Fleet fleet;
    private final Ledger ledger;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final Tally answers = new Tally();
    private final Tally troubles = new Tally();

    Caller(Fleet fleet, Ledger ledger) {
        this.fleet = fleet;
        this.ledger = ledger;
    }

    Tally answers() {
        return answers;
    }

    /** Of single sendings; the command was sent again after each. */
    Tally troubles() {
        return troubles;
    }

    /** A definite answer to one sending. */
    private record Told(Answer answer, Order.Outcome outcome) {}

    /** @return empty if there is no definite answer in the end */
    Optional<Order.Outcome> call(Center center, Order order) {
        Entry entry = ledger.open(UUID.randomUUID(), chain(center, order), order.intent());
        Optional<Order.Outcome> outcome = send(center, order, entry);
        outcome.ifPresent(order.done());
        return outcome;
    }

    /** As an impatient person does, who presses the button once more: both sendings are under way at once. */
    void callTwiceAtOnce(Center center, Order order) throws InterruptedException {
        Entry entry = ledger.open(UUID.randomUUID(), chain(center, order), order.intent());
        Thread second = Thread.ofVirtual().start(() -> send(center, order, entry));
        send(center, order, entry).ifPresent(order.done());
        second.join();
    }

    private static String chain(Center center, Order order) {
        return order.command().equals("OpenStudy") ? center.study() + "/_" : center.chain();
    }

    /** Whether any command still waits for its answer. */
    boolean isBusy() {
        return underWay.get() > 0;
    }

    private Optional<Order.Outcome> send(Center center, Order order, Entry entry) {
        underWay.incrementAndGet();
        try {
            return sendUntilTold(center, order, entry);
        } finally {
            underWay.decrementAndGet();
        }
    }

    private Optional<Order.Outcome> sendUntilTold(Center center, Order order, Entry entry) {
        long deadline = System.nanoTime() + GIVE_UP_AFTER.toNanos();
        do {
            Optional<Told> told = attempt(fleet.pick(center.chain()), center, order, entry);
            if (told.isPresent()) {
                entry.answered(told.get().answer());
                return told.map(Told::outcome);
            }
            Await.pause(Duration.ofMillis(
                    ThreadLocalRandom.current().nextLong(PAUSE_MIN.toMillis(), PAUSE_MAX.toMillis())));
        } while (System.nanoTime() < deadline);
        answers.count("never answered");
        return Optional.empty();
    }

    private Optional<Told> attempt(CommandService service, Center center, Order order, Entry entry) {
        try {
            HttpResponse<String> response =
                    http.send(request(service, center, order, entry), HttpResponse.BodyHandlers.ofString());
            return told(response);
        } catch (HttpTimeoutException e) {
            return trouble(service, "timed out");
        } catch (IOException e) {
            return trouble(service, "connection lost");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Optional<Told> trouble(CommandService service, String what) {
        troubles.count(what);
        service.distrust();
        return Optional.empty();
    }

    private Optional<Told> told(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status == CREATED) {
            answers.count("acknowledged");
            JsonNode body = JsonMapper.shared().readTree(response.body());
            return Optional.of(new Told(acknowledged(body), new Order.Done(body)));
        }
        if (status / 100 != 4 || status == TOO_MANY_REQUESTS) {
            troubles.count("status " + status);
            return Optional.empty();
        }
        String reason = reason(response);
        answers.count("refused: " + reason);
        return Optional.of(new Told(new Answer.Refused(status, reason), new Order.Refused(reason)));
    }

    private static Answer acknowledged(JsonNode body) {
        String[] position = body.get("position").stringValue().substring(1).split(":");
        return new Answer.Acknowledged(
                UUID.fromString(body.get("events").get(0).stringValue()),
                Integer.parseInt(position[0]),
                Long.parseLong(position[1]));
    }

    private static String reason(HttpResponse<String> response) {
        boolean problem =
                response.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json");
        String status = Integer.toString(response.statusCode());
        if (!problem) return status;
        String type = JsonMapper.shared().readTree(response.body()).path("type").stringValue(status);
        return type.substring(type.lastIndexOf(':') + 1);
    }

    private HttpRequest request(CommandService service, Center center, Order order, Entry entry) {
        Map<String, Object> body = new LinkedHashMap<>(order.fields());
        body.put("study", center.study());
        if (!order.command().equals("OpenStudy")) body.put("center", center.name());
        return HttpRequest.newBuilder(service.address().resolve("/api/commands/" + order.command()))
                .timeout(ANSWER_WITHIN)
                .header("Authorization", "Bearer " + token(center, order, entry))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", entry.key().toString())
                .POST(HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)))
                .build();
    }

    /** A key belongs to a person, so the same person sends a command each time. */
    private String token(Center center, Order order, Entry entry) {
        boolean administrative =
                order.command().equals("OpenStudy") || order.command().equals("ActivateCenter");
        if (administrative)
            return tokens.computeIfAbsent(
                    "administrator", person -> fleet.token(person, "ADMINISTRATOR", center.study(), null));
        int number = Math.floorMod(entry.key().hashCode(), PEOPLE_PER_CENTER);
        return tokens.computeIfAbsent(
                center.name() + "-coordinator-" + number,
                person -> fleet.token(person, "COORDINATOR", center.study(), center.chain()));
    }

    void close() {
        http.shutdownNow();
    }
}

package org.accrual.command.eventstore.axon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.accrual.command.eventstore.axon.HotStates.Hot;
import org.accrual.command.eventstore.writer.HistoryEvent;
import org.accrual.command.eventstore.writer.ScriptedLog;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Over the real writer's history, cut and read anew at random: what is kept says what a fold from the start says. */
class HotStatesTest {
    private static final int STEPS = 400;
    private static final int PATIENTS = 5;
    /** So few that states are evicted again and again. */
    private static final long EVENTS_MAX = 60;

    /** The events that a patient's decisions rest on, by their ids: one too many, too few or twice shows. */
    record Seen(List<String> ids) {
        Seen with(HistoryEvent event) {
            return new Seen(Stream.concat(ids.stream(), Stream.of(id(event))).toList());
        }
    }

    private static final StateKind<String, Seen> SEEN = new StateKind<>(
            String.class,
            Seen.class,
            new Seen(List.of()),
            (seen, _) -> seen,
            patient -> EventCriteria.havingTags("patient", patient));

    private final ScriptedLog log = new ScriptedLog();
    private final HotStates hotStates = new HotStates(EVENTS_MAX);
    private int folded;

    private static String id(HistoryEvent event) {
        return event.record().attributes().id();
    }

    private List<HistoryEvent> history(String patient, long from) {
        return log.writer.find(ScriptedLog.CHAIN, SEEN.criteria().apply(patient), from);
    }

    private List<String> fromTheStart(String patient) {
        return history(patient, 0).stream().map(HotStatesTest::id).toList();
    }

    private List<String> kept(String patient) {
        return load(patient, hot -> fold(patient, hot));
    }

    private List<String> load(String patient, Function<Hot<Seen>, Hot<Seen>> fold) {
        return hotStates
                .load(SEEN, patient, hot -> CompletableFuture.completedFuture(fold.apply(hot)))
                .join()
                .ids();
    }

    private Hot<Seen> fold(String patient, Hot<Seen> from) {
        Hot<Seen> at = from;
        for (HistoryEvent event : history(patient, from.position())) {
            at = at.with(at.state().with(event), event.ordinal() + 1);
            folded++;
        }
        return at;
    }

    static Stream<Long> seeds() {
        String again = System.getProperty("accrual.seed");
        return again == null ? new Random().longs(20).boxed() : Stream.of(Long.parseLong(again));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsKeptIsWhatAFoldFromTheStartGives(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            String patient = "p" + random.nextInt(PATIENTS);
            int chance = random.nextInt(40);
            if (chance == 0) log.truncated();
            else if (chance == 1) hotStates.forgetAll();
            else if (chance < 20) log.rival(patient);
            else assertThat(kept(patient)).as("step %d of seed %d", step, seed).isEqualTo(fromTheStart(patient));
        }
    }

    @Test
    void foldsOnlyWhatIsNew() {
        for (int i = 0; i < 10; i++) log.rival("p1");
        kept("p1");
        log.rival("p1");
        log.rival("p2");
        folded = 0;
        assertThat(kept("p1")).hasSize(11);
        assertThat(folded).isEqualTo(1);
        assertThat(kept("p1")).hasSize(11);
        assertThat(folded).isEqualTo(1);
    }

    /** An event that is read while another command folds belongs to the next one's news, not to what is kept. */
    @Test
    void isNeverTrustedBeyondItsPosition() {
        log.rival("p1");
        load("p1", hot -> {
            Hot<Seen> result = fold("p1", hot);
            log.rival("p1");
            return result;
        });
        assertThat(kept("p1")).hasSize(2).isEqualTo(fromTheStart("p1"));
    }

    @Test
    void goesBackToNobodysEarlierPosition() {
        log.rival("p1");
        kept("p1");
        // Somebody slow has folded less than somebody else who came later.
        load("p1", slow -> {
            log.rival("p1");
            kept("p1");
            return slow;
        });
        folded = 0;
        assertThat(kept("p1")).hasSize(2);
        assertThat(folded).isZero();
    }

    @Test
    void aHistoryThatTheLogHasLostIsForgotten() {
        log.rival("p1");
        log.rival("p1");
        kept("p1");
        log.truncated();
        log.rival("p1");
        assertThat(kept("p1")).hasSize(1).isEqualTo(fromTheStart("p1"));
    }

    /** The key was erased while the state was folded: what was opened with it is not kept. */
    @Test
    void whatIsForgottenMeanwhileIsNotKept() {
        log.rival("p1");
        load("p1", hot -> {
            Hot<Seen> result = fold("p1", hot);
            hotStates.forgetAll();
            return result;
        });
        assertThat(hotStates.events()).isZero();
        kept("p1");
        assertThat(hotStates.events()).isEqualTo(1);
    }

    @Test
    void keepsNoMoreThanItsLimit() {
        for (int patient = 0; patient < 20; patient++) {
            for (int i = 0; i < 10; i++) log.rival("p" + patient);
            kept("p" + patient);
        }
        assertThat(hotStates.events()).isPositive().isLessThanOrEqualTo(EVENTS_MAX);
    }
}

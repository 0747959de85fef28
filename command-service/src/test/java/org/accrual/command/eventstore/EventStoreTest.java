package org.accrual.command.eventstore;

import static org.accrual.command.eventstore.Instance.newId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.accrual.command.eventstore.Instance.Subject;
import org.accrual.command.eventstore.axon.ChainTags;
import org.accrual.command.eventstore.kafka.StoreSettings;
import org.accrual.command.eventstore.keys.PatientKeyTopic;
import org.accrual.command.eventstore.writer.WriterLimits;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.clients.TopicReader;
import org.accrual.log.format.ChainKey;
import org.accrual.log.keys.MasterKey;
import org.accrual.log.keys.PatientKey;
import org.accrual.study.events.Enrollment.PatientEnrolled;
import org.accrual.study.events.RecordedEvent;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole event store, Axon included, against a real broker. */
class EventStoreTest {
    private static Instance instance;

    private final Subject subject = new Subject(new ChainKey("store-" + newId().substring(0, 8) + "/c1"), newId());

    @BeforeAll
    static void start() {
        instance = new Instance(TestBroker.clientProperties()).ready();
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    @Test
    void decidesOnWhatItRecorded() {
        instance.enroll(subject, "P1");
        instance.transfer(subject, "Kyoto");

        assertThat(instance.story(subject)).containsExactly("P1", "Kyoto");
        assertThatThrownBy(() -> instance.transfer(subject, "Kyoto"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was there before");
        assertThat(instance.story(subject)).containsExactly("P1", "Kyoto");
    }

    @Test
    void answersARepeatedCommandWithItsFirstAnswer() {
        instance.enroll(subject, "P1");
        String commandId = newId();
        Optional<Answer> first = instance.transfer(subject, "Kyoto", commandId);
        Optional<Answer> again = instance.transfer(subject, "Kyoto", commandId);

        assertThat(again).isEqualTo(first).isPresent();
        assertThat(instance.story(subject)).containsExactly("P1", "Kyoto");
    }

    @Test
    void recordsOneEventForTheSameCommandSentManyTimesAtOnce() throws Exception {
        instance.enroll(subject, "P1");
        String commandId = newId();
        List<Optional<Answer>> answers = atOnce(8, _ -> instance.transfer(subject, "Kyoto", commandId));

        assertThat(answers.stream().distinct()).hasSize(1);
        assertThat(instance.story(subject)).containsExactly("P1", "Kyoto");
    }

    @Test
    void deniesNothingThatAnotherInstanceHasJustConfirmed() {
        try (Instance other = new Instance(TestBroker.clientProperties()).ready()) {
            for (int patient = 0; patient < 200; patient++) {
                Subject newcomer = new Subject(subject.chain(), newId());
                instance.enroll(newcomer, "P" + patient);
                assertThat(other.transfer(newcomer, "Kyoto")).isPresent();
            }
        }
    }

    @Test
    void tellsAnotherBodyUnderTheSameIdByItsHash() {
        instance.enroll(subject, "P1");
        String commandId = newId();
        Answer first = instance.transfer(subject, "Kyoto", commandId).orElseThrow();
        Answer other = instance.transfer(subject, "Osaka", commandId).orElseThrow();

        Instance.Transfer osaka = new Instance.Transfer(subject, "Osaka");
        assertThat(other).isEqualTo(first);
        assertThat(other.commandHash())
                .isNotEqualTo(Instance.origin(subject, commandId, osaka).commandHash());
    }

    @Test
    void remembersEverythingAfterARestart() {
        String commandId = newId();
        Answer first;
        try (Instance before = new Instance(TestBroker.clientProperties()).ready()) {
            before.enroll(subject, "P1");
            first = before.transfer(subject, "Kyoto", commandId).orElseThrow();
        }
        try (Instance after = new Instance(TestBroker.clientProperties()).ready()) {
            assertThat(after.story(subject)).containsExactly("P1", "Kyoto");
            assertThat(after.transfer(subject, "Kyoto", commandId)).contains(first);
            after.transfer(subject, "Osaka");
            assertThat(after.story(subject)).containsExactly("P1", "Kyoto", "Osaka");
        }
    }

    @Test
    void writesNothingWithAMasterKeyThatIsNotTheLogs() {
        instance.enroll(subject, "P1");
        byte[] otherSecret = new byte[32];
        otherSecret[0] = 1;
        MasterKey other = new MasterKey(otherSecret);
        StoreSettings settings = new StoreSettings(TestBroker.clientProperties(), 4, 1);
        long keysBefore = keysWritten();
        try (Instance stranger = new Instance(settings, WriterLimits.STANDARD, other)) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(stranger.store.readiness().whyNot().orElse("ready"))
                                    .contains(Instance.MASTER_KEY.id(), other.id()));
            Subject newcomer = new Subject(subject.chain(), newId());
            assertThatThrownBy(() -> stranger.enroll(newcomer, "P2"))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining(other.id());
            assertThatThrownBy(() -> stranger.transfer(subject, "Kyoto")).isInstanceOf(StoreUnavailable.class);
        }
        assertThat(keysWritten()).isEqualTo(keysBefore);
        try (Instance again = new Instance(TestBroker.clientProperties()).ready()) {
            assertThat(again.transfer(subject, "Kyoto")).isPresent();
        }
    }

    /** A key is made for a patient, and then the process is killed: nobody but the topic has heard of it. */
    @Test
    void aKeyWithoutARecordDoesNoHarm() {
        try (PatientKeyTopic killed = new PatientKeyTopic(TestBroker.clientProperties(), Instance.MASTER_KEY)) {
            await().until(() -> killed.trouble().isEmpty());
            killed.put(PatientKey.generate("orphan-" + newId()));
        }
        long keysBefore = keysWritten();
        try (Instance after = new Instance(TestBroker.clientProperties()).ready()) {
            assertThat(after.enroll(subject, "P1")).isPresent();
            assertThat(after.transfer(subject, "Kyoto")).isPresent();
            assertThat(after.story(subject)).containsExactly("P1", "Kyoto");
        }
        assertThat(keysWritten()).isEqualTo(keysBefore + 1);
    }

    private static long keysWritten() {
        try (TopicReader reader = new TopicReader(TestBroker.clientProperties())) {
            return reader.read(LogTopics.PATIENT_KEYS.topicName(), _ -> {}).get(0);
        }
    }

    @Test
    void twoInstancesDecideOneCenterWithoutContradiction() throws Exception {
        try (Instance other = new Instance(TestBroker.clientProperties()).ready()) {
            List<Instance> both = List.of(instance, other);
            // Whoever is first takes the number; every number is wanted by both.
            List<Boolean> taken = atOnce(40, i -> tryToEnroll(both.get(i % 2), "P" + i / 2));

            assertThat(taken.stream().filter(t -> t)).hasSize(20);
            await().untilAsserted(() -> assertThat(numbers(other)).isEqualTo(numbers(instance)));
            assertThat(numbers(instance)).hasSize(20).doesNotHaveDuplicates();
        }
    }

    @Test
    void theSameCommandAtTwoInstancesIsRecordedOnce() throws Exception {
        try (Instance other = new Instance(TestBroker.clientProperties()).ready()) {
            instance.enroll(subject, "P1");
            await().until(() -> !other.story(subject).isEmpty());
            List<Instance> both = List.of(instance, other);
            String commandId = newId();
            List<Optional<Answer>> answers = atOnce(8, i -> both.get(i % 2).transfer(subject, "Kyoto", commandId));

            assertThat(answers.stream().distinct()).hasSize(1);
            await().untilAsserted(() -> assertThat(other.story(subject)).containsExactly("P1", "Kyoto"));
        }
    }

    @Test
    void doesNotMakePatientsOfOneCenterWaitForEachOther() throws Exception {
        List<Subject> subjects = new ArrayList<>();
        for (int i = 0; i < 20; i++) subjects.add(new Subject(subject.chain(), newId()));
        for (Subject s : subjects) instance.enroll(s, "P" + subjects.indexOf(s));
        long conflictsBefore = instance.store.counters().conflicts.sum();

        atOnce(20, i -> instance.transfer(subjects.get(i), "Kyoto"));

        assertThat(instance.store.counters().conflicts.sum()).isEqualTo(conflictsBefore);
        assertThat(subjects).allSatisfy(s -> assertThat(instance.story(s)).endsWith("Kyoto"));
    }

    @Test
    void refusesWhatIsTooLargeAndGoesOn() {
        StoreSettings settings = new StoreSettings(TestBroker.clientProperties(), 4, 1);
        try (Instance narrow = new Instance(settings, recordsUpTo(2_500)).ready()) {
            narrow.enroll(subject, "P1");

            assertThatThrownBy(() -> narrow.transfer(subject, "x".repeat(3_000)))
                    .isInstanceOf(RecordTooLarge.class);

            narrow.transfer(subject, "Kyoto");
            assertThat(narrow.story(subject)).containsExactly("P1", "Kyoto");
        }
    }

    private static WriterLimits recordsUpTo(int bytes) {
        WriterLimits l = WriterLimits.STANDARD;
        return new WriterLimits(
                l.inFlightPerChain(),
                l.openPerChain(),
                l.answerWithin(),
                l.firstResend(),
                l.longestResend(),
                bytes,
                l.contended(),
                l.yield());
    }

    private boolean tryToEnroll(Instance at, String number) {
        try {
            return at.enroll(new Subject(subject.chain(), newId()), number).isPresent();
        } catch (IllegalStateException taken) {
            return false;
        }
    }

    private List<String> numbers(Instance at) {
        List<String> numbers = new ArrayList<>();
        var events = at.engine.source(SourcingCondition.conditionFor(ChainTags.wholeChain(subject.chain())), null);
        for (var entry = events.next(); entry.isPresent(); entry = events.next()) {
            if (entry.get().message().payload() instanceof RecordedEvent event
                    && event.event() instanceof PatientEnrolled enrolled) numbers.add(enrolled.subjectNumber());
        }
        return numbers;
    }

    private interface Task<T> {
        T run(int number) throws Exception;
    }

    private static <T> List<T> atOnce(int count, Task<T> task) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                futures.add(threads.submit(() -> task.run(number)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) results.add(future.get());
            return results;
        }
    }
}

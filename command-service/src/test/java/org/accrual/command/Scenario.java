package org.accrual.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.accrual.command.administration.AdministrationCommands;
import org.accrual.command.eventstore.CommandOrigin;
import org.accrual.command.eventstore.InMemoryAxon;
import org.accrual.command.intake.Address;
import org.accrual.command.intake.Command;
import org.accrual.command.intake.CommandHandler;
import org.accrual.command.intake.CommandRefused;
import org.accrual.command.intake.Subject;
import org.accrual.command.review.ReviewCommands;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.RecordHash;
import org.accrual.study.events.Administration.CenterActivated;
import org.accrual.study.events.Administration.DataOrigin;
import org.accrual.study.events.Administration.StudyOpened;
import org.accrual.study.events.Enrollment.ConsentBasis;
import org.accrual.study.events.Enrollment.PatientEnrolled;
import org.accrual.study.events.Enrollment.Sex;
import org.accrual.study.events.StudyEvent;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.EventId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.Reason;
import org.accrual.study.words.Refusal;
import org.accrual.study.words.Role;
import org.accrual.study.words.StudyId;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.test.fixture.AxonTestFixture;
import org.axonframework.test.fixture.AxonTestPhase;

/** Given events, when command, then an event or a refusal: the one handler, over an engine in the heap. */
public final class Scenario {
    public static final StudyId STUDY = new StudyId("s1");
    public static final CenterId CENTER = new CenterId("c1");
    public static final Address.OfStudy IN_STUDY = new Address.OfStudy(STUDY);
    public static final Address.OfCenter IN_CENTER = new Address.OfCenter(STUDY, CENTER);
    public static final Subject SUBJECT = new Subject(STUDY, CENTER, new PatientId(new UUID(0, 1)));
    public static final Subject NEIGHBOR = new Subject(STUDY, CENTER, new PatientId(new UUID(0, 2)));

    public static final StudyOpened STUDY_OPENED = new StudyOpened("GIST", null, DataOrigin.PUBLISHED_CASE);
    public static final CenterActivated CENTER_ACTIVATED = new CenterActivated("First", "DE");
    public static final PatientEnrolled ENROLLED = enrolled("001");

    private final List<EventMessage> given = new ArrayList<>();
    private long lastId = 100;

    private Scenario() {}

    /** Nothing has happened yet. */
    public static Scenario nothing() {
        return new Scenario();
    }

    /** A patient, born in 1962, of an active center. */
    public static Scenario patient() {
        var scenario = nothing().given(CENTER_ACTIVATED, SUBJECT.chain(), null);
        scenario.record(ENROLLED);
        return scenario;
    }

    public static PatientEnrolled enrolled(String subjectNumber) {
        return new PatientEnrolled(subjectNumber, Sex.MALE, 1962, null, null, ConsentBasis.PUBLISHED_DATA, null);
    }

    public static ClinicalDate on(String date) {
        return ClinicalDate.of(date);
    }

    public Scenario given(StudyEvent event, ChainId chain, PatientId patient) {
        given.add(InMemoryAxon.event(nextId(), event, origin(chain, patient)));
        return this;
    }

    public Scenario given(StudyEvent event) {
        record(event);
        return this;
    }

    public Scenario givenAll(List<? extends StudyEvent> events) {
        events.forEach(this::record);
        return this;
    }

    /** One more event of the patient; its id, for others to refer to. */
    public EventId record(StudyEvent event) {
        return record(event, SUBJECT);
    }

    public EventId record(StudyEvent event, Subject subject) {
        EventId id = nextId();
        given.add(InMemoryAxon.event(id, event, origin(subject.chain(), subject.patient())));
        return id;
    }

    private EventId nextId() {
        return new EventId(new UUID(0, ++lastId));
    }

    public void records(Command command, StudyEvent expected) {
        when(command, then -> then.success().events(expected));
    }

    public void refuses(Command command, Reason reason) {
        assertThat(refusal(command).reason()).isEqualTo(reason);
    }

    public void refuses(Command command, Reason reason, String field) {
        Refusal refusal = refusal(command);
        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.field()).isEqualTo(field);
    }

    public Refusal refusal(Command command) {
        List<Refusal> refusals = new ArrayList<>();
        when(
                command,
                then -> then.noEvents().exceptionSatisfies(e -> {
                    assertThat(e).isInstanceOf(CommandRefused.class);
                    refusals.add(((CommandRefused) e).refusal());
                }));
        return refusals.getFirst();
    }

    private void when(Command command, Consumer<AxonTestPhase.Then.Command> then) {
        var fixture = AxonTestFixture.with(
                InMemoryAxon.with(new CommandHandler(List.of(new AdministrationCommands(), new ReviewCommands()))),
                axon -> axon.disableAxonServer());
        try {
            PatientId patient = command.patient(NEIGHBOR::patient);
            then.accept(fixture.given()
                    .events(given.toArray(EventMessage[]::new))
                    .when()
                    .command(command, InMemoryAxon.metadata(origin(command.chain(), patient)))
                    .then());
        } finally {
            fixture.stop();
        }
    }

    private static CommandOrigin origin(ChainId chain, PatientId patient) {
        return new CommandOrigin(
                new ChainKey(chain.toString()),
                patient == null ? null : patient.toString(),
                "somebody",
                Role.COORDINATOR,
                "00000000-0000-0000-0000-000000000007",
                new RecordHash(0, 0, 0, 0));
    }
}

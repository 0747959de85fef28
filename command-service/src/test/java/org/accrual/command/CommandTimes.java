package org.accrual.command;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.accrual.broker.EmbeddedBroker;
import org.accrual.command.administration.AdministrationCommands;
import org.accrual.command.administration.AdministrationCommands.ActivateCenter;
import org.accrual.command.administration.AdministrationCommands.OpenStudy;
import org.accrual.command.enrollment.EnrollmentCommands.EnrollPatient;
import org.accrual.command.eventstore.CommandOrigin;
import org.accrual.command.eventstore.StudyEventStore;
import org.accrual.command.eventstore.TestBroker;
import org.accrual.command.eventstore.kafka.StoreSettings;
import org.accrual.command.eventstore.writer.WriterLimits;
import org.accrual.command.intake.Command;
import org.accrual.command.intake.CommandHandler;
import org.accrual.command.intake.Subject;
import org.accrual.command.outcome.OutcomeCommands.RecordFollowUp;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.RecordHash;
import org.accrual.log.keys.MasterKey;
import org.accrual.log.keys.RecordSigner;
import org.accrual.study.events.Outcome.DiseaseStatus;
import org.accrual.study.events.Outcome.FollowUpRecorded;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.Role;
import org.awaitility.Awaitility;

/**
 * Prints how long one command takes, from its dispatch until it is recorded, by how much stands before it: events of the
 * patient, patients of the center. One sender, one broker in the process; medians of the last round, the first are warm-up.
 */
public final class CommandTimes {
    private static final int SAMPLES = 20;
    private static final int ROUNDS = 3;
    private static final int[] EVENTS = {10, 100, 300};

    /** Commands are decided on their sender's thread: its own time tells what deciding costs, however busy the machine is. */
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final StudyEventStore store;

    private CommandTimes(StudyEventStore store) {
        this.store = store;
    }

    /** @param args numbers of patients, ascending, at which an enrolment is timed */
    public static void main(String[] args) {
        System.setProperty("axoniq.update-checker.disabled", "true");
        int[] patients = args.length == 0
                ? new int[] {100, 500}
                : java.util.Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
        try (EmbeddedBroker broker = EmbeddedBroker.start(TestBroker.directory(), 0);
                StudyEventStore store = new StudyEventStore(
                        new StoreSettings(java.util.Map.of("bootstrap.servers", broker.bootstrapServers()), 4, 1),
                        WriterLimits.STANDARD,
                        new MasterKey(new byte[32]),
                        RecordSigner.NONE,
                        List.of(new CommandHandler(List.of(new AdministrationCommands()))))) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> store.chains().readiness().whyNot().isEmpty());
            new CommandTimes(store).run(patients);
        }
        System.exit(0);
    }

    private void run(int[] patients) {
        send(new OpenStudy(Scenario.IN_STUDY, Scenario.STUDY_OPENED));
        send(new ActivateCenter(Scenario.IN_CENTER, Scenario.CENTER_ACTIVATED));
        for (int round = 1; round <= ROUNDS; round++) timeFollowUps(round);
        int enrolled = ROUNDS;
        for (int target : patients) {
            while (enrolled < target) enrol(++enrolled);
            int from = enrolled;
            report("enrolment after " + target + " patients", i -> enrol(from + 1 + i));
            enrolled += SAMPLES;
        }
    }

    private void timeFollowUps(int round) {
        Subject subject = new Subject(Scenario.STUDY, Scenario.CENTER, enrol(round));
        int recorded = 1;
        for (int target : EVENTS) {
            while (recorded < target) followUp(subject, recorded++);
            int from = recorded;
            String title = "round " + round + ": follow-up after " + target + " events";
            report(title, i -> followUp(subject, from + i));
            recorded += SAMPLES;
        }
    }

    private void report(String title, IntConsumer command) {
        List<Long> wall = new ArrayList<>();
        List<Long> deciding = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            long start = System.nanoTime();
            long cpu = THREADS.getCurrentThreadCpuTime();
            command.accept(i);
            deciding.add(THREADS.getCurrentThreadCpuTime() - cpu);
            wall.add(System.nanoTime() - start);
        }
        System.out.printf("%-42s %8.2f ms, deciding %8.3f ms of CPU%n", title, median(wall), median(deciding));
    }

    private static double median(List<Long> nanos) {
        return nanos.stream().sorted().skip(SAMPLES / 2).findFirst().orElseThrow() / 1e6;
    }

    private PatientId enrol(int number) {
        PatientId patient = new PatientId(UUID.randomUUID());
        send(new EnrollPatient(Scenario.IN_CENTER, Scenario.enrolled("P" + number)), patient);
        return patient;
    }

    private void followUp(Subject subject, int day) {
        ClinicalDate date =
                ClinicalDate.of(LocalDate.of(2004, 1, 1).plusDays(day).toString());
        send(new RecordFollowUp(subject, new FollowUpRecorded(date, DiseaseStatus.NED, null)));
    }

    private void send(Command command) {
        send(command, command.patient(() -> null));
    }

    private void send(Command command, PatientId patient) {
        store.dispatcher()
                .dispatch(
                        command,
                        new CommandOrigin(
                                new ChainKey(command.chain().toString()),
                                patient == null ? null : patient.toString(),
                                "somebody",
                                Role.COORDINATOR,
                                UUID.randomUUID().toString(),
                                new RecordHash(0, 0, 0, 0)));
    }
}

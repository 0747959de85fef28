package org.accrual.chaos;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.accrual.chaos.audit.Findings;
import org.accrual.chaos.audit.Reading;
import org.accrual.chaos.faults.Fault;
import org.accrual.log.audit.VerificationReport;

/** Says what happens, and adds up what happened. */
final class Report {
    private static final Duration WANTED_AFTER_AN_INSTANCE = Duration.ofSeconds(2);
    private static final Duration WANTED_AFTER_A_BROKER = Duration.ofSeconds(10);

    private final PrintStream out;
    private final Options options;
    private final long begin = System.nanoTime();
    private final Findings findings = new Findings();
    private final List<Duration> afterAnInstance = new ArrayList<>();
    private final List<Duration> afterABroker = new ArrayList<>();
    private int silences;
    private int failures;

    Report(PrintStream out, Options options) {
        this.out = out;
        this.options = options;
        out.printf("seed %d, %d rounds%n", options.seed(), options.rounds());
    }

    void say(String line) {
        out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds(Duration.ofNanos(System.nanoTime() - begin)), line);
        out.flush();
    }

    void struck(int round, Fault.Struck struck) {
        String recovery = struck.recovery()
                .map(time -> String.format(Locale.ROOT, "every center answers again after %.2f s", seconds(time)))
                .orElse("A CENTER DID NOT ANSWER WITHIN A MINUTE");
        say("round " + round + "/" + options.rounds() + ": " + struck.what() + "; " + recovery);
        if (struck.recovery().isEmpty()) silences++;
        struck.recovery().ifPresent(time -> {
            switch (struck.death()) {
                case OF_AN_INSTANCE -> afterAnInstance.add(time);
                case OF_A_BROKER -> afterABroker.add(time);
                case NONE -> {}
            }
        });
    }

    /** Something that the run itself could not go on with; what was acknowledged until then is still judged. */
    void failed(String what) {
        failures++;
        say("FAILED: " + what);
    }

    void judged(Reading log, Findings judgement) {
        findings.addAll(judgement);
        say("log: %d chains, %d records, %d accepted, %d void"
                .formatted(log.chains(), log.records(), log.accepted().size(), log.voids()));
        judgement.examples().forEach(this::say);
    }

    /** What deploy/verify finds is broken, whatever the auditor says. */
    void verified(VerificationReport report) {
        say("deploy/verify: " + report.checkpoints() + " checkpoints, " + report.summary());
        Findings broken = new Findings();
        report.breaks().forEach(found -> broken.add(Findings.Kind.BROKEN_CHAINS, "deploy/verify: " + found));
        findings.addAll(broken);
        broken.examples().forEach(this::say);
    }

    /** @return the exit code */
    int end() {
        out.println(times("an instance's", afterAnInstance, WANTED_AFTER_AN_INSTANCE));
        out.println(times("a broker's", afterABroker, WANTED_AFTER_A_BROKER));
        if (silences > 0) out.printf("silent for more than a minute: %d%n", silences);
        if (failures > 0) out.printf("failed: %d%n", failures);
        out.printf("seed %d%n", options.seed());
        out.println(findings);
        return findings.none() && failures == 0 ? 0 : 1;
    }

    private static String times(String whose, List<Duration> times, Duration wanted) {
        String begin = "answers again after " + whose + " death: ";
        if (times.isEmpty()) return begin + "not measured";
        List<Duration> sorted = times.stream().sorted().toList();
        long late = sorted.stream().filter(time -> time.compareTo(wanted) > 0).count();
        return begin
                + String.format(
                        Locale.ROOT,
                        "median %.2f s, slowest %.2f s, of %d; wanted %d s, later %d",
                        seconds(sorted.get(sorted.size() / 2)),
                        seconds(sorted.getLast()),
                        sorted.size(),
                        wanted.toSeconds(),
                        late);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1_000.0;
    }
}

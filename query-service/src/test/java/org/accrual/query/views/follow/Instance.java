package org.accrual.query.views.follow;

import static org.assertj.core.api.Assertions.fail;

import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.accrual.log.format.LogPosition;
import org.accrual.query.center.PatientSection;
import org.accrual.query.findings.FindingsSection;
import org.accrual.query.summary.CountedSection;
import org.accrual.query.views.Cut;
import org.accrual.query.views.Cuts;
import org.accrual.query.views.Movement;
import org.accrual.query.views.Sections;
import org.accrual.query.views.StudyLog;
import org.accrual.query.views.Views;
import org.accrual.query.views.read.MongoViews;
import org.accrual.query.views.store.Generations;
import org.accrual.study.patient.PatientState;
import org.accrual.study.words.StudyId;

/** A running query service, as far as the views go. */
final class Instance implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What the features have registered. */
    static final Sections SECTIONS =
            new Sections(List.of(new FindingsSection(), new PatientSection(), new CountedSection()));

    final Movement movement = new Movement();
    final Generations generations;
    final ViewsLifecycle lifecycle;
    final Views views;

    private Instance(StudyLog log, MongoDatabase database, Sections sections) {
        generations = new Generations(database, sections.format());
        lifecycle = new ViewsLifecycle(generations, sections, source(log), movement);
        views = new MongoViews(generations);
        lifecycle.start();
    }

    static Instance of(StudyLog log, MongoDatabase database) {
        return of(log, database, SECTIONS);
    }

    static Instance of(StudyLog log, MongoDatabase database, Sections sections) {
        return new Instance(log, database, sections);
    }

    static LogSource source(StudyLog log) {
        return new LogSource(
                log.topic(), Map.of("bootstrap.servers", StudyLog.bootstrapServers()), StudyLog.masterKeyFile());
    }

    /** Every patient of the study. */
    List<PatientState> patients(StudyId study, Cut cut) {
        var patients = new ArrayList<PatientState>();
        views.forEachPatient(study, cut, patients::add);
        return patients;
    }

    /** Waits until the views have read that far. */
    Instance at(LogPosition position) {
        return until(() -> generations.serving().isPresent() && views.now().covers(position));
    }

    /** Waits until it is so; looks whenever the views have moved, and now and then. */
    Instance until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            long seen = movement.moves();
            if (condition.getAsBoolean()) return this;
            await(seen);
        }
        return fail("not within " + PATIENCE + "; " + lifecycle.trouble() + " " + lifecycle.stopped());
    }

    Cuts cuts() {
        return new Cuts(views, movement);
    }

    Cut cut() {
        return cuts().now();
    }

    private void await(long seen) {
        try {
            movement.await(seen, Duration.ofMillis(50));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        lifecycle.stop();
    }
}

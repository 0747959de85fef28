package org.accrual.study.patient;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.accrual.study.events.ClinicalEvent;
import org.accrual.study.events.Enrollment.PatientEnrolled;
import org.accrual.study.events.Outcome.DeathRecorded;
import org.accrual.study.events.Therapy;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.EventId;

/** A patient's effective facts in clinical order, anchors resolved, and what derives from them. */
public final class Timeline {
    private static final Comparator<Fact<?>> ORDER = Comparator.<Fact<?>, ClinicalDate>comparing(
                    Fact::date, ClinicalDate.CLINICAL_ORDER)
            .thenComparingLong(Fact::sequence);

    private final EventId enrolledBy;
    private final PatientEnrolled enrolment;
    private final List<Fact<?>> facts;
    private final Map<EventId, Fact<?>> byId = new HashMap<>();
    private final Map<String, Courses> courses;

    private Timeline(PatientState state, List<Fact<?>> resolved) {
        this.enrolledBy = state.exists() ? state.entries().getFirst().id() : null;
        this.enrolment = state.enrolment().orElse(null);
        this.facts = List.copyOf(inClinicalOrder(resolved));
        resolved.forEach(fact -> byId.put(fact.id(), fact));
        this.courses = coursesByAgent();
    }

    static Timeline of(PatientState state) {
        return new Timeline(state, new Resolution(state, null, null).facts());
    }

    static Timeline with(PatientState state, EventId candidate, ClinicalEvent fact) {
        return new Timeline(state, new Resolution(state, candidate, fact).facts());
    }

    /** The event that began the record; empty before it. */
    public Optional<EventId> enrolledBy() {
        return Optional.ofNullable(enrolledBy);
    }

    /** All facts: dated ones by date, undated ones where they arrived, behind the fact recorded just before. */
    public List<Fact<?>> facts() {
        return facts;
    }

    public Optional<Fact<?>> fact(EventId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The facts of one kind, in clinical order. */
    @SuppressWarnings("unchecked")
    public <T extends ClinicalEvent> List<Fact<T>> facts(Class<T> kind) {
        return facts.stream()
                .filter(fact -> kind.isInstance(fact.event()))
                .map(fact -> (Fact<T>) fact)
                .toList();
    }

    /** The earliest death on record; more than one is a finding. */
    public Optional<Fact<DeathRecorded>> death() {
        return facts(DeathRecorded.class).stream().findFirst();
    }

    /** When the patient was born, as far as birth year or age say; UNKNOWN if they don't. */
    public ClinicalDate birth() {
        if (enrolment == null) return ClinicalDate.UNKNOWN;
        if (enrolment.birthYear() != null) return ClinicalDate.year(java.time.Year.of(enrolment.birthYear()));
        ClinicalDate on = enrolment.ageOn();
        if (enrolment.ageYears() == null || on == null || on.earliest() == null || on.latest() == null)
            return ClinicalDate.UNKNOWN;
        return ClinicalDate.approximately(
                on.earliest().minusYears(enrolment.ageYears() + 1L).plusDays(1),
                on.latest().minusYears(enrolment.ageYears()));
    }

    /** Every agent that was ever started or stopped, by name. */
    public Set<String> agents() {
        return Collections.unmodifiableSet(courses.keySet());
    }

    /** The agent's courses; none for one that was never started or stopped. */
    public Courses courses(String agent) {
        return courses.getOrDefault(agent, Courses.NONE);
    }

    /** The agent's courses as they would be if one of their events did not stand. */
    public Courses coursesWithout(String agent, EventId event) {
        return Courses.of(
                agent,
                facts(Therapy.class).stream()
                        .filter(fact ->
                                fact.event().agent().equals(agent) && !fact.id().equals(event))
                        .toList());
    }

    private Map<String, Courses> coursesByAgent() {
        var ofAgent = new TreeMap<String, List<Fact<Therapy>>>();
        for (Fact<Therapy> fact : facts(Therapy.class))
            ofAgent.computeIfAbsent(fact.event().agent(), _ -> new ArrayList<>())
                    .add(fact);
        var all = new TreeMap<String, Courses>();
        ofAgent.forEach((agent, of) -> all.put(agent, Courses.of(agent, of)));
        return all;
    }

    /** Whether some course of a tyrosine-kinase inhibitor may have been going on at that time. */
    public boolean canBeOnTyrosineKinaseInhibitor(ClinicalDate date) {
        return courses.values().stream()
                .flatMap(ofAgent -> ofAgent.list().stream())
                .anyMatch(course -> course.isTyrosineKinaseInhibitor() && course.canContain(date));
    }

    private static List<Fact<?>> inClinicalOrder(List<Fact<?>> byArrival) {
        var dated = new ArrayList<Fact<?>>();
        byArrival.stream()
                .filter(fact -> fact.date().earliest() != null)
                .sorted(ORDER)
                .forEach(dated::add);
        Fact<?> before = null;
        for (Fact<?> fact : byArrival) {
            if (fact.date().earliest() == null) dated.add(before == null ? 0 : dated.indexOf(before) + 1, fact);
            before = fact;
        }
        return dated;
    }

    /** Follows anchors; an anchor that does not stand, or a circle of anchors, leaves the date unknown and says so. */
    private static final class Resolution {
        private final Map<EventId, Unresolved> events = new java.util.LinkedHashMap<>();
        private final Map<EventId, Fact<?>> resolved = new HashMap<>();
        private final Set<EventId> underWay = new HashSet<>();

        private record Unresolved(EventId id, long sequence, ClinicalEvent event) {}

        Resolution(PatientState state, EventId candidate, ClinicalEvent fact) {
            for (PatientState.Entry entry : state.entries())
                if (entry.effective() instanceof ClinicalEvent event)
                    events.put(
                            entry.id(),
                            new Unresolved(entry.id(), entry.envelope().sequence(), event));
            if (candidate != null) events.put(candidate, new Unresolved(candidate, state.version() + 1, fact));
        }

        List<Fact<?>> facts() {
            var all = new ArrayList<Fact<?>>(events.size());
            events.values().forEach(event -> all.add(resolve(event)));
            return all;
        }

        private Fact<?> resolve(Unresolved it) {
            Fact<?> known = resolved.get(it.id());
            if (known != null) return known;
            Fact<?> fact =
                    it.event().date().anchor() == null ? own(it, it.event().date(), false) : anchored(it);
            resolved.put(it.id(), fact);
            return fact;
        }

        private Fact<?> anchored(Unresolved it) {
            Unresolved origin = events.get(it.event().date().anchor().event());
            if (origin == null || !underWay.add(it.id())) return own(it, ClinicalDate.UNKNOWN, true);
            Fact<?> from = resolve(origin);
            underWay.remove(it.id());
            if (from.anchorLost()) return own(it, ClinicalDate.UNKNOWN, true);
            return Fact.anchored(it.id(), it.sequence(), from, it.event());
        }

        private static Fact<?> own(Unresolved it, ClinicalDate date, boolean anchorLost) {
            return Fact.dated(it.id(), it.sequence(), date, anchorLost, it.event());
        }
    }
}

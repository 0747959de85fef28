package org.accrual.query.summary;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.accrual.query.views.Clinical;
import org.accrual.query.views.Section;
import org.accrual.query.views.SubjectState;
import org.accrual.study.events.ClinicalEvent;
import org.accrual.study.events.Disease.DiagnosisRecorded;
import org.accrual.study.events.Disease.ProgressionRecorded;
import org.accrual.study.events.Disease.RecurrenceRecorded;
import org.accrual.study.events.Outcome.FollowUpRecorded;
import org.accrual.study.events.Pathology.GenotypeReported;
import org.accrual.study.events.Safety.AdverseEventRecorded;
import org.accrual.study.events.Surgery.ResectionPerformed;
import org.accrual.study.events.Therapy;
import org.accrual.study.patient.Fact;
import org.springframework.stereotype.Component;

/** What a patient counts for in the totals. */
@Component
public final class CountedSection implements Section<Clinical, CountedSection.Counted> {
    private static final String NOT_RECORDED = "NOT_RECORDED";
    /** In the order in which they are shown. */
    private static final Map<String, Predicate<Clinical>> FIGURES = figures();

    private static final Map<String, Function<Clinical, String>> DISTRIBUTIONS = distributions();

    /**
     * @param figures names of what the patient has
     * @param values the patient's place in each distribution, by its name
     */
    public record Counted(List<String> figures, Map<String, String> values) {}

    static List<String> figureNames() {
        return List.copyOf(FIGURES.keySet());
    }

    static List<String> distributionNames() {
        return List.copyOf(DISTRIBUTIONS.keySet());
    }

    private static Map<String, Predicate<Clinical>> figures() {
        var figures = new LinkedHashMap<String, Predicate<Clinical>>();
        figures.put("onImatinib", patient -> patient.timeline().agents().contains(Therapy.IMATINIB));
        figures.put("resected", patient -> has(patient, ResectionPerformed.class));
        figures.put("progressed", patient -> has(patient, ProgressionRecorded.class));
        figures.put("recurred", patient -> has(patient, RecurrenceRecorded.class));
        figures.put("adverseEvent", patient -> has(patient, AdverseEventRecorded.class));
        figures.put("followedUp", patient -> has(patient, FollowUpRecorded.class));
        figures.put("dead", patient -> patient.timeline().death().isPresent());
        figures.put("withFindings", patient -> !patient.findings().isEmpty());
        return figures;
    }

    private static Map<String, Function<Clinical, String>> distributions() {
        var values = new LinkedHashMap<String, Function<Clinical, String>>();
        values.put("sex", patient -> patient.enrolment().sex().name());
        values.put(
                "primarySite",
                patient -> first(
                        patient,
                        DiagnosisRecorded.class,
                        diagnosis -> diagnosis.primarySite().name()));
        values.put(
                "presentation",
                patient -> first(
                        patient,
                        DiagnosisRecorded.class,
                        diagnosis -> diagnosis.presentation().name()));
        values.put("genotype", patient -> first(patient, GenotypeReported.class, CountedSection::genotype));
        values.put(
                "firstResectionMargin",
                patient -> first(
                        patient,
                        ResectionPerformed.class,
                        resection -> resection.margin().name()));
        return values;
    }

    private static boolean has(Clinical patient, Class<? extends ClinicalEvent> kind) {
        return !patient.timeline().facts(kind).isEmpty();
    }

    /** What the first such fact in clinical order says. */
    private static <T extends ClinicalEvent> String first(Clinical patient, Class<T> kind, Function<T, String> value) {
        return patient.timeline().facts(kind).stream()
                .findFirst()
                .map(Fact::event)
                .map(value)
                .orElse(NOT_RECORDED);
    }

    private static String genotype(GenotypeReported report) {
        return report.exon() == null ? report.gene().name() : report.gene() + " exon " + report.exon();
    }

    @Override
    public String name() {
        return "counted";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public SubjectState<Clinical> state() {
        return SubjectState.CLINICAL;
    }

    @Override
    public Class<Counted> form() {
        return Counted.class;
    }

    @Override
    public Counted of(Clinical patient) {
        var values = new LinkedHashMap<String, String>();
        DISTRIBUTIONS.forEach((name, value) -> values.put(name, value.apply(patient)));
        return new Counted(
                FIGURES.keySet().stream()
                        .filter(name -> FIGURES.get(name).test(patient))
                        .toList(),
                values);
    }
}

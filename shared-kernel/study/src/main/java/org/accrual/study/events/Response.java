package org.accrual.study.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import org.accrual.study.words.Check;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.InvalidValue;
import org.accrual.study.words.Organ;
import org.accrual.study.words.Quantity;
import org.accrual.study.words.Source;
import org.jspecify.annotations.Nullable;

/** What imaging shows, and how the tumor responds. */
public sealed interface Response extends ClinicalEvent {
    /** @param lesions empty if none is described one by one */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record AssessmentRecorded(
            ClinicalDate date,
            Modality modality,
            List<Lesion> lesions,
            @Nullable Source source) implements Response {
        public AssessmentRecorded {
            Check.present("date", date);
            Check.present("modality", modality);
            lesions = Check.list("lesions", lesions);
            var ids = new HashSet<String>();
            for (Lesion lesion : lesions)
                if (!ids.add(lesion.id())) throw new InvalidValue("lesions.id", "'" + lesion.id() + "' stands twice");
        }

        public int growingLesions() {
            return (int) lesions.stream()
                    .filter(lesion -> Boolean.TRUE.equals(lesion.growing()))
                    .count();
        }

        public boolean hasNewLesion() {
            return lesions.stream().anyMatch(lesion -> Boolean.TRUE.equals(lesion.appearedNew()));
        }
    }

    /**
     * @param therapy the agent responded to; null if none or not stated
     * @param durationMonths how long it lasted, where the source says so itself, months; null if not stated
     * @param countedFrom what that duration is counted from; null without a duration
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ResponseRecorded(
            ClinicalDate date,
            ResponseCategory category,
            ResponseCriteria criteria,
            ResponseScope scope,
            @Nullable String therapy,
            @Nullable BigDecimal durationMonths,
            @Nullable CountedFrom countedFrom,
            @Nullable Source source)
            implements Response {
        public ResponseRecorded {
            Check.present("date", date);
            Check.present("category", category);
            Check.present("criteria", criteria);
            Check.present("scope", scope);
            Check.optionalText("therapy", therapy);
            Check.between("durationMonths", durationMonths, 0, 1200);
            if ((durationMonths == null) != (countedFrom == null))
                throw new InvalidValue("countedFrom", "and durationMonths belong together");
        }
    }

    /** What a stated duration is counted from. */
    enum CountedFrom {
        THERAPY_START,
        RESPONSE,
        NOT_STATED
    }

    /**
     * One lesion at one assessment.
     *
     * @param id the reader's label, the same at every assessment of this patient
     * @param diametersMm up to three diameters, mm; empty if not measured
     * @param densityHu attenuation, Hounsfield units; null if not measured
     * @param suvMax maximum standardized uptake value; null if not measured
     * @param growing whether it has grown since the last assessment; null if not stated
     * @param appearedNew whether it was not there before; null if not stated
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Lesion(
            String id,
            Organ organ,
            List<BigDecimal> diametersMm,
            @Nullable Integer densityHu,
            @Nullable Quantity suvMax,
            @Nullable Boolean growing,
            @Nullable Boolean appearedNew) {
        public Lesion {
            Check.text("lesions.id", id);
            Check.present("lesions.organ", organ);
            diametersMm = Check.list("lesions.diametersMm", diametersMm);
            if (diametersMm.size() > 3) throw new InvalidValue("lesions.diametersMm", "has more than three diameters");
            diametersMm.forEach(mm -> Check.between("lesions.diametersMm", mm, 0, 1000));
            Check.between("lesions.densityHu", densityHu, -1100, 4000);
        }
    }

    /** How an assessment was made. */
    enum Modality {
        CT,
        MRI,
        FDG_PET,
        ULTRASOUND,
        ENDOSCOPY,
        CLINICAL,
        NOT_STATED
    }

    /** RECIST's categories; NOT_STATED where the source describes a change and names none. */
    enum ResponseCategory {
        CR,
        PR,
        SD,
        PD,
        NE,
        NOT_STATED
    }

    /** By which criteria a response or progression was called. */
    enum ResponseCriteria {
        RECIST_1_1,
        CHOI,
        INVESTIGATOR,
        NOT_STATED
    }

    /** Best overall response, or the response at one visit. */
    enum ResponseScope {
        BEST,
        AT_VISIT
    }
}

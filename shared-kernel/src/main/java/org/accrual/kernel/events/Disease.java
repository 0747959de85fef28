package org.accrual.kernel.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.accrual.kernel.language.Check;
import org.accrual.kernel.language.ClinicalDate;
import org.accrual.kernel.language.CountedFrom;
import org.accrual.kernel.language.EventId;
import org.accrual.kernel.language.Gene;
import org.accrual.kernel.language.IhcResult;
import org.accrual.kernel.language.InvalidValue;
import org.accrual.kernel.language.Lesion;
import org.accrual.kernel.language.MitoticCount;
import org.accrual.kernel.language.Modality;
import org.accrual.kernel.language.Organ;
import org.accrual.kernel.language.Presentation;
import org.accrual.kernel.language.PrimarySite;
import org.accrual.kernel.language.ProgressionPattern;
import org.accrual.kernel.language.Resistance;
import org.accrual.kernel.language.ResponseCategory;
import org.accrual.kernel.language.ResponseCriteria;
import org.accrual.kernel.language.ResponseScope;
import org.accrual.kernel.language.Source;
import org.accrual.kernel.language.Specimen;
import org.accrual.kernel.language.TherapyContext;

/** What the disease is and does. */
public sealed interface Disease extends ClinicalEvent {
    /** @param metastaticSites empty if none are known */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record DiagnosisRecorded(
            ClinicalDate date,
            PrimarySite primarySite,
            Presentation presentation,
            List<Organ> metastaticSites,
            Source source)
            implements Disease {
        public DiagnosisRecorded {
            Check.present("date", date);
            Check.present("primarySite", primarySite);
            Check.present("presentation", presentation);
            metastaticSites = Check.list("metastaticSites", metastaticSites);
        }
    }

    /**
     * @param afterTherapy whether the specimen was taken after systemic therapy; null if not stated
     * @param mitoses null if not counted
     * @param immunohistochemistry by marker ("KIT", "CD34", …)
     * @param proliferationIndexPercent Ki-67 or MIB-1, %; null if not stated
     * @param sizeMm largest diameter of the specimen's tumor, mm; null if not stated
     * @param rupture tumor rupture; null if not stated
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record PathologyReported(
            ClinicalDate date,
            Specimen specimen,
            Boolean afterTherapy,
            MitoticCount mitoses,
            Map<String, IhcResult> immunohistochemistry,
            BigDecimal proliferationIndexPercent,
            BigDecimal sizeMm,
            Boolean rupture,
            Source source)
            implements Disease {
        public PathologyReported {
            Check.present("date", date);
            Check.present("specimen", specimen);
            immunohistochemistry = Check.map("immunohistochemistry", immunohistochemistry);
            Check.between("proliferationIndexPercent", proliferationIndexPercent, 0, 100);
            Check.between("sizeMm", sizeMm, 0, 1000);
        }
    }

    /**
     * @param exon null for wild type, or if not stated
     * @param hgvs the variant in HGVS nomenclature; null if not given
     * @param verbatim the report's own words; null if not given
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record GenotypeReported(ClinicalDate date, Gene gene, Integer exon, String hgvs, String verbatim, Source source)
            implements Disease {
        public GenotypeReported {
            Check.present("date", date);
            Check.present("gene", gene);
            Check.between("exon", exon, 1, 21);
            Check.optionalText("hgvs", hgvs);
            Check.optionalText("verbatim", verbatim);
            if (gene == Gene.WILD_TYPE && (exon != null || hgvs != null))
                throw new InvalidValue("exon", "can't be stated for a wild type");
        }
    }

    /** @param lesions empty if none is described one by one */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record AssessmentRecorded(ClinicalDate date, Modality modality, List<Lesion> lesions, Source source)
            implements Disease {
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
            String therapy,
            BigDecimal durationMonths,
            CountedFrom countedFrom,
            Source source)
            implements Disease {
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

    /**
     * @param growingLesions how many lesions grow; null if not stated
     * @param organs empty if not stated
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record ProgressionRecorded(
            ClinicalDate date,
            ResponseCriteria criteria,
            TherapyContext context,
            ProgressionPattern pattern,
            Integer growingLesions,
            Resistance resistance,
            List<Organ> organs,
            Source source)
            implements Disease {
        public ProgressionRecorded {
            Check.present("date", date);
            Check.present("criteria", criteria);
            Check.present("context", context);
            Check.present("pattern", pattern);
            Check.between("growingLesions", growingLesions, 0, 1000);
            Check.present("resistance", resistance);
            organs = Check.list("organs", organs);
            if (growingLesions != null && pattern == ProgressionPattern.FOCAL && growingLesions != 1
                    || growingLesions != null && pattern == ProgressionPattern.MULTIFOCAL && growingLesions < 2)
                throw new InvalidValue("growingLesions", "contradicts the pattern " + pattern);
        }
    }

    /** @param afterResection the resection after which the disease came back; null if not stated */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record RecurrenceRecorded(ClinicalDate date, List<Organ> organs, EventId afterResection, Source source)
            implements Disease {
        public RecurrenceRecorded {
            Check.present("date", date);
            organs = Check.list("organs", organs);
        }
    }
}

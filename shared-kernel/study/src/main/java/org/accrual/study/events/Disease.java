package org.accrual.study.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.accrual.study.events.Response.ResponseCriteria;
import org.accrual.study.words.Check;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.EventId;
import org.accrual.study.words.InvalidValue;
import org.accrual.study.words.Organ;
import org.accrual.study.words.Source;
import org.jspecify.annotations.Nullable;

/** What the disease is and does. */
public sealed interface Disease extends ClinicalEvent {
    /** @param metastaticSites empty if none are known */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record DiagnosisRecorded(
            ClinicalDate date,
            PrimarySite primarySite,
            Presentation presentation,
            List<Organ> metastaticSites,
            @Nullable Source source)
            implements Disease {
        public DiagnosisRecorded {
            Check.present("date", date);
            Check.present("primarySite", primarySite);
            Check.present("presentation", presentation);
            metastaticSites = Check.list("metastaticSites", metastaticSites);
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
            @Nullable Integer growingLesions,
            Resistance resistance,
            List<Organ> organs,
            @Nullable Source source)
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
    record RecurrenceRecorded(
            ClinicalDate date,
            List<Organ> organs,
            @Nullable EventId afterResection,
            @Nullable Source source) implements Disease {
        public RecurrenceRecorded {
            Check.present("date", date);
            organs = Check.list("organs", organs);
        }
    }

    /** How the disease presented. */
    enum Presentation {
        PRIMARY,
        RECURRENT,
        METASTATIC
    }

    /** Where the primary tumor arose; jejunum and ileum are small intestine stated more precisely. */
    enum PrimarySite {
        ESOPHAGUS,
        STOMACH,
        DUODENUM,
        SMALL_INTESTINE,
        JEJUNUM,
        ILEUM,
        COLON,
        RECTUM,
        OMENTUM,
        MESENTERY,
        OTHER,
        UNKNOWN
    }

    /** One growing lesion, or more than one. */
    enum ProgressionPattern {
        FOCAL,
        MULTIFOCAL,
        NOT_STATED
    }

    /** Primary (no response first) or secondary (after a response). */
    enum Resistance {
        PRIMARY,
        SECONDARY,
        NOT_STATED
    }

    /** Relation of a progression to tyrosine-kinase-inhibitor therapy. */
    enum TherapyContext {
        ON_TKI,
        OFF_TKI,
        BEFORE_TKI,
        NOT_STATED
    }
}

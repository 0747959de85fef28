package org.accrual.study.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.Map;
import org.accrual.study.words.Check;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.InvalidValue;
import org.accrual.study.words.Source;
import org.jspecify.annotations.Nullable;

/** What a specimen says of the tumor. */
public sealed interface Pathology extends ClinicalEvent {
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
            @Nullable Boolean afterTherapy,
            @Nullable MitoticCount mitoses,
            Map<String, IhcResult> immunohistochemistry,
            @Nullable BigDecimal proliferationIndexPercent,
            @Nullable BigDecimal sizeMm,
            @Nullable Boolean rupture,
            @Nullable Source source)
            implements Pathology {
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
    record GenotypeReported(
            ClinicalDate date,
            Gene gene,
            @Nullable Integer exon,
            @Nullable String hgvs,
            @Nullable String verbatim,
            @Nullable Source source)
            implements Pathology {
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

    /** The gene in which the driving mutation was looked for or found. */
    enum Gene {
        KIT,
        PDGFRA,
        WILD_TYPE
    }

    /** A marker's immunohistochemistry. */
    enum IhcResult {
        POSITIVE,
        NEGATIVE,
        EQUIVOCAL
    }

    /**
     * Mitoses as counted, a range where the report states one ("0–1/50 HPF").
     *
     * @param low fewest mitoses
     * @param high most mitoses
     * @param perHighPowerFields number of fields; null if counted per area
     * @param perMm2 area, mm²; null if counted per fields
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MitoticCount(
            int low,
            int high,
            @Nullable Integer perHighPowerFields,
            @Nullable Integer perMm2) {
        public MitoticCount {
            Check.between("mitoses.low", low, 0, 10_000);
            Check.between("mitoses.high", high, low, 10_000);
            Check.between("mitoses.perHighPowerFields", perHighPowerFields, 1, 1000);
            Check.between("mitoses.perMm2", perMm2, 1, 1000);
            if ((perHighPowerFields == null) == (perMm2 == null))
                throw new InvalidValue("mitoses", "needs either perHighPowerFields or perMm2");
        }
    }

    /** What the pathologist was given. */
    enum Specimen {
        BIOPSY,
        RESECTION
    }
}

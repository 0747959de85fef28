package org.accrual.kernel.language;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;

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
public record Lesion(
        String id,
        Organ organ,
        List<BigDecimal> diametersMm,
        Integer densityHu,
        Quantity suvMax,
        Boolean growing,
        Boolean appearedNew) {
    public Lesion {
        Check.text("lesions.id", id);
        Check.present("lesions.organ", organ);
        diametersMm = Check.list("lesions.diametersMm", diametersMm);
        if (diametersMm.size() > 3) throw new InvalidValue("lesions.diametersMm", "has more than three diameters");
        diametersMm.forEach(mm -> Check.between("lesions.diametersMm", mm, 0, 1000));
        Check.between("lesions.densityHu", densityHu, -1100, 4000);
    }
}

package org.accrual.study.words;

/** Where a lesion, metastasis or target lies. */
public enum Organ {
    LIVER,
    PERITONEUM,
    OMENTUM,
    MESENTERY,
    STOMACH,
    DUODENUM,
    SMALL_INTESTINE,
    COLON,
    RECTUM,
    ESOPHAGUS,
    PANCREAS,
    SPLEEN,
    KIDNEY,
    LUNG,
    BONE,
    LYMPH_NODE,
    SOFT_TISSUE,
    ABDOMINAL_WALL,
    OTHER,
    UNKNOWN
}

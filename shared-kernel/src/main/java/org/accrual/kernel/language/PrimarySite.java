package org.accrual.kernel.language;

/** Where the primary tumor arose; jejunum and ileum are small intestine stated more precisely. */
public enum PrimarySite {
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

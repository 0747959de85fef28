package org.accrual.study.words;

/**
 * Whose history: a center's ({@code study/center}), or the study's own ({@code study/_}). Its text is the chain's key in
 * the log.
 *
 * @param center null for the study's own chain
 */
public record ChainId(StudyId study, CenterId center) {
    private static final String STUDY_ITSELF = "_";

    public ChainId {
        Check.present("study", study);
    }

    public static ChainId ofStudy(StudyId study) {
        return new ChainId(study, null);
    }

    /** @throws InvalidValue if the text is no chain's key */
    public static ChainId parse(String text) {
        int slash = Check.present("key", text).indexOf('/');
        if (slash < 0) throw new InvalidValue("key", "is not study/center: " + text);
        String center = text.substring(slash + 1);
        return new ChainId(
                new StudyId(text.substring(0, slash)), center.equals(STUDY_ITSELF) ? null : new CenterId(center));
    }

    @Override
    public String toString() {
        return study + "/" + (center == null ? STUDY_ITSELF : center);
    }
}

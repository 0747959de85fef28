package org.accrual.kernel.language;

/**
 * The key of a chain in the log: {@code study/center}, or {@code study/_} for what belongs to the study itself.
 *
 * @param center null for the study's own chain
 */
public record ChainKey(StudyId study, CenterId center) {
    private static final String STUDY_ITSELF = "_";

    public ChainKey {
        Check.present("study", study);
    }

    public static ChainKey ofStudy(StudyId study) {
        return new ChainKey(study, null);
    }

    /** @throws InvalidValue if the text is no chain's key */
    public static ChainKey parse(String text) {
        int slash = Check.present("key", text).indexOf('/');
        if (slash < 0) throw new InvalidValue("key", "is not study/center: " + text);
        String center = text.substring(slash + 1);
        return new ChainKey(
                new StudyId(text.substring(0, slash)), center.equals(STUDY_ITSELF) ? null : new CenterId(center));
    }

    @Override
    public String toString() {
        return study + "/" + (center == null ? STUDY_ITSELF : center);
    }
}

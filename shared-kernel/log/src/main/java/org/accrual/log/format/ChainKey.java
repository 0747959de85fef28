package org.accrual.log.format;

import java.nio.charset.StandardCharsets;

/**
 * The Kafka key of a chain: {@code study/center}, or {@code study/_} for what belongs to the study itself.
 * All records of a chain lie in one partition.
 */
public record ChainKey(String text) implements Comparable<ChainKey> {
    private static final String STUDY_ITSELF = "_";

    /** @throws IllegalArgumentException unless the text is {@code slug/slug} or {@code slug/_} */
    public ChainKey {
        if (!isKey(text)) {
            throw new IllegalArgumentException("a chain's key is study/center or study/_: " + text);
        }
    }

    public static ChainKey ofCenter(String study, String center) {
        return new ChainKey(study + "/" + center);
    }

    public static ChainKey ofStudy(String study) {
        return new ChainKey(study + "/" + STUDY_ITSELF);
    }

    public String study() {
        return text.substring(0, text.indexOf('/'));
    }

    /** The center's slug, or null in the study's own chain. */
    public String center() {
        String center = text.substring(text.indexOf('/') + 1);
        return center.equals(STUDY_ITSELF) ? null : center;
    }

    /** What {@code ce_source} must say for this key. */
    public String source() {
        return center() == null ? "/studies/" + study() : "/studies/" + study() + "/centers/" + center();
    }

    public byte[] bytes() {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static boolean isKey(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return false;
        }
        String center = text.substring(slash + 1);
        return Syntax.isSlug(text.substring(0, slash)) && (center.equals(STUDY_ITSELF) || Syntax.isSlug(center));
    }

    @Override
    public int compareTo(ChainKey other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}

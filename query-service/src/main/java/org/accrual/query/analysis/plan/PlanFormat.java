package org.accrual.query.analysis.plan;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.accrual.study.events.JsonFault;
import org.accrual.study.events.StudyJson;
import org.accrual.study.words.InvalidValue;
import tools.jackson.core.JacksonException;

/** Plans as JSON, and what identifies one. */
public final class PlanFormat {
    private PlanFormat() {}

    /**
     * @param json UTF-8
     * @throws InvalidValue naming the field at fault, if this is no plan
     */
    public static Plan parse(byte[] json) {
        try {
            Plan plan = StudyJson.MAPPER.readValue(json, Plan.class);
            if (plan == null) throw new InvalidValue("plan", "is missing");
            return plan;
        } catch (JacksonException e) {
            throw JsonFault.of(e);
        }
    }

    /** SHA-256 over the plan's JSON in its fields' order, 64 hexadecimal digits: the same whatever the layout was. */
    public static String hash(Plan plan) {
        try {
            byte[] canonical = StudyJson.MAPPER.writeValueAsBytes(plan);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

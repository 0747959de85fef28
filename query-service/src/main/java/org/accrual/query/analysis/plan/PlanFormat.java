package org.accrual.query.analysis.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.accrual.study.events.JsonFault;
import org.accrual.study.events.StudyJson;
import org.accrual.study.words.InvalidValue;
import org.erdtman.jcs.JsonCanonicalizer;
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

    /**
     * SHA-256 over the plan's canonical JSON (RFC 8785), 64 hexadecimal digits: the same whatever the layout and the order
     * of the fields were, and for anyone who computes it in another language.
     */
    public static String hash(Plan plan) {
        try {
            byte[] canonical = new JsonCanonicalizer(StudyJson.MAPPER.writeValueAsBytes(plan)).getEncodedUTF8();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (IOException e) {
            throw new UncheckedIOException("a plan is JSON", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

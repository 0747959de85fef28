package org.accrual.query.analysis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.accrual.query.analysis.plan.InvalidPlan;
import org.accrual.query.analysis.plan.Plan;
import org.accrual.query.analysis.plan.PlanProblem;
import org.accrual.study.events.StudyJson;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;

/** Plans as JSON, and what identifies one. */
public final class PlanFormat {
    private PlanFormat() {}

    /**
     * @param json UTF-8
     * @throws InvalidPlan with everything that is wrong, if this is no plan
     */
    public static Plan parse(byte[] json) {
        return parse(tree(json));
    }

    /** @throws InvalidPlan like {@link #parse(byte[])} */
    public static Plan parse(JsonNode json) {
        return Plan.read(json, Kinds.readers());
    }

    /** @throws InvalidPlan if this is no JSON */
    static JsonNode tree(byte[] json) {
        try {
            return StudyJson.MAPPER.readTree(json);
        } catch (StreamConstraintsException _) {
            throw notJson("is beyond what is read: nested deeper than " + StudyJson.MAX_DEPTH
                    + " levels, or a number of more than " + StudyJson.MAX_NUMBER_DIGITS + " digits");
        } catch (JacksonException e) {
            throw notJson("is no JSON, near line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage());
        }
    }

    private static InvalidPlan notJson(String sentence) {
        return new InvalidPlan(List.of(new PlanProblem("", PlanProblem.Reason.NOT_JSON, sentence, List.of())));
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

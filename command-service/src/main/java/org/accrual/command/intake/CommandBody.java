package org.accrual.command.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.accrual.study.events.StudyJson;
import org.accrual.study.words.InvalidValue;
import org.accrual.study.words.Reason;
import org.accrual.web.edge.PlainText;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.node.ObjectNode;

/** From bytes that anybody may have sent to one JSON object, or a refusal that says what is wrong with them. */
final class CommandBody {
    static final int MAX_BYTES = 64 * 1024;
    /** So much of what is too large is read and dropped, so that the sender hears why; then the connection may break. */
    private static final long MAX_DROPPED_BYTES = 32L * 1024 * 1024;

    private CommandBody() {}

    /** Counts what arrives, whatever Content-Length says. */
    static ObjectNode read(InputStream stream) throws IOException {
        byte[] body = stream.readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            drop(stream);
            throw new CommandRefused(Reason.BODY_TOO_LARGE, "The limit is " + MAX_BYTES + " bytes.", null);
        }
        return object(text(body));
    }

    private static void drop(InputStream stream) throws IOException {
        byte[] buffer = new byte[MAX_BYTES];
        long dropped = 0;
        for (int read = 0; read >= 0 && dropped < MAX_DROPPED_BYTES; dropped += read) read = stream.read(buffer);
    }

    private static String text(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException _) {
            throw malformed("The body is not UTF-8.");
        }
    }

    private static ObjectNode object(String text) {
        JsonNode tree;
        try {
            tree = StudyJson.MAPPER.readTree(text);
        } catch (StreamConstraintsException _) {
            throw malformed("The body is nested too deeply, or has a number with too many digits.");
        } catch (MismatchedInputException _) {
            throw malformed("Something follows the object.");
        } catch (JacksonException e) {
            throw malformed(e.getOriginalMessage() + place(e) + ".");
        }
        if (!(tree instanceof ObjectNode object)) throw malformed("The body is no JSON object.");
        // Half a surrogate pair can be written as an escape, but never as UTF-8: the log could not hold it.
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(StudyJson.MAPPER.writeValueAsString(object)))
            throw malformed("A text holds half a character (an unpaired surrogate).");
        requirePlain(object);
        return object;
    }

    private static void requirePlain(ObjectNode object) {
        try {
            PlainText.require(object);
        } catch (InvalidValue e) {
            throw new CommandRefused(Reason.INVALID_VALUE, e.getMessage() + ".", e.field());
        }
    }

    private static String place(JacksonException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }

    private static CommandRefused malformed(String detail) {
        return new CommandRefused(Reason.MALFORMED_JSON, detail, null);
    }
}

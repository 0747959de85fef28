package org.accrual.tools.token;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.accrual.standalone.issuer.People;
import org.accrual.standalone.issuer.Person;
import org.accrual.standalone.issuer.Tokens;
import org.accrual.study.words.Role;

/** {@code deploy/token}: prints an access token of the running Accrual for the person with a role (at a center). */
final class PrintToken {
    private static final int FAILED = 1;
    private static final int UNUSABLE_COMMAND_LINE = 2;

    private PrintToken() {}

    /** @param arguments the data directory, the role and perhaps {@code study/center} */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            Path data = Path.of(arguments[0]);
            Role role = Role.valueOf(arguments[1]);
            Optional<String> center = arguments.length > 2 ? Optional.of(arguments[2]) : Optional.empty();
            System.out.println(token(data, role, center));
        } catch (IllegalArgumentException e) {
            System.err.println(
                    "no such role: " + arguments[1] + " (COORDINATOR, INVESTIGATOR, MONITOR, ANALYST, ADMINISTRATOR)");
            System.exit(UNUSABLE_COMMAND_LINE);
        } catch (IOException e) {
            System.err.println(e.getMessage());
            System.exit(FAILED);
        }
    }

    private static String token(Path data, Role role, Optional<String> center)
            throws IOException, InterruptedException {
        URI address = address(data);
        People people = People.read(data.resolve("people.json"));
        Person person = center.map(at -> people.with(role, at))
                .orElseGet(() -> people.with(role))
                .orElseThrow(() -> new IOException("nobody in " + data.resolve("people.json") + " is " + role
                        + center.map(at -> " at " + at).orElse("")));
        try (HttpClient http = HttpClient.newHttpClient()) {
            return new Tokens(http, address).of(person);
        } catch (ConnectException e) {
            throw new IOException("nothing answers at " + address + ": start Accrual first (deploy/start)", e);
        }
    }

    private static URI address(Path data) throws IOException {
        Path announced = data.resolve("run").resolve("address");
        if (!Files.exists(announced)) {
            throw new IOException("no Accrual runs on " + data + ": start it first (deploy/start)");
        }
        return URI.create(Files.readString(announced).strip());
    }
}

package org.accrual.tools.token;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.accrual.standalone.CommandLines;
import org.accrual.standalone.issuer.People;
import org.accrual.standalone.issuer.Person;
import org.accrual.standalone.issuer.Tokens;
import org.accrual.study.words.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deploy/token}: an access token of the running Accrual, for scripts. */
@Command(
        name = "deploy/token",
        sortOptions = false,
        description = "Prints an access token of the Accrual that runs on DIR for the first person with a role.")
final class PrintToken implements Callable<Integer> {
    private static final int FAILED = 1;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "the data directory (default: ${DEFAULT-VALUE})")
    private Path data;

    @Option(names = "--help", usageHelp = true, description = "print this and stop")
    private boolean help;

    @Parameters(
            index = "0",
            paramLabel = "ROLE",
            description = "COORDINATOR, INVESTIGATOR, MONITOR, ANALYST or ADMINISTRATOR")
    private Role role;

    @Parameters(index = "1", arity = "0..1", paramLabel = "STUDY/CENTER", description = "at this center")
    private String center;

    public static void main(String[] arguments) {
        System.exit(CommandLines.of(new PrintToken()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            System.out.println(token());
            return 0;
        } catch (IOException e) {
            System.err.println(e.getMessage());
            return FAILED;
        }
    }

    private String token() throws IOException, InterruptedException {
        URI address = URI.create(announced("address"));
        Person person = person();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return new Tokens(http, address).of(person.user(), announced("owner"));
        } catch (ConnectException e) {
            throw new IOException("nothing answers at " + address + ": start Accrual first (deploy/start)", e);
        }
    }

    private Person person() throws IOException {
        Path file = data.resolve("people.json");
        People people = People.read(file);
        Optional<Person> found = center == null ? people.with(role) : people.with(role, center);
        return found.orElseThrow(
                () -> new IOException("nobody in " + file + " is " + role + (center == null ? "" : " at " + center)));
    }

    private String announced(String what) throws IOException {
        Path announced = data.resolve("run").resolve(what);
        if (!Files.exists(announced)) {
            throw new IOException("no Accrual runs on " + data + ": start it first (deploy/start)");
        }
        return Files.readString(announced).strip();
    }
}

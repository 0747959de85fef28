package org.accrual.tools.validation;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.accrual.standalone.CommandLines;
import org.accrual.statistics.RefusedAnalysis;
import org.accrual.statistics.Warning;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code deploy/validate [DIR]}: every case of every {@code DIR/*.json}, a line each, then the counts. */
@Command(
        name = "deploy/validate",
        description = {
            "Runs the survival engine on every case of every DIR/*.json and compares it with what another one answered.",
            "Ends with 1 if any differs."
        })
public final class ValidateSurvival implements Callable<Integer> {
    /** Where the checkout is, as the script says. */
    private static final String ROOT = "accrual.root";

    /** Relative error allowed for everything but what an iteration ends on. */
    private static final double TOLERANCE = 1e-9;

    /** For Cox coefficients and what derives from them. */
    private static final double COX_TOLERANCE = 1e-7;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Spec
    private CommandSpec spec;

    @Option(names = "--help", usageHelp = true, description = "print this and stop")
    private boolean help;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "a folder of cases, *.json with their *.csv (default: the copies in the project)")
    private Path folder;

    private ValidateSurvival() {}

    /** How many cases came out how. */
    public record Counts(int agree, int differ, int unsupported) {
        @Override
        public String toString() {
            return "%d agree, %d differ, %d unsupported".formatted(agree, differ, unsupported);
        }
    }

    public static void main(String[] arguments) {
        System.exit(CommandLines.of(new ValidateSurvival()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Path cases = folder == null ? copies() : folder;
        if (!Files.isDirectory(cases)) throw new ParameterException(spec.commandLine(), "there is no folder " + cases);
        // the lines hold χ² and the like, whatever the console's own encoding
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        return run(cases, out).differ() == 0 ? 0 : 1;
    }

    private static Path copies() {
        return Path.of(System.getProperty(ROOT, "."), "deploy", "tools", "src", "test", "resources", "oracle");
    }

    /** Runs every case of a folder and prints a line each, then the counts. */
    public static Counts run(Path folder, PrintStream out) throws IOException {
        int agree = 0;
        int differ = 0;
        int unsupported = 0;
        for (Case question : casesOf(folder)) {
            Verdict verdict = verdict(question);
            out.printf(
                    Locale.ROOT,
                    "%-20s %-28s %-22s %s%n",
                    question.file(),
                    question.id(),
                    question.method(),
                    line(verdict));
            switch (verdict) {
                case Verdict.Agrees agrees -> agree++;
                case Verdict.RefusedOrWarned refused -> agree++;
                case Verdict.Differs differs -> differ++;
                case Verdict.NotSupported notSupported -> unsupported++;
            }
        }
        Counts counts = new Counts(agree, differ, unsupported);
        out.println(counts);
        return counts;
    }

    private static List<Case> casesOf(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "*.json")) {
            stream.forEach(files::add);
        }
        files.sort(null);
        List<Case> cases = new ArrayList<>();
        for (Path file : files) {
            JsonNode document = JSON.readTree(Files.readString(file));
            for (JsonNode node : document.path("cases")) {
                cases.add(new Case(file.getFileName().toString(), node, folder));
            }
        }
        return cases;
    }

    static Verdict verdict(Case question) {
        JsonNode expected = question.expected();
        try {
            Answers.Answer answer = Answers.to(question);
            return expected.hasNonNull("refusal") || expected.hasNonNull("warning")
                    ? warned(expected, answer.warnings())
                    : Comparison.of(expected, answer.fields(), toleranceOf(question));
        } catch (RefusedAnalysis refusal) {
            String sentence = refusal.reason() + ": " + refusal.getMessage();
            return expected.hasNonNull("refusal") || expected.hasNonNull("warning")
                    ? new Verdict.RefusedOrWarned("refused, " + sentence)
                    : new Verdict.Differs("ours refused, " + sentence);
        } catch (Unsupported unsupported) {
            return new Verdict.NotSupported(unsupported.getMessage());
        } catch (IOException | RuntimeException failure) {
            return new Verdict.Differs("failed: " + failure);
        }
    }

    private static double toleranceOf(Case question) {
        return switch (question.method()) {
            case "cox", "heterogeneity", "iptw", "fine-gray", "cause-specific-cox", "firth-cox" -> COX_TOLERANCE;
            default -> TOLERANCE;
        };
    }

    /** R refused or warned: ours has to, in its own words. */
    private static Verdict warned(JsonNode expected, List<Warning> warnings) {
        return warnings.isEmpty()
                ? new Verdict.Differs("neither refused nor warned, as expected: " + expected)
                : new Verdict.RefusedOrWarned("warned, " + warnings.getFirst().kind() + ": "
                        + warnings.getFirst().sentence());
    }

    private static String line(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Agrees agrees ->
                String.format(
                        Locale.ROOT,
                        "agrees       %.1e at %s (%d numbers)",
                        agrees.worst(),
                        agrees.where(),
                        agrees.numbers());
            case Verdict.RefusedOrWarned refused -> "agrees       " + refused.sentence();
            case Verdict.Differs differs -> "DIFFERS      " + differs.what();
            case Verdict.NotSupported unsupported -> "unsupported  " + unsupported.what();
        };
    }
}

package org.accrual.command.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.accrual.command.administration.AdministrationCommands;
import org.accrual.command.amendment.AmendmentCommands;
import org.accrual.command.care.CareCommands;
import org.accrual.command.disease.DiseaseCommands;
import org.accrual.command.enrollment.EnrollmentCommands;
import org.accrual.command.observation.ObservationCommands;
import org.accrual.command.outcome.OutcomeCommands;
import org.accrual.command.review.CenterLockCommands;
import org.accrual.command.review.ReviewCommands;
import org.accrual.command.safety.SafetyCommands;
import org.accrual.command.surgery.SurgeryCommands;
import org.accrual.command.therapy.TherapyCommands;
import org.accrual.study.description.FieldDescription;
import org.accrual.study.description.FieldKind;
import org.accrual.study.description.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What people read about commands, beside the code that takes them. */
class CommandPageTest {
    private static final Path PAGE = Path.of("COMMANDS.md");
    private static final String GENERATED = "<!-- From here on written by CommandPageTest -Daccrual.write -->\n";
    private static final Words WORDS = Words.in(Locale.ENGLISH);

    static Stream<CommandForm<?, ?>> forms() {
        return Stream.<Feature>of(
                        new AdministrationCommands(),
                        new EnrollmentCommands(),
                        new DiseaseCommands(),
                        new TherapyCommands(),
                        new SurgeryCommands(),
                        new SafetyCommands(),
                        new CareCommands(),
                        new OutcomeCommands(),
                        new ObservationCommands(),
                        new AmendmentCommands(),
                        new ReviewCommands(),
                        new CenterLockCommands())
                .flatMap(feature -> feature.forms().stream());
    }

    @Test
    void thePageTellsEveryCommandAsItIsDescribed() throws IOException {
        String head = Files.readString(PAGE).split(GENERATED)[0];
        String page = head + GENERATED + "\n" + CommandPage.of(forms().map(CommandPageTest::described));
        if (System.getProperty("accrual.write") != null) Files.writeString(PAGE, page);
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static CommandDescription described(CommandForm<?, ?> form) {
        return CommandDescription.of(form, WORDS);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyExampleIsACommandAndTogetherTheyShowEveryField(CommandForm<?, ?> form) {
        var examples = CommandExamples.ALL.get(form.name());
        assertThat(examples)
                .isNotEmpty()
                .allSatisfy(example -> assertThat(isCommand(form, example)).isTrue());
        Set<String> shown = new TreeSet<>();
        examples.forEach(example -> shown.addAll(example.propertyNames()));
        assertThat(shown)
                .isEqualTo(described(form).body().map(FieldDescription::name).collect(Collectors.toSet()));
    }

    /** What is declared to be required is what the commands can't do without, at any depth; what may be left out, some can. */
    @ParameterizedTest
    @MethodSource("forms")
    void whatIsDeclaredToBeRequiredIsRequired(CommandForm<?, ?> form) {
        var examples = CommandExamples.ALL.get(form.name());
        for (FieldDescription field : described(form).body().toList()) judges(form, examples, field, "", field.kind());
    }

    private static void judges(
            CommandForm<?, ?> form, List<ObjectNode> examples, FieldDescription field, String path, FieldKind kind) {
        var having = examples.stream()
                .filter(example -> example.at(path).has(field.name()))
                .toList();
        assertThat(having)
                .as("%s: an example with %s/%s", form.name(), path, field.name())
                .isNotEmpty();
        boolean canBeLeftOut = examples.stream()
                .filter(example -> example.at(path).isObject())
                .anyMatch(example -> isCommand(form, without(example, path, field.name())));
        assertThat(canBeLeftOut)
                .as("%s: %s/%s can be left out", form.name(), path, field.name())
                .isEqualTo(!field.required());
        String inside = path + "/" + field.name();
        switch (kind) {
            case FieldKind.Group group ->
                group.fields().forEach(inner -> judges(form, examples, inner, inside, inner.kind()));
            case FieldKind.Several several
            when several.each() instanceof FieldKind.Group group ->
                group.fields().forEach(inner -> judges(form, examples, inner, inside + "/0", inner.kind()));
            default -> {}
        }
    }

    private static ObjectNode without(ObjectNode example, String path, String field) {
        ObjectNode copy = example.deepCopy();
        JsonNode parent = copy.at(path);
        ((ObjectNode) parent).remove(field);
        return copy;
    }

    private static boolean isCommand(CommandForm<?, ?> form, ObjectNode body) {
        try {
            CommandReader.of(form, body).command();
            return true;
        } catch (CommandRefused _) {
            return false;
        }
    }
}

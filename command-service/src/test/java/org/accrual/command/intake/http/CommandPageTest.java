package org.accrual.command.intake.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.accrual.command.administration.AdministrationCommand;
import org.accrual.command.amendment.AmendmentCommand;
import org.accrual.command.care.CareCommand;
import org.accrual.command.disease.DiseaseCommand;
import org.accrual.command.enrollment.EnrollmentCommand;
import org.accrual.command.intake.CommandForm;
import org.accrual.command.observation.ObservationCommand;
import org.accrual.command.outcome.OutcomeCommand;
import org.accrual.command.safety.SafetyCommand;
import org.accrual.command.surgery.SurgeryCommand;
import org.accrual.command.therapy.TherapyCommand;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonPointer;

/** What people read about commands, beside the code that takes them. */
class CommandPageTest {
    /** They stand above the table, for all commands. */
    private static final Set<String> OF_ALL = Set.of("study", "center", "patient", "source");

    private static final Pattern FIELD = Pattern.compile("`(\\w+)\\??`");

    static Stream<CommandForm<?, ?>> forms() {
        return Stream.of(
                        AdministrationCommand.FORMS,
                        EnrollmentCommand.FORMS,
                        DiseaseCommand.FORMS,
                        TherapyCommand.FORMS,
                        SurgeryCommand.FORMS,
                        SafetyCommand.FORMS,
                        CareCommand.FORMS,
                        OutcomeCommand.FORMS,
                        ObservationCommand.FORMS,
                        AmendmentCommand.FORMS)
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void theTableNamesEveryFieldAndWhatMayBeLeftOut(CommandForm<?, ?> form) throws IOException {
        var examples = new CommandExamples(form);
        String row = row(form);
        for (RecordComponent component : form.fact().getRecordComponents()) {
            String field = component.getName();
            if (OF_ALL.contains(field)) continue;
            String mark = examples.requires(JsonPointer.empty(), field) ? "" : "?";
            assertThat(row).contains('`' + field + mark + '`');
        }
        assertThat(namesIn(row)).isSubsetOf(fieldsOf(form));
    }

    private static String row(CommandForm<?, ?> form) throws IOException {
        return Files.readAllLines(Path.of("COMMANDS.md")).stream()
                .filter(line -> line.startsWith("| " + form.name() + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("COMMANDS.md has no row for " + form.name()));
    }

    private static Set<String> namesIn(String row) {
        return FIELD.matcher(row).results().map(it -> it.group(1)).collect(Collectors.toSet());
    }

    private static Set<String> fieldsOf(CommandForm<?, ?> form) {
        Set<String> fields = new TreeSet<>(OF_ALL);
        collect(form.fact(), fields);
        return fields;
    }

    private static void collect(Class<?> record, Set<String> fields) {
        for (RecordComponent component : record.getRecordComponents()) {
            fields.add(component.getName());
            Type type = component.getGenericType();
            if (type instanceof ParameterizedType list) type = list.getActualTypeArguments()[0];
            if (type instanceof Class<?> nested && nested.isRecord()) collect(nested, fields);
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyExampleIsACommandAndTogetherTheyShowEveryField(CommandForm<?, ?> form) {
        var examples = new CommandExamples(form);
        assertThat(examples.all())
                .isNotEmpty()
                .allSatisfy(example -> assertThat(examples.isCommand(example)).isTrue());
        Set<String> shown = new TreeSet<>();
        examples.all().forEach(example -> shown.addAll(example.propertyNames()));
        Set<String> fields = new TreeSet<>();
        Stream.of(form.address(), form.fact())
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .forEach(component -> fields.add(component.getName()));
        assertThat(shown).isEqualTo(fields);
    }
}

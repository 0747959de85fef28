package org.accrual.command.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.accrual.study.description.FieldDescription;
import org.accrual.study.description.FieldKind;

/** The part of COMMANDS.md that tells each command's fields. */
final class CommandPage {
    /** Stands above, for all commands, like the address. */
    private static final String OF_ALL = "source";

    private static final String ROW = "| `%s` | %s | %s | %s |";

    private CommandPage() {}

    static String of(Stream<CommandDescription> commands) {
        return commands.map(CommandPage::section).collect(Collectors.joining("\n"));
    }

    private static String section(CommandDescription command) {
        var lines = new ArrayList<String>();
        lines.add("### " + command.name() + "\n");
        lines.add(command.label() + ". For " + roles(command) + " of the "
                + command.scope().name().toLowerCase(Locale.ROOT) + "."
                + (command.help() == null ? "" : " " + command.help()) + "\n");
        lines.add("| field | | holds | |");
        lines.add("|---|---|---|---|");
        command.fields().stream()
                .filter(field -> !field.name().equals(OF_ALL))
                .forEach(field -> rows("", field, lines));
        return String.join("\n", lines) + "\n";
    }

    private static String roles(CommandDescription command) {
        return command.roles().stream()
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" or "));
    }

    private static void rows(String path, FieldDescription field, List<String> lines) {
        String name = path + field.name();
        lines.add(ROW.formatted(name, field.required() ? "required" : "", holds(field), meaning(field)));
        switch (inside(field.kind())) {
            case FieldKind.Group group -> group.fields().forEach(inner -> rows(path(name, field.kind()), inner, lines));
            default -> {}
        }
    }

    private static FieldKind inside(FieldKind kind) {
        return kind instanceof FieldKind.Several several ? several.each() : kind;
    }

    private static String path(String name, FieldKind kind) {
        return name + (kind instanceof FieldKind.Several ? "[]." : ".");
    }

    private static String meaning(FieldDescription field) {
        return field.label() + "." + (field.help() == null ? "" : " " + field.help());
    }

    private static String holds(FieldDescription field) {
        return words(field.kind()) + (field.unit() == null ? "" : ", " + field.unit());
    }

    private static String words(FieldKind kind) {
        return switch (kind) {
            case FieldKind.Text _ -> "text";
            case FieldKind.ShortName _ -> "short name";
            case FieldKind.Identifier _ -> "UUID";
            case FieldKind.WholeNumber _ -> "whole number";
            case FieldKind.DecimalNumber _ -> "number";
            case FieldKind.YesNo _ -> "true or false";
            case FieldKind.PartialDate _ -> "date";
            case FieldKind.MeasuredQuantity _ -> "quantity";
            case FieldKind.AnyValue _ -> "any value";
            case FieldKind.Choice choice ->
                choice.options().stream().map(FieldKind.Option::value).collect(Collectors.joining(", "));
            case FieldKind.Group _ -> "object";
            case FieldKind.Several several ->
                (several.atLeastOne() ? "at least one in a list: " : "list: ") + words(several.each());
            case FieldKind.ByName byName -> "object, by name: " + words(byName.each());
        };
    }
}

package org.accrual.study.description;

import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/**
 * The words of the study in one language: labels and help of fields, choices and commands. They stand in
 * {@code words.properties}, for another language in {@code words_xx.properties} beside it: {@code Record.field} where a
 * field's name means something of its own in that record, else {@code field.name}; {@code Enum.CONSTANT};
 * {@code command.Name}; and for help the same with {@code .help} behind it.
 */
public final class Words {
    private static final String BUNDLE = "org.accrual.study.description.words";
    private static final String HELP = ".help";

    private final ResourceBundle bundle;

    private Words(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    /** In that language if there are words of it, else in English. */
    public static Words in(Locale language) {
        return new Words(ResourceBundle.getBundle(
                BUNDLE,
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
    }

    public String command(String name) {
        return bundle.getString("command." + name);
    }

    public Optional<String> commandHelp(String name) {
        return find("command." + name + HELP);
    }

    public String choice(Enum<?> value) {
        return bundle.getString(value.getDeclaringClass().getSimpleName() + "." + value.name());
    }

    public String field(Class<?> record, String name) {
        return own(record, name).orElseGet(() -> bundle.getString("field." + name));
    }

    /** Help beside a label of the record's own is the record's own, too. */
    public Optional<String> fieldHelp(Class<?> record, String name) {
        Optional<String> own = find(record.getSimpleName() + "." + name + HELP);
        return own.isPresent() || own(record, name).isPresent() ? own : find("field." + name + HELP);
    }

    private Optional<String> own(Class<?> record, String name) {
        return find(record.getSimpleName() + "." + name);
    }

    private Optional<String> find(String key) {
        return bundle.containsKey(key) ? Optional.of(bundle.getString(key)) : Optional.empty();
    }
}

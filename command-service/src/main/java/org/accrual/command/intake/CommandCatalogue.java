package org.accrual.command.intake;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.accrual.study.words.Reason;
import org.springframework.stereotype.Component;

/** Every command of every feature, by name. */
@Component
class CommandCatalogue {
    private final Map<String, CommandForm<?, ?>> forms = new TreeMap<>();

    CommandCatalogue(List<Feature> features) {
        for (Feature feature : features)
            for (CommandForm<?, ?> form : feature.forms())
                if (forms.put(form.name(), form) != null)
                    throw new IllegalStateException("two commands are called " + form.name());
    }

    /** @throws CommandRefused if no command has that name */
    CommandForm<?, ?> form(String name) {
        CommandForm<?, ?> form = forms.get(name);
        if (form == null)
            throw new CommandRefused(
                    Reason.UNKNOWN_COMMAND, "There is no such command; there are " + forms.keySet() + ".", null);
        return form;
    }

    Collection<CommandForm<?, ?>> forms() {
        return forms.values();
    }
}

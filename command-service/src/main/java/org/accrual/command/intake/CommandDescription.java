package org.accrual.command.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.accrual.study.access.Action;
import org.accrual.study.description.Descriptions;
import org.accrual.study.description.FieldDescription;
import org.accrual.study.description.Words;
import org.accrual.study.words.Role;
import org.jspecify.annotations.Nullable;

/**
 * A command as people read it, and as a form can be drawn from it.
 *
 * @param name as it stands in the command's address
 * @param group the feature that it belongs to, such as {@code therapy}
 * @param help null where the label says it all
 * @param roles who may send it, for the scope named beside
 * @param address the fields that say where the fact belongs
 * @param fields the fact's own
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CommandDescription(
        String name,
        String group,
        String label,
        @Nullable String help,
        SortedSet<Role> roles,
        Action.Scope scope,
        List<FieldDescription> address,
        List<FieldDescription> fields) {

    static CommandDescription of(CommandForm<?, ?> form, Words words) {
        String feature = form.command().getPackageName();
        return new CommandDescription(
                form.name(),
                feature.substring(feature.lastIndexOf('.') + 1),
                words.command(form.name()),
                words.commandHelp(form.name()).orElse(null),
                new TreeSet<>(form.action().roles()),
                form.action().scope(),
                Descriptions.of(form.address(), words),
                Descriptions.of(form.fact(), words));
    }

    /** As they stand in the body, flat. */
    Stream<FieldDescription> body() {
        return Stream.concat(address.stream(), fields.stream());
    }
}

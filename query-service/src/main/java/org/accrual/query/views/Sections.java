package org.accrual.query.views;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the features have registered: the sections of the subjects' documents, and the states that they need. */
@Component
public final class Sections {
    /** Of what the views themselves write: to be raised whenever its form or meaning changes. */
    private static final String OWN_FORMAT = "views 3";

    private final List<Section<?, ?>> all;

    /** @throws IllegalArgumentException if two have the same name */
    public Sections(List<Section<?, ?>> all) {
        this.all = all.stream().sorted(Comparator.comparing(Section::name)).toList();
        requireUnique(this.all, Section::name);
        for (SubjectKind kind : SubjectKind.values()) requireUnique(states(kind), SubjectState::name);
    }

    private static <T> void requireUnique(List<T> things, Function<T, String> name) {
        var names = new HashSet<String>();
        for (T thing : things)
            if (!names.add(name.apply(thing)))
                throw new IllegalArgumentException("two are called '" + name.apply(thing) + "'");
    }

    public List<Section<?, ?>> of(SubjectKind kind) {
        return all.stream().filter(section -> section.state().kind() == kind).toList();
    }

    /** Every state to be kept up for that kind of subject. */
    public List<SubjectState<?>> states(SubjectKind kind) {
        return Stream.concat(SubjectState.ALWAYS.stream(), all.stream().map(Section::state))
                .filter(state -> state.kind() == kind)
                .distinct()
                .collect(Collectors.toList());
    }

    /** Names the form and meaning of everything written: documents of another one are built anew, never read. */
    public String format() {
        var parts = new ArrayList<String>(List.of(OWN_FORMAT));
        for (Section<?, ?> section : all)
            parts.add("%s %d %08x"
                    .formatted(
                            section.name(),
                            section.version(),
                            form(section.form(), new HashSet<>()).hashCode()));
        return String.join(", ", parts);
    }

    /** The names and types of a record's parts and of their parts, as text. */
    private static String form(Type type, Set<Type> seen) {
        if (type instanceof ParameterizedType generic)
            return generic.getRawType().getTypeName()
                    + Arrays.stream(generic.getActualTypeArguments())
                            .map(argument -> form(argument, seen))
                            .toList();
        if (!(type instanceof Class<?> one) || !seen.add(type)) return type.getTypeName();
        if (one.isEnum()) return Arrays.toString(one.getEnumConstants());
        if (!one.isRecord()) return one.getName();
        return Arrays.stream(one.getRecordComponents())
                .map(part -> form(part, seen))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String form(RecordComponent part, Set<Type> seen) {
        return part.getName() + ":" + form(part.getGenericType(), seen);
    }
}

package org.accrual.study.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.accrual.study.events.Amendment.EventCorrected;
import org.accrual.study.events.Enrollment.PatientEnrolled;
import org.accrual.study.events.Pathology.PathologyReported;
import org.accrual.study.events.Response.AssessmentRecorded;
import org.accrual.study.events.StudyEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DescriptionsTest {
    private static final Words WORDS = Words.in(Locale.ENGLISH);

    @Test
    void whatMayBeLeftOutIsDeclaredOnTheRecord() {
        assertThat(field(PatientEnrolled.class, "sex").required()).isTrue();
        assertThat(field(PatientEnrolled.class, "birthYear").required()).isFalse();
        assertThat(field(AssessmentRecorded.class, "lesions").required()).isFalse();
        assertThat(field(EventCorrected.class, "changes").required()).isTrue();
    }

    private static FieldDescription field(Class<?> record, String name) {
        return Descriptions.of(record, WORDS).stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theUnitIsTheSuffixOfTheName() {
        assertThat(field(PathologyReported.class, "sizeMm").unit()).isEqualTo("mm");
        assertThat(field(PathologyReported.class, "proliferationIndexPercent").unit())
                .isEqualTo("%");
        assertThat(field(PatientEnrolled.class, "ageYears").unit()).isEqualTo("a");
        assertThat(field(PatientEnrolled.class, "sex").unit()).isNull();
    }

    @Test
    void aRecordsOwnWordsComeBeforeThoseOfTheName() {
        assertThat(field(EventCorrected.class, "text").label()).isEqualTo("Explanation");
    }

    @Test
    void aLanguageWithoutWordsIsEnglish() {
        assertThat(Words.in(Locale.of("tlh")).command("OpenStudy")).isEqualTo("Open a study");
    }

    static Stream<Class<?>> events() {
        return leaves(StudyEvent.class);
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(DescriptionsTest::leaves)
                : Stream.of(type);
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyFieldAndChoiceOfEveryEventHasItsWords(Class<?> event) {
        assertThat(Descriptions.of(event, WORDS)).isNotEmpty().allSatisfy(DescriptionsTest::isInWords);
    }

    private static void isInWords(FieldDescription field) {
        assertThat(field.label()).isNotBlank();
        switch (field.kind()) {
            case FieldKind.Group group -> group.fields().forEach(DescriptionsTest::isInWords);
            case FieldKind.Choice choice ->
                assertThat(choice.options()).extracting(FieldKind.Option::label).doesNotHaveDuplicates();
            default -> {}
        }
    }

    /** A word that nothing asks for would be a typing error in its key. */
    @Test
    void noWordIsLeftOver() throws IOException {
        Set<String> known = new HashSet<>();
        events().forEach(event -> collect(event, known));
        assertThat(keys().filter(key -> !key.startsWith("command.")))
                .allSatisfy(key -> assertThat(known).contains(key.replaceFirst("\\.help$", "")));
    }

    private static Stream<String> keys() throws IOException {
        var words = new Properties();
        try (var file = Words.class.getResourceAsStream("words.properties")) {
            words.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        }
        return words.stringPropertyNames().stream();
    }

    private static void collect(Class<?> type, Set<String> known) {
        known.addAll(List.of("field.study", "field.center", "field.patient"));
        if (type.isEnum())
            for (Object constant : type.getEnumConstants()) known.add(type.getSimpleName() + "." + constant);
        if (!type.isRecord()) return;
        for (var component : type.getRecordComponents()) {
            known.add("field." + component.getName());
            known.add(type.getSimpleName() + "." + component.getName());
            if (component.getType().getName().startsWith("org.accrual")) collect(component.getType(), known);
            if (component.getGenericType() instanceof java.lang.reflect.ParameterizedType list)
                for (var argument : list.getActualTypeArguments()) collect((Class<?>) argument, known);
        }
    }
}

package org.accrual.study.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.accrual.study.events.StudyJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClinicalDateTest {
    private static final EventId RESECTION = new EventId(new UUID(0, 1));

    @ParameterizedTest
    @CsvSource({
        "2003-01-17, 2003-01-17, 2003-01-17, DAY",
        "2004-02,    2004-02-01, 2004-02-29, MONTH",
        "2003,       2003-01-01, 2003-12-31, YEAR"
    })
    void isoTextSaysItsBounds(String text, LocalDate earliest, LocalDate latest, ClinicalDate.Precision precision) {
        assertThat(ClinicalDate.of(text)).isEqualTo(new ClinicalDate(earliest, latest, precision, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2003-02-30", "2003-13", "17.01.2003", "", "1492-10-12", "2003-1-7", "20030117"})
    void refusesWhatTheCalendarDoesNotHave(String text) {
        assertThatThrownBy(() -> ClinicalDate.of(text)).isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2003-01-17, 2003-01-18, true",
        "2003-01-17, 2003-01-17, false",
        "2003-01,    2003-01-31, false",
        "2003-01,    2003-02,    true",
        "2003,       2003-06,    false",
        "2002,       2003-06,    true"
    })
    void isCertainlyBeforeOnlyIfEveryDayIs(String earlier, String later, boolean certain) {
        assertThat(ClinicalDate.of(earlier).certainlyBefore(ClinicalDate.of(later)))
                .isEqualTo(certain);
        assertThat(ClinicalDate.of(later).certainlyAfter(ClinicalDate.of(earlier)))
                .isEqualTo(certain);
    }

    @Test
    void anOpenEndIsCertainOfItsBeginningOnly() {
        ClinicalDate since = ClinicalDate.after(LocalDate.of(2003, 4, 1));
        assertThat(since.certainlyAfter(ClinicalDate.of("2003-03"))).isTrue();
        assertThat(since.certainlyBefore(ClinicalDate.of("2190"))).isFalse();
        assertThat(ClinicalDate.UNKNOWN.certainlyBefore(since)).isFalse();
        assertThat(ClinicalDate.UNKNOWN.certainlyAfter(since)).isFalse();
    }

    /** Certainly before is a strict partial order: irreflexive, asymmetric, transitive. */
    @Test
    void certaintyIsAStrictPartialOrder() {
        var random = new Random(20_030_117);
        var dates = random.ints(60, 0, 4).mapToObj(kind -> any(random, kind)).toList();
        for (ClinicalDate a : dates) {
            assertThat(a.certainlyBefore(a)).isFalse();
            for (ClinicalDate b : dates) {
                if (a.certainlyBefore(b)) assertThat(b.certainlyBefore(a)).isFalse();
                for (ClinicalDate c : dates)
                    if (a.certainlyBefore(b) && b.certainlyBefore(c))
                        assertThat(a.certainlyBefore(c)).isTrue();
            }
        }
    }

    private static ClinicalDate any(Random random, int kind) {
        LocalDate day = LocalDate.of(2000, 1, 1).plusDays(random.nextInt(900));
        return switch (kind) {
            case 0 -> ClinicalDate.day(day);
            case 1 -> ClinicalDate.month(java.time.YearMonth.from(day));
            case 2 -> ClinicalDate.after(day);
            default -> ClinicalDate.approximately(day, day.plusDays(random.nextInt(200)));
        };
    }

    @ParameterizedTest
    @CsvSource({
        "2003-01,    3, 0,  2003-04-01, 2003-04-30, MONTH",
        "2003-01,    0, 10, 2003-01-11, 2003-02-10, APPROXIMATE",
        "2003-01-17, 0, 10, 2003-01-27, 2003-01-27, DAY",
        "2003-01-17, 3, 0,  2003-04-02, 2003-05-02, APPROXIMATE",
        "2003,       3, 0,  2003-04-01, 2004-03-31, APPROXIMATE"
    })
    void anAnchoredDateIsAsUncertainAsItsAnchor(
            String origin,
            int months,
            int days,
            LocalDate earliest,
            LocalDate latest,
            ClinicalDate.Precision precision) {
        var anchored = new ClinicalDate(
                null, null, ClinicalDate.Precision.APPROXIMATE, new ClinicalDate.Anchor(RESECTION, months, days));
        assertThat(anchored.resolvedFrom(ClinicalDate.of(origin)))
                .isEqualTo(new ClinicalDate(earliest, latest, precision, null));
    }

    @Test
    void boundsThatDoNotFitThePrecisionAreRefused() {
        LocalDate day = LocalDate.of(2003, 1, 17);
        assertThatThrownBy(() -> new ClinicalDate(day, day, ClinicalDate.Precision.MONTH, null))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> ClinicalDate.approximately(day, day.minusDays(1)))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new ClinicalDate(
                        day, day, ClinicalDate.Precision.APPROXIMATE, new ClinicalDate.Anchor(RESECTION, 3, 0)))
                .isInstanceOf(InvalidValue.class);
    }

    @Test
    void jsonTakesTextAndTheFullForm() {
        ClinicalDate month = StudyJson.MAPPER.readValue("\"2003-01\"", ClinicalDate.class);
        String full = StudyJson.MAPPER.writeValueAsString(month);
        assertThat(full).isEqualTo("{\"earliest\":\"2003-01-01\",\"latest\":\"2003-01-31\",\"precision\":\"MONTH\"}");
        assertThat(StudyJson.MAPPER.readValue(full, ClinicalDate.class)).isEqualTo(month);
    }

    @Test
    void quantitiesKeepTheirComparator() {
        for (String json : List.of("4", "\"<2.5\"", "\">10\"")) {
            Quantity quantity = StudyJson.MAPPER.readValue(json, Quantity.class);
            assertThat(StudyJson.MAPPER.writeValueAsString(quantity)).isEqualTo(json);
        }
        assertThat(Quantity.of("<5").certainlyPositive()).isFalse();
        assertThat(Quantity.of("0").certainlyPositive()).isFalse();
        assertThat(Quantity.of("4").certainlyPositive()).isTrue();
    }
}

package org.accrual.query.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.accrual.query.views.Cut;
import org.accrual.study.events.Administration.DataOrigin;
import org.accrual.study.words.StudyId;

/**
 * A part of a list.
 *
 * @param study null for the list of studies, like the origin
 * @param origin what the study's rows are
 * @param position that the answer reflects
 * @param total entries on all pages
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(
        StudyId study, DataOrigin origin, String position, int page, int size, long total, List<T> items) {

    public static <T> Page<T> of(PageRequest request, Cut cut, List<T> all) {
        return new Page<>(
                null, null, cut.position().toString(), request.page(), request.size(), all.size(), request.of(all));
    }

    public static <T> Page<T> of(
            StudyId study, DataOrigin origin, PageRequest request, Cut cut, long total, List<T> items) {
        return new Page<>(study, origin, cut.position().toString(), request.page(), request.size(), total, items);
    }

    /** Of entries that are made only for the page shown. */
    public static <S, T> Page<T> of(
            StudyId study, DataOrigin origin, PageRequest request, Cut cut, List<S> all, Function<S, T> entry) {
        return of(
                study,
                origin,
                request,
                cut,
                all.size(),
                request.of(all).stream().map(entry).toList());
    }
}

package org.accrual.query.http;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.accrual.query.views.CenterView;
import org.accrual.query.views.Cut;
import org.accrual.query.views.Section;
import org.accrual.query.views.Views;
import org.accrual.query.views.Views.Line;
import org.accrual.study.access.Action;
import org.accrual.study.access.Actor;
import org.accrual.study.access.Policy;
import org.accrual.study.administration.StudyState;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.StudyId;
import org.accrual.web.problem.Problem;
import org.accrual.web.problem.Unanswered;
import org.springframework.stereotype.Component;

/** Lines about patients of those centers of a study that are the actor's to see, by center and patient. */
@Component
public final class PatientLines {
    private final Views views;
    private final Gate gate;

    PatientLines(Views views, Gate gate) {
        this.views = views;
        this.gate = gate;
    }

    /**
     * @param action what the actor has to be permitted at a center to see its lines
     * @param center only this one's
     * @param patient only this one's
     */
    public record Question(
            Actor actor, Action action, StudyId study, Optional<CenterId> center, Optional<PatientId> patient) {
        private boolean permits(CenterId at) {
            return Policy.permits(actor, action, new ChainId(study, at));
        }

        private Predicate<CenterId> shown() {
            return at -> center.map(at::equals).orElse(true) && permits(at);
        }
    }

    /** @throws Unanswered 403 if none of the centers is the actor's to see, 404 for what is not there */
    public StudyState study(Question question, Cut cut) {
        if (question.center().isPresent())
            return gate.center(
                    question.actor(),
                    question.action(),
                    question.study(),
                    question.center().get(),
                    cut);
        StudyState study = gate.study(question.actor(), Action.SEE_STUDY, question.study(), cut);
        if (views.centers(question.study(), cut).stream().noneMatch(it -> question.permits(it.center())))
            throw new Unanswered(Problem.NOT_PERMITTED, "This is not for you to see.");
        return study;
    }

    public <R> Stream<Line<R>> of(Section<?, R> section, Question question, Cut cut) {
        if (question.patient().isPresent())
            return views.line(section, question.study(), question.patient().get(), cut).stream()
                    .filter(line -> question.shown().test(line.center()));
        return views.centers(question.study(), cut).stream()
                .map(CenterView::center)
                .filter(question.shown())
                .flatMap(it -> views.lines(section, question.study(), it, cut).stream());
    }
}

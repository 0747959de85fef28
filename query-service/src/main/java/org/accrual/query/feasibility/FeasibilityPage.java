package org.accrual.query.feasibility;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.accrual.query.feasibility.answer.Verdict;
import org.accrual.query.feasibility.question.Fault;
import org.accrual.query.feasibility.question.FaultyQuestion;
import org.accrual.study.access.Actor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The same check for people: a question as text, and below it what can't be. */
@Controller
class FeasibilityPage {
    private static final String PAGE = "console/feasibility";

    private final FeasibilityDesk desk;
    private final String example;

    FeasibilityPage(FeasibilityDesk desk) throws IOException {
        this.desk = desk;
        try (InputStream in = FeasibilityPage.class.getResourceAsStream("/feasibility/example.json")) {
            this.example = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @GetMapping("/feasibility")
    String form(Actor actor, Model model) {
        FeasibilityDesk.requireRole(actor);
        return page(model, example);
    }

    /** What was typed stays, whatever is wrong with it. */
    @PostMapping("/feasibility")
    String check(Actor actor, @RequestParam String question, Model model, HttpServletResponse response) {
        FeasibilityDesk.requireRole(actor);
        try {
            model.addAttribute("answer", desk.check(question.getBytes(StandardCharsets.UTF_8)));
        } catch (FaultyQuestion e) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            model.addAttribute("faults", e.faults());
        }
        return page(model, question);
    }

    private static String page(Model model, String question) {
        if (!model.containsAttribute("faults")) model.addAttribute("faults", List.<Fault>of());
        model.addAttribute("question", question);
        model.addAttribute("words", new VerdictWords());
        return PAGE;
    }

    /** People read words, never enums. */
    record VerdictWords() {
        public String of(Verdict verdict) {
            return switch (verdict) {
                case POSSIBLE -> "possible";
                case UNDECIDED -> "can't be decided";
                case IMPOSSIBLE -> "impossible";
            };
        }
    }
}

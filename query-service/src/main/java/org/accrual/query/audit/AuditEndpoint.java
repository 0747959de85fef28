package org.accrual.query.audit;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.accrual.query.http.CutArgument;
import org.accrual.query.http.Gate;
import org.accrual.query.http.Page;
import org.accrual.query.http.PageRequest;
import org.accrual.query.views.Cut;
import org.accrual.query.views.Trail.Filter;
import org.accrual.query.views.follow.ChainVerification;
import org.accrual.study.access.Action;
import org.accrual.study.access.Actor;
import org.accrual.study.events.Administration.DataOrigin;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.StudyId;
import org.accrual.web.problem.Problem;
import org.accrual.web.problem.Unanswered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who did what, when and why, for monitors; and whether the log is still what was written. */
@RestController
class AuditEndpoint {
    private static final String AUDIT = "/api/studies/{study}/audit";
    private static final String CSV = "text/csv";
    /** One download; whoever needs more asks for a shorter time. */
    private static final int CSV_ENTRIES_MAX = 100_000;

    private final AuditTrail trail;
    private final ChainVerification chains;
    private final Gate gate;

    AuditEndpoint(AuditTrail trail, ChainVerification chains, Gate gate) {
        this.trail = trail;
        this.chains = chains;
        this.gate = gate;
    }

    /**
     * In the order of recording.
     *
     * @param type an event's simple name
     * @param from recorded then or later; an instant
     * @param to recorded then or earlier; an instant
     */
    @GetMapping(AUDIT)
    Page<AuditEntry> audit(
            Actor actor,
            Cut cut,
            @PathVariable StudyId study,
            @RequestParam(name = "center", required = false) CenterId center,
            @RequestParam(name = "patient", required = false) PatientId patient,
            @RequestParam(name = "actor", required = false) String who,
            @RequestParam(name = "type", required = false) String type,
            @RequestParam(name = "from", required = false) String from,
            @RequestParam(name = "to", required = false) String to,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = PageRequest.DEFAULT_SIZE) int size) {
        var request = new PageRequest(page, size);
        DataOrigin origin =
                gate.study(actor, Action.SEE_AUDIT_TRAIL, study, cut).origin();
        var filter = new Filter(study, center, patient, who, type, instant("from", from), instant("to", to));
        var entries = new ArrayList<AuditEntry>();
        trail.read(filter, cut, request.skip(), request.size(), entries::add);
        return Page.of(study, origin, request, cut, trail.count(filter, cut), List.copyOf(entries));
    }

    /** The same as one table, for {@code Accept: text/csv} or at {@code …/audit.csv}. */
    @GetMapping(
            value = {AUDIT, AUDIT + ".csv"},
            produces = CSV)
    @ApiResponse(responseCode = "200", content = @Content(mediaType = CSV, schema = @Schema(type = "string")))
    void csv(
            Actor actor,
            Cut cut,
            @PathVariable StudyId study,
            @RequestParam(name = "center", required = false) CenterId center,
            @RequestParam(name = "patient", required = false) PatientId patient,
            @RequestParam(name = "actor", required = false) String who,
            @RequestParam(name = "type", required = false) String type,
            @RequestParam(name = "from", required = false) String from,
            @RequestParam(name = "to", required = false) String to,
            HttpServletResponse response)
            throws IOException {
        DataOrigin origin =
                gate.study(actor, Action.SEE_AUDIT_TRAIL, study, cut).origin();
        var filter = new Filter(study, center, patient, who, type, instant("from", from), instant("to", to));
        long entries = trail.count(filter, cut);
        if (entries > CSV_ENTRIES_MAX)
            throw new Unanswered(
                    Problem.TOO_MANY_ROWS,
                    entries + " entries; at most " + CSV_ENTRIES_MAX + " in one table: filter by time or center.");
        response.setContentType(CSV);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit-" + study + ".csv\"");
        AuditCsv csv = new AuditCsv(response.getWriter());
        trail.read(filter, cut, 0, CSV_ENTRIES_MAX, entry -> csv.write(entry, origin));
        csv.flush();
    }

    /**
     * @param position up to which the log was read
     * @param chains of the study
     * @param records accepted in them
     * @param voidRecords of them that belong to no history
     * @param broken how many differences were found
     * @param differences sentences
     */
    record Verification(
            StudyId study,
            DataOrigin origin,
            String position,
            int chains,
            long records,
            long voidRecords,
            int broken,
            List<String> differences,
            List<Head> heads) {}

    /** @param hash of the chain's last record */
    record Head(String chain, String hash, long records, Instant recordedAt) {}

    /** Reads the whole log again; the answer reflects the position that was read up to. */
    @GetMapping(AUDIT + "/verification")
    Verification verification(Actor actor, Cut cut, @PathVariable StudyId study, HttpServletResponse response) {
        DataOrigin origin =
                gate.study(actor, Action.SEE_AUDIT_TRAIL, study, cut).origin();
        ChainVerification.Outcome outcome = chains.verify(study);
        response.setHeader(CutArgument.POSITION, outcome.position().toString());
        return new Verification(
                study,
                origin,
                outcome.position().toString(),
                outcome.heads().size(),
                outcome.records(),
                outcome.voids(),
                outcome.broken().size(),
                outcome.broken(),
                outcome.heads().stream()
                        .map(head -> new Head(head.key().text(), head.hash().hex(), head.count(), head.recordedAt()))
                        .toList());
    }

    private static Instant instant(String name, String text) {
        return text == null ? null : CutArgument.instant(name, text);
    }
}

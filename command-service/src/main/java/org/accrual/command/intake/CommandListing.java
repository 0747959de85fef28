package org.accrual.command.intake;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import org.accrual.study.access.Actor;
import org.accrual.study.description.Words;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What can be ordered, described: whoever is signed in may read it, since it says nothing about anybody. */
@RestController
@Tag(name = "commands")
class CommandListing {
    private final CommandCatalogue catalogue;

    CommandListing(CommandCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    record Listing(List<CommandDescription> commands) {}

    @Operation(summary = "Every command with its fields: labels, units, choices, help, and what may be left out")
    @GetMapping(path = "/api/commands", produces = MediaType.APPLICATION_JSON_VALUE)
    Listing list(Actor actor, Locale language) {
        Words words = Words.in(language);
        return new Listing(catalogue.forms().stream()
                .map(form -> CommandDescription.of(form, words))
                .toList());
    }
}

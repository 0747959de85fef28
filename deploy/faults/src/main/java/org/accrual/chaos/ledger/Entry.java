package org.accrual.chaos.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** One command: its key, what it is meant to do, and every answer that any of its sendings got. */
public final class Entry {
    private final UUID key;
    private final String chain;
    private final Intent intent;
    private final List<Answer> answers = new ArrayList<>(1);

    Entry(UUID key, String chain, Intent intent) {
        this.key = key;
        this.chain = chain;
        this.intent = intent;
    }

    public UUID key() {
        return key;
    }

    public String chain() {
        return chain;
    }

    public Intent intent() {
        return intent;
    }

    public synchronized void answered(Answer answer) {
        if (!answers.contains(answer)) answers.add(answer);
    }

    /** Different ones: one is right, none means that nothing is known. */
    public synchronized List<Answer> answers() {
        return List.copyOf(answers);
    }
}

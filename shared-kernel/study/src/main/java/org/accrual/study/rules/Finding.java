package org.accrual.study.rules;

import org.accrual.study.words.EventId;

/**
 * A contradiction or a gap in a patient's record, computed from the state; only a person's answer to it is an event.
 *
 * @param id the same at every computation: rule and event
 * @param event the event that the site has to look at
 * @param sentence what is wrong or missing, for the site
 */
public record Finding(String id, Rule rule, EventId event, String sentence) {
    static Finding of(Rule rule, EventId event) {
        return new Finding(rule + ":" + event, rule, event, rule.sentence());
    }
}

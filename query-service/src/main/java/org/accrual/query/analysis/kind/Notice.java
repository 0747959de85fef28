package org.accrual.query.analysis.kind;

/** Something that a reader of the figures has to know: a name for programs, a sentence for people. */
public record Notice(String name, String sentence) {}

package org.accrual.query.feasibility.question;

/**
 * What is wrong with a part of a question.
 *
 * @param at JSON Pointer (RFC 6901)
 * @param allowed what could stand there
 */
public record Fault(String at, String problem, String allowed) {}

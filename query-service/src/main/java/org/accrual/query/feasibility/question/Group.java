package org.accrual.query.feasibility.question;

/** Patients of whom the paper prints something; all claims that name the group are about the same patients. */
public record Group(String name, Size n) {}

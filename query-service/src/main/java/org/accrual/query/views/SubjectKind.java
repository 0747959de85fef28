package org.accrual.query.views;

import org.accrual.study.events.Envelope;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.PatientId;

/** Whose stream an event belongs to: a patient's, a center's own, or a study's own. */
public enum SubjectKind {
    PATIENT("patients"),
    CENTER("centers"),
    STUDY("studies");

    private final String collection;

    SubjectKind(String collection) {
        this.collection = collection;
    }

    /** Where the subjects' documents lie. */
    public String collection() {
        return collection;
    }

    public static SubjectKind of(Envelope envelope) {
        if (envelope.patient() != null) return PATIENT;
        return envelope.center() != null ? CENTER : STUDY;
    }

    /** The key of the stream that the event belongs to: the patient's id, or the chain's. */
    public static String keyOf(Envelope envelope) {
        return envelope.patient() == null ? keyOf(envelope.chain()) : keyOf(envelope.patient());
    }

    public static String keyOf(PatientId patient) {
        return patient.toString();
    }

    public static String keyOf(ChainId chain) {
        return chain.toString();
    }
}

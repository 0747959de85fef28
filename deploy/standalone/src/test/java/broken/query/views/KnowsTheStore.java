package broken.query.views;

/** Breaks: what the views say of themselves stands below their parts. */
public class KnowsTheStore {
    broken.query.views.store.KnowsTheFold store;
}

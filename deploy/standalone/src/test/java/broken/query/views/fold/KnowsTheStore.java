package broken.query.views.fold;

/** What a fold may know; the store knows it in turn. */
public class KnowsTheStore {
    broken.query.views.store.KnowsTheFold store;
}

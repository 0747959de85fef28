package broken.query.views.store;

/** Breaks: the views' parts stand on each other in order. */
public class KnowsTheFold {
    broken.query.views.fold.KnowsTheStore fold;
}

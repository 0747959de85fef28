package broken.query.views;

/** Breaks: the views know no feature. */
public class KnowsAFeature {
    broken.query.audit.KnowsACenter feature;
}

package broken.query.audit;

/** Breaks: features know no sibling. */
public class KnowsACenter {
    broken.query.center.KnowsACommand center;
}

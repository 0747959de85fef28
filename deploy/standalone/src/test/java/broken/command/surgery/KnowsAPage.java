package broken.command.surgery;

/** Breaks: the command service knows no query service. */
public class KnowsAPage {
    broken.query.center.KnowsACommand page;
}

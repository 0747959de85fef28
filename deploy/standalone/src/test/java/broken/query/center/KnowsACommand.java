package broken.query.center;

/** Breaks: the query service knows no command service. */
public class KnowsACommand {
    broken.command.surgery.KnowsAPage command;
}

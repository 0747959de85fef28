package broken.command.surgery;

/** Breaks: features know no HTTP. */
public class KnowsAnEndpoint {
    broken.command.intake.AnEndpoint endpoint;
}

package broken.command.surgery;

/** Breaks: features know no sibling. */
public class KnowsTherapy {
    broken.command.therapy.LateDecider decider;
}

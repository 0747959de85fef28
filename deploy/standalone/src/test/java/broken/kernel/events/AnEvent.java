package broken.kernel.events;

/** Breaks nothing by itself. */
public class AnEvent {
    broken.kernel.language.KnowsAnEvent word;
}

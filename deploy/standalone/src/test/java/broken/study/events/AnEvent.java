package broken.study.events;

/** Breaks nothing by itself. */
public class AnEvent {
    broken.study.words.KnowsAnEvent word;
}

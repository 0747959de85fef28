package broken.log.format;

/** Breaks: the log knows bytes, not meanings. */
public class KnowsEvents {
    broken.study.events.AnEvent event;
}

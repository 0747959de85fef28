package broken.kernel.log;

/** Breaks: the log knows bytes, not meanings. */
public class KnowsEvents {
    broken.kernel.events.AnEvent event;
}

package broken.study.words;

/** Breaks: the kernel has no cycles. */
public class KnowsAnEvent {
    broken.study.events.AnEvent event;
}

package broken.kernel.language;

/** Breaks: the kernel has no cycles. */
public class KnowsAnEvent {
    broken.kernel.events.AnEvent event;
}

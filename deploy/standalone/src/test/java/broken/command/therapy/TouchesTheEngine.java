package broken.command.therapy;

/** Breaks: the storage engine only in eventstore. */
public class TouchesTheEngine {
    org.axonframework.eventsourcing.eventstore.EventStorageEngine engine;
}

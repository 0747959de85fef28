package org.accrual.command.eventstore.axon;

import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;

/** What is added to the one Axon configuration: states ({@link StateKind}) and command handlers. A bean. */
@FunctionalInterface
public interface AxonModule {
    void registerWith(EventSourcingConfigurer configurer);
}

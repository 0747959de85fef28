package org.accrual.command.eventstore.axon;

import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;

/** What a feature adds to the one Axon configuration: its states ({@link StateModule}) and command handlers. A bean. */
@FunctionalInterface
public interface AxonModule {
    void registerWith(EventSourcingConfigurer configurer);
}

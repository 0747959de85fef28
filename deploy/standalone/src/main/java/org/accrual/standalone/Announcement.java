package org.accrual.standalone;

import java.io.PrintStream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says where everything is as soon as it can be reached: to the person who started it, and to scripts. */
@Component
class Announcement {
    private final DataDirectory data;
    private final String address;
    private final String kafka;
    private final boolean ends;

    Announcement(
            DataDirectory data,
            @Value("${accrual.public-url}") String address,
            @Value("${accrual.kafka.bootstrap-servers}") String kafka,
            @Value("${accrual.exit:false}") boolean ends) {
        this.data = data;
        this.address = address;
        this.kafka = kafka;
        this.ends = ends;
    }

    @EventListener(ApplicationStartedEvent.class)
    void started() {
        data.announce(DataDirectory.ADDRESS, address);
        print(System.out);
    }

    @EventListener(ContextClosedEvent.class)
    void stopping() {
        if (!ends) System.out.println("Accrual stops");
    }

    private void print(PrintStream out) {
        out.println("Accrual runs on " + address);
        out.println("  sign in as one of the people in " + data.people());
        out.println("  Kafka at " + kafka + ", everything kept in " + data.root());
    }
}

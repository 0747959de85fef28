package org.accrual.web.edge;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * The server's HTTP, which also cuts off whoever sends a request's head byte by byte: the server itself only knows how
 * long to wait for the next byte, and there is always another one.
 */
public final class ImpatientHttp11 extends Http11NioProtocol {
    private static final int LOOK_EACH_SECONDS = 1;
    private static final long NOT_BEGUN = -1;

    private Duration headerTime = Duration.ofSeconds(30);
    private ScheduledFuture<?> watch;

    void setHeaderTime(Duration time) {
        headerTime = time;
    }

    @Override
    public void start() throws Exception {
        super.start();
        watch = getUtilityExecutor()
                .scheduleWithFixedDelay(this::cutOff, LOOK_EACH_SECONDS, LOOK_EACH_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void stop() throws Exception {
        if (watch != null) watch.cancel(false);
        super.stop();
    }

    private void cutOff() {
        for (SocketWrapperBase<NioChannel> connection : getEndpoint().getConnections())
            if (connection.getCurrentProcessor() instanceof Processor processor && isLate(processor))
                connection.close();
    }

    /** While it waits for bytes, and not for an answer, its head has not ended. */
    private boolean isLate(Processor processor) {
        if (processor.isAsync()) return false;
        long start = processor.getRequest().getStartTimeNanos();
        return start != NOT_BEGUN && System.nanoTime() - start > headerTime.toNanos();
    }
}

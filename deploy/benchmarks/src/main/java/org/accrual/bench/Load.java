package org.accrual.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A number of clients, each with one request after the other: what they waited for, once everything is warm. */
final class Load {
    static final int CLIENTS = 64;
    private static final int WARM_UP_REQUESTS = 40_000;
    private static final Duration WARM_UP_MAX = Duration.ofSeconds(40);
    private static final Duration MEASURED = Duration.ofSeconds(10);

    /** One request, done when it is durable and read back. */
    interface Request {
        void run(int client) throws Exception;
    }

    /**
     * @param waitsNanos of all requests, sorted
     * @param cpuSeconds of the whole process, its broker included
     */
    record Measured(long[] waitsNanos, double seconds, double cpuSeconds) {
        double perSecond() {
            return waitsNanos.length / seconds;
        }

        double cpuMicros() {
            return cpuSeconds * 1e6 / waitsNanos.length;
        }

        double percentileMillis(double share) {
            return waitsNanos[(int) (share * (waitsNanos.length - 1))] / 1e6;
        }
    }

    private Load() {}

    /** Warm means compiled, so it is counted in requests; a busy machine does not get for ever to do them. */
    static Measured measure(Request request) throws ExecutionException, InterruptedException {
        long end = System.nanoTime() + WARM_UP_MAX.toNanos();
        for (int done = 0; done < WARM_UP_REQUESTS && System.nanoTime() < end; )
            done += run(Duration.ofSeconds(1), request).waitsNanos.length;
        return run(MEASURED, request);
    }

    private static Measured run(Duration duration, Request request) throws ExecutionException, InterruptedException {
        long start = System.nanoTime();
        long cpuStart = cpuNanos();
        long end = start + duration.toNanos();
        List<Future<long[]>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                clients.add(threads.submit(() -> waits(number, end, request)));
            }
        }
        long[] all = {};
        for (Future<long[]> client : clients) all = concatenated(all, client.get());
        Arrays.sort(all);
        return new Measured(all, (System.nanoTime() - start) / 1e9, (cpuNanos() - cpuStart) / 1e9);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long[] waits(int client, long end, Request request) throws Exception {
        long[] waits = new long[1_024];
        int count = 0;
        for (long before = System.nanoTime(); before < end; before = System.nanoTime()) {
            request.run(client);
            if (count == waits.length) waits = Arrays.copyOf(waits, 2 * count);
            waits[count++] = System.nanoTime() - before;
        }
        return Arrays.copyOf(waits, count);
    }

    private static long[] concatenated(long[] a, long[] b) {
        long[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}

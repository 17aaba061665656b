package dev.tidings.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** What a hub holds, after a full collection if it is a JVM. */
record Memory(OptionalLong heap, long resident, long threads) {

    private static final double KILOBYTE = 1024;

    static Memory of(Rival rival) {
        if (rival.program().isEmpty()) {
            return new Memory(OptionalLong.empty(), 0, 0);
        }
        Program program = rival.program().get();
        OptionalLong heap = program.heap().stream().mapToLong(Long::longValue).findAny();
        return new Memory(heap, program.residentMemory(), program.threads());
    }

    /** By connection, in kilobytes. */
    Map<String, Object> growth(Memory before, int connections) {
        var growth = new LinkedHashMap<String, Object>();
        if (resident == 0) {
            return growth;
        }
        heap.ifPresent(
                now -> growth.put("heapKbPerConnection", perConnection(now - before.heap.orElseThrow(), connections)));
        growth.put("rssKbPerConnection", perConnection(resident - before.resident, connections));
        growth.put("threads", threads);
        growth.put("moreThreads", threads - before.threads);
        return growth;
    }

    private static double perConnection(long bytes, int connections) {
        return Math.round(bytes / KILOBYTE / connections * 100) / 100.0;
    }
}

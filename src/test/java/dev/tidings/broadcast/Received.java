package dev.tidings.broadcast;

import java.util.ArrayList;
import java.util.List;

/** Reads a stream as a client does: by the rules of WHATWG HTML, section 9.2.6, written down once more on purpose. */
final class Received {

    private Received() {}

    /** The data of each event; {@code gap:reason} for a gap; comments, and ids alone, are left out. */
    static List<String> summarise(String stream) {
        List<String> events = new ArrayList<>();
        for (String block : stream.split("\n\n", -1)) {
            StringBuilder data = new StringBuilder();
            String type = "";
            for (String line : block.split("\n", -1)) {
                if (line.startsWith("data: ")) {
                    data.append(data.isEmpty() ? "" : "\n").append(line.substring(6));
                } else if (line.startsWith("event: ")) {
                    type = line.substring(7);
                }
            }
            if (type.equals(Gap.TYPE)) {
                events.add("gap:" + data.toString().replaceAll(".*\"reason\":\"(\\w+)\".*", "$1"));
            } else if (block.contains("data: ")) {
                events.add(data.toString());
            }
        }
        return events;
    }
}

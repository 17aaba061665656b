package dev.tidings.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EventReaderTest {

    private static final int PAYLOAD = 40;
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n";

    private final List<String> events = new ArrayList<>();
    private final EventReader reader =
            new EventReader(PAYLOAD, (sequence, scheduled) -> events.add(sequence + " at " + scheduled));
    private final Response response = new Response(reader);

    private static String event(String data) {
        return "id: #a-1\ndata: " + data + "x".repeat(PAYLOAD - data.length()) + "\n\n";
    }

    private static String chunk(String content) {
        return Integer.toHexString(content.length()) + "\r\n" + content + "\r\n";
    }

    private void read(String bytes, int portion) {
        byte[] all = bytes.getBytes(ISO_8859_1);
        for (int at = 0; at < all.length; at += portion) {
            response.read(all, at, Math.min(all.length, at + portion));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 16, 61, 10_000})
    void chunks_and_lines_may_be_cut_anywhere(int portion) {
        String content =
                ":\nretry: 2000\n" + event("7 1234567890123 ") + event("8 1234567890124 ") + ":\n" + event("9 5 ");
        String chunks =
                chunk(content.substring(0, 30)) + chunk(content.substring(30, 100)) + chunk(content.substring(100));

        read(HEAD + "Transfer-Encoding: chunked\r\n\r\n" + chunks + "0\r\n\r\n", portion);

        assertThat(events).containsExactly("7 at 1234567890123", "8 at 1234567890124", "9 at 5");
        assertThat(response.isOk()).isTrue();
        assertThat(response.hasEnded()).isTrue();
        assertThat(reader.strangers()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 10_000})
    void a_body_without_chunks_is_read_too(int portion) {
        read(HEAD + "\r\n" + event("7 100 ") + event("8 200 "), portion);

        assertThat(events).containsExactly("7 at 100", "8 at 200");
        assertThat(response.hasEnded()).isFalse();
    }

    @Test
    void the_data_may_follow_the_colon_at_once_and_lines_may_end_as_in_windows() {
        read(HEAD + "\r\n" + event("7 100 ").replace("data: ", "data:").replace("\n", "\r\n"), 10_000);

        assertThat(events).containsExactly("7 at 100");
    }

    @Test
    void data_that_is_not_ours_is_counted_apart() {
        read(HEAD + "\r\nevent: tidings:gap\ndata: {\"reason\":\"overrun\"}\n\n" + event("8 200 "), 10_000);

        assertThat(reader.strangers()).isEqualTo(1);
        assertThat(events).containsExactly("8 at 200");
    }

    @Test
    void an_event_that_is_not_as_long_as_it_was_published_is_no_event() {
        String longer = event("7 100 ").replace("xx", "xxx");

        assertThatThrownBy(() -> read(HEAD + "\r\n" + longer, 10_000)).hasMessageContaining("longer");
    }

    @Test
    void an_event_counts_when_its_data_is_complete() {
        String all = HEAD + "\r\n" + event("7 100 ");

        read(all.substring(0, all.length() - 2), 10_000);

        assertThat(events).isEmpty();
    }

    @Test
    void the_id_of_the_first_event_can_be_kept() {
        reader.keepId();

        read(HEAD + "\r\nid: #a-0\n\nid: #a-1\ndata: 7 100 " + "x".repeat(PAYLOAD - 6) + "\n\n", 1);

        assertThat(reader.firstId()).isEqualTo("#a-1");
        assertThat(reader.firstSequence()).isEqualTo(7);
    }

    @Test
    void another_answer_is_seen_by_its_status() {
        read("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", 3);

        assertThat(response.isOk()).isFalse();
        assertThat(response.status()).isEqualTo("HTTP/1.1 503 Service Unavailable");
    }
}

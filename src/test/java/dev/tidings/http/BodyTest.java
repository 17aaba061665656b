package dev.tidings.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of a body is read? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BodyTest {

    private static final int LIMIT = 100;

    private final HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {HttpServletRequest.class}, (proxy, called, arguments) -> null);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, LIMIT - 1, LIMIT})
    void all_of_one_within_its_limit(int size) throws IOException {
        byte[] bytes = "x".repeat(size).getBytes(UTF_8);
        assertThat(Body.read(request, new ByteArrayInputStream(bytes), LIMIT).bytes())
                .isEqualTo(bytes);
        assertThat(new BoundedStream(new ByteArrayInputStream(bytes), LIMIT)).hasBinaryContent(bytes);
    }

    @Test
    void of_one_without_an_end_some_times_the_limit_and_its_reader_sees_that_there_is_more() throws IOException {
        var endless = new Endless();
        assertThat(new BoundedStream(endless, LIMIT).readAllBytes()).hasSize(LIMIT + 1);
        assertThat(endless.read).isEqualTo(9L * LIMIT + 1);
    }

    @Test
    void byte_by_byte_and_what_is_skipped_count_too() throws IOException {
        var body = new BoundedStream(new Endless(), LIMIT);
        assertThat(body.read()).isEqualTo('x');
        assertThat(body.skip(LIMIT - 1)).isEqualTo(LIMIT - 1);
        assertThat(body.read()).isEqualTo('x');
        assertThat(body.read()).isEqualTo(-1);
        assertThat(body.available()).isZero();
        assertThat(body.markSupported()).isFalse();
    }

    /** Somebody who goes on sending. */
    private static final class Endless extends InputStream {

        private long read;

        @Override
        public int read() {
            read++;
            return 'x';
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            Arrays.fill(bytes, from, from + length, (byte) 'x');
            read += length;
            return length;
        }

        @Override
        public int available() {
            return 1;
        }
    }
}

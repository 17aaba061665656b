package dev.tidings.url;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.openqa.selenium.json.Json;

/**
 * What browsers are tested by: {@code urlpatterntestdata.json} of web-platform-tests. Each test passes, or stands in {@code
 * urlpattern-exemptions.tsv} with the reason, and fails then.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UrlPatternVectorsTest {

    private static final String VECTORS = "urlpatterntestdata.json";
    private static final String EXEMPTIONS = "urlpattern-exemptions.tsv";

    @TestFactory
    Stream<DynamicTest> a_pattern_means_what_it_means_in_a_browser() throws IOException {
        Map<String, String> exemptions = exemptions();
        return vectors().stream()
                .map(vector ->
                        DynamicTest.dynamicTest(vector.name(), () -> check(vector, exemptions.get(vector.name()))));
    }

    private static void check(Vector vector, String reason) {
        if (reason == null) {
            vector.check();
        } else {
            assertThatThrownBy(vector::check).as("exempted, as " + reason).isInstanceOf(Throwable.class);
        }
    }

    @Test
    void each_exemption_is_of_a_test_and_has_a_reason() throws IOException {
        Set<String> names = vectors().stream().map(Vector::name).collect(Collectors.toSet());
        assertThat(names).containsAll(exemptions().keySet());
        assertThat(exemptions().values()).noneMatch(String::isBlank);
    }

    private static List<Vector> vectors() throws IOException {
        List<?> entries = new Json().toType(text(VECTORS), List.class);
        return entries.stream()
                .filter(Map.class::isInstance)
                .map(entry -> new Vector((Map<?, ?>) entry))
                .toList();
    }

    private static Map<String, String> exemptions() throws IOException {
        return text(EXEMPTIONS)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", 2))
                .collect(Collectors.toMap(fields -> fields[0], fields -> fields[1]));
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = UrlPatternVectorsTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}

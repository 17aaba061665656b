package dev.tidings.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A hub that is running.
 *
 * @param version of the server that it is, or is in
 * @param program its process, if it is known
 * @param stream the address of a stream, where a parameter with {topic} stands for as many as there are topics. A user in it is
 *     a token, to be sent as the Authorization header; {token} stands for one of each subscriber's own
 * @param driver the port of its driver; 0 if nothing can be published
 * @param isByHttp whether that driver publishes by HTTP
 * @param answersAtOnce whether a stream has its head before its first event
 */
record Rival(
        String name,
        String version,
        Optional<Program> program,
        String stream,
        int driver,
        boolean isByHttp,
        boolean answersAtOnce)
        implements AutoCloseable {

    private static final Pattern TOPIC = Pattern.compile("([^?&/]*)\\{topic}");

    private static final Tokens TOKENS = new Tokens();

    /** Where these topics are heard. */
    URI stream(List<String> topics) {
        String address = stream.contains("{token}") ? stream.replace("{token}", TOKENS.next()) : stream;
        Matcher parameter = TOPIC.matcher(address);
        if (!parameter.find()) {
            return URI.create(address);
        }
        String all = topics.stream()
                .map(topic -> parameter.group(1) + URLEncoder.encode(topic, UTF_8))
                .collect(Collectors.joining("&"));
        return URI.create(parameter.replaceFirst(Matcher.quoteReplacement(all)));
    }

    @Override
    public void close() {
        program.ifPresent(Program::close);
    }
}

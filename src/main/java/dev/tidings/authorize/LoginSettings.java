package dev.tidings.authorize;

import dev.tidings.event.Text;
import dev.tidings.event.TopicMatcher;
import dev.tidings.event.UriTemplate;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the application's own login is good for.
 *
 * @param roles to ask for, besides those that are found in the application
 * @param own what lies below this, with the name in the place of {@code {me}}, may be heard by whoever has the name
 * @param publish topics and templates, which may have a {@code {me}}: may be published to over HTTP
 */
public record LoginSettings(List<String> roles, String own, List<String> publish) {

    private static final Pattern OWN = Pattern.compile("([^/{}]+://[^/{}]*/|/)?([^/{}]+/)+\\{me}/([^{}]*/)?");

    public LoginSettings {
        roles = List.copyOf(roles);
        publish = List.copyOf(publish);
        roles.forEach(role -> named("tidings.roles", () -> Text.requirePlain("a role", role)));
        named("tidings.login.own", () -> requireOwn(own));
        publish.forEach(topic -> named("tidings.login.publish", () -> TopicMatcher.parse(topic)));
    }

    // Nothing else could be taken for somebody's own. Without the name it is everybody's; without the slash behind
    // it, that of all whose names begin so; and without a segment before it, "orders/" is that of whoever has the name
    // "orders".
    private static void requireOwn(String own) {
        if (!UriTemplate.parse(own).variables().equals(List.of("me"))
                || !OWN.matcher(own).matches()) {
            throw new IllegalArgumentException(
                    "write the beginning of topics, with one {me} for a whole segment, which is"
                            + " not the first, and a slash at the end: users/{me}/");
        }
    }

    private static void named(String setting, Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(setting + ": " + wrong.getMessage(), wrong);
        }
    }
}

package dev.tidings.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Who sees what. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AudienceTest {

    private static final Set<TopicMatcher> EVERYTHING = Set.of(TopicMatcher.parse("*"));
    private static final Set<TopicMatcher> ORDERS = Set.of(TopicMatcher.parse("orders/{id}"));

    @Test
    void a_public_update_is_seen_by_whoever_wants_one_of_its_topics() {
        Entry entry = entry(Update.on("news", "orders/1"));
        assertThat(Audience.ofPublic(ORDERS).sees(entry)).isTrue();
        assertThat(Audience.ofPublic(Set.of(TopicMatcher.parse("other"))).sees(entry))
                .isFalse();
    }

    @Test
    void asking_for_everything_grants_nothing_private() {
        Entry entry = entry(Update.on("orders/1").isPrivate(true));
        assertThat(Audience.ofPublic(EVERYTHING).sees(entry)).isFalse();
    }

    @Test
    void a_private_update_is_seen_by_whoever_wants_it_and_was_granted_one_of_its_topics() {
        Entry entry = entry(Update.on("orders/1", "alternate").isPrivate(true));
        assertThat(new Audience(EVERYTHING, ORDERS).sees(entry)).isTrue();
        assertThat(new Audience(Set.of(TopicMatcher.parse("alternate")), ORDERS).sees(entry))
                .isTrue();
        assertThat(new Audience(EVERYTHING, Set.of(TopicMatcher.parse("orders/2"))).sees(entry))
                .isFalse();
    }

    @Test
    void a_grant_alone_makes_nobody_want_anything() {
        assertThat(new Audience(ORDERS, EVERYTHING).sees(entry(Update.on("news").isPrivate(true))))
                .isFalse();
    }

    private static Entry entry(Update.Builder update) {
        Update made = update.build();
        return new Entry(1, Instant.EPOCH, made, Frame.encode(made).withId("#e-1"));
    }
}

package dev.tidings.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidings.event.Streamed;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What do the roles that are allowed to see an event make of it? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RolesAllowedTest {

    @Streamed(
            topic = {"orders/{id}", "payments"},
            rolesAllowed = {"sales", "{id}"})
    record ForTwoRoles(String id) {}

    @Streamed(topic = "orders/{id}")
    record ForAll(String id) {}

    @Streamed(topic = "orders/{id}", rolesAllowed = "")
    record ForNoRole(String id) {}

    @Test
    void it_is_private_and_has_a_topic_for_each_role_after_its_own_in_which_nothing_is_filled_in() {
        StreamedType type = type(ForTwoRoles.class);
        assertThat(type.isPrivate()).isTrue();
        assertThat(type.topics(new ForTwoRoles("7")))
                .containsExactly("orders/7", "payments", "urn:tidings:role:sales", "urn:tidings:role:%7Bid%7D");
    }

    @Test
    void without_roles_it_is_as_it_says() {
        StreamedType type = type(ForAll.class);
        assertThat(type.isPrivate()).isFalse();
        assertThat(type.topics(new ForAll("7"))).containsExactly("orders/7");
    }

    @Test
    void a_role_without_a_name_does_not_make_it_public() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> type(ForNoRole.class))
                .withMessage("a role needs a name");
    }

    private static StreamedType type(Class<?> type) {
        return StreamedType.of(type, type.getAnnotation(Streamed.class));
    }
}

package dev.tidings.authorize;

import dev.tidings.event.RoleTopic;
import dev.tidings.event.TopicMatcher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the application's own login grants: to hear what lies below {@code users/<name>/}, and what is allowed to the roles
 * that whoever has logged in has; and to publish what the setting {@code tidings.login.publish} says, which is nothing unless
 * it is set.
 *
 * <p>An application that wants it otherwise brings an {@code @Alternative} bean with a {@code @Priority}, and extends this:
 *
 * <pre>{@code
 * @Alternative @Priority(Interceptor.Priority.APPLICATION) @ApplicationScoped
 * public class StoreGrants extends LoginGrants {
 *
 *     @Override
 *     public Grants of(HttpServletRequest request) {
 *         return super.of(request).and(Grants.toSubscribe("stores/" + storeOf(request) + "/{what}"));
 *     }
 * }
 * }</pre>
 */
@ApplicationScoped
public class LoginGrants {

    @Inject
    private LoginSettings settings;

    @Inject
    private StreamedRoles streamed;

    /**
     * What whoever sends this request may do; it has a {@code getUserPrincipal()}. Asked for each stream and each
     * publication, and again when the body of a request has come; what it grants to a stream holds until that ends.
     *
     * <p><b>Threads:</b> the request's own, any number at once. <b>Failure:</b> what is thrown ends the request, and
     * nothing is granted.
     */
    public Grants of(HttpServletRequest request) {
        var me = new Me(request.getUserPrincipal().getName());
        Set<TopicMatcher> heard = new HashSet<>();
        heard.add(new TopicMatcher.Below(me.in(settings.own())));
        roles().filter(request::isUserInRole).forEach(role -> heard.add(new TopicMatcher.Exact(RoleTopic.of(role))));
        Set<TopicMatcher> published =
                settings.publish().stream().map(me::in).map(TopicMatcher::parse).collect(Collectors.toSet());
        return new Grants(published, List.of(new Grants.Subscribe(heard, Optional.empty())));
    }

    private Stream<String> roles() {
        return Stream.concat(settings.roles().stream(), streamed.roles().stream())
                .distinct();
    }
}

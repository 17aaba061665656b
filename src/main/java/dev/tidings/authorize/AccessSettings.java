package dev.tidings.authorize;

import java.util.Optional;

/**
 * Who is let in without saying who they are.
 *
 * @param playground whether this is a hub to play with: everybody may listen, and whoever sits at this machine may publish
 * @param anonymous whether those may listen, to public updates, who do not say who they are
 * @param operatorRole whoever has this role in the container's login may end others' streams
 */
public record AccessSettings(boolean playground, boolean anonymous, Optional<String> operatorRole) {}

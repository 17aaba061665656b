package dev.tidings.authorize;

/**
 * Who is let in without saying who they are.
 *
 * @param playground whether this is a hub to play with: everybody may listen, and whoever sits at this machine may publish
 * @param anonymous whether those may listen, to public updates, who do not say who they are
 */
public record AccessSettings(boolean playground, boolean anonymous) {}

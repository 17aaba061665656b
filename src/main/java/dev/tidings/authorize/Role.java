package dev.tidings.authorize;

/**
 * What somebody comes for. An issuer may have a key for each: whoever can make tokens for listeners need not publish, and whoever
 * can make them for publishers need not end anybody's stream.
 */
public enum Role {
    PUBLISHER,
    SUBSCRIBER,
    OPERATOR
}

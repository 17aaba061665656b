package dev.tidings.authorize;

/** What somebody comes for. An issuer may have a key for each: whoever can make tokens for listeners need not publish. */
public enum Role {
    PUBLISHER,
    SUBSCRIBER
}

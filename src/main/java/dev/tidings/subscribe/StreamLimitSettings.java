package dev.tidings.subscribe;

/** How many streams may be open at once, of one of each; {@link dev.tidings.limit.Quota#UNLIMITED} is any number. */
public record StreamLimitSettings(int perAddress, int perSubject, int perToken, int perSession) {}

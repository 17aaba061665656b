package dev.tidings.subscribe;

import java.time.Duration;

/**
 * How many streams may be open at once, of one of each, and how often may be asked for one.
 *
 * @param perAddress {@link dev.tidings.limit.Quota#UNLIMITED} is any number, here and in the next three
 * @param ratePerAddress requests a second; {@link dev.tidings.limit.Throttle#UNLIMITED} is any number
 * @param burst who was silent may ask at once for what that allows in this time
 * @param remembered so many addresses are told apart by how often they ask
 */
public record StreamLimitSettings(
        int perAddress,
        int perSubject,
        int perToken,
        int perSession,
        int ratePerAddress,
        Duration burst,
        int remembered) {}

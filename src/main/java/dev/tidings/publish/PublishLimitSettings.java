package dev.tidings.publish;

import java.time.Duration;

/**
 * How often may be published over HTTP.
 *
 * @param perAddress requests a second; {@link dev.tidings.limit.Throttle#UNLIMITED} is any number, here and in the next four
 * @param perSubject requests a second
 * @param perToken requests a second
 * @param perSession requests a second
 * @param ofAll requests a second, of all together
 * @param burst who was silent may send at once what these allow in this time
 * @param remembered so many addresses, subjects, tokens and sessions, of each, are told apart
 * @param concurrent so many requests are answered at once
 */
public record PublishLimitSettings(
        int perAddress,
        int perSubject,
        int perToken,
        int perSession,
        int ofAll,
        Duration burst,
        int remembered,
        int concurrent) {}

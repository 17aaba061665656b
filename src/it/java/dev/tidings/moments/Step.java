package dev.tidings.moments;

import dev.tidings.event.Streamed;

/** What the tests hear of. */
@Streamed(topic = "steps/{id}")
public record Step(String id, String step) {}

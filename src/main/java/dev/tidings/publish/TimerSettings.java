package dev.tidings.publish;

/**
 * Which timers publish by themselves. Not beside those timers: they are not in the library jar, and whoever fills this is.
 *
 * @param clock whether the time is told
 * @param stats whether the hub's counts are
 */
public record TimerSettings(boolean clock, boolean stats) {}

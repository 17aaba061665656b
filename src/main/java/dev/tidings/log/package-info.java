/**
 * Id and history: an append-only log that gives every update its place, keeps the newest of them within bounds, and
 * tells its followers in order. It is the only queue in the house.
 */
package dev.tidings.log;

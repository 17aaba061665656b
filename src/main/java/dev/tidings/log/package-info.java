/**
 * Id and history: an append-only log that gives every update its place, keeps the newest of them within bounds, and
 * tells its followers in order. Nothing else keeps updates that others may still ask for.
 */
package dev.tidings.log;

/** The WAR's own life: its page, its timers and its finite streams. Not in the library jar. */
package dev.tidings.example;

/** The WAR's own life: its page and its timers. Not in the library jar. */
package dev.tidings.example;

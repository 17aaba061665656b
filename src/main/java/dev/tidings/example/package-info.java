/** The WAR's own life: its page. Not in the library jar. */
package dev.tidings.example;

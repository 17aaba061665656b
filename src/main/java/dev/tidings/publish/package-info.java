/** The ways in: CDI events of the application, sent after commit, and HTTP. */
package dev.tidings.publish;

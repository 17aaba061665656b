/** An application that brings a log of its own, which fails when it is told to. */
package dev.tidings.outage;

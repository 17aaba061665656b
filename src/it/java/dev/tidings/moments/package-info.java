/** An application that fires events at unusual moments and of unusual shapes. */
package dev.tidings.moments;

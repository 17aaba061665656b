/** What an operator does to a hub that runs. */
package dev.tidings.operate;

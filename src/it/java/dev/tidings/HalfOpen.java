package dev.tidings;

import java.io.IOException;

/** A cable that is pulled: no packet goes to an address of this machine, or comes from there. */
final class HalfOpen {

    static final String ADDRESS = "127.0.0.77";

    private HalfOpen() {}

    /** Whether it works here: it changes a route, which takes Linux and root. */
    static boolean isPossible() {
        return route("add") && route("del");
    }

    static void whileCut(Runnable work) {
        if (!route("add")) {
            throw new IllegalStateException("the route cannot be changed");
        }
        try {
            work.run();
        } finally {
            route("del");
        }
    }

    private static boolean route(String verb) {
        try {
            return new ProcessBuilder("ip", "route", verb, "blackhole", ADDRESS, "table", "local")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

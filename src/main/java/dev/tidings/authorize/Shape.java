package dev.tidings.authorize;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a value in a token must look like. It is as it was parsed from JSON; its name is for the hub's own log. */
final class Shape {

    private static final int LEVELS = 16;

    private Shape() {}

    static List<?> array(Object value, String what) throws InvalidTokenException {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new InvalidTokenException(what + " must be an array");
    }

    static Map<String, Object> object(Object value, String what) throws InvalidTokenException {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> object = new LinkedHashMap<>();
            map.forEach((name, each) -> object.put(String.valueOf(name), each));
            return object;
        }
        throw new InvalidTokenException(what + " must be an object");
    }

    static String string(Object value, String what) throws InvalidTokenException {
        if (value instanceof String string) {
            return string;
        }
        throw new InvalidTokenException(what + " must be a string");
    }

    /** What is written out again later, is written by recursion. */
    static void requireFlat(Object value, String what) throws InvalidTokenException {
        if (isDeeper(value, LEVELS)) {
            throw new InvalidTokenException(what + " has more than " + LEVELS + " levels");
        }
    }

    private static boolean isDeeper(Object value, int levels) {
        Collection<?> within =
                value instanceof Map<?, ?> map ? map.values() : value instanceof List<?> list ? list : List.of();
        return !within.isEmpty() && (levels == 0 || within.stream().anyMatch(each -> isDeeper(each, levels - 1)));
    }
}

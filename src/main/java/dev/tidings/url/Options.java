package dev.tidings.url;

/**
 * How the pattern of a component is read (URL Pattern Standard, section 2.1.4).
 *
 * @param delimiter what a named group does not go beyond; empty if there is nothing
 * @param prefix what belongs to the group that follows it; empty if there is nothing
 */
record Options(String delimiter, String prefix) {

    static final Options NONE = new Options("", "");
    static final Options HOSTNAME = new Options(".", "");
    static final Options PATHNAME = new Options("/", "/");

    /** A named group without a regular expression, as JavaScript would say it. */
    String segmentWildcard() {
        return delimiter.isEmpty() ? "[^]+?" : "[^\\" + delimiter + "]+?";
    }
}

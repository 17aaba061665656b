package dev.tidings.url;

/** The first segment of some paths of file URLs (URL Standard, section 4.2). */
final class DriveLetter {

    private DriveLetter() {}

    static boolean is(String text) {
        return text.length() == 2 && begins(text);
    }

    static boolean isNormalized(String text) {
        return is(text) && text.charAt(1) == ':';
    }

    static boolean begins(String text) {
        return text.length() > 1
                && UrlParser.isLetter(text.charAt(0))
                && ":|".indexOf(text.charAt(1)) >= 0
                && (text.length() == 2 || "/\\?#".indexOf(text.charAt(2)) >= 0);
    }
}

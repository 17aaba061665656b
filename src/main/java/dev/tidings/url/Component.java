package dev.tidings.url;

/** What a URL is compared by, in the words of the URL Pattern Standard. */
enum Component {
    PROTOCOL,
    USERNAME,
    PASSWORD,
    HOSTNAME,
    PORT,
    PATHNAME,
    SEARCH,
    HASH;

    String of(Url url) {
        return switch (this) {
            case PROTOCOL -> url.protocol();
            case USERNAME -> url.username();
            case PASSWORD -> url.password();
            case HOSTNAME -> url.hostname();
            case PORT -> url.port();
            case PATHNAME -> url.pathname();
            case SEARCH -> url.search();
            case HASH -> url.hash();
        };
    }
}

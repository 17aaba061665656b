package dev.tidings.event;

/** The topic by which holders of a role are granted private updates: {@code urn:tidings:role:sales}. */
public final class RoleTopic {

    private static final UriTemplate TEMPLATE = UriTemplate.parse("urn:tidings:role:{role}");

    private RoleTopic() {}

    /**
     * That of a role, whose name is percent-encoded, so that whatever it is called it stays one segment.
     *
     * @throws IllegalArgumentException if it has no name
     */
    public static String of(String role) {
        if (role.isBlank()) {
            throw new IllegalArgumentException("a role needs a name");
        }
        return TEMPLATE.expand(unused -> role);
    }
}

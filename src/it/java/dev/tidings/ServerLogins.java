package dev.tidings;

import dev.tidings.sales.LoginForm;
import dev.tidings.sales.Staff;
import dev.tidings.sales.StaffResource;
import dev.tidings.sales.StoreGrants;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The application of {@link dev.tidings.sales}, where the server itself knows people, and asks them who they are. */
final class ServerLogins {

    private ServerLogins() {}

    /**
     * Where people log in to get to one path; not everywhere else does a server look whether they have.
     *
     * @param name of the archive. Not that of another: TomEE goes on asking the Jakarta Security of the one before
     * @param login what stands in {@code web.xml} between {@code login-config}
     */
    static WebArchive sales(String name, String path, String login, String... settings) {
        String descriptor = descriptor()
                .replace("/orders.html", path)
                .replace("</web-app>", "<login-config>" + login + "</login-config></web-app>");
        WebArchive war = LoginIT.sales(settings);
        war.deleteClasses(LoginForm.class, Staff.class, StaffResource.class, StoreGrants.class);
        return ShrinkWrap.create(WebArchive.class, name)
                .merge(war)
                .addAsWebInfResource(new StringAsset(descriptor), "web.xml");
    }

    private static String descriptor() {
        try (InputStream in = ServerLogins.class.getResourceAsStream("/sales/web.xml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

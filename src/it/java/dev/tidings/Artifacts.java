package dev.tidings;

import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.Asset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What the build has packaged, byte by byte. */
final class Artifacts {

    static final File WAR = new File(System.getProperty("tidings.war"));

    static final File LIBRARY_JAR = new File(System.getProperty("tidings.libraryJar"));

    static {
        Server.prepare();
    }

    private Artifacts() {}

    static WebArchive war() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, WAR);
    }

    /** The WAR under this name, with settings that beat all others. */
    static WebArchive war(String name, String... settings) {
        return ShrinkWrap.create(WebArchive.class, name)
                .merge(war())
                .addAsResource(settings(settings), "META-INF/microprofile-config.properties");
    }

    /** To be put where MicroProfile Config looks; the ordinal puts it before the system properties. */
    static Asset settings(String... settings) {
        return new StringAsset("config_ordinal=500\n" + String.join("\n", settings) + "\n");
    }
}

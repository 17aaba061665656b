package dev.tidings;

import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
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
}

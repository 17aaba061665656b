package dev.tidings;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.stream.Stream;

/** The plan of the house: which room may import what. Rooms that do not exist yet break no rule. */
@AnalyzeClasses(packages = "dev.tidings", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "dev.tidings";

    private static final String[] ROOMS = {
        "url",
        "event",
        "log",
        "broadcast",
        "limit",
        "http",
        "authorize",
        "publish",
        "subscribe",
        "presence",
        "mercure",
        "operate",
        "example"
    };

    private static final String JAKARTA = "jakarta..";
    private static final String RE2 = "com.google.re2j..";
    private static final String JOSE4J = "org.jose4j..";
    private static final String CRYPTO = "javax.crypto..";
    private static final String TLS = "javax.net.ssl..";
    private static final String MICROPROFILE_JWT = "org.eclipse.microprofile.jwt..";

    // The first five run in plain Java, without a server: no jakarta.

    @ArchTest
    static final ArchRule url = room("url").mayImport(RE2);

    @ArchTest
    static final ArchRule event = room("event").mayImport("url");

    @ArchTest
    static final ArchRule log = room("log").mayImport("event");

    @ArchTest
    static final ArchRule broadcast = room("broadcast").mayImport("log", "event", "url");

    @ArchTest
    static final ArchRule limit = room("limit").mayImport();

    @ArchTest
    static final ArchRule http = room("http").mayImport(JAKARTA);

    @ArchTest
    static final ArchRule authorize =
            room("authorize").mayImport("http", "event", "url", JAKARTA, MICROPROFILE_JWT, JOSE4J, CRYPTO, TLS);

    @ArchTest
    static final ArchRule publish = room("publish").mayImport("log", "event", "authorize", "limit", "http", JAKARTA);

    @ArchTest
    static final ArchRule subscribe =
            room("subscribe").mayImport("broadcast", "log", "event", "authorize", "limit", "http", JAKARTA);

    @ArchTest
    static final ArchRule presence =
            room("presence").mayImport("subscribe", "broadcast", "log", "event", "authorize", "http", JAKARTA);

    @ArchTest
    static final ArchRule mercure = room("mercure")
            .mayImport("subscribe", "publish", "presence", "broadcast", "event", "url", "authorize", "http", JAKARTA);

    @ArchTest
    static final ArchRule operate =
            room("operate").mayImport("subscribe", "broadcast", "event", "authorize", "http", JAKARTA);

    @ArchTest
    static final ArchRule nobody_imports_the_root = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT)
            .because("the root puts the rooms together; the example may use every room but not the root")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nobody_imports_the_example = noClasses()
            .that()
            .resideInAPackage(ROOT + "..")
            .and()
            .resideOutsideOfPackage(inside("example"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(inside("example"))
            .because("the library jar does not contain it");

    @ArchTest
    static final ArchRule every_class_is_in_a_room = classes()
            .should()
            .resideInAnyPackage(
                    Stream.concat(Stream.of(ROOT), Arrays.stream(ROOMS).map(ArchitectureTest::inside))
                            .toArray(String[]::new))
            .because("a new room first gets its line in this table");

    @ArchTest
    static final ArchRule names_say_something = noClasses()
            .should()
            .haveNameMatching(".*[.$]((Impl|Util|Helper|Manager|Service|Default)s?([A-Z][^.$]*)?"
                    + "|[^.$]*(Impl|Util|Helper|Manager|Service|Default)s?)")
            .because("such a name does not say what the class is for");

    private static Room room(String name) {
        return new Room(name);
    }

    private static String inside(String room) {
        return ROOT + "." + room + "..";
    }

    private record Room(String name) {

        /** Besides {@code java..} and itself; a word without a dot is a room. */
        ArchRule mayImport(String... others) {
            Stream<String> packages = Arrays.stream(others).map(other -> other.contains(".") ? other : inside(other));
            return classes()
                    .that()
                    .resideInAPackage(inside(name))
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(Stream.concat(Stream.of("java..", inside(name)), packages)
                            .toArray(String[]::new))
                    .allowEmptyShould(true);
        }
    }
}

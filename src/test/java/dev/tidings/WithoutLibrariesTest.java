package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What becomes of an application that has put the library jar into its WAR, where not all is there that it might need? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WithoutLibrariesTest {

    @Test
    void without_RE2J_a_URL_pattern_is_refused_and_the_library_named() throws Exception {
        try (URLClassLoader application = without("re2j")) {
            Class<?> url = application.loadClass("dev.tidings.url.Url");
            Method parse = application.loadClass("dev.tidings.url.UrlPattern").getMethod("parse", String.class, url);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> call(parse, "https://example.com/:id", null))
                    .withMessageContaining("com.google.re2j:re2j");
        }
    }

    @Test
    void without_jose4j_a_hub_that_trusts_an_issuer_does_not_start_and_the_library_is_named() throws Exception {
        Map<String, String> issuer = Map.of(
                "tidings.issuers", "mine",
                "tidings.issuer.mine.id", "https://mine.example",
                "tidings.issuer.mine.publisher.key", "a secret of more than thirty-two bytes");
        try (URLClassLoader application = without("jose4j")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> readSettings(application, issuer))
                    .withMessageContaining("org.bitbucket.b_c:jose4j");
        }
    }

    @Test
    void without_jose4j_a_hub_that_trusts_nobody_starts() throws Exception {
        try (URLClassLoader application = without("jose4j")) {
            assertThatNoException().isThrownBy(() -> readSettings(application, Map.of()));
        }
    }

    @Test
    void where_the_server_has_no_MicroProfile_JWT_a_login_is_a_login() throws Exception {
        try (URLClassLoader application = without("microprofile-jwt")) {
            Class<?> identity = application.loadClass("dev.tidings.authorize.Identity");
            Object anonymous = identity.getField("ANONYMOUS").get(null);
            Method known = application
                    .loadClass("dev.tidings.authorize.MicroProfileJwt")
                    .getDeclaredMethod("known", Principal.class, identity);
            known.setAccessible(true);
            Principal ann = () -> "ann";
            assertThat(known.invoke(null, ann, anonymous)).isSameAs(anonymous);
        }
    }

    private static void readSettings(ClassLoader application, Map<String, String> texts) throws Exception {
        Class<?> source = application.loadClass("dev.tidings.SettingsSource");
        Constructor<?> constructor = source.getDeclaredConstructor(Function.class);
        Method read = application.loadClass("dev.tidings.Settings").getDeclaredMethod("read", source);
        constructor.setAccessible(true);
        read.setAccessible(true);
        Function<String, Optional<String>> named = name -> Optional.ofNullable(texts.get(name));
        call(read, constructor.newInstance(named));
    }

    private static void call(Method method, Object... arguments) throws Exception {
        try {
            method.invoke(null, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() instanceof Exception cause ? cause : thrown;
        }
    }

    /** What is on this class path, but for one library. */
    private static URLClassLoader without(String library) {
        URL[] others = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> !path.contains(library))
                .map(path -> url(Path.of(path).toUri()))
                .toArray(URL[]::new);
        return new URLClassLoader(others, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(URI file) {
        try {
            return file.toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}

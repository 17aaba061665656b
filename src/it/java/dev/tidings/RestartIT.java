package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.chrome.ChromeDriver;

/** What does a browser hear when the hub starts anew, and has lost its history? */
@DisabledIfSystemProperty(
        named = "tidings.server",
        matches = "payara",
        disabledReason = "its adapter boots a server for each archive, at another port")
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class RestartIT {

    private static final String RESTARTED = "restarted";

    // Its undeployment waits for streams to end, and the browser comes back at its own pace.
    private static final Duration A_WHILE = Duration.ofSeconds(30);

    @ArquillianResource
    private Deployer deployer;

    @ArquillianResource
    private URI hub;

    /** Only for the address of the server: what is deployed by hand has none before that. */
    @Deployment(testable = false)
    static WebArchive war() {
        return Artifacts.war();
    }

    @Deployment(name = RESTARTED, managed = false, testable = false)
    static WebArchive restarted() {
        return Artifacts.war(RESTARTED + ".war");
    }

    @Test
    void a_client_that_comes_back_is_told_once_that_the_history_is_lost() {
        ChromeDriver browser = Browser.open();
        URI events = Server.local(hub, "/" + RESTARTED + "/events");
        deployer.deploy(RESTARTED);
        try (Relay relay = Relay.to(events)) {
            URI address = relay.via(URI.create(events + "?topic=restart"));
            BrowserSource source = BrowserSource.open(browser, address);
            String last = Http.publish(events, "restart", "before");
            source.awaitData("before");
            restart(relay);
            Http.publish(events, "restart", "meanwhile");
            relay.goOn();
            await().atMost(A_WHILE).until(() -> source.data().contains("meanwhile"));
            assertThat(source.gaps()).hasSize(1);
            assertThat(source.gaps().get(0)).contains("\"reason\":\"epoch\"", "\"requested\":\"" + last + "\"");
            assertThat(source.isOpen()).isTrue();
        } finally {
            browser.quit();
            deployer.undeploy(RESTARTED);
        }
    }

    // While the browser is kept away: from a hub that is not there it would get a 404, and never come back.
    private void restart(Relay relay) {
        relay.refuse();
        deployer.undeploy(RESTARTED);
        await().atMost(A_WHILE).until(() -> relay.answered().endsWith("0\r\n\r\n"));
        deployer.deploy(RESTARTED);
    }
}

package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** Does the hub's own page show what happens, and nothing else? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PageIT {

    private static final int HELD = 300;

    private static ChromeDriver browser;

    @ArquillianResource
    private URI hub;

    private Page page;

    @Deployment(testable = false)
    static WebArchive war() {
        // Nothing is to be heard but what the tests publish; and a history that is soon over.
        return Artifacts.war(
                "page.war", "tidings.clock=false", "tidings.stats=false", "tidings.history.events=" + HELD);
    }

    @BeforeAll
    static void openBrowser() {
        browser = Page.openBrowser();
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    @BeforeEach
    void openPage() {
        page = Page.open(browser, hub);
    }

    @AfterEach
    void nothingBrokeThePolicy() {
        page.close();
        assertThat(page.violations()).isEmpty();
    }

    @Test
    void an_event_is_text_and_never_markup() {
        page.listen("markup");
        String markup = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>";
        Http.publish(page.events, "markup", markup);
        page.awaitListed(markup);
        assertThat(page.texts("#events img, #events script")).isEmpty();
        assertThat(browser.getTitle()).isEqualTo("Tidings");
    }

    @Test
    void the_newest_is_listed_first() {
        page.listen("order");
        Http.publish(page.events, "order", "first");
        Http.publish(page.events, "order", "second");
        page.awaitListed("second", "first");
    }

    @Test
    void what_the_form_publishes_is_heard_by_the_page() {
        page.listen("orders/{id}");
        page.publish("orders/7", "", "Grüße & 1+1");
        page.awaitListed("Grüße & 1+1");
        page.awaitText("#answer", "published as " + page.find("#events code").getText());
    }

    @Test
    void an_event_with_a_type_is_heard_by_the_page_that_published_it() {
        page.listen("typed");
        page.publish("typed", "changed", "named");
        page.awaitListed("named");
        assertThat(page.texts("#events strong")).containsExactly("changed");
    }

    @Test
    void a_type_that_is_named_is_heard_from_then_on() {
        page.listen("types");
        page.type("#listen [name=types]", "placed, paid\t");
        Http.postForm(page.events, "topic", "types", "type", "paid", "data", "by card");
        page.awaitListed("by card");
    }

    @Test
    void a_publication_that_is_refused_is_answered_with_the_cause() {
        page.publish("*", "", "to all");
        page.awaitTextWith("#answer", "not published: the topic \"*\"");
    }

    @Test
    void whoever_may_not_publish_is_told_why() {
        browser.executeCdpCommand("Network.enable", Map.of());
        header(Map.of("X-Forwarded-For", "192.0.2.1"));
        try {
            page.publish("orders/42", "", "from elsewhere");
            page.awaitText(
                    "#answer",
                    "not published: tidings.playground lets only this machine do this: the request comes through a proxy");
        } finally {
            header(Map.of());
        }
    }

    private static void header(Map<String, String> header) {
        browser.executeCdpCommand("Network.setExtraHTTPHeaders", Map.of("headers", header));
    }

    @Test
    void whoever_is_not_listened_to_is_told_why() {
        page.ask("orders/{id");
        page.awaitTextWith("#state", "every { needs its }");
    }

    @Test
    void what_is_held_is_shown_on_demand() {
        Http.publish(page.events, "held", "before anybody listened");
        page.click("#listen [name=earliest]");
        page.listen("held");
        page.awaitListed("before anybody listened");
    }

    @Test
    void of_many_events_the_newest_are_shown() {
        publish("many", 250);
        page.click("#listen [name=earliest]");
        page.listen("many");
        await().until(() -> page.listed().size() == 200 && page.listed().get(0).equals("250"));
        assertThat(page.listed()).hasSize(200).endsWith("51");
    }

    @Test
    void who_has_stopped_listening_hears_nothing_more() {
        page.listen("stopped");
        page.click("#stop");
        page.awaitText("#state", "stopped");
        Http.publish(page.events, "stopped", "unheard");
        assertThat(browser.executeAsyncScript("""
                        const another = new EventSource("events?topic=stopped&last_event_id=earliest");
                        another.onmessage = (event) => requestAnimationFrame(() => arguments[0](event.data));
                        """)).isEqualTo("unheard");
        assertThat(page.listed()).isEmpty();
    }

    @Test
    void the_page_says_that_it_lost_the_hub_and_that_it_found_it_again() {
        page.listen("lost");
        page.relay.awaitTold();
        page.relay.refuse();
        page.relay.finish();
        page.awaitText("#state", "connecting again");
        page.click("#publish button");
        page.awaitText("#answer", "the hub does not answer");
        Http.publish(page.events, "lost", "meanwhile");
        page.relay.goOn();
        page.awaitText("#state", "listening");
        page.awaitListed("meanwhile");
    }

    @Test
    void what_was_missed_for_good_is_said() {
        page.listen("gaps");
        Http.publish(page.events, "gaps", "before");
        page.awaitListed("before");
        page.relay.refuse();
        page.relay.reset();
        publish("gaps", HELD + 1);
        page.relay.goOn();
        page.awaitText("#missed", "something was missed for good: expired");
        await().until(() -> page.listed().indexOf(Integer.toString(HELD + 1)) == 0);
    }

    private void publish(String topic, int count) {
        for (int number = 1; number <= count; number++) {
            Http.publish(page.events, topic, Integer.toString(number));
        }
    }

    @Test
    void without_counts_none_are_shown() {
        assertThat(page.texts("#counts dd")).hasSize(5).containsOnly("–");
    }

    @Test
    void events_of_that_name_which_are_no_counts_are_listed() {
        page.listen("football");
        Http.postForm(page.events, "topic", "football", "type", "stats", "data", "2:1");
        page.awaitListed("2:1");
    }

    @Test
    void every_control_has_a_name_of_its_own() {
        assertThat(browser.findElements(By.cssSelector("button, input, textarea, a, progress, ol, section")))
                .filteredOn(WebElement::isDisplayed)
                .extracting(WebElement::getAccessibleName)
                .doesNotContain("");
        assertThat(browser.findElements(By.cssSelector("#examples button, #examples a")))
                .extracting(WebElement::getAccessibleName)
                .doesNotHaveDuplicates();
    }
}

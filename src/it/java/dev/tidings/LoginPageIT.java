package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.openqa.selenium.By.cssSelector;
import static org.openqa.selenium.By.name;

import java.net.URI;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;

/** What does somebody see in their browser who has logged in to an application? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class LoginPageIT {

    private ChromeDriver browser;

    @ArquillianResource
    private URI injected;

    private URI root;

    @Deployment(testable = false)
    static WebArchive sales() {
        return LoginIT.sales("tidings.playground=false");
    }

    @BeforeEach
    void logIn() {
        root = Server.local(injected, "");
        browser = Page.openBrowser();
        browser.get(root.resolve("orders.html").toString());
        browser.findElement(name("j_username")).sendKeys("ann");
        browser.findElement(name("j_password")).sendKeys("nna");
        browser.findElement(cssSelector("button")).click();
        awaitState("open");
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.quit();
        }
    }

    @Test
    void their_orders_and_nobody_elses_as_text_under_a_strict_policy() {
        Visitor shop = new Visitor(root);
        shop.post("api/business/order/1?customer=eve");
        shop.post("api/business/order/%3Cb%3E2?customer=ann");
        await().until(() -> items("#orders"), List.of("<b>2")::equals);
        assertThat((List<?>) browser.executeScript("return violations")).isEmpty();
    }

    @Test
    void who_else_is_there_until_they_log_out() {
        await().until(() -> items("#people"), List.of("ann")::equals);
        Visitor sam = new Visitor(root).logIn("sam", "mas");
        try (EventStream stream = sam.listen("?topic=news")) {
            assertThat(stream.status()).isEqualTo(200);
            await().until(() -> items("#people"), List.of("ann", "sam")::equals);
            sam.post("api/session/end");
            await().until(() -> items("#people"), List.of("ann")::equals);
        }
        assertThat(new Visitor(root).get("api/people").statusCode()).isEqualTo(403);
    }

    @Test
    void that_they_are_logged_out_when_they_have_done_so_in_another_window() {
        String first = browser.getWindowHandle();
        browser.switchTo().newWindow(WindowType.TAB);
        browser.get(root.resolve("orders.html").toString());
        awaitState("open");
        browser.findElement(cssSelector("button")).click();
        browser.switchTo().window(first);
        awaitState("the session has ended");
        browser.get(root.resolve("orders.html").toString());
        await().until(() -> !browser.findElements(name("j_password")).isEmpty());
    }

    private void awaitState(String state) {
        await().until(() -> texts("#state"), List.of(state)::equals);
    }

    private List<?> items(String list) {
        return texts(list + " li");
    }

    // At one moment: between two questions of ours the page may have replaced them.
    private List<?> texts(String selector) {
        return (List<?>) browser.executeScript(
                "return [...document.querySelectorAll(arguments[0])].map((each) => each.textContent)", selector);
    }
}

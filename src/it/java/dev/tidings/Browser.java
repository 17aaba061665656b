package dev.tidings;

import java.io.File;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The chromium that is installed. Where there is none, the test is skipped and says so. */
final class Browser {

    private Browser() {}

    static ChromeDriver open() {
        return open(new ChromeOptions());
    }

    /** With these options, and those without which it does not run here. */
    static ChromeDriver open(ChromeOptions options) {
        Optional<File> browser = Program.find("chromium", "google-chrome", "chrome");
        Optional<File> driver = Program.find("chromedriver");
        Assumptions.assumeTrue(
                browser.isPresent() && driver.isPresent(), "needs chromium and chromedriver on the PATH");
        return new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.get())
                        .build(),
                options.setBinary(browser.get())
                        .addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
                        // It has nothing to look for but the hub.
                        .addArguments("--disable-background-networking", "--disable-component-update")
                        .addArguments("--disable-sync", "--disable-quic", "--no-first-run"));
    }
}

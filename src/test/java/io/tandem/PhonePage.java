package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.tool.Browser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;

/** The web phone in a browser, as a person meets it: buttons, words, and the diagnostics panel's figures. */
final class PhonePage {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The microphone as it is: a suppressor of noise takes a steady tone for some. */
    private static final String PLAIN_MICROPHONE =
            "'echoCancellation':false,'noiseSuppression':false,'autoGainControl':false,'keyTones':false";

    private final Browser browser;

    private PhonePage(Browser browser) {
        this.browser = browser;
    }

    /**
     * Opens the page of a browser that remembers these settings and is ready to call.
     *
     * @param settings further settings, JSON with single quotes
     */
    static PhonePage open(Browser browser, URI page, String settings) {
        browser.open(page);
        browser.run(
                "localStorage.clear(); localStorage.setItem('tandem.phone.settings', arguments[0])",
                ("{" + PLAIN_MICROPHONE + (settings.isEmpty() ? "" : ",") + settings + "}").replace('\'', '"'));
        browser.driver().navigate().refresh();
        PhonePage phone = new PhonePage(browser);
        phone.await("the server's answer", () -> phone.text("presence-text").startsWith("Ready"));
        return phone;
    }

    static PhonePage shown(Browser browser) {
        return new PhonePage(browser);
    }

    void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(100))
                .until(condition);
    }

    WebElement element(String id) {
        return browser.driver().findElement(By.id(id));
    }

    String text(String id) {
        return Objects.toString(
                browser.run("return document.getElementById(arguments[0])?.textContent.trim()", id), "");
    }

    boolean isShown(String id) {
        return element(id).isDisplayed();
    }

    void click(String id) {
        element(id).click();
    }

    void callAgent(String name) {
        browser.driver()
                .findElement(By.cssSelector("[data-agent='" + name + "']"))
                .click();
    }

    void dial(String number) {
        element("number").clear();
        element("number").sendKeys(number);
        click("dial");
    }

    /** To whatever has the focus. */
    void type(CharSequence... keys) {
        new Actions(browser.driver()).sendKeys(keys).perform();
    }

    /** The state of the call, by the word that the page keeps it under. */
    String state() {
        return diagnostics().path("state").asText();
    }

    void awaitState(String state) {
        await("the call to be " + state + "; console: " + browser.console(), () -> state().equals(state));
    }

    /** What the diagnostics panel knows. */
    JsonNode diagnostics() {
        Object text = browser.await(
                "const module = await import('/phone/diagnostics.js'); return JSON.stringify(module.snapshot());");
        try {
            return JSON.readTree(String.valueOf(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Level of what is received, dBFS. */
    double heardLevel() {
        return diagnostics().at("/received/dbfs").asDouble(-100);
    }

    /** Whether a tone of this frequency is what is received. */
    boolean hears(double hertz) {
        JsonNode received = diagnostics().path("received");
        return received.path("dbfs").asDouble(-100) > -40
                && Math.abs(received.path("hertz").asDouble() - hertz) < 30;
    }

    /** Lines of the event list of one kind of event. */
    List<String> events(String name) {
        Object lines = browser.run(
                "return [...document.querySelectorAll('#events [data-event=\"' + arguments[0] + '\"]')].map(e => e.textContent)",
                name);
        return ((List<?>) Objects.requireNonNull(lines))
                .stream().map(String::valueOf).toList();
    }

    /** Width that the content needs in a window of this width. */
    long neededWidth(int width) {
        ((ChromeDriver) browser.driver())
                .executeCdpCommand(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", true));
        try {
            return ((Number) Objects.requireNonNull(browser.run("return document.documentElement.scrollWidth")))
                    .longValue();
        } finally {
            ((ChromeDriver) browser.driver()).executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    /** The content security policy was not breached and nothing was thrown. */
    void assertNoComplaints() {
        assertThat(browser.console())
                .as("console")
                .noneMatch(line -> line.contains("Uncaught")
                        || line.contains("Content Security Policy")
                        || line.contains("Refused to"));
    }
}

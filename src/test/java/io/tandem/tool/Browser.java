package io.tandem.tool;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * Debian's Chromium without a window, with a microphone that plays a file and is granted without a question. For tests marked
 * {@code @RequiresTool({"chromium", "chromedriver"})}. Pages of 127.0.0.1 are a secure context, so they get the microphone.
 */
public final class Browser implements AutoCloseable {
    private static final Duration SCRIPT_TIMEOUT = Duration.ofSeconds(30);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /**
     * Starts a browser.
     *
     * @param profile folder for what it keeps, empty or of an earlier start; one browser at a time
     * @param microphone WAV file that the microphone plays again and again
     * @param arguments further switches of Chromium
     */
    public static Browser start(Path profile, Path microphone, String... arguments) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(onPath("chromium"));
        options.addArguments(
                "--headless=new",
                // CI runs as root, where the sandbox cannot.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--user-data-dir=" + profile.toAbsolutePath(),
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                "--use-file-for-fake-audio-capture=" + microphone.toAbsolutePath(),
                "--autoplay-policy=no-user-gesture-required");
        options.addArguments(arguments);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        // Named, so that Selenium does not look for one on the Internet.
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(onPath("chromedriver"))
                .usingAnyFreePort()
                .withSilent(true)
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(SCRIPT_TIMEOUT);
        return new Browser(driver);
    }

    private static File onPath(String tool) {
        return Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator)))
                .map(folder -> new File(folder, tool))
                .filter(File::canExecute)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(tool + " is not on PATH"));
    }

    /** Opens a page and waits until it is loaded. */
    public void open(URI page) {
        driver.get(page.toString());
    }

    /** Runs the body of a function; {@code arguments[0]} … are the arguments. Numbers come back as Long or Double. */
    public @Nullable Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Runs the body of an async function, which may `await`, and answers what it returns; fails with what it throws. */
    public @Nullable Object await(String script, Object... arguments) {
        String wrapped =
                """
                const done = arguments[arguments.length - 1];
                (async function() { %s }).apply(null, Array.prototype.slice.call(arguments, 0, -1))
                    .then(value => done({value}), error => done({error: String(error && error.stack || error)}));
                """
                        .formatted(script);
        Object outcome = driver.executeAsyncScript(wrapped, arguments);
        if (outcome instanceof Map<?, ?> map) {
            Object error = map.get("error");
            if (error != null) {
                throw new AssertionError("in the page: " + error + "; console: " + console());
            }
            return map.get("value");
        }
        throw new IllegalStateException("in the page: " + outcome);
    }

    /** What pages wrote to the console since the last call, oldest first; breaches of the content security policy too. */
    public List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** For everything else: elements, keys, windows. */
    public WebDriver driver() {
        return driver;
    }

    @Override
    public void close() {
        driver.quit();
    }
}

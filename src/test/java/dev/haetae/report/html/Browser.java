package dev.haetae.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real Chromium, and what it asked for and complained about. */
public final class Browser implements AutoCloseable {
  private static final Pattern REQUEST =
      Pattern.compile(
          "\"method\":\"Network\\.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"([^\"]*)\"");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /**
   * Starts one; the test that asks has not run where there is none.
   *
   * @param profile an empty folder
   */
  public static Browser start(Path profile, String... more) {
    Optional<Path> chromium = program("chromium", "chromium-browser", "google-chrome");
    Optional<Path> driver = program("chromedriver");
    assumeTrue(
        chromium.isPresent() && driver.isPresent(),
        "not run: there is no chromium with its chromedriver on the path");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.orElseThrow().toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--window-size=1280,900",
        "--user-data-dir=" + profile);
    options.addArguments(more);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(driver.orElseThrow().toFile())
            .usingAnyFreePort()
            .build();
    Browser browser = new Browser(new ChromeDriver(service, options));
    // What it asks for at its own start is no page's doing.
    browser.open(URI.create("about:blank"));
    browser.requests();
    browser.complaints();
    return browser;
  }

  private static Optional<Path> program(String... names) {
    String[] folders = System.getenv().getOrDefault("PATH", "").split(":", -1);
    return Arrays.stream(names)
        .flatMap(name -> Arrays.stream(folders).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Opens an address, anew even where only what is behind its {@code #} differs. */
  public void open(URI address) {
    driver.get("about:blank");
    driver.get(address.toString());
  }

  /** The address that it shows. */
  public String address() {
    return Objects.requireNonNull(driver.getCurrentUrl());
  }

  /** Loads the page again. */
  public void reload() {
    driver.navigate().refresh();
  }

  /** What a script comes to in the page. */
  public Object run(String script, Object... arguments) {
    return Objects.requireNonNullElse(
        ((JavascriptExecutor) driver).executeScript(script, arguments), "");
  }

  /** What a script hands to its last argument. */
  public Object await(String script, Object... arguments) {
    return Objects.requireNonNullElse(
        ((JavascriptExecutor) driver).executeAsyncScript(script, arguments), "");
  }

  /** The texts that are to be seen of what a selector finds. */
  public List<String> texts(String selector) {
    return driver.findElements(By.cssSelector(selector)).stream()
        .filter(WebElement::isDisplayed)
        .map(WebElement::getText)
        .toList();
  }

  /** What a selector finds first. */
  public WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** Presses keys, wherever the focus is. */
  public void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Presses a key so many times. */
  public void press(Keys key, int times) {
    for (int i = 0; i < times; i++) {
      press(key);
    }
  }

  /** A command of the browser's own protocol. */
  public Map<String, Object> command(String name, Map<String, Object> parameters) {
    return driver.executeCdpCommand(name, new HashMap<>(parameters));
  }

  /** Shows what follows as on paper, in the dark, or as usual where both are empty. */
  public void media(String media, String colours) {
    command(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            media,
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", colours))));
  }

  /** Sets the size of the window. */
  public void size(int width, int height) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** The window's own size again. */
  public void usualSize() {
    command("Emulation.clearDeviceMetricsOverride", Map.of());
    driver.manage().window().setSize(new Dimension(1280, 900));
  }

  /** A picture of what is to be seen, as PNG. */
  public byte[] picture() {
    return driver.getScreenshotAs(OutputType.BYTES);
  }

  /** The page on paper, as PDF. */
  public byte[] print() {
    Map<String, Object> printed = command("Page.printToPDF", Map.of("printBackground", true));
    return Base64.getDecoder().decode(String.valueOf(printed.get("data")));
  }

  /** What the page's console has said as an error since it was asked last. */
  public List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
      if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
        complaints.add(entry.getMessage());
      }
    }
    return complaints;
  }

  /** The addresses that were asked for since this was asked last. */
  public List<String> requests() {
    List<String> requests = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      Matcher request = REQUEST.matcher(entry.getMessage());
      if (request.find()) {
        requests.add(request.group(1));
      }
    }
    return requests;
  }

  /** Asserts that nothing was asked for elsewhere, and that the page complained of nothing. */
  public void assertQuiet(String home) {
    assertThat(requests()).isNotEmpty().allMatch(address -> isAtHome(address, home));
    assertThat(complaints()).isEmpty();
  }

  private static boolean isAtHome(String address, String home) {
    return address.startsWith(home)
        || address.startsWith("data:,")
        || address.equals("about:blank");
  }

  /** The faults that axe finds in what is to be seen; the page itself lets no script in. */
  public List<String> faults() throws IOException {
    try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
      String axe = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      run(axe + "; return typeof axe;");
    }
    Object found =
        await(
            "const done = arguments[arguments.length - 1];axe.run(document).then(r =>"
                + " done(r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0,"
                + " 200)).slice(0, 3).join(' | '))), e => done([String(e)]));");
    return ((List<?>) found).stream().map(String::valueOf).toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}

package dev.haetae.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;

/** The page in one file, in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageBrowserIT {
  private static final HtmlReport REPORT = new HtmlReport();

  @TempDir private static Path folder;

  private Browser browser;

  @BeforeAll
  void start() throws IOException {
    browser = Browser.start(Files.createDirectory(folder.resolve("profile")));
  }

  @AfterAll
  void end() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void asUsual() {
    browser.media("", "light");
    browser.usualSize();
    browser.complaints();
    browser.requests();
  }

  private static URI file(String name, Page page, Language language, String state)
      throws IOException {
    Path file = folder.resolve(name + ".html");
    Files.writeString(file, REPORT.file(page, language));
    return URI.create(file.toUri() + state);
  }

  private void open(Page page, String state) throws IOException {
    browser.open(file("page", page, Language.EN, state));
  }

  private List<String> shownScreens() {
    return browser.texts("main > section > h2");
  }

  private List<String> shownOwners() {
    return browser.texts(".owner > summary .name");
  }

  @ParameterizedTest
  @EnumSource
  void showsOneScreenAtATimeAndAsksNobody(Screen screen) throws IOException {
    open(MadeUpCluster.page(), "#/" + screen.word());
    assertThat(shownScreens())
        .containsExactly(PageTexts.of(Language.EN).of("screen." + screen.word()));
    assertThat(browser.texts("nav a[aria-current=page]")).hasSize(1);
    assertThat(browser.texts("h1")).containsExactly("Haetae · lab");
    browser.assertQuiet("file:" + folder.toUri().getRawSchemeSpecificPart());
  }

  @ParameterizedTest
  @EnumSource
  void isUsableByEverybody(Screen screen) throws IOException {
    for (Language language : Language.values()) {
      browser.open(file("axe", MadeUpCluster.page(), language, "#/" + screen.word()));
      browser.run("document.querySelectorAll('details').forEach(one => { one.open = true; })");
      assertThat(browser.faults()).isEmpty();
    }
    browser.media("", "dark");
    assertThat(browser.faults()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void takesNamesForText(Screen screen) throws IOException {
    open(MadeUpCluster.hostile(), "#/" + screen.word());
    assertThat(browser.run("return document.querySelectorAll('img, [onerror]').length"))
        .isEqualTo(0L);
    assertThat(browser.texts("h1")).containsExactly("Haetae · lab" + MadeUpCluster.HOSTILE);
    assertThat(shownScreens()).hasSize(1);
    browser.run("document.querySelectorAll('details').forEach(one => { one.open = true; })");
    assertThat(
            (String)
                browser.run("return document.querySelector('section:not([hidden])').innerText"))
        .contains("\"><img src=x onerror=alert(1)>'&");
    browser.assertQuiet("file:" + folder.toUri().getRawSchemeSpecificPart());
  }

  @Test
  void namesThatAreHostileCanBeFilteredBy() throws IOException {
    open(MadeUpCluster.hostile(), "#/overview");
    browser.find("section:not([hidden]) tbody tr:last-child th a").click();
    assertThat(shownScreens()).containsExactly("Findings");
    assertThat(shownOwners()).containsExactly("cache" + MadeUpCluster.HOSTILE);
  }

  @Test
  void anEmptyClusterHasAllItsScreens() throws IOException {
    for (Screen screen : Screen.values()) {
      open(MadeUpCluster.empty(), "#/" + screen.word());
      assertThat(shownScreens()).hasSize(1);
    }
    browser.assertQuiet("file:" + folder.toUri().getRawSchemeSpecificPart());
  }

  @Test
  void filtersStandInTheAddressAndSurviveReload() throws IOException {
    open(MadeUpCluster.page(), "#/findings");
    assertThat(shownOwners()).containsExactly("cache", "node-exporter", "db", "nas-9");
    browser.find("#state-findings").sendKeys("deny");
    assertThat(browser.address()).endsWith("#/findings?state=deny");
    assertThat(shownOwners()).containsExactly("cache", "node-exporter");
    browser.find("#ns-findings").sendKeys("vision");
    assertThat(browser.address()).endsWith("#/findings?state=deny&ns=vision");
    assertThat(shownOwners()).containsExactly("cache");
    browser.reload();
    assertThat(shownOwners()).containsExactly("cache");
    assertThat(browser.texts(".filter-state")).containsExactly("1 of 4 shown");
    browser.find("section:not([hidden]) .clear").click();
    assertThat(shownOwners()).hasSize(4);
    assertThat(browser.address()).endsWith("#/findings");
  }

  @Test
  void whatNothingMatchesIsSaid() throws IOException {
    open(MadeUpCluster.page(), "#/findings?q=nobody-is-called-so");
    assertThat(shownOwners()).isEmpty();
    assertThat(browser.texts(".none-left")).containsExactly("Nothing matches the filter.");
  }

  @Test
  void aNewFindingIsFoundByItsState() throws IOException {
    open(MadeUpCluster.page(), "#/findings?state=new");
    assertThat(shownOwners()).containsExactly("cache");
    browser.find(".owner:not([hidden]) summary").click();
    assertThat(browser.texts(".owner li[data-part]")).hasSize(1);
  }

  @Test
  void aLinkLeadsToItsFinding() throws IOException {
    open(MadeUpCluster.page(), "#/findings");
    browser.find(".owner summary").click();
    String link = browser.find(".owner[open] a.link").getAttribute("href");
    browser.open(URI.create(link));
    assertThat(browser.texts("li.found")).hasSize(1);
    assertThat(browser.texts(".owner[open] > summary .name")).hasSize(1);
  }

  @Test
  void everythingIsReachedByKeys() throws IOException {
    open(MadeUpCluster.page(), "");
    browser.press(Keys.TAB);
    assertThat(focus()).isEqualTo("Skip to the content");
    browser.press(Keys.ENTER);
    assertThat(focusId()).isEqualTo("content");
    browser.press(Keys.TAB);
    assertThat(focus()).contains("pods cannot run");
    open(MadeUpCluster.page(), "#/findings");
    browser.press(Keys.TAB);
    assertThat(focusId()).isEqualTo("ns-findings");
    browser.press("/");
    assertThat(focusId()).isEqualTo("q-findings");
    browser.press("exporter");
    assertThat(shownOwners()).containsExactly("node-exporter");
    browser.press(Keys.ENTER);
    assertThat(focus()).startsWith("node-exporter");
    browser.press(Keys.ENTER);
    assertThat(browser.texts(".owner[open] .rule h3")).containsExactly("no-host-path");
    browser.press("/");
    browser.press(Keys.ESCAPE);
    assertThat(shownOwners()).hasSize(4);
    assertThat(browser.address()).endsWith("#/findings");
  }

  @Test
  void theNavigationGoesByKeys() throws IOException {
    open(MadeUpCluster.page(), "");
    browser.press(Keys.TAB, 3);
    assertThat(focus()).startsWith("GPUs");
    browser.press(Keys.ENTER);
    assertThat(shownScreens()).containsExactly("GPUs");
    assertThat(browser.address()).endsWith("#/gpu");
    browser.run("history.back()");
    assertThat(shownScreens()).containsExactly("Overview");
  }

  private String focus() {
    return String.valueOf(browser.run("return document.activeElement.innerText"));
  }

  private String focusId() {
    return String.valueOf(browser.run("return document.activeElement.id"));
  }

  @Test
  void rowsOfAPictureAreFilteredToo() throws IOException {
    open(MadeUpCluster.page(), "#/gpu?q=llm");
    assertThat(browser.texts("table.gpus tbody th")).containsExactly("gpu-2");
    assertThat(browser.texts("table.gpus tbody:not([hidden]) svg")).hasSize(1);
  }

  @Test
  void tenThousandFindingsCanBeFiltered() throws IOException {
    open(MadeUpCluster.withFindings(10_000, 5), "#/findings");
    assertThat(browser.texts(".filter-state")).containsExactly("2000 of 2000 shown");
    browser.find("#ns-findings").sendKeys("team-39");
    assertThat(browser.texts(".filter-state")).containsExactly("50 of 2000 shown");
    browser.find("#q-findings").sendKeys("app-39");
    assertThat(shownOwners()).containsExactly("app-39", "app-399");
    browser.assertQuiet("file:" + folder.toUri().getRawSchemeSpecificPart());
  }

  @Test
  void coloursFollowTheDark() throws IOException {
    open(MadeUpCluster.page(), "");
    String light = background();
    browser.media("", "dark");
    assertThat(background()).isNotEqualTo(light);
  }

  private String background() {
    return String.valueOf(browser.run("return getComputedStyle(document.body).backgroundColor"));
  }

  @Test
  void paperShowsEverythingTheFilterAndTheTime() throws IOException {
    open(MadeUpCluster.page(), "#/findings?state=deny");
    browser.media("print", "light");
    browser.run("dispatchEvent(new Event('beforeprint'))");
    assertThat(shownScreens()).hasSize(Screen.values().length);
    assertThat(browser.texts("nav")).isEmpty();
    assertThat(browser.texts(".when")).containsExactly("as of 2026-11-27 01:40:05 UTC");
    assertThat(browser.texts(".filter-words")).contains("State deny");
    assertThat(browser.texts(".owner .message")).hasSize(3);
    browser.run("dispatchEvent(new Event('afterprint'))");
    assertThat(browser.texts(".owner[open]")).isEmpty();
    assertThat(browser.print()).startsWith('%', 'P', 'D', 'F');
  }

  @Test
  void aPhoneIsWideEnough() throws IOException {
    for (Screen screen : Screen.values()) {
      open(MadeUpCluster.page(), "#/" + screen.word());
      browser.size(360, 740);
      assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
          .as(screen.word())
          .isEqualTo(true);
    }
  }

  @Test
  void isKorean() throws IOException {
    browser.open(file("ko", MadeUpCluster.page(), Language.KO, ""));
    assertThat(browser.run("return document.documentElement.lang")).isEqualTo("ko");
    assertThat(shownScreens()).containsExactly("개요");
    assertThat(browser.texts("nav a")).contains("노드 포트", "정책");
    browser.assertQuiet("file:" + folder.toUri().getRawSchemeSpecificPart());
  }

  @Test
  void isWholeWithoutItsScript() throws IOException {
    browser.command("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    try {
      open(MadeUpCluster.page(), "");
      assertThat(shownScreens()).hasSize(Screen.values().length);
      assertThat(shownOwners()).hasSize(4);
      assertThat(browser.texts(".filter")).isEmpty();
    } finally {
      browser.command("Emulation.setScriptExecutionDisabled", Map.of("value", false));
    }
  }
}

package dev.haetae.cli.auditing;

import dev.haetae.audit.AuditJson;
import dev.haetae.audit.AuditResult;
import dev.haetae.audit.AuditScope;
import dev.haetae.audit.Auditor;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.engine.Evaluator;
import dev.haetae.overview.Overview;
import dev.haetae.page.AuditedPage;
import dev.haetae.page.Kept;
import dev.haetae.page.PageSource;
import dev.haetae.report.Report;
import dev.haetae.report.format.CsvReport;
import dev.haetae.report.html.HtmlReport;
import dev.haetae.report.html.Language;
import dev.haetae.report.html.Page;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.Problem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a live page shows: a world that is read and judged anew when somebody asks for it. */
public final class PageReading implements PageSource {
  private static final Duration KEPT = Duration.ofSeconds(30);

  private final List<String> inventories;
  private final Judging judging;
  private final Terminal terminal;
  private final InstantSource clock;
  private final Kept<Reading> kept;
  private final HtmlReport html = new HtmlReport();
  private @Nullable Reading whole;

  /**
   * What everything is judged by.
   *
   * @param carriers the kinds that carry pod specs
   */
  public record Judging(Evaluator evaluator, AuditScope scope, Carriers carriers) {}

  /**
   * One reading of the world.
   *
   * @param isWhole whether all of it could be read
   */
  public record Reading(Page page, AuditResult result, boolean isWhole) {
    /** What could not be read. */
    public List<Problem> problems() {
      return result.report().errors();
    }
  }

  /**
   * A page that is not read yet.
   *
   * @param inventories as they are named on the command line
   */
  public PageReading(
      List<String> inventories, Judging judging, Terminal terminal, InstantSource clock) {
    this.inventories = List.copyOf(inventories);
    this.judging = judging;
    this.terminal = terminal;
    this.clock = clock;
    this.kept = new Kept<>(KEPT, clock, new ReentrantLock(), this::latest);
  }

  /** The world as it was read a short while ago, or now. */
  public Reading reading() {
    return kept.get();
  }

  // What was whole stays in sight when the cluster cannot be read for a while.
  private Reading latest() {
    Reading now = read();
    Reading before = whole;
    if (now.isWhole() || before == null) {
      whole = now.isWhole() ? now : before;
      return now;
    }
    List<String> troubles = new ArrayList<>(now.page().troubles());
    troubles.addAll(before.page().troubles());
    return new Reading(before.page().with(troubles), before.result(), false);
  }

  private Reading read() {
    AuditInput input = new AuditInput(new Report.Builder());
    boolean isWhole = input.readAll(inventories, judging.carriers(), terminal);
    Auditor auditor = input.judge(judging.evaluator(), judging.scope());
    AuditResult result = auditor.result(clock.instant(), List.of());
    Page page = page(inventories, result, input, judging.evaluator(), auditor.notes());
    return new Reading(page, result, isWhole);
  }

  /** The page of an audit. */
  public static Page page(
      List<String> inventories,
      AuditResult result,
      AuditInput input,
      Evaluator evaluator,
      List<String> more) {
    List<String> notes = new ArrayList<>(input.notes());
    notes.addAll(more);
    Overview overview =
        Overview.of(
            input.world(), input.world().census(), OverviewPolicies.settings(evaluator.table()));
    return AuditedPage.of(name(inventories), result, overview, notes);
  }

  // Where a file lies on this machine is nobody's business who is handed the page.
  private static String name(List<String> inventories) {
    return inventories.stream()
        .map(PageReading::lastPart)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String lastPart(String inventory) {
    String whole = inventory.replaceAll("/+$", "");
    return whole.substring(whole.lastIndexOf('/') + 1);
  }

  @Override
  public String page(Language language) {
    return html.live(reading().page(), language);
  }

  @Override
  public String json() {
    return AuditJson.write(reading().result());
  }

  @Override
  public String csv() {
    return CsvReport.write(reading().result().report());
  }
}

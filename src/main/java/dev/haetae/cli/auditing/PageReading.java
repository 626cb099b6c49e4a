package dev.haetae.cli.auditing;

import dev.haetae.audit.AuditJson;
import dev.haetae.cli.auditing.AuditRun.Audited;
import dev.haetae.page.Kept;
import dev.haetae.page.PageSource;
import dev.haetae.report.format.CsvReport;
import dev.haetae.report.html.HtmlReport;
import dev.haetae.report.html.Language;
import dev.haetae.report.html.Page;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a live page shows: a world that is read and judged anew when somebody asks for it. */
public final class PageReading implements PageSource {
  private static final Duration KEPT = Duration.ofSeconds(30);

  private final List<String> inventories;
  private final Supplier<Audited> audit;
  private final Kept<Reading> kept;
  private final HtmlReport html = new HtmlReport();
  private @Nullable Reading whole;

  /** One reading of the world, and the page of it. */
  public record Reading(Audited audited, Page page) {}

  /**
   * A page that is not read yet.
   *
   * @param inventories as they are named on the command line
   * @param audit reads and judges
   */
  public PageReading(List<String> inventories, Supplier<Audited> audit, InstantSource clock) {
    this.inventories = List.copyOf(inventories);
    this.audit = audit;
    this.kept = new Kept<>(KEPT, clock, new ReentrantLock(), this::latest);
  }

  /** The world as it was read a short while ago, or now. */
  public Reading reading() {
    return kept.get();
  }

  // What was whole stays in sight when the cluster cannot be read for a while.
  private Reading latest() {
    Audited audited = audit.get();
    Reading now = new Reading(audited, audited.page(inventories));
    Reading before = whole;
    if (audited.isWhole()) {
      whole = now;
      return now;
    }
    if (before == null) {
      return now;
    }
    List<String> troubles = new ArrayList<>(now.page().troubles());
    troubles.addAll(before.page().troubles());
    return new Reading(before.audited(), before.page().with(troubles));
  }

  @Override
  public String page(Language language) {
    return html.live(reading().page(), language);
  }

  @Override
  public String json() {
    return AuditJson.write(reading().audited().result());
  }

  @Override
  public String csv() {
    return CsvReport.write(reading().audited().result().report());
  }
}

package dev.haetae.lsp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.configuration.Configuration;
import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Exceptions;
import dev.haetae.engine.PolicyTable;
import dev.haetae.engine.Review;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.report.Located;
import dev.haetae.report.Report;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Operation;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A judge that sees each document by itself, and fixes a host path by a line in front of it. */
final class TrialJudge implements Judge {
  private static final InstantSource CLOCK = InstantSource.system();

  private final Evaluator evaluator =
      new Evaluator(
          PolicyTable.of(
              ShippedPolicies.load(List.of("no-host-path")),
              Carriers.SHIPPED,
              Configuration.DEFAULT.agents()),
          Exceptions.of(List.of(), CLOCK),
          CLOCK);

  /** What the judge is told, in order. */
  final BlockingQueue<String> calls = new LinkedBlockingQueue<>();

  final List<String> notes = new ArrayList<>();
  private List<Located> findings = List.of();

  @Override
  public DocumentReport judge(List<Path> folders, Map<String, String> texts) {
    calls.add("judge " + folders + ' ' + texts.keySet());
    if (texts.containsValue("fail")) {
      throw new IllegalStateException("asked for");
    }
    Report.Builder report = new Report.Builder();
    texts.forEach((name, text) -> {
      ManifestReader.Manifest manifest =
          ManifestReader.read(text.getBytes(UTF_8), name, "default", Limits.FILES);
      manifest.problems().forEach(report::error);
      for (Resource object : manifest.resources()) {
        report.verdict(
            object,
            evaluator.evaluate(
                new Review(object, null, Operation.CREATE, EnforcementPoint.CHECK, ""),
                InventorySnapshot.OPEN));
      }
    });
    Report built = report.build();
    findings = built.findings();
    return new DocumentReport(built, false, notes);
  }

  @Override
  public List<Fix> fixes(String name) {
    return findings.stream()
        .filter(finding -> finding.file().equals(name))
        .map(finding ->
            new Fix(finding, "say so", finding.column() == 7, List.of(new Fix.Edit(0, 0, "# a\n"))))
        .toList();
  }

  @Override
  public List<Fix.Edit> safeFixes(String name) {
    return fixes(name).stream().filter(Fix::isSafe).flatMap(fix -> fix.edits().stream()).toList();
  }

  @Override
  public String page(String rule) {
    return String.valueOf(ShippedPolicies.page(rule));
  }

  @Override
  public String foresight(String name, int line) {
    return line == 2 ? "it runs" : "";
  }

  @Override
  public void refresh() {
    calls.add("refresh");
  }

  @Override
  public void saved() {
    calls.add("saved");
  }
}

package dev.haetae.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.Evaluator;
import dev.haetae.engine.PolicyTable;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.report.Report;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An audit beside the reviews of a server keeps what it may, and counts the rest. */
final class AuditBudgetTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private static Resource pod(int number) {
    return ManifestReader.read(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: "pod-%d", namespace: vision}
            spec:
              containers: [{name: main, image: example/app:1.0}]
              volumes: [{name: h, hostPath: {path: /etc}}]
            """
                .formatted(number)
                .getBytes(UTF_8),
            "",
            "default",
            Limits.FILES)
        .resources()
        .getFirst();
  }

  private static AuditResult audit(AuditBudget budget, int pods) {
    Evaluator evaluator =
        new Evaluator(
            PolicyTable.of(ShippedPolicies.load(List.of("no-host-path")), Carriers.SHIPPED),
            () -> NOW);
    Auditor auditor =
        new Auditor(
            evaluator,
            InventorySnapshot.OPEN,
            new Owners(),
            AuditScope.ALL,
            budget,
            new Report.Builder());
    List<Resource> page = new ArrayList<>();
    for (int i = 0; i < pods; i++) {
      page.add(pod(i));
      auditor.unreadable(Problem.of("cluster", "ConfigMap " + i + " cannot be read"));
    }
    auditor.judge(page);
    return auditor.result(NOW, List.of());
  }

  @Test
  void countsWhatItDoesNotKeep() {
    AuditResult result = audit(new AuditBudget(2, 5, 3, true), 8);
    assertThat(result.totals().owners()).isEqualTo(5);
    assertThat(result.totals().uncounted()).isEqualTo(3);
    assertThat(result.policies().getFirst().findings()).isEqualTo(5);
    assertThat(result.policies().getFirst().namespaces()).isEqualTo(1);
    assertThat(result.report().findings()).hasSize(4);
    assertThat(result.totals().leftOut()).isEqualTo(1);
    assertThat(result.report().errors()).hasSize(3);
    assertThat(result.report().judged()).isEmpty();
  }

  @Test
  void hangsOnTheHeap() {
    AuditBudget small = AuditBudget.beside(128L << 20);
    assertThat(small.findings()).isEqualTo(4096);
    assertThat(small.owners()).isEqualTo(4096);
    assertThat(AuditBudget.beside(64L << 30).findings()).isEqualTo(AuditBudget.ALONE.findings());
  }
}

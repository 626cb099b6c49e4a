package dev.haetae.cluster.audit;

import dev.haetae.audit.AuditBudget;
import dev.haetae.audit.AuditResult;
import dev.haetae.audit.AuditScope;
import dev.haetae.audit.Auditor;
import dev.haetae.audit.Owners;
import dev.haetae.cluster.client.ApiServer;
import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.cluster.inventory.JudgedObjects;
import dev.haetae.configuration.Configuration;
import dev.haetae.engine.Evaluator;
import dev.haetae.inventory.Inventory;
import dev.haetae.report.Report;
import dev.haetae.resource.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The audit of a live cluster of which the world is known already: what policies judge is listed
 * page by page, judged and forgotten.
 */
final class ClusterAudit implements Auditing {
  // How many are looked at before others come first.
  private static final int FEW = 50;
  // Objects that make pods, for each owner that is told apart: old ReplicaSets are many.
  private static final int MAKERS = 4;

  private final ApiServer server;
  private final String namespace;
  private final Supplier<? extends Inventory> world;
  private final AuditBudget budget;
  private final InstantSource clock;

  /**
   * An audit of everything.
   *
   * @param world what is known of the cluster at any moment
   * @param budget what an audit may keep
   */
  ClusterAudit(
      Cluster cluster,
      Supplier<? extends Inventory> world,
      AuditBudget budget,
      InstantSource clock) {
    this.server = cluster.server();
    this.namespace = cluster.namespace();
    this.world = world;
    this.budget = budget;
    this.clock = clock;
  }

  /** Nobody wants the audit any more. */
  private static final class BrokenOffException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenOffException() {
      super("broken off", null, false, false);
    }
  }

  @Override
  public @Nullable Audited audit(Evaluator evaluator, Configuration configuration, Turn turn)
      throws RequestFailedException, InterruptedException {
    // What nobody has sent uses no exception.
    Evaluator judge = evaluator.apart();
    AuditScope scope =
        new AuditScope(Set.of(), null, configuration.unreviewed(Set.of(namespace)), Set.of());
    JudgedObjects objects =
        JudgedObjects.of(server, judge.table().carriers(), Auditor.judged(judge.table()));
    try {
      Owners owners = new Owners();
      objects.forEachOwner(remembered(owners, turn));
      Auditor auditor =
          new Auditor(judge, world.get(), owners, scope, budget, new Report.Builder());
      objects.forEachPage(
          page -> judge(page, auditor, turn), object -> auditor.unreadable(object.asProblem()));
      AuditResult result = auditor.result(clock.instant(), List.of());
      return new Audited(result, objects.unlisted(), auditor.faults());
    } catch (BrokenOffException e) {
      return null;
    }
  }

  // Pods of one too many are judged by themselves.
  private Consumer<Resource> remembered(Owners owners, Turn turn) {
    long most = (long) budget.owners() * MAKERS;
    return new Consumer<>() {
      private long seen;

      @Override
      public void accept(Resource carrier) {
        if (seen < most) {
          owners.add(carrier);
        }
        seen++;
        if (seen % FEW == 0) {
          rest(Duration.ZERO, turn);
        }
      }
    };
  }

  private void judge(List<Resource> page, Auditor auditor, Turn turn) {
    for (int i = 0; i < page.size(); i += FEW) {
      Instant began = clock.instant();
      auditor.judge(page.subList(i, Math.min(page.size(), i + FEW)));
      rest(Duration.between(began, clock.instant()), turn);
    }
  }

  private static void rest(Duration worked, Turn turn) {
    if (!turn.goesOn(worked)) {
      throw new BrokenOffException();
    }
  }
}

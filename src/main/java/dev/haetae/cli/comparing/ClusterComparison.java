package dev.haetae.cli.comparing;

import dev.haetae.cli.judging.Comparison;
import dev.haetae.cli.judging.Judged;
import dev.haetae.cli.judging.ManifestJudge;
import dev.haetae.cli.judging.Question;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cluster.client.CannotUseClusterException;
import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.client.Discovery;
import dev.haetae.cluster.client.Discovery.ServedVersion;
import dev.haetae.cluster.client.DryRuns;
import dev.haetae.cluster.client.DryRuns.Answer;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.engine.Review;
import dev.haetae.engine.Verdict;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.Operation;
import dev.haetae.simulator.validation.field.NameSyntax;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The comparison with a cluster: asks it by dry runs what it would do with each object, one after
 * the other. An object that is there already is judged as an update of it, here and there.
 */
public final class ClusterComparison implements Comparison {
  private static final int NOT_FOUND = 404;

  private final Discovery discovery;
  private final DryRuns runs;
  private final Map<String, List<ServedVersion>> served = new HashMap<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private @Nullable Problem broken;

  private ClusterComparison(Cluster cluster) {
    this.discovery = new Discovery(cluster.server());
    this.runs = new DryRuns(cluster.server());
  }

  /** Judges manifests, and tells where the cluster that kubectl talks to decides otherwise. */
  public static Judged judge(ManifestJudge judge, Question question, Terminal terminal) {
    try (Cluster cluster = Cluster.connect(terminal.environment())) {
      ClusterComparison comparison = new ClusterComparison(cluster);
      Judged judged = judge.judge(question, comparison);
      List<String> notes = new ArrayList<>(judged.notes());
      notes.addAll(comparison.notes);
      return new Judged(judged.report(), notes, judged.faults());
    } catch (CannotUseClusterException e) {
      Problem problem = Problem.of("cluster", e.sentence());
      return judge.judge(question, (_, verdict, _) -> new Compared(verdict, List.of(), problem));
    }
  }

  @Override
  public Compared compare(Review review, Verdict verdict, Function<Resource, Verdict> again) {
    if (broken != null) {
      return new Compared(verdict, List.of(), broken);
    }
    try {
      return compared(review, verdict, again);
    } catch (RequestFailedException e) {
      broken = Problem.of("cluster", Text.escape(e.sentence()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      broken = Problem.of("cluster", "asking was interrupted");
    }
    return new Compared(verdict, List.of(), broken);
  }

  private Compared compared(Review review, Verdict verdict, Function<Resource, Verdict> again)
      throws RequestFailedException, InterruptedException {
    Resource object = review.object();
    ServedVersion kind = kind(object);
    if (kind == null) {
      notes.add(object.describe() + " is not compared: the cluster serves no such kind");
      return new Compared(verdict, List.of(), null);
    }
    String fault = fault(object, kind, review.operation());
    if (!fault.isEmpty()) {
      notes.add(object.describe() + " is not compared: " + fault);
      return new Compared(verdict, List.of(), null);
    }
    String path = kind.path(object.namespace(), object.name());
    if (review.operation() == Operation.DELETE) {
      return compared(object, verdict, runs.delete(path));
    }
    ObjectValue existing = object.name().isEmpty() ? null : runs.existing(path);
    if (existing == null) {
      if (review.operation() == Operation.CREATE) {
        return compared(object, verdict, runs.create(kind.path(object.namespace()), object.tree()));
      }
      notes.add(object.describe() + " is not compared: the cluster has none to update");
      return new Compared(verdict, List.of(), null);
    }
    if (review.operation() == Operation.CREATE) {
      notes.add(object.describe() + " is in the cluster already: compared as an UPDATE");
    }
    Verdict updated =
        again.apply(Resource.of(existing, new Origin("cluster", 0), "default", object.carriers()));
    return compared(object, updated, runs.replace(path, of(object, existing)));
  }

  /** Why the object has no place in the cluster; empty when it has one. */
  private static String fault(Resource object, ServedVersion kind, Operation operation) {
    List<String> namespace = kind.isNamespaced() ? NameSyntax.label(object.namespace()) : List.of();
    if (!namespace.isEmpty()) {
      return "its namespace " + namespace.getFirst();
    }
    String name = object.name();
    if (name.isEmpty()) {
      return operation == Operation.CREATE ? "" : "it has no name";
    }
    List<String> faults = NameSyntax.pathSegment(name);
    return faults.isEmpty() ? "" : "its name " + faults.getFirst();
  }

  private Compared compared(Resource object, Verdict verdict, Answer answer) {
    if (answer.code() == NOT_FOUND) {
      notes.add(object.describe() + " is not compared: the cluster says " + answer.message());
      return new Compared(verdict, List.of(), null);
    }
    if (!verdict.undecided().isEmpty()) {
      notes.add(
          object.describe()
              + " is undecided here; the cluster "
              + (answer.isAdmitted() ? "would admit it" : "would refuse it: " + answer.message()));
    }
    return new Compared(verdict, Disagreements.of(object, verdict, answer), null);
  }

  // The API server wants to know which version is replaced.
  private static ObjectValue of(Resource object, ObjectValue existing) {
    if (!(existing.get("metadata") instanceof ObjectValue there)) {
      return object.tree();
    }
    ObjectValue metadata =
        object
            .metadata()
            .value()
            .with("resourceVersion", new StringValue(there.text("resourceVersion")));
    return object.tree().with("metadata", metadata);
  }

  private @Nullable ServedVersion kind(Resource object)
      throws RequestFailedException, InterruptedException {
    List<ServedVersion> kinds = served.get(object.apiVersion());
    if (kinds == null) {
      kinds = kinds(object.apiVersion());
      served.put(object.apiVersion(), kinds);
    }
    for (ServedVersion kind : kinds) {
      if (kind.kind().equals(object.groupKind())) {
        return kind;
      }
    }
    return null;
  }

  private List<ServedVersion> kinds(String apiVersion)
      throws RequestFailedException, InterruptedException {
    try {
      return discovery.kinds(apiVersion);
    } catch (RequestFailedException e) {
      if (e.code() == NOT_FOUND) {
        return List.of();
      }
      throw e;
    }
  }
}

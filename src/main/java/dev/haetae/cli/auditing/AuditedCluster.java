package dev.haetae.cli.auditing;

import dev.haetae.audit.Auditor;
import dev.haetae.audit.Owners;
import dev.haetae.cli.input.ClusterWorld;
import dev.haetae.cli.input.PolicyOptions;
import dev.haetae.cluster.client.CannotUseClusterException;
import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.cluster.inventory.ClusterObjects;
import dev.haetae.cluster.inventory.ClusterObjects.Detail;
import dev.haetae.cluster.policy.PoliciesInForce;
import dev.haetae.engine.Evaluator;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that is audited: first it is read for the world, of which only what rules look at is
 * kept, and what makes pods; then what is judged is read again, page by page.
 *
 * <p>A class of its own, so that no other command loads a client.
 */
public final class AuditedCluster implements AutoCloseable {
  private static final String SOURCE = "cluster";

  private final Cluster cluster;

  private AuditedCluster(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * The cluster that kubectl talks to.
   *
   * @param environment environment variables
   * @throws CannotUseClusterException when there is none
   */
  public static AuditedCluster connect(Map<String, String> environment)
      throws CannotUseClusterException {
    return new AuditedCluster(Cluster.connect(environment));
  }

  /**
   * The policies of the cluster; null when it has none of its own, or hides them.
   *
   * @param namespaces in which exceptions are honoured; null when that is not known
   * @param notes is told which they are
   */
  public @Nullable PoliciesInForce policies(
      @Nullable List<String> namespaces, Consumer<String> notes)
      throws CannotUseClusterException, InterruptedException {
    try {
      PoliciesInForce inForce = PoliciesInForce.read(cluster.server(), namespaces);
      if (inForce == null) {
        notes.accept("the cluster has no policies of its own: judged by the shipped ones");
      } else {
        inForce.problems().forEach(notes);
      }
      return inForce;
    } catch (RequestFailedException e) {
      if (e.code() != 403) {
        throw new CannotUseClusterException(Text.escape(e.sentence()));
      }
      notes.accept("you may not list the policies of the cluster: judged by the shipped ones");
      return null;
    }
  }

  /**
   * Kubernetes' own policies in the cluster, their bindings, and what they look at as far as it may
   * be read.
   *
   * @param options whose policies may look at something, too
   * @param notes is told what is not known
   */
  public List<Resource> admission(PolicyOptions options, List<String> notes)
      throws CannotUseClusterException, InterruptedException {
    try {
      return new InTreeObjects(cluster.server(), notes::add).read(options.admission);
    } catch (RequestFailedException e) {
      throw new CannotUseClusterException(Text.escape(e.sentence()));
    }
  }

  /** What was read of the cluster for the world. */
  public static final class Seen {
    private final ClusterObjects objects;
    private final Set<GroupKind> judged;
    private final List<Resource> carriers = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private Seen(ClusterObjects objects, Set<GroupKind> judged) {
      this.objects = objects;
      this.judged = judged;
    }

    /** Judges everything, kind by kind. */
    public void judge(Auditor auditor) throws CannotUseClusterException, InterruptedException {
      problems.forEach(auditor::unreadable);
      auditor.judge(carriers);
      objects.forEachPage(judged, auditor::judge, object -> auditor.unreadable(object.asProblem()));
    }

    private void see(Resource object, InventorySnapshot.Builder world, Owners owners) {
      MalformedResourceException wrong = world.addOrMark(object);
      if (wrong != null) {
        problems.add(Problem.of(SOURCE, object.describe() + ": " + wrong.sentence()));
      } else if (isOwner(object)) {
        owners.add(object);
      }
      if (isOwner(object)) {
        carriers.add(object);
      }
    }

    private static boolean isOwner(Resource object) {
      return !object.groupKind().equals(GroupKind.POD)
          && object.carriers().include(object.groupKind());
    }
  }

  /**
   * Reads the world.
   *
   * @param world gets what rules look at
   * @param owners gets what makes pods
   * @param notes is told what is not known of the cluster
   */
  public Seen see(
      Evaluator evaluator, InventorySnapshot.Builder world, Owners owners, Consumer<String> notes)
      throws CannotUseClusterException, InterruptedException {
    Carriers carriers = evaluator.table().carriers();
    Set<GroupKind> judged = Auditor.judged(evaluator);
    ClusterObjects objects = ClusterObjects.of(cluster, carriers, judged);
    ClusterWorld.note(objects.withheld(), notes);
    Seen seen = new Seen(objects, judged);
    objects.forEach(
        Detail.SEEN,
        object -> seen.see(object, world, owners),
        owners::add,
        object -> {
          seen.problems.add(object.asProblem());
          if (!object.name().isEmpty()) {
            world.addOrMark(ClusterWorld.mark(object));
          }
        });
    return seen;
  }

  @Override
  public void close() {
    cluster.close();
  }
}

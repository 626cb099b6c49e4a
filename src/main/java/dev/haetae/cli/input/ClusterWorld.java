package dev.haetae.cli.input;

import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cluster.client.CannotUseClusterException;
import dev.haetae.cluster.client.UnreadableObject;
import dev.haetae.cluster.inventory.ClusterObjects;
import dev.haetae.inventory.UnreadableMark;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import java.util.List;
import java.util.function.Consumer;

/**
 * The live cluster as a world of one moment.
 *
 * <p>A class of its own, so that no other command loads a client.
 */
public final class ClusterWorld {
  private ClusterWorld() {}

  /**
   * Hands over the objects of the cluster.
   *
   * @param carriers the kinds that carry pod specs
   * @param unreadable gets an object in place of each that is there and cannot be read, with its
   *     name and {@link UnreadableMark}
   * @param problems gets what cannot be read, and the sentence that says why they are not whole
   * @param notes gets what is not known of the cluster
   * @return whether they are whole
   */
  public static boolean read(
      Terminal terminal,
      Carriers carriers,
      Consumer<Resource> each,
      Consumer<Resource> unreadable,
      List<Problem> problems,
      Consumer<String> notes) {
    try (ClusterObjects objects = ClusterObjects.open(terminal.environment(), carriers)) {
      note(objects.withheld(), notes);
      objects.forEach(
          each,
          object -> {
            problems.add(object.asProblem());
            if (!object.name().isEmpty()) {
              unreadable.accept(mark(object));
            }
          });
      return true;
    } catch (CannotUseClusterException e) {
      problems.add(Problem.of("cluster", e.sentence()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      problems.add(Problem.of("cluster", "reading was interrupted"));
    }
    return false;
  }

  /** Tells of the kinds that may not be listed, if there are any. */
  public static void note(List<String> withheld, Consumer<String> notes) {
    if (!withheld.isEmpty()) {
      notes.accept(
          "cluster: you may not list "
              + String.join(", ", withheld)
              + ": what hangs on them, or on ServiceAccounts, is not looked at");
    }
  }

  /** The object that stands for one that is there and cannot be read. */
  public static Resource mark(UnreadableObject object) {
    ObjectValue tree =
        UnreadableMark.tree(
            object.apiVersion(),
            object.kind().kind(),
            object.namespace(),
            object.name(),
            object.problem());
    return Resource.of(tree, new Origin("cluster", 0), "default");
  }
}

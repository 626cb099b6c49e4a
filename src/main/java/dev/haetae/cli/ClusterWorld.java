package dev.haetae.cli;

import dev.haetae.cluster.CannotUseClusterException;
import dev.haetae.cluster.ClusterObjects;
import dev.haetae.resource.ManifestReader.Problem;
import dev.haetae.resource.Resource;
import java.util.List;
import java.util.function.Consumer;

/**
 * The live cluster as a world of one moment.
 *
 * <p>A class of its own, so that no other command loads a client.
 */
final class ClusterWorld {
  private ClusterWorld() {}

  /**
   * Hands over the objects of the cluster.
   *
   * @param problems gets the sentence that says why they are not whole
   * @return whether they are whole
   */
  static boolean read(Terminal terminal, Consumer<Resource> each, List<Problem> problems) {
    try (ClusterObjects objects = ClusterObjects.open(terminal.environment())) {
      objects.forEach(each);
      return true;
    } catch (CannotUseClusterException e) {
      problems.add(new Problem("cluster", 0, 0, e.sentence()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      problems.add(new Problem("cluster", 0, 0, "reading was interrupted"));
    }
    return false;
  }
}

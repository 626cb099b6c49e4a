package dev.haetae.simulator.prediction;

import dev.haetae.simulator.service.NodePortAllocation.Range;
import java.util.function.Predicate;

/**
 * What predictions need to know of a cluster and no object of it says.
 *
 * @param nodePorts the API server's {@code --service-node-port-range}
 * @param makesNfs whether a provisioner makes volumes on NFS, and so refuses what none of those
 *     takes
 */
public record ClusterSettings(Range nodePorts, Predicate<String> makesNfs) {
  /** The settings of a cluster that was told nothing, with provisioners that nobody knows. */
  public static final ClusterSettings DEFAULT = new ClusterSettings(Range.DEFAULT, _ -> false);

  /** Settings with another range of node ports, each of 1 to 65535. */
  public ClusterSettings withNodePorts(int first, int last) {
    return new ClusterSettings(new Range(first, last), makesNfs);
  }

  /** Settings with provisioners that are known to make volumes on NFS. */
  public ClusterSettings withNfs(Predicate<String> provisioners) {
    return new ClusterSettings(nodePorts, provisioners);
  }
}

package dev.haetae.overview;

/**
 * The numbers of the first screen.
 *
 * @param nodes all nodes
 * @param pods the unfinished pods
 * @param waiting how many of them are on no node
 * @param stuck how many of these do not run until somebody does something
 * @param claims all claims
 * @param claimsUnbound how many of them have no volume, or have lost it
 * @param claimsStuck how many of these stay so until somebody does something
 * @param volumes all volumes
 * @param gpus whole GPUs that pods can have
 * @param gpusHeld how many of them are held
 * @param gpusFree how many are free
 * @param largestHole the most that are free on one node that takes pods
 * @param ports numbers in the range of node ports
 * @param portsHeld how many of them are held
 * @param namespaces by name; those too that are known by what is in them only
 */
public record OverviewNumbers(
    int nodes,
    int pods,
    int waiting,
    int stuck,
    int claims,
    int claimsUnbound,
    int claimsStuck,
    int volumes,
    long gpus,
    long gpusHeld,
    long gpusFree,
    long largestHole,
    int ports,
    int portsHeld,
    Rows<NamespaceRow> namespaces) {

  /**
   * A namespace.
   *
   * @param name the namespace's name
   * @param pods its unfinished pods
   * @param waiting how many of them are on no node
   * @param stuck how many of these do not run until somebody does something
   * @param claims its claims
   * @param claimsUnbound how many of them have no volume, or have lost it
   * @param gpus whole GPUs that its pods hold
   * @param services its Services
   * @param nodePorts the numbers that these hold
   */
  public record NamespaceRow(
      String name,
      int pods,
      int waiting,
      int stuck,
      int claims,
      int claimsUnbound,
      long gpus,
      int services,
      int nodePorts) {}
}

package dev.haetae.overview;

import java.util.List;

/**
 * The node ports of a cluster, and who holds them. A number is held once in the whole cluster,
 * whatever the protocol.
 *
 * @param first the lowest of the cluster's range
 * @param last the highest
 * @param lastOfBand the highest of the static band, which the API server gives out last; below
 *     {@code first} when there is none
 * @param held how many numbers of the range are held
 * @param free how many are not
 * @param next the lowest that is free and in no team's range; 0 when there is none
 * @param teams ranges of teams, by their first number
 * @param ports numbers that are held, by number, then by who holds them
 * @param loadBalancers Services of type LoadBalancer, by namespace and name
 */
public record NodePortMap(
    int first,
    int last,
    int lastOfBand,
    int held,
    int free,
    int next,
    List<Team> teams,
    Rows<Port> ports,
    Rows<Balancer> loadBalancers) {
  /** A map that keeps its own copy of the list. */
  public NodePortMap {
    teams = List.copyOf(teams);
  }

  /**
   * A range that belongs to namespaces.
   *
   * @param namespaces whose it is
   * @param first the lowest number
   * @param last the highest
   * @param held how many numbers of it are held, by whomever
   * @param strangers how many of these by others
   * @param free how many are not held
   * @param next the lowest free one; 0 when there is none
   */
  public record Team(
      List<String> namespaces, int first, int last, int held, int strangers, int free, int next) {
    /** A range that keeps its own copy of the list. */
    public Team {
      namespaces = List.copyOf(namespaces);
    }
  }

  /** The place of a number, as seen from the Service that holds it. */
  public enum Place {
    /** Where it should. */
    RIGHT,
    /** Outside the cluster's range. */
    OUTSIDE,
    /** Outside the range of its own team. */
    OUTSIDE_TEAM,
    /** In the range of another team. */
    OTHER_TEAM
  }

  /**
   * A number that a Service holds.
   *
   * @param number the port
   * @param namespace the Service's namespace
   * @param service the Service's name
   * @param type {@code NodePort} or {@code LoadBalancer}; empty when it cannot be read
   * @param field {@code spec.ports[1].nodePort} or {@code spec.healthCheckNodePort}
   * @param inBand whether it lies in the static band
   * @param place whether it lies where it should
   * @param twice whether another Service holds it too, which manifests can do and a cluster cannot
   */
  public record Port(
      int number,
      String namespace,
      String service,
      String type,
      String field,
      boolean inBand,
      Place place,
      boolean twice) {}

  /**
   * A Service of type LoadBalancer.
   *
   * @param numbers the node ports that it holds, in the order of its fields
   */
  public record Balancer(String namespace, String service, List<Integer> numbers) {
    /** A Service that keeps its own copy of the list. */
    public Balancer {
      numbers = List.copyOf(numbers);
    }
  }
}

package dev.haetae.overview;

import dev.haetae.inventory.Census;
import dev.haetae.inventory.HeldNodePort;
import dev.haetae.overview.NodePortMap.Balancer;
import dev.haetae.overview.NodePortMap.Place;
import dev.haetae.overview.NodePortMap.Port;
import dev.haetae.overview.NodePortMap.Team;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ServiceView;
import dev.haetae.rule.PortRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The survey of node ports. */
final class NodePortSurvey {
  private final PortRange cluster;
  private final SortedMap<String, PortRange> teams;
  private final List<PortRange> teamRanges;
  private final List<HeldPort> held = new ArrayList<>();
  private final List<Balancer> balancers = new ArrayList<>();
  // By number, the namespaces and names of those who hold it.
  private final SortedMap<Integer, SortedSet<String>> owners = new TreeMap<>();
  private final Map<Integer, SortedSet<String>> namespaces = new HashMap<>();

  private record HeldPort(ServiceView service, HeldNodePort port) {
    String namespace() {
      return port.owner().namespace();
    }
  }

  private NodePortSurvey(OverviewSettings settings) {
    this.cluster = settings.nodePorts();
    this.teams = settings.teams();
    this.teamRanges = teams.values().stream().distinct().toList();
  }

  /** The node ports of a world. */
  static NodePortMap of(Census census, OverviewSettings settings) {
    NodePortSurvey survey = new NodePortSurvey(settings);
    census.services().forEach(survey::add);
    return survey.map();
  }

  private void add(ServiceView service) {
    List<HeldNodePort> ports = HeldNodePort.of(service);
    for (HeldNodePort port : ports) {
      held.add(new HeldPort(service, port));
      String owner = port.owner().namespace() + '/' + port.owner().name();
      owners.computeIfAbsent(port.port(), _ -> new TreeSet<>()).add(owner);
      namespaces.computeIfAbsent(port.port(), _ -> new TreeSet<>()).add(port.owner().namespace());
    }
    if (type(service).equals("LoadBalancer")) {
      List<Integer> numbers = ports.stream().map(HeldNodePort::port).distinct().toList();
      balancers.add(
          new Balancer(service.resource().namespace(), service.resource().name(), numbers));
    }
  }

  // Of a Service whose type is no text the numbers are known all the same.
  private static String type(ServiceView service) {
    try {
      return service.type();
    } catch (MalformedResourceException e) {
      return "";
    }
  }

  private NodePortMap map() {
    held.sort(
        Comparator.comparingInt((HeldPort one) -> one.port().port())
            .thenComparing(HeldPort::namespace)
            .thenComparing(one -> one.port().owner().name())
            .thenComparing(one -> one.port().owner().field()));
    int size = cluster.last() - cluster.first() + 1;
    int taken = owners.subMap(cluster.first(), cluster.last() + 1).size();
    return new NodePortMap(
        cluster.first(),
        cluster.last(),
        cluster.lastOfStaticBand(),
        taken,
        size - taken,
        next(cluster, true),
        teams(),
        Rows.of(held.stream().map(this::port).toList()),
        Rows.of(balancers));
  }

  private Port port(HeldPort one) {
    int number = one.port().port();
    return new Port(
        number,
        one.namespace(),
        one.port().owner().name(),
        type(one.service()),
        one.port().owner().field(),
        number >= cluster.first() && number <= cluster.lastOfStaticBand(),
        place(number, one.namespace()),
        owners.getOrDefault(number, new TreeSet<>()).size() > 1);
  }

  private Place place(int number, String namespace) {
    if (!cluster.contains(number)) {
      return Place.OUTSIDE;
    }
    PortRange own = teams.get(namespace);
    if (own != null) {
      return own.contains(number) ? Place.RIGHT : Place.OUTSIDE_TEAM;
    }
    return isOfTeam(number) ? Place.OTHER_TEAM : Place.RIGHT;
  }

  private boolean isOfTeam(int number) {
    for (PortRange team : teamRanges) {
      if (team.contains(number)) {
        return true;
      }
    }
    return false;
  }

  private int next(PortRange range, boolean ofNobody) {
    for (int number = range.first(); number <= range.last(); number++) {
      if (!owners.containsKey(number) && !(ofNobody && isOfTeam(number))) {
        return number;
      }
    }
    return 0;
  }

  private List<Team> teams() {
    Map<PortRange, List<String>> byRange = new HashMap<>();
    teams.forEach((namespace, range) ->
        byRange.computeIfAbsent(range, _ -> new ArrayList<>()).add(namespace));
    List<Team> all = new ArrayList<>();
    byRange.forEach((range, own) -> all.add(team(range, own)));
    all.sort(
        Comparator.comparingInt(Team::first)
            .thenComparingInt(Team::last)
            .thenComparing(team -> team.namespaces().getFirst()));
    return all;
  }

  private Team team(PortRange range, List<String> own) {
    int taken = 0;
    int strangers = 0;
    for (Integer number : owners.subMap(range.first(), range.last() + 1).keySet()) {
      taken++;
      SortedSet<String> who = namespaces.getOrDefault(number, new TreeSet<>());
      strangers += own.containsAll(who) ? 0 : 1;
    }
    int size = range.last() - range.first() + 1;
    return new Team(
        own, range.first(), range.last(), taken, strangers, size - taken, next(range, false));
  }
}

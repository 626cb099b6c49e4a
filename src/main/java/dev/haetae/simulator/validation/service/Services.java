package dev.haetae.simulator.validation.service;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.simulator.validation.field.AddressSyntax;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.field.ValueSyntax;
import dev.haetae.simulator.validation.meta.Metadata;
import dev.haetae.simulator.validation.pod.Probes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The validation of Services.
 *
 * <p>Mirrors {@code ValidateServiceCreate} and {@code ValidateServiceUpdate} of {@code
 * pkg/apis/core/validation/validation.go}. What the allocators refuse comes before, see {@link
 * ServiceAddresses} and {@code simulator.service}.
 */
public final class Services {
  private static final List<String> TYPES =
      List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
  private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");
  private static final List<String> DISTRIBUTIONS =
      List.of("PreferClose", "PreferSameZone", "PreferSameNode");
  private static final List<String> POLICIES = List.of("Cluster", "Local");
  private static final String BALANCED_ONLY = "may only be used when `type` is 'LoadBalancer'";
  private static final String RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges";
  private static final String HINTS = "service.kubernetes.io/topology-aware-hints";
  private static final String MODE = "service.kubernetes.io/topology-mode";
  private static final int LONGEST_AFFINITY = 86400;

  private final Part service;
  private final @Nullable Part old;
  private final Part spec;
  private final CauseList causes;
  private final String type;

  private Services(Part service, @Nullable Part old) {
    this.service = service;
    this.old = old;
    this.spec = service.object("spec");
    this.causes = service.causes();
    this.type = ServiceForm.type(service);
  }

  /** Checks a new Service. */
  public static void check(Part service) {
    Metadata.check(service, NameSyntax::label);
    new Services(ServiceForm.of(service), null).check();
  }

  /** Checks a changed Service: its address is fixed. */
  public static void checkUpdate(Part service, Part old) {
    Metadata.checkUpdate(service, old);
    Part changed = ServiceForm.dropped(ServiceForm.patched(ServiceForm.of(service), old), old);
    ServiceFamilies.checkUpdate(changed, old);
    Services services = new Services(changed, old);
    services.checkBalancerClass(old);
    if (ServiceForm.needsHealthCheck(old)
        && ServiceForm.needsHealthCheck(changed)
        && services.spec.number("healthCheckNodePort", 0)
            != old.object("spec").number("healthCheckNodePort", 0)) {
      services.causes.forbidden(services.spec.at("healthCheckNodePort"), "field is immutable");
    }
    services.check();
  }

  private void check() {
    checkTopology();
    boolean headless = ServiceForm.isHeadless(service);
    if (spec.list("ports").size() == 0 && !headless && !type.equals("ExternalName")) {
      causes.required(spec.at("ports"), "");
    }
    if (headless && (type.equals("LoadBalancer") || type.equals("NodePort"))) {
      causes.invalid(
          spec.at("clusterIPs").index(0),
          "None",
          "may not be set to 'None' for " + type + " services");
    }
    if (type.equals("ExternalName")) {
      checkExternalName();
    }
    Set<String> names = new HashSet<>();
    for (Part port : spec.objects("ports")) {
      checkPort(port, names);
    }
    Metadata.labels(spec, "selector");
    checkAffinity();
    ServiceFamilies.check(service, old);
    checkExternalAddresses();
    spec.oneOfOrDefault("type", TYPES);
    checkTwicePorts();
    checkSourceRanges();
    if (spec.has("allocateLoadBalancerNodePorts") && !type.equals("LoadBalancer")) {
      causes.forbidden(spec.at("allocateLoadBalancerNodePorts"), BALANCED_ONLY);
    }
    checkBalancerClass(null);
    checkTraffic();
  }

  private void checkTopology() {
    ObjectValue annotations = service.object("metadata").map("annotations");
    if (annotations.has(HINTS)
        && annotations.has(MODE)
        && !annotations.get(HINTS).equals(annotations.get(MODE))) {
      causes.invalid(
          Place.of("metadata", "annotations").key(MODE),
          annotations.text(MODE),
          "must match annotations[" + HINTS + "] when both are specified");
    }
  }

  private void checkExternalName() {
    String detail = "may not be set for ExternalName services";
    for (String field : List.of("clusterIPs", "ipFamilies")) {
      if (spec.list(field).size() > 0) {
        causes.forbidden(spec.at(field), detail);
      }
    }
    if (spec.has("ipFamilyPolicy")) {
      causes.forbidden(spec.at("ipFamilyPolicy"), detail);
    }
    String name = spec.text("externalName");
    String domain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    if (domain.isEmpty()) {
      causes.required(spec.at("externalName"), "");
    } else {
      causes.invalid(spec.at("externalName"), domain, NameSyntax.subdomain(domain));
    }
  }

  private void checkPort(Part port, Set<String> names) {
    String name = port.text("name");
    if (!name.isEmpty()) {
      causes.invalid(port.at("name"), name, NameSyntax.label(name));
      if (!names.add(name)) {
        causes.duplicate(port.at("name"), name);
      }
    } else if (spec.list("ports").size() > 1) {
      causes.required(port.at("name"), "");
    }
    long number = port.number("port", 0);
    for (String fault : ValueSyntax.portNumber(number)) {
      causes.invalid(port.at("port"), number, fault);
    }
    port.oneOfOrDefault("protocol", PROTOCOLS);
    if (port.get("targetPort") instanceof StringValue text
        ? !text.text().isEmpty()
        : port.number("targetPort", 0) != 0) {
      Probes.checkPort(port, "targetPort");
    } else {
      // The port itself is the target.
      for (String fault : ValueSyntax.portNumber(number)) {
        causes.invalid(port.at("targetPort"), number, fault);
      }
    }
    String protocol = port.textOrNull("appProtocol");
    if (protocol != null) {
      causes.invalid(port.at("appProtocol"), protocol, NameSyntax.key(protocol));
    }
  }

  private void checkAffinity() {
    spec.oneOfOrDefault("sessionAffinity", List.of("ClientIP", "None"));
    Part client = spec.object("sessionAffinityConfig").object("clientIP");
    Long seconds = client.number("timeoutSeconds");
    if (spec.text("sessionAffinity").equals("ClientIP")
        && seconds != null
        && (seconds <= 0 || seconds > LONGEST_AFFINITY)) {
      causes.invalid(
          client.at("timeoutSeconds"),
          seconds,
          "must be greater than 0 and less than " + LONGEST_AFFINITY);
    }
  }

  private Set<String> before(String field) {
    return old == null ? Set.of() : new HashSet<>(old.object("spec").texts(field));
  }

  private void checkExternalAddresses() {
    List<String> addresses = spec.texts("externalIPs");
    Set<String> known = before("externalIPs");
    for (int i = 0; i < addresses.size() && !causes.isFull(); i++) {
      String address = addresses.get(i);
      Place place = spec.at("externalIPs").index(i);
      List<String> faults = known.contains(address) ? List.of() : AddressSyntax.address(address);
      causes.invalid(place, address, faults.isEmpty() ? AddressSyntax.reachable(address) : faults);
    }
  }

  // One number of a new Service gets one node port, whatever its protocols; by number, below zero
  // one that is yet to be found.
  private Map<Long, Long> requestedNodePorts(List<Part> ports) {
    boolean allocates =
        type.equals("NodePort")
            || (type.equals("LoadBalancer") && !spec.isFalse("allocateLoadBalancerNodePorts"));
    if (old != null || !allocates) {
      return Map.of();
    }
    Map<Long, Long> requested = new HashMap<>();
    for (Part port : ports) {
      long number = port.number("nodePort", 0);
      if (number != 0) {
        requested.putIfAbsent(port.number("port", 0), number);
      }
    }
    for (Part port : ports) {
      requested.putIfAbsent(port.number("port", 0), -1L - requested.size());
    }
    return requested;
  }

  private void checkTwicePorts() {
    List<Part> ports = spec.objects("ports");
    Set<String> nodePorts = new HashSet<>();
    for (Part port : ports) {
      long number = port.number("nodePort", 0);
      if (number != 0 && type.equals("ClusterIP")) {
        causes.forbidden(port.at("nodePort"), "may not be used when `type` is 'ClusterIP'");
      }
    }
    Map<Long, Long> requested = requestedNodePorts(ports);
    for (Part port : ports) {
      long number = port.number("nodePort", 0);
      long shared = number == 0 ? requested.getOrDefault(port.number("port", 0), 0L) : number;
      if (shared != 0 && !nodePorts.add(port.text("protocol", "TCP") + ' ' + shared)) {
        String shown = shared > 0 ? Long.toString(shared) : "(the one allocated)";
        causes.duplicateShown(port.at("nodePort"), shown);
      }
    }
    Set<String> numbers = new HashSet<>();
    for (Part port : ports) {
      String protocol = port.text("protocol", "TCP");
      long number = port.number("port", 0);
      if (!numbers.add(protocol + ' ' + number) && !causes.isFull()) {
        causes.duplicateShown(
            port.place(),
            "{\"Name\":\"\",\"Protocol\":\""
                + protocol
                + "\",\"AppProtocol\":null,\"Port\":"
                + number
                + ",\"TargetPort\":0,\"NodePort\":0}");
      }
    }
  }

  private void checkSourceRanges() {
    List<String> ranges = spec.texts("loadBalancerSourceRanges");
    ObjectValue annotations = service.object("metadata").map("annotations");
    boolean balanced = type.equals("LoadBalancer");
    if (!ranges.isEmpty()) {
      Place place = spec.at("LoadBalancerSourceRanges");
      if (!balanced) {
        causes.forbidden(place, BALANCED_ONLY);
      }
      Set<String> known = new HashSet<>();
      before("loadBalancerSourceRanges").forEach(range -> known.add(range.strip()));
      for (int i = 0; i < ranges.size() && !causes.isFull(); i++) {
        String range = ranges.get(i).strip();
        if (!known.contains(range)) {
          causes.invalid(place.index(i), range, AddressSyntax.range(range));
        }
      }
    } else if (annotations.has(RANGES)) {
      Place place = Place.of("metadata", "annotations").key(RANGES);
      if (!balanced) {
        causes.forbidden(place, BALANCED_ONLY);
      }
      String text = annotations.text(RANGES).strip();
      boolean changed =
          old == null
              || !old.object("metadata")
                  .map("annotations")
                  .get(RANGES)
                  .equals(annotations.get(RANGES));
      if (changed && !text.isEmpty()) {
        for (String range : text.split(",", -1)) {
          causes.invalid(place, range.strip(), AddressSyntax.range(range.strip()));
        }
      }
    }
  }

  private void checkBalancerClass(@Nullable Part before) {
    String name = spec.textOrNull("loadBalancerClass");
    Place place = spec.at("loadBalancerClass");
    boolean balanced = type.equals("LoadBalancer");
    if (before != null
        && balanced
        && ServiceForm.type(before).equals("LoadBalancer")
        && !spec.get("loadBalancerClass").equals(before.object("spec").get("loadBalancerClass"))) {
      causes.invalid(place, spec.get("loadBalancerClass"), "may not change once set");
    }
    if (name == null) {
      return;
    }
    if (balanced) {
      causes.invalid(place, name, NameSyntax.key(name));
    } else {
      causes.forbidden(place, BALANCED_ONLY);
    }
  }

  private void checkTraffic() {
    String external = spec.text("externalTrafficPolicy");
    if (!external.isEmpty() && !ServiceForm.isExternal(service)) {
      causes.invalid(
          spec.at("externalTrafficPolicy"),
          external,
          "may only be set for externally-accessible services");
    } else {
      spec.oneOfOrDefault("externalTrafficPolicy", POLICIES);
    }
    long health = spec.number("healthCheckNodePort", 0);
    if (health != 0) {
      if (!ServiceForm.needsHealthCheck(service)) {
        causes.invalid(
            spec.at("healthCheckNodePort"),
            health,
            "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
      } else {
        for (String fault : ValueSyntax.portNumber(health)) {
          causes.invalid(spec.at("healthCheckNodePort"), health, fault);
        }
      }
    }
    spec.oneOf("internalTrafficPolicy", POLICIES);
    spec.oneOf("trafficDistribution", DISTRIBUTIONS);
  }
}

package dev.haetae.simulator.validation.network;

import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.validation.field.AddressSyntax;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.field.ValueSyntax;
import dev.haetae.simulator.validation.meta.LabelSelectors;
import dev.haetae.simulator.validation.meta.Metadata;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The validation of NetworkPolicies.
 *
 * <p>Mirrors {@code ValidateNetworkPolicy} of {@code pkg/apis/networking/validation/validation.go}.
 */
public final class NetworkPolicies {
  private static final List<String> PROTOCOLS = List.of("TCP", "UDP", "SCTP");
  private static final List<String> TYPES = List.of("Ingress", "Egress");

  private final Part spec;
  private final CauseList causes;
  private final Set<String> known;

  private NetworkPolicies(Part policy, Set<String> known) {
    this.spec = policy.object("spec");
    this.causes = policy.causes();
    this.known = known;
  }

  /** Checks a new NetworkPolicy. */
  public static void check(Part policy) {
    Metadata.check(policy, NameSyntax::subdomain);
    new NetworkPolicies(policy, Set.of()).check();
  }

  /** Checks a changed NetworkPolicy: ranges that it had are not looked at again. */
  public static void checkUpdate(Part policy, Part old) {
    Metadata.checkUpdate(policy, old);
    Set<String> known = new HashSet<>();
    Part before = old.object("spec");
    for (Part rule : before.objects("ingress")) {
      addRanges(rule.objects("from"), known);
    }
    for (Part rule : before.objects("egress")) {
      addRanges(rule.objects("to"), known);
    }
    new NetworkPolicies(policy, known).check();
  }

  private static void addRanges(List<Part> peers, Set<String> known) {
    for (Part peer : peers) {
      known.add(peer.object("ipBlock").text("cidr"));
      known.addAll(peer.object("ipBlock").texts("except"));
    }
  }

  private void check() {
    LabelSelectors.check(spec, "podSelector");
    for (Part rule : spec.objects("ingress")) {
      checkRule(rule, "from");
    }
    for (Part rule : spec.objects("egress")) {
      checkRule(rule, "to");
    }
    List<String> types = spec.texts("policyTypes");
    Place place = spec.at("policyTypes");
    if (types.size() > TYPES.size()) {
      causes.invalid(place, spec.get("policyTypes"), "may not specify more than two policyTypes");
      return;
    }
    for (int i = 0; i < types.size(); i++) {
      if (!TYPES.contains(types.get(i))) {
        causes.notSupported(place.index(i), types.get(i), TYPES);
      }
    }
  }

  private void checkRule(Part rule, String peers) {
    for (Part port : rule.objects("ports")) {
      checkPort(port);
    }
    for (Part peer : rule.objects(peers)) {
      checkPeer(peer);
    }
  }

  private void checkPort(Part port) {
    port.oneOf("protocol", PROTOCOLS);
    Value first = port.get("port");
    Long last = port.number("endPort");
    if (first instanceof NumberValue number && number.isInteger()) {
      checkNumber(port.at("port"), number.integer());
      if (last != null) {
        if (last < number.integer()) {
          // The server names the first port here.
          causes.invalid(port.at("endPort"), number, "must be greater than or equal to `port`");
        }
        checkNumber(port.at("endPort"), last);
      }
    } else if (last != null) {
      String fault = first.isNull() ? "not specified" : "non-numeric";
      causes.invalid(port.at("endPort"), last, "may not be specified when `port` is " + fault);
    }
    if (first instanceof StringValue name) {
      causes.invalid(port.at("port"), name.text(), ValueSyntax.portName(name.text()));
    }
  }

  private void checkNumber(Place place, long number) {
    for (String fault : ValueSyntax.portNumber(number)) {
      causes.invalid(place, number, fault);
    }
  }

  private void checkPeer(Part peer) {
    boolean selects = false;
    for (String selector : List.of("podSelector", "namespaceSelector")) {
      if (peer.has(selector)) {
        selects = true;
        LabelSelectors.check(peer, selector);
      }
    }
    Part block = peer.objectOrNull("ipBlock");
    if (block != null) {
      checkBlock(block);
    }
    if (block == null && !selects) {
      causes.required(peer.place(), "must specify a peer");
    } else if (block != null && selects) {
      causes.forbidden(peer.place(), "may not specify both ipBlock and another peer");
    }
  }

  private void checkBlock(Part block) {
    String range = block.text("cidr");
    if (range.isEmpty()) {
      causes.required(block.at("cidr"), "");
      return;
    }
    if (!checkRange(block.at("cidr"), range)) {
      return;
    }
    List<String> excepted = block.texts("except");
    for (int i = 0; i < excepted.size() && !causes.isFull(); i++) {
      Place place = block.at("except").index(i);
      checkRange(place, excepted.get(i));
      if (!AddressSyntax.isPartOf(excepted.get(i), range)) {
        causes.invalid(place, excepted.get(i), "must be a strict subset of `cidr`");
      }
    }
  }

  private boolean checkRange(Place place, String range) {
    List<String> faults = known.contains(range) ? List.of() : AddressSyntax.range(range);
    causes.invalid(place, range, faults);
    return faults.isEmpty();
  }
}

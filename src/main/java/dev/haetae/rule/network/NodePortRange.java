package dev.haetae.rule.network;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.Inventory.NodePortOwner;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.PortRange;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A node port lies in the range of the cluster and of its team, and nobody else holds it.
 *
 * <p>Why: a number is held once in the whole cluster, across namespaces and protocols; teams that
 * pick by hand pick the same ones, and firewalls open only what was agreed on.
 *
 * <p>Looks at {@code spec.ports[].nodePort} and {@code spec.healthCheckNodePort} of Services.
 * Allowed: any free number of the range, and one number for both protocols of one port. A port
 * without a number is the API server's to choose, unless the team has a range of its own, of which
 * the API server knows nothing.
 *
 * <p>Repairs Services of such teams that are made without numbers, with free ones.
 */
public final class NodePortRange implements Rule {
  private static final Reason OUT_OF_RANGE =
      new Reason("NodePortOutOfRange", "A node port lies outside the cluster's range.");
  private static final Reason OUT_OF_TEAM_RANGE =
      new Reason("NodePortOutOfTeamRange", "A node port lies outside its namespace's range.");
  private static final Reason TAKEN = new Reason("NodePortTaken", "A node port is held already.");
  private static final Reason OUTSIDE_STATIC_BAND =
      new Reason(
          "NodePortOutsideStaticBand",
          "A node port chosen by hand is one of those that the API server gives out.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.denies(
              "node-port-range",
              "Node ports lie in the cluster's and the team's range and are free.",
              Subjects.of(GroupKind.SERVICE),
              List.of(OUT_OF_RANGE, OUT_OF_TEAM_RANGE, TAKEN, OUTSIDE_STATIC_BAND))
          .repairing()
          .forTheMoment();

  private final PortRange cluster;
  private final SortedMap<String, PortRange> teams = new TreeMap<>();
  private final boolean hasStaticBand;

  /** The rule with the parameters of a policy. */
  public NodePortRange(Parameters parameters) {
    cluster = PortRange.of(parameters, PortRange.SHIPPED);
    hasStaticBand = parameters.flag("staticBand", true);
    for (Parameters team : parameters.objects("namespaces")) {
      PortRange range = PortRange.of(team, cluster);
      if (!cluster.containsAll(range)) {
        team.problem(
            "range", Sentence.of("must lie in the cluster's range %s, not %s", cluster, range));
      }
      List<String> names = team.texts("namespaces", List.of());
      if (names.isEmpty()) {
        team.problem("namespaces", "must name at least one namespace");
      }
      for (String name : names) {
        if (teams.putIfAbsent(name, range) != null) {
          team.problem("namespaces", Sentence.of("names %q, which has a range already", name));
        }
      }
    }
  }

  /** The node ports of the cluster. */
  public PortRange range() {
    return cluster;
  }

  /** The node ports of teams, by namespace. */
  public SortedMap<String, PortRange> teams() {
    return Collections.unmodifiableSortedMap(teams);
  }

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    ServiceView service = ServiceView.of(subject);
    switch (service.type()) {
      case "ClusterIP" -> denyNumbers(service, context, findings);
      case "NodePort", "LoadBalancer" -> checkNumbers(service, context, findings);
      default -> {
        // An ExternalName holds no port.
      }
    }
  }

  private static void denyNumbers(ServiceView service, RuleContext context, Findings findings) {
    if (context.old() != null && !ServiceView.of(context.old()).type().equals("ClusterIP")) {
      // The API server drops the numbers of a Service that turns into a ClusterIP.
      return;
    }
    for (NodePortField field : NodePortField.of(service)) {
      findings.violation(
          OUT_OF_RANGE,
          field.path(),
          Sentence.of(
                  "%q is no node port for a Service of type \"ClusterIP\", which may not have any",
                  field.number())
              .instead("write type: NodePort, or take the number away"));
    }
  }

  private void checkNumbers(ServiceView service, RuleContext context, Findings findings) {
    List<NodePortField> fields = NodePortField.of(service);
    PortRange team = teams.get(service.resource().namespace());
    PortRange range = team == null ? cluster : team;
    Inventory inventory = context.inventory();
    FreeNodePorts free =
        new FreeNodePorts(
            range, service, fields, inventory, () -> wrongBefore(service, range, inventory));
    EarlierFields earlier = new EarlierFields();
    HandPicked handPicked = null;
    KeptNumbers kept = null;
    for (int i = 0; i < fields.size(); i++) {
      NodePortField field = fields.get(i);
      if (field.number() != 0) {
        if (mayBeGivenOut(field.number(), range)) {
          handPicked = handPicked == null ? new HandPicked(service) : handPicked;
        }
        checkNumber(field, range, handPicked, free, findings);
        // The API server has given the numbers out before it asks to validate: a cache that lags
        // behind would call a Service its own rival.
        if (context.point() != EnforcementPoint.VALIDATE && cluster.contains(field.number())) {
          checkHolders(field, earlier, free, inventory, findings);
        }
        earlier.add(field);
        free.nextSuggestion();
      } else if (!range.containsAll(cluster)) {
        if (!context.point().isWebhook() && kept == null) {
          kept = new KeptNumbers(service, inventory);
        }
        if (kept == null || !kept.include(field)) {
          without(field, free.choose(i, repairs(context)), range, context, findings);
        }
      }
    }
  }

  // How many numbers are suggested to the Services of the world that come before this one, so that
  // whoever takes up all suggestions for one input has no new collision.
  private int wrongBefore(ServiceView service, PortRange range, Inventory inventory) {
    if (inventory.service(service.resource().namespace(), service.resource().name()) == null) {
      return 0;
    }
    int wrong = 0;
    for (Resource other : inventory.manifests().of(GroupKind.SERVICE)) {
      if (other.name().equals(service.resource().name())
          && other.namespace().equals(service.resource().namespace())) {
        return wrong;
      }
      ServiceView view = ServiceView.of(other);
      if (range.equals(teams.getOrDefault(other.namespace(), cluster)) && view.hasNodePorts()) {
        EarlierFields earlier = new EarlierFields();
        for (NodePortField field : NodePortField.of(view)) {
          wrong += isWrong(field, earlier, range, inventory) ? 1 : 0;
          earlier.add(field);
        }
        if (wrong > range.last() - range.first()) {
          // No number is left to suggest, however many come after.
          return wrong;
        }
      }
    }
    return 0;
  }

  private static boolean isWrong(
      NodePortField field, EarlierFields earlier, PortRange range, Inventory inventory) {
    return field.number() != 0
        && (!range.contains(field.number())
            || FreeNodePorts.rival(field.service(), field.number(), inventory) != null
            || earlier.clashing(field) != null);
  }

  // Whether the number is one of those that the API server gives out, though the range has others.
  private boolean mayBeGivenOut(long number, PortRange range) {
    return hasStaticBand
        && range.contains(number)
        && number > cluster.lastOfStaticBand()
        && range.first() <= cluster.lastOfStaticBand();
  }

  private void checkNumber(
      NodePortField field,
      PortRange range,
      @Nullable HandPicked handPicked,
      FreeNodePorts free,
      Findings findings) {
    long number = field.number();
    if (!cluster.contains(number)) {
      findings.violation(
          OUT_OF_RANGE,
          field.path(),
          Sentence.of("%q is no node port of this cluster, whose range is %s", number, cluster)
              .instead(remedy(range, free)));
    } else if (!range.contains(number)) {
      findings.violation(
          OUT_OF_TEAM_RANGE,
          field.path(),
          Sentence.of(
                  "%q lies outside %s, the node ports of namespace %q",
                  number, range, namespace(field))
              .instead(remedy(range, free)));
    } else if (mayBeGivenOut(number, range) && handPicked != null && handPicked.includes(field)) {
      findings.advice(
          OUTSIDE_STATIC_BAND,
          field.path(),
          Sentence.of(
                  "%q is a number that the API server gives out itself, so another Service may get"
                      + " it first",
                  number)
              .instead(
                  "choose one of %s-%s, which it gives out last",
                  range.first(), Math.min(range.last(), cluster.lastOfStaticBand())));
    }
  }

  private static void checkHolders(
      NodePortField field,
      EarlierFields earlier,
      FreeNodePorts free,
      Inventory inventory,
      Findings findings) {
    NodePortOwner rival = FreeNodePorts.rival(field.service(), field.number(), inventory);
    if (rival != null && Copies.include(field.service(), rival, inventory)) {
      findings.undecided(
          TAKEN,
          field.path(),
          Sentence.of(
                  "whether %q is free is not known: Service %s/%s",
                  field.number(), rival.namespace(), rival.name())
              .then(place(rival, inventory))
              .then(" asks for it too, and need not be meant for the same cluster"));
      return;
    }
    if (rival != null) {
      findings.violation(
          TAKEN,
          field.path(),
          Sentence.of(
                  "%q is held by Service %s/%s", field.number(), rival.namespace(), rival.name())
              .then(place(rival, inventory))
              .then(": a number counts once in the cluster")
              .instead(other(free)));
      return;
    }
    NodePortField clash = earlier.clashing(field);
    if (clash != null) {
      findings.violation(
          TAKEN,
          field.path(),
          Sentence.of(
                  "%q stands at %s too: only the protocols of one port share a number",
                  field.number(), clash.path())
              .instead(other(free)));
    }
  }

  // Where the files of a folder are not meant for one cluster, one has to see which the other is.
  private static Sentence place(NodePortOwner rival, Inventory inventory) {
    String file =
        inventory.manifests().elsewhere(GroupKind.SERVICE, rival.namespace(), rival.name());
    return file.isEmpty() ? Sentence.of("") : Sentence.of(" of %s", file);
  }

  // Only what is written into an object that is being created needs to be held for it.
  private static boolean repairs(RuleContext context) {
    return context.point() == EnforcementPoint.MUTATE && context.repairing() && context.isNew();
  }

  // The port of a team that writes no number: one is chosen for it, if any is free.
  private void without(
      NodePortField field, long chosen, PortRange range, RuleContext context, Findings findings) {
    boolean repairs = chosen > 0 && context.isNew();
    findings.violation(
        OUT_OF_TEAM_RANGE,
        field.path(),
        Sentence.of(
                "without a number the API server chooses one of %s, not of %s, the node ports of"
                    + " namespace %q",
                cluster, range, namespace(field))
            .instead(
                chosen > 0
                    ? Sentence.of("write %s", chosen)
                    : Sentence.of("all of them are held: have the range widened")),
        repairs ? List.of(PatchOperation.add(field.path(), NumberValue.of(chosen))) : List.of());
  }

  private static String namespace(NodePortField field) {
    return field.service().resource().namespace();
  }

  private static Sentence remedy(PortRange range, FreeNodePorts free) {
    long number = free.suggestion();
    Sentence remedy = Sentence.of("choose a free number of %s", range);
    return number > 0 ? remedy.then(", such as %s", number) : remedy;
  }

  private static Sentence other(FreeNodePorts free) {
    long number = free.suggestion();
    return number > 0
        ? Sentence.of("choose another, such as %s", number)
        : Sentence.of("choose another number");
  }
}

package dev.haetae.cluster.registration;

import dev.haetae.cluster.registration.ServedKinds.ServedKind;
import dev.haetae.configuration.Registration;
import dev.haetae.engine.EndpointPaths;
import dev.haetae.engine.Evaluator;
import dev.haetae.engine.PolicyTable;
import dev.haetae.policy.Policy;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.PodView;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Subjects;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MatchCondition;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MatchConditionBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperations;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperationsBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfigBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The webhooks that the policies in force need, without their {@code caBundle}: three at most, each
 * with the kinds that its policies judge and no others.
 *
 * <p>Every field that the API server would set by default is set, so that what comes back is what
 * was sent.
 *
 * @param validating {@code deny.haetae.dev} and {@code advice.haetae.dev}, as far as there are such
 *     policies
 * @param mutating {@code mutate.haetae.dev}, when some policy repairs
 */
public record WebhookPlan(List<Webhook> validating, List<Webhook> mutating) {
  /** The label by which every namespace carries its name. */
  public static final String NAME_LABEL = "kubernetes.io/metadata.name";

  // What nodes and the control plane need to come up, and reviews of access. An outage of ours must
  // not keep any of them from being written.
  private static final Set<GroupKind> NEVER =
      Set.of(GroupKind.NODE, new GroupKind("", "Event"), new GroupKind("events.k8s.io", "Event"));
  private static final Set<String> NEVER_GROUPS =
      Set.of(
          "coordination.k8s.io",
          "certificates.k8s.io",
          "authentication.k8s.io",
          "authorization.k8s.io",
          "admissionregistration.k8s.io",
          "apiextensions.k8s.io",
          "apiregistration.k8s.io",
          "flowcontrol.apiserver.k8s.io",
          "haetae.dev");

  // The scheduler and the kubelets write a binding and many states of status for every pod, and
  // network plugins annotations by way of status: none of them may hang on us. So we are asked only
  // about those that bring a pod an annotation that hands out devices.
  private static final MatchCondition DEVICE_ANNOTATIONS =
      new MatchConditionBuilder()
          .withName("device-annotations-of-status-and-binding")
          .withExpression(
              // A field that is empty is not there, and to name it would be an error.
              "!((has(request.subResource) && request.subResource in ['status', 'binding']) ||"
                  + " request.resource.resource == 'bindings') ||"
                  + " (has(object.metadata.annotations) &&"
                  + " object.metadata.annotations.exists(key, key.contains('"
                  + PodView.DEVICE_ANNOTATION
                  + "') && !(oldObject != null && has(oldObject.metadata.annotations) && key in"
                  + " oldObject.metadata.annotations && oldObject.metadata.annotations[key] =="
                  + " object.metadata.annotations[key])))")
          .build();

  private static final GroupKind SCALE = new GroupKind("autoscaling", "Scale");

  // Our rules repair these only, and leave the template of a carrier as it is.
  private static final List<GroupKind> REPAIRED =
      List.of(GroupKind.POD, GroupKind.SERVICE, GroupKind.PERSISTENT_VOLUME_CLAIM);

  public WebhookPlan {
    validating = List.copyOf(validating);
    mutating = List.copyOf(mutating);
  }

  /**
   * The plan for these policies.
   *
   * @param namespace Haetae's own, which is never reviewed
   * @param kinds finds what the API server serves
   */
  static WebhookPlan of(
      Registration registration,
      String namespace,
      PolicyTable policies,
      Function<GroupKind, @Nullable ServedKind> kinds) {
    Planner planner = new Planner(registration, namespace, kinds);
    List<Webhook> validating = new ArrayList<>();
    List<Webhook> mutating = new ArrayList<>();
    planner.add(
        validating,
        "deny",
        EndpointPaths.VALIDATE_DENY,
        judged(policies, PolicyTable.Part.DENY),
        NamedResource.of(judging(policies, PolicyTable.Part.DENY)),
        unjudged(policies, PolicyTable.Part.DENY),
        List.of("CREATE", "UPDATE"),
        registration.deny().word(),
        null);
    planner.add(
        validating,
        "advice",
        EndpointPaths.VALIDATE_ADVICE,
        judged(policies, PolicyTable.Part.ADVICE),
        NamedResource.of(judging(policies, PolicyTable.Part.ADVICE)),
        unjudged(policies, PolicyTable.Part.ADVICE),
        List.of("CREATE", "UPDATE"),
        registration.advice().word(),
        null);
    planner.add(
        mutating,
        "mutate",
        EndpointPaths.MUTATE,
        repaired(policies),
        NamedResource.of(repairing(policies)),
        unrepaired(policies),
        List.of("CREATE"),
        Registration.OnFailure.IGNORE.word(),
        "IfNeeded");
    return new WebhookPlan(validating, mutating);
  }

  /** Every kind that some policy judges or repairs at the webhook. */
  static Set<GroupKind> kinds(PolicyTable policies) {
    Set<GroupKind> kinds = judged(policies, PolicyTable.Part.ALL);
    kinds.addAll(repaired(policies));
    return kinds;
  }

  private static Set<GroupKind> judged(PolicyTable policies, PolicyTable.Part part) {
    Set<GroupKind> kinds = newKinds();
    judging(policies, part)
        .forEach(policy -> addKinds(policy.info().subjects(), policies.carriers(), kinds));
    return kinds;
  }

  private static Stream<Policy> judging(PolicyTable policies, PolicyTable.Part part) {
    return policies.policies().stream()
        .filter(policy ->
            part.includes(policy) && policy.info().points().contains(EnforcementPoint.VALIDATE));
  }

  // The namespaces that a webhook need not be asked about: those that none of its policies applies
  // to. Of the names that single policies exclude none is left out: they change with the policies.
  private static Set<String> unjudged(PolicyTable policies, PolicyTable.Part part) {
    return judging(policies, part).allMatch(WebhookPlan::excludesAgents)
        ? policies.agents().names()
        : Set.of();
  }

  private static Set<String> unrepaired(PolicyTable policies) {
    return repairing(policies).allMatch(WebhookPlan::excludesAgents)
        ? policies.agents().names()
        : Set.of();
  }

  // What belongs to no namespace is selected whatever a webhook's namespaceSelector says.
  private static boolean excludesAgents(Policy policy) {
    Subjects subjects = policy.info().subjects();
    return policy.match().excludeAgents()
        || (!subjects.everything()
            && !subjects.carriers()
            && subjects.kinds().stream().allMatch(GroupKind::isClusterScoped));
  }

  private static Stream<Policy> repairing(PolicyTable policies) {
    return policies.policies().stream()
        .filter(
            policy -> policy.mutate() && policy.info().points().contains(EnforcementPoint.MUTATE));
  }

  /** Returns whether no webhook of ours may ever be asked about a kind. */
  static boolean isNever(GroupKind kind) {
    return NEVER.contains(kind) || NEVER_GROUPS.contains(kind.group());
  }

  private static Set<GroupKind> newKinds() {
    return new TreeSet<>(Comparator.comparing(GroupKind::group).thenComparing(GroupKind::kind));
  }

  private static void addKinds(Subjects subjects, Carriers carriers, Set<GroupKind> kinds) {
    kinds.addAll(subjects.kinds(carriers));
    kinds.removeIf(WebhookPlan::isNever);
  }

  private static Set<GroupKind> repaired(PolicyTable policies) {
    Set<GroupKind> kinds = newKinds();
    for (Policy policy : repairing(policies).toList()) {
      Subjects subjects = policy.info().subjects();
      if (policy.bringsItsRule()) {
        addKinds(subjects, policies.carriers(), kinds);
      } else {
        REPAIRED.stream()
            .filter(kind -> subjects.include(kind, policies.carriers()))
            .forEach(kinds::add);
      }
    }
    return kinds;
  }

  private record Planner(
      Registration registration,
      String namespace,
      Function<GroupKind, @Nullable ServedKind> served) {

    void add(
        List<Webhook> webhooks,
        String word,
        String path,
        Set<GroupKind> kinds,
        List<NamedResource> named,
        Set<String> unjudged,
        List<String> operations,
        String failurePolicy,
        @Nullable String reinvocationPolicy) {
      List<RuleWithOperations> rules = rules(kinds, named, operations);
      if (rules.isEmpty()) {
        return;
      }
      webhooks.add(
          new Webhook(
              word + ".haetae.dev",
              client(path),
              rules,
              failurePolicy,
              "Equivalent",
              namespaces(unjudged),
              new LabelSelector(),
              kinds.contains(GroupKind.BINDING) ? List.of(DEVICE_ANNOTATIONS) : List.of(),
              "None",
              registration.timeoutSeconds(),
              List.of("v1"),
              reinvocationPolicy));
    }

    private WebhookClientConfig client(String path) {
      return switch (registration.target()) {
        case Registration.ServiceTarget service ->
            new WebhookClientConfigBuilder()
                .withNewService(service.name(), service.namespace(), path, service.port())
                .build();
        case Registration.UrlTarget url -> {
          String base = url.base().toString();
          yield new WebhookClientConfigBuilder()
              .withUrl((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path)
              .build();
        }
      };
    }

    private LabelSelector namespaces(Set<String> unjudged) {
      Set<String> excluded = new TreeSet<>(registration.excludeNamespaces());
      excluded.addAll(unjudged);
      excluded.add(namespace);
      return new LabelSelectorBuilder()
          .addNewMatchExpression()
          .withKey(NAME_LABEL)
          .withOperator("NotIn")
          .withValues(List.copyOf(excluded))
          .endMatchExpression()
          .addNewMatchExpression()
          .withKey(Evaluator.EXEMPT)
          .withOperator("DoesNotExist")
          .endMatchExpression()
          .build();
    }

    private record Place(String group, List<String> versions) {}

    // One rule for all kinds of a group that are served in the same versions.
    private List<RuleWithOperations> rules(
        Set<GroupKind> kinds, List<NamedResource> named, List<String> operations) {
      Map<Place, Set<String>> resources =
          new TreeMap<>(
              Comparator.comparing(Place::group)
                  .thenComparing(place -> String.join(",", place.versions())));
      kinds.forEach(kind -> add(resources, kind, operations));
      for (NamedResource one : named) {
        if (resources.entrySet().stream().noneMatch(known -> covers(known, one))) {
          add(resources, new Place(one.group(), one.versions()), one.resource());
        }
      }
      List<RuleWithOperations> rules = new ArrayList<>();
      resources.forEach((place, names) ->
          rules.add(
              new RuleWithOperationsBuilder()
                  .withApiGroups(place.group())
                  .withApiVersions(place.versions())
                  .withOperations(operations)
                  .withResources(NamedResource.reduced(names))
                  .withScope("*")
                  .build()));
      return rules;
    }

    private static boolean covers(Map.Entry<Place, Set<String>> known, NamedResource one) {
      return known.getKey().group().equals(one.group())
          && known.getValue().contains(one.resource());
    }

    private void add(Map<Place, Set<String>> resources, GroupKind kind, List<String> operations) {
      Place core = new Place("", List.of("v1"));
      if (kind.equals(SCALE)) {
        add(resources, core, "replicationcontrollers/scale");
        for (String carrier : List.of("deployments", "replicasets", "statefulsets")) {
          add(resources, new Place("apps", List.of("v1")), carrier + "/scale");
        }
        return;
      }
      if (kind.equals(GroupKind.BINDING)) {
        // What comes to a pod past the pod itself.
        add(resources, core, "bindings");
        add(resources, core, "pods/binding");
        add(resources, core, "pods/status");
        return;
      }
      ServedKind found = served.apply(kind);
      if (found != null) {
        Place place = new Place(kind.group(), found.versions());
        add(resources, place, found.plural());
        if (kind.equals(GroupKind.POD) && operations.contains("UPDATE")) {
          add(resources, place, "pods/ephemeralcontainers");
          add(resources, place, "pods/resize");
        }
      }
    }

    private static <K> void add(Map<K, Set<String>> map, K key, String value) {
      map.computeIfAbsent(key, _ -> new TreeSet<>()).add(value);
    }
  }
}

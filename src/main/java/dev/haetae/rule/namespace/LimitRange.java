package dev.haetae.rule.namespace;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.ContainerView;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.rule.GpuNames;
import dev.haetae.rule.NamePatterns;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import dev.haetae.simulator.admission.limits.LimitRanger;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.defaults.Amount;
import dev.haetae.simulator.defaults.Defaults;
import dev.haetae.simulator.defaults.PodAmounts;
import dev.haetae.simulator.defaults.Trees;
import java.util.List;
import java.util.Map;

/**
 * The LimitRanges of a namespace give no GPU unasked, and refuse no pod.
 *
 * <p>Why: what a LimitRange gives to containers nobody reads in their manifests. One that gives a
 * GPU gives it to every sidecar; one whose default limit is below what a container asks for makes
 * the pod invalid; and a pod out of its bounds is refused. A carrier is taken all the same, and
 * never gets its pods.
 *
 * <p>Looks at the LimitRanges of the subject's namespace, and at {@code default} and {@code
 * defaultRequest} of a LimitRange that is judged itself. Allowed: a namespace of which no
 * LimitRange is known. Pods are judged by {@code haetae check} only.
 */
public final class LimitRange implements Rule {

  private static final Reason GPU =
      new Reason("GpuByDefault", "A LimitRange gives GPUs to containers that ask for none.");
  private static final Reason BELOW =
      new Reason(
          "DefaultLimitBelowRequest",
          "The limit that a LimitRange gives to a container is below what it requests.");
  private static final Reason OUT =
      new Reason("OutOfLimits", "A pod is out of the bounds of a LimitRange, which refuses it.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.warns(
          "limit-range",
          "The LimitRanges of a namespace give no GPU unasked, and refuse no pod.",
          Subjects.carriersAnd(GroupKind.LIMIT_RANGE),
          List.of(GPU, BELOW, OUT));

  private final NamePatterns gpus;

  /** The rule with the parameters of a policy. */
  public LimitRange(Parameters parameters) {
    gpus = NamePatterns.of(parameters, "resources", GpuNames.SHIPPED);
  }

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    if (subject.groupKind().equals(GroupKind.LIMIT_RANGE)) {
      checkItems(subject, context, findings);
      return;
    }
    if (subject.pods().isEmpty()
        || context.inventory().objects(GroupKind.LIMIT_RANGE, subject.namespace()).isEmpty()) {
      return;
    }
    for (PodView view : subject.pods()) {
      FuturePod pod = FuturePod.of(view, context);
      if (pod != null) {
        check(pod, context, findings);
      }
    }
  }

  private void checkItems(Resource range, RuleContext context, Findings findings) {
    List<ObjectView> written = range.view().object("spec").objects("limits");
    ArrayValue items = Trees.array(Trees.object(Defaults.of(range.tree()), "spec"), "limits");
    for (int i = 0; i < written.size(); i++) {
      if (written.get(i).text("type").equals("Container")) {
        ObjectValue item = Trees.object(items, i);
        Map<String, Amount> given = PodAmounts.of(Trees.object(item, "default"));
        PodAmounts.of(Trees.object(item, "defaultRequest")).forEach(given::putIfAbsent);
        context.budget().spend(given.size());
        checkItem(range, written.get(i), given, findings);
      }
    }
  }

  private void checkItem(
      Resource range, ObjectView item, Map<String, Amount> given, Findings findings) {
    given.forEach((name, amount) -> {
      if (gpus.include(name) && !amount.isZero()) {
        String field = source(item, name);
        Sentence sentence =
            Sentence.of("every container of namespace %q that asks for no ", range.namespace())
                .then("%s gets %s, sidecars too", name, amount);
        findings.violation(
            GPU,
            item.path(field).child(name),
            field.startsWith("default")
                ? sentence.instead("take it away: who needs a GPU asks for it")
                : sentence
                    .then(": %s is the default where none is written", field)
                    .instead("write %q: 0 into default and defaultRequest", name));
      }
    });
  }

  // What is written neither as default nor as defaultRequest the API server takes from the bounds.
  private static String source(ObjectView item, String name) {
    for (String field : List.of("default", "max", "defaultRequest")) {
      if (item.object(field).has(name)) {
        return field;
      }
    }
    return "min";
  }

  private void check(FuturePod pod, RuleContext context, Findings findings) {
    Inventory world = context.inventory();
    ObjectValue before = Defaults.of(pod.tree());
    Attributes request = new Attributes(before, null, pod.namespace(), world);
    var _ = LimitRanger.mutate(request);
    List<ContainerView> containers = pod.containers();
    int at = 0;
    boolean below = false;
    for (String list : List.of("initContainers", "containers")) {
      ArrayValue old = Trees.array(Trees.object(before, "spec"), list);
      ArrayValue now = Trees.array(request.spec(), list);
      for (int i = 0; i < old.size(); i++, at++) {
        Given given =
            new Given(
                containers.get(at),
                Trees.object(Trees.object(old, i), "resources"),
                Trees.object(Trees.object(now, i), "resources"));
        context.budget().spend(1);
        checkGpus(given, findings);
        below |= checkBelow(given, findings);
      }
    }
    if (!below) {
      context.budget().spend(items(request) * (1L + containers.size()));
      checkBounds(pod, request, findings);
    }
  }

  /** The resources of a container before and after a LimitRange gave it what it lacked. */
  private record Given(ContainerView container, ObjectValue old, ObjectValue now) {
    boolean asks(String name) {
      return Trees.object(old, "requests").has(name) || Trees.object(old, "limits").has(name);
    }

    Map<String, Amount> amounts(String field) {
      return PodAmounts.of(Trees.object(now, field));
    }
  }

  private void checkGpus(Given given, Findings findings) {
    Map<String, Amount> limits = given.amounts("limits");
    Map<String, Amount> requests = given.amounts("requests");
    requests.forEach(limits::putIfAbsent);
    limits.forEach((name, amount) -> {
      if (gpus.include(name) && !given.asks(name) && !amount.isZero()) {
        findings.violation(
            GPU,
            given.container().view().path("resources"),
            Sentence.of("container %q asks for no GPU, and gets ", given.container().name())
                .then("%s %q from a LimitRange of its namespace", amount, name)
                .instead("write %q: 0 into its limits, or mend the LimitRange", name));
      }
    });
  }

  private static boolean checkBelow(Given given, Findings findings) {
    Map<String, Amount> requests = given.amounts("requests");
    boolean found = false;
    for (Map.Entry<String, Amount> limit : given.amounts("limits").entrySet()) {
      String name = limit.getKey();
      Amount request = requests.get(name);
      boolean written = Trees.object(given.old(), "limits").has(name);
      if (!written && request != null && request.compareTo(limit.getValue()) > 0) {
        found = true;
        findings.violation(
            BELOW,
            given.container().resources().path("requests").child(name),
            Sentence.of("container %q requests %s %s and ", given.container().name(), request, name)
                .then("writes no limit: a LimitRange gives it one of %s", limit.getValue())
                .then(", with which the pod is refused")
                .instead("write a limit for %q of %s or more", name, request));
      }
    }
    return found;
  }

  private static long items(Attributes request) {
    long items = 0;
    for (Resource range : request.list(GroupKind.LIMIT_RANGE)) {
      items += Trees.array(Trees.object(range.tree(), "spec"), "limits").size();
    }
    return items;
  }

  private static void checkBounds(FuturePod pod, Attributes request, Findings findings) {
    var refusal = LimitRanger.validate(request);
    if (refusal == null) {
      return;
    }
    String message = refusal.message();
    String why = message.substring(message.indexOf(": ") + 2);
    findings.violation(
        OUT,
        culprit(pod, request),
        Sentence.of("a LimitRange of namespace %q refuses the pod: %s", pod.namespace(), why)
            .instead("ask for an amount within the bounds"));
  }

  // The container that is refused were it the only one; where none is, all of them together are.
  private static Path culprit(FuturePod pod, Attributes request) {
    List<ContainerView> containers = pod.containers();
    int at = 0;
    for (String list : List.of("initContainers", "containers")) {
      ArrayValue all = Trees.array(request.spec(), list);
      for (int i = 0; i < all.size(); i++, at++) {
        ObjectValue spec = request.spec().without("initContainers").without("resources");
        ObjectValue one =
            request
                .object()
                .with("spec", spec.with("containers", ArrayValue.of(List.of(all.get(i)))));
        Attributes alone = new Attributes(one, null, pod.namespace(), request.world());
        if (LimitRanger.validate(alone) != null) {
          return containers.get(at).view().path("resources");
        }
      }
    }
    return pod.view().spec().path();
  }
}

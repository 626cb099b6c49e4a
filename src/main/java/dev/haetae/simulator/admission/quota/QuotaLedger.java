package dev.haetae.simulator.admission.quota;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.admission.request.Refusal;
import dev.haetae.simulator.defaults.Amount;
import dev.haetae.simulator.defaults.Defaults;
import dev.haetae.simulator.defaults.PodAmounts;
import dev.haetae.simulator.defaults.Trees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The quotas of namespaces while objects are admitted one after the other: what one takes, the next
 * cannot have. Used by one thread; the world itself does not change.
 *
 * <p>Mirrors {@code k8s.io/apiserver/pkg/admission/plugin/resourcequota/controller.go}. The API
 * server looks at quotas in no fixed order; here it is that of their names.
 */
public final class QuotaLedger {

  private final Inventory world;
  private final Map<String, List<Quota>> byNamespace = new HashMap<>();

  /** Quotas that have left what the world says. */
  public QuotaLedger(Inventory world) {
    this.world = world;
  }

  /** The quotas of a namespace, by name. */
  public List<Quota> quotas(String namespace) {
    List<Quota> known = byNamespace.get(namespace);
    if (known == null) {
      known = new ArrayList<>();
      QuotaUse use = new QuotaUse(namespace, world);
      for (Resource resource : world.objects(GroupKind.RESOURCE_QUOTA, namespace)) {
        known.add(quota(resource, use));
      }
      byNamespace.put(namespace, known);
    }
    return known;
  }

  /** How many steps the first look at the quotas of a namespace takes, at most. */
  public long steps(String namespace) {
    long uncounted = 0;
    for (Resource quota : world.objects(GroupKind.RESOURCE_QUOTA, namespace)) {
      uncounted += Trees.object(quota.tree(), "status").has("hard") ? 0 : 1;
    }
    long objects = 0;
    for (GroupKind kind : QuotaUse.COUNTED) {
      objects += uncounted == 0 ? 0 : world.objects(kind, namespace).size();
    }
    return uncounted * objects;
  }

  // A quota whose status nobody has written yet will soon have one.
  private static Quota quota(Resource resource, QuotaUse use) {
    ObjectValue tree = resource.tree();
    ObjectValue spec = Trees.object(tree, "spec");
    ObjectValue status = Trees.object(tree, "status");
    List<Scope> scopes = Scope.of(spec);
    if (status.has("hard")) {
      return new Quota(
          resource.name(),
          scopes,
          PodAmounts.of(Trees.object(status, "hard")),
          PodAmounts.of(Trees.object(status, "used")));
    }
    Map<String, Amount> hard =
        PodAmounts.of(Trees.object(Trees.object(Defaults.of(tree), "spec"), "hard"));
    Quota empty = new Quota(resource.name(), scopes, hard, new TreeMap<>());
    return empty.withUsed(use.of(empty));
  }

  /** Counts by a quota from now on that is made or changed between two objects. */
  public void put(Resource quota) {
    List<Quota> known = quotas(quota.namespace());
    QuotaUse use = new QuotaUse(quota.namespace(), world);
    Quota changed = quota(quota.withTree(quota.tree().without("status")), use);
    for (int i = 0; i < known.size(); i++) {
      Quota before = known.get(i);
      if (before.name().equals(changed.name())) {
        Map<String, Amount> used = new TreeMap<>(changed.used());
        before.used().forEach((name, amount) -> used.computeIfPresent(name, (_, _) -> amount));
        known.set(i, changed.withUsed(used));
        return;
      }
    }
    known.add(changed);
    known.sort(Comparator.comparing(Quota::name));
  }

  /** Takes from the quotas what an object needs; returns null, or why it is refused. */
  public @Nullable Refusal charge(Attributes request) {
    if (request.namespace().isEmpty() || Evaluator.IGNORED.contains(request.kind())) {
      return null;
    }
    List<Quota> quotas = quotas(request.namespace());
    if (quotas.isEmpty()) {
      return null;
    }
    Evaluator evaluator = Evaluator.of(request.kind());
    ObjectValue object = request.object();
    if (!evaluator.handles(object, request.existing())) {
      return null;
    }
    List<Integer> concerned = new ArrayList<>();
    for (int i = 0; i < quotas.size(); i++) {
      Quota quota = quotas.get(i);
      if (!quota.concerns(evaluator, object)) {
        continue;
      }
      String problem = quota.problem(evaluator, object);
      if (problem != null) {
        return Refusal.forbidden(request, problem);
      }
      concerned.add(i);
    }
    return concerned.isEmpty() ? null : charge(request, evaluator, quotas, concerned);
  }

  /**
   * Takes from the quotas what as many copies of a new object need as fit, at most so many; the
   * number that do. The object itself has been let pass.
   */
  public long chargeCopies(Attributes request, long most) {
    List<Quota> quotas = quotas(request.namespace());
    Evaluator evaluator = Evaluator.of(request.kind());
    Map<String, Amount> usage = quotas.isEmpty() ? Map.of() : evaluator.usage(request.object());
    long fit = most;
    for (Quota quota : quotas) {
      if (quota.concerns(evaluator, request.object())) {
        fit = Math.min(fit, quota.copies(usage));
      }
    }
    for (int i = 0; i < quotas.size() && fit > 0; i++) {
      if (quotas.get(i).concerns(evaluator, request.object())) {
        quotas.set(i, quotas.get(i).plus(usage, fit));
      }
    }
    return fit;
  }

  /** Returns what the quotas have least of for so many copies of a new object; or null. */
  public @Nullable Shortage shortage(Attributes request, long copies) {
    Evaluator evaluator = Evaluator.of(request.kind());
    Map<String, Amount> usage = evaluator.usage(request.object());
    Shortage scarcest = null;
    for (Quota quota : quotas(request.namespace())) {
      long enough = scarcest == null ? copies : scarcest.copies();
      Shortage shortage =
          quota.concerns(evaluator, request.object()) ? quota.shortage(usage, enough) : null;
      scarcest = shortage == null ? scarcest : shortage;
    }
    return scarcest;
  }

  /**
   * Returns why a quota cannot count a new object: it must specify what it does not, or nobody
   * knows yet what is used. Null when all can.
   */
  public @Nullable String problem(Attributes request) {
    Evaluator evaluator = Evaluator.of(request.kind());
    for (Quota quota : quotas(request.namespace())) {
      String problem =
          quota.concerns(evaluator, request.object())
              ? quota.problem(evaluator, request.object())
              : null;
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private static @Nullable Refusal charge(
      Attributes request, Evaluator evaluator, List<Quota> quotas, List<Integer> concerned) {
    Map<String, Amount> usage = evaluator.usage(request.object());
    String negative = Quota.names(usage, amount -> amount.quantity().signum() < 0);
    if (!negative.isEmpty()) {
      return Refusal.forbidden(request, "quota usage is negative for resource(s): " + negative);
    }
    Map<Integer, Quota> charged = new HashMap<>();
    for (int index : concerned) {
      Quota quota = quotas.get(index);
      Map<String, Amount> more = growth(request, evaluator, quota, usage);
      String problem = quota.exceeded(more);
      if (problem != null) {
        return Refusal.forbidden(request, problem);
      }
      charged.put(index, quota.plus(more));
    }
    charged.forEach(quotas::set);
    return null;
  }

  private static Map<String, Amount> growth(
      Attributes request, Evaluator evaluator, Quota quota, Map<String, Amount> usage) {
    ObjectValue existing = request.existing();
    boolean counted = existing != null && quota.concerns(evaluator, existing);
    Map<String, Amount> before = counted && existing != null ? evaluator.usage(existing) : Map.of();
    Map<String, Amount> more = new TreeMap<>();
    usage.forEach((name, amount) -> {
      Amount old = before.get(name);
      Amount rest = old == null ? amount : amount.minus(old);
      if (rest.quantity().signum() > 0) {
        more.put(name, rest);
      }
    });
    return more;
  }
}

package dev.haetae.simulator.prediction;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.owner.Owner;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Text;
import dev.haetae.simulator.admission.quota.Evaluator;
import dev.haetae.simulator.defaults.Amount;
import dev.haetae.simulator.defaults.Defaults;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what a quota has left, and who holds the rest. */
final class QuotaAdvice {
  private static final Pattern EXCEEDED =
      Pattern.compile("exceeded quota: (\\S+), requested: (\\S+), used: (\\S+), limited: (\\S+)");

  private final Inventory world;
  // By namespace and resource; what the world holds is counted once.
  private final Map<String, Map<String, Amount>> holders = new HashMap<>();

  QuotaAdvice(Inventory world) {
    this.world = world;
  }

  /** The change that keeps a quota so many times; empty for a message of another kind. */
  String change(String namespace, String message, long times) {
    Matcher matcher = EXCEEDED.matcher(message);
    if (!matcher.find()) {
      return "";
    }
    Map<String, Amount> requested = amounts(matcher.group(2));
    Map<String, Amount> used = amounts(matcher.group(3));
    Map<String, Amount> hard = amounts(matcher.group(4));
    for (Map.Entry<String, Amount> entry : requested.entrySet()) {
      String resource = entry.getKey();
      Amount most = hard.get(resource);
      if (most != null) {
        Amount left = most.minus(used.getOrDefault(resource, Amount.ZERO));
        Amount lacking = entry.getValue().times(times).minus(left);
        boolean helps = lacking.compareTo(most.minus(left)) <= 0;
        return told(namespace, resource, left, most)
            + (helps
                ? "free " + lacking + heldBy(namespace, resource, lacking)
                : "have the quota raised by " + lacking);
      }
    }
    return "";
  }

  private static Map<String, Amount> amounts(String list) {
    Map<String, Amount> amounts = new TreeMap<>();
    for (String part : list.split(",", -1)) {
      int equals = part.lastIndexOf('=');
      Amount amount = equals < 0 ? null : Amount.parse(part.substring(equals + 1));
      if (amount != null) {
        amounts.put(part.substring(0, equals), amount);
      }
    }
    return amounts;
  }

  private static String told(String namespace, String resource, Amount left, Amount most) {
    boolean some = left.quantity().signum() > 0;
    return "namespace "
        + Text.shorten(namespace)
        + " has "
        + (some ? left.toString() : "none")
        + " of "
        + most
        + " `"
        + resource
        + "` left: "
        + (some ? "ask for " + left + ", or " : "");
  }

  // Who holds enough, and no more than needs be; else who holds the most.
  private String heldBy(String namespace, String resource, Amount lacking) {
    String best = "";
    Amount held = Amount.ZERO;
    for (Map.Entry<String, Amount> entry : holders(namespace, resource).entrySet()) {
      Amount amount = entry.getValue();
      boolean enough = amount.compareTo(lacking) >= 0;
      boolean wasEnough = held.compareTo(lacking) >= 0;
      if (enough
          ? !wasEnough || amount.compareTo(held) < 0
          : !wasEnough && amount.compareTo(held) > 0) {
        best = entry.getKey();
        held = amount;
      }
    }
    return best.isEmpty() ? "" : " held by " + best;
  }

  private Map<String, Amount> holders(String namespace, String resource) {
    return holders.computeIfAbsent(namespace + '/' + resource, _ -> counted(namespace, resource));
  }

  private Map<String, Amount> counted(String namespace, String resource) {
    Map<String, Amount> sums = new TreeMap<>();
    for (GroupKind kind : new GroupKind[] {GroupKind.POD, GroupKind.PERSISTENT_VOLUME_CLAIM}) {
      Evaluator evaluator = Evaluator.of(kind);
      if (!evaluator.counts(resource)) {
        continue;
      }
      for (Resource one : world.objects(kind, namespace)) {
        Amount amount = evaluator.usage(Defaults.of(one.tree())).get(resource);
        if (amount != null && !amount.isZero()) {
          sums.merge(owner(one), amount, Amount::plus);
        }
      }
    }
    return sums;
  }

  private static String owner(Resource object) {
    Owner owner = Owner.of(object);
    return owner == null
        ? object.kind() + ' ' + Text.shorten(object.name())
        : owner.kind().kind() + ' ' + Text.shorten(owner.name());
  }
}

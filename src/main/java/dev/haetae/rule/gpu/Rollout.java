package dev.haetae.rule.gpu;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way in which a Deployment replaces its pods.
 *
 * <p>Mirrors {@code ResolveFenceposts} of {@code pkg/controller/deployment/util}: percentages of a
 * surge are rounded up, those of unavailable pods down, and where both come to 0 one pod may be
 * unavailable.
 *
 * @param spec of the Deployment
 * @param replicas how many pods it has
 * @param surge {@code maxSurge} as written, 25% when it is not
 * @param unavailable {@code maxUnavailable} as written, 25% when it is not
 */
record Rollout(ObjectView spec, long replicas, String surge, String unavailable) {
  private static final String DEFAULT = "25%";
  private static final int LARGEST = 9;

  /** The rolling update of a Deployment; null when it has none, or one that cannot be read. */
  static @Nullable Rollout of(ObjectView spec) {
    ObjectView strategy = spec.object("strategy");
    if (!strategy.text("type", "RollingUpdate").equals("RollingUpdate")) {
      return null;
    }
    ObjectView update = strategy.object("rollingUpdate");
    String surge = written(update.value().get("maxSurge"));
    String unavailable = written(update.value().get("maxUnavailable"));
    return surge == null || unavailable == null
        ? null
        : new Rollout(spec, spec.integer("replicas", 1), surge, unavailable);
  }

  // A whole number or a percentage, neither of them so long that it overflows.
  private static @Nullable String written(Value value) {
    if (value.isNull()) {
      return DEFAULT;
    }
    String text =
        value instanceof NumberValue number
            ? number.literal()
            : value instanceof StringValue string && string.text().endsWith("%")
                ? string.text()
                : "";
    int digits = text.length() - (text.endsWith("%") ? 1 : 0);
    for (int i = 0; i < digits; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return null;
      }
    }
    return digits == 0 || digits > LARGEST ? null : text;
  }

  /** Returns whether no old pod may end before a new one is ready. */
  boolean waitsForSurge() {
    return replicas > 0 && pods(surge, 99) > 0 && pods(unavailable, 0) == 0;
  }

  private long pods(String written, int hundredths) {
    if (!written.endsWith("%")) {
      return Long.parseLong(written);
    }
    long percent = Long.parseLong(written.substring(0, written.length() - 1));
    return (Math.min(replicas, Integer.MAX_VALUE) * percent + hundredths) / 100;
  }

  /** The field that makes room for a surge. */
  Path path() {
    return spec.object("strategy").object("rollingUpdate").path("maxSurge");
  }

  /** Says what the Deployment writes, and what comes of it. */
  Sentence describe() {
    return Sentence.of("maxSurge %q, maxUnavailable %q of %s is 0", surge, unavailable, replicas);
  }

  /** Returns the repair that lets one old pod end first. */
  List<PatchOperation> fix() {
    Path strategy = spec.path("strategy");
    Path update = strategy.child("rollingUpdate");
    NumberValue none = NumberValue.of(0);
    NumberValue one = NumberValue.of(1);
    if (spec.object("strategy").has("rollingUpdate")) {
      return List.of(
          PatchOperation.add(update.child("maxSurge"), none),
          PatchOperation.add(update.child("maxUnavailable"), one));
    }
    ObjectValue values =
        new ObjectValue.Builder(2).put("maxSurge", none).put("maxUnavailable", one).build();
    return List.of(
        spec.has("strategy")
            ? PatchOperation.add(update, values)
            : PatchOperation.add(
                strategy,
                new ObjectValue.Builder(2)
                    .put("type", new StringValue("RollingUpdate"))
                    .put("rollingUpdate", values)
                    .build()));
  }
}

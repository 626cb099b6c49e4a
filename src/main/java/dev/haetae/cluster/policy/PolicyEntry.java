package dev.haetae.cluster.policy;

import dev.haetae.policy.MatchConstraints.ResourceRule;
import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.cel.CelRule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One policy of the cluster: as it is written, and as it is in force, which is the last version of
 * it that could be compiled, or the shipped policy of its rule when none ever could. Not safe for
 * threads.
 */
final class PolicyEntry {
  private static final Logger log = LoggerFactory.getLogger(PolicyEntry.class);

  /** The version of a policy that is in force. */
  enum Version {
    /** The policy as it is written. */
    WRITTEN("written"),
    /** An earlier version, since what is written cannot be compiled. */
    LAST_GOOD("lastGood"),
    /** The shipped policy of its rule, since no version could ever be compiled. */
    SHIPPED("shipped"),
    /** Nothing: no shipped policy has its rule or its name. */
    NONE("none");

    private final String word;

    Version(String word) {
      this.word = word;
    }

    /** As metrics write it. */
    String word() {
      return word;
    }
  }

  private final Map<String, Policy> pack;
  private Resource resource;
  private List<String> problems = List.of();
  private @Nullable Policy good;
  private @Nullable ObjectValue goodSpec;
  // 0 when it is not known: a version that an earlier process has left in the status.
  private long goodGeneration;
  private @Nullable StandIn standIn;
  private @Nullable Instant removedAt;
  private boolean isUnread;

  /**
   * A policy that has been heard of for the first time.
   *
   * @param pack the shipped policies, by the ids of their rules
   */
  PolicyEntry(Resource resource, Map<String, Policy> pack) {
    this.pack = pack;
    this.resource = resource;
    compile();
  }

  /**
   * A policy of which no version could be read yet.
   *
   * @param resource its name and nothing else
   * @param pack the shipped policies, by the ids of their rules
   */
  PolicyEntry(Resource resource, String problem, Map<String, Policy> pack) {
    this.pack = pack;
    this.resource = resource;
    unreadable(problem);
  }

  /** Takes note that what is written now cannot be read; what was in force stays so. */
  void unreadable(String problem) {
    isUnread = true;
    removedAt = null;
    problems = List.of("cannot be read: " + Text.escape(problem));
    if (good == null) {
      standIn = StandIn.of(resource, pack);
    }
    log.error("{}", problem());
  }

  /**
   * Takes what is written now.
   *
   * @return whether what is in force may have changed
   */
  boolean replace(Resource written) {
    boolean returned = removedAt != null;
    boolean same = !isUnread && OwnObjects.spec(resource).equals(OwnObjects.spec(written));
    resource = written;
    removedAt = null;
    isUnread = false;
    if (!same) {
      compile();
    }
    // What is the same is the status, as a rule: our own words.
    return !same || returned;
  }

  private void compile() {
    PolicyReader reader = new PolicyReader().read(resource);
    if (reader.problems().isEmpty()) {
      boolean repaired = !problems.isEmpty();
      problems = List.of();
      good = prepared(reader.policies().getFirst());
      goodSpec = OwnObjects.spec(resource);
      goodGeneration = OwnObjects.generation(resource);
      standIn = null;
      if (repaired) {
        log.info("policy {} is in force as it is written again", resource.name());
      }
      return;
    }
    problems = OwnObjects.problems(reader);
    if (good == null) {
      recall();
      standIn = good == null ? StandIn.of(resource, pack) : null;
    }
    log.error("{}", problem());
  }

  // The first review must not wait for what evaluates expressions to be loaded.
  private static Policy prepared(Policy policy) {
    if (policy.rule() instanceof CelRule written) {
      written.prepare();
    }
    return policy;
  }

  /** Returns what is wrong with it and what judges instead; a sentence, when it is not compiled. */
  String problem() {
    return "policy " + Text.shorten(resource.name()) + " cannot be compiled: " + explanation();
  }

  private String explanation() {
    return String.join("; ", problems) + "; " + instead();
  }

  // What an earlier process had in force when the edit broke.
  private void recall() {
    String text = resource.view().object("status").text("lastGood");
    if (text.isEmpty()) {
      return;
    }
    try {
      if (JsonReader.review(text.getBytes(StandardCharsets.UTF_8), Limits.REVIEW)
          instanceof ObjectValue spec) {
        PolicyReader reader =
            new PolicyReader().read(resource.withTree(resource.tree().with("spec", spec)));
        if (reader.problems().isEmpty()) {
          good = prepared(reader.policies().getFirst());
          goodSpec = spec;
        }
      }
    } catch (UnreadableException e) {
      log.warn(
          "status.lastGood of policy {} cannot be read: {}",
          resource.name(),
          Text.escape(e.sentence()));
    }
  }

  private String instead() {
    return switch (version()) {
      case WRITTEN -> "it is in force as it is written";
      case LAST_GOOD ->
          goodGeneration == 0
              ? "the last good version stays in force"
              : "generation " + goodGeneration + " stays in force";
      case SHIPPED ->
          "the shipped policy "
              + (standIn == null ? "" : standIn.shipped())
              + " judges in its place, with what can be read of this one but its parameters";
      case NONE -> "nothing is judged by it";
    };
  }

  /** Returns what of it is in force. */
  Version version() {
    if (problems.isEmpty()) {
      return Version.WRITTEN;
    }
    if (good != null) {
      return Version.LAST_GOOD;
    }
    return standIn == null ? Version.NONE : Version.SHIPPED;
  }

  /** The API server has it no more; what was in force stays until the entry is taken out. */
  void remove(Instant now) {
    if (removedAt == null) {
      removedAt = now;
    }
  }

  /** Returns whether the API server has it no more. */
  boolean isRemoved() {
    return removedAt != null;
  }

  /** Returns whether the API server has had it no more for at least {@code patience}. */
  boolean isRemovedFor(Duration patience, Instant now) {
    return removedAt != null && Duration.between(removedAt, now).compareTo(patience) >= 0;
  }

  /** Returns what judges; null when nothing does. */
  @Nullable Policy inForce() {
    return good != null || standIn == null ? good : standIn.policy();
  }

  /** Returns whether it is in force as it is written. */
  boolean isCompiled() {
    return problems.isEmpty();
  }

  // Of what stands for every resource, the nodes' too, no webhook may be asked.
  private String unheard() {
    boolean wide =
        good != null
            && good.bringsItsRule()
            && good.match().resourceRules().stream().anyMatch(PolicyEntry::isWide);
    return wide
        ? "; of the resources that * stands for, the webhooks are asked about those of the kinds that"
            + " Haetae knows: name their groups"
        : "";
  }

  private static boolean isWide(ResourceRule rule) {
    return rule.groups().contains("*")
        || (rule.groups().contains("")
            && rule.resources().stream().anyMatch(resource -> resource.startsWith("*")));
  }

  /** The status that it is to have. */
  WrittenStatus status() {
    boolean compiled = isCompiled();
    String message = compiled ? "in force as it is written" + unheard() : explanation();
    ObjectValue spec = compiled ? null : goodSpec;
    return new WrittenStatus(
        resource,
        OwnObjects.generation(resource),
        "Compiled",
        compiled,
        compiled ? "Compiled" : "CannotBeCompiled",
        message,
        "lastGood",
        spec == null ? "" : JsonWriter.toText(spec));
  }
}

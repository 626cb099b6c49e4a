package dev.haetae.cluster;

import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyReader;
import dev.haetae.resource.JsonReader;
import dev.haetae.resource.JsonWriter;
import dev.haetae.resource.Limits;
import dev.haetae.resource.ObjectValue;
import dev.haetae.resource.Resource;
import dev.haetae.resource.Text;
import dev.haetae.resource.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One policy of the cluster: as it is written, and as it is in force, which is the last version of
 * it that could be compiled. Not safe for threads.
 */
final class PolicyEntry {
  private static final Logger log = LoggerFactory.getLogger(PolicyEntry.class);

  private Resource resource;
  private List<String> problems = List.of();
  private @Nullable Policy inForce;
  private @Nullable ObjectValue inForceSpec;
  // 0 when it is not known: a version that an earlier process has left in the status.
  private long inForceGeneration;
  private @Nullable Instant removedAt;
  private boolean isUnread;

  /** A policy that has been heard of for the first time. */
  PolicyEntry(Resource resource) {
    this.resource = resource;
    compile();
  }

  private PolicyEntry(Resource resource, String problem) {
    this.resource = resource;
    unreadable(problem);
  }

  /**
   * A policy of which no version could be read yet.
   *
   * @param resource its name and nothing else
   */
  static PolicyEntry unread(Resource resource, String problem) {
    return new PolicyEntry(resource, problem);
  }

  /** What is written now cannot be read; what was in force stays so. */
  void unreadable(String problem) {
    isUnread = true;
    removedAt = null;
    problems = List.of("cannot be read: " + Text.escape(problem));
    tell();
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
      inForce = reader.policies().getFirst();
      inForceSpec = OwnObjects.spec(resource);
      inForceGeneration = OwnObjects.generation(resource);
      if (repaired) {
        log.info("policy {} is in force as it is written again", resource.name());
      }
      return;
    }
    problems = OwnObjects.problems(reader);
    if (inForce == null) {
      recall();
    }
    tell();
  }

  private void tell() {
    log.error(
        "policy {} cannot be compiled: {}; {}",
        Text.shorten(resource.name()),
        String.join("; ", problems),
        instead());
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
          inForce = reader.policies().getFirst();
          inForceSpec = spec;
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
    if (inForce == null) {
      return "nothing is judged by it";
    }
    return inForceGeneration == 0
        ? "the last good version stays in force"
        : "generation " + inForceGeneration + " stays in force";
  }

  /** The API server has it no more; what was in force stays until the entry is taken out. */
  void remove(Instant now) {
    if (removedAt == null) {
      removedAt = now;
    }
  }

  /** Whether the API server has it no more. */
  boolean isRemoved() {
    return removedAt != null;
  }

  /** Whether the API server has had it no more for at least {@code patience}. */
  boolean isRemovedFor(Duration patience, Instant now) {
    return removedAt != null && Duration.between(removedAt, now).compareTo(patience) >= 0;
  }

  /** What judges; null when no version of it could ever be compiled. */
  @Nullable Policy inForce() {
    return inForce;
  }

  /** Whether it is in force as it is written. */
  boolean isCompiled() {
    return problems.isEmpty();
  }

  /** The status that it is to have. */
  WrittenStatus status() {
    boolean good = isCompiled();
    String message =
        good ? "in force as it is written" : String.join("; ", problems) + "; " + instead();
    ObjectValue spec = good ? null : inForceSpec;
    return new WrittenStatus(
        resource,
        OwnObjects.generation(resource),
        "Compiled",
        good,
        good ? "Compiled" : "CannotBeCompiled",
        message,
        "lastGood",
        spec == null ? "" : JsonWriter.toText(spec));
  }
}

package dev.haetae.cluster.policy;

import dev.haetae.cluster.client.KindWatch;
import dev.haetae.engine.Evaluator;
import dev.haetae.policy.PolicyException;
import dev.haetae.policy.PolicyReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One exception of the cluster, as it is written and as it was read. Not safe for threads. */
final class ExceptionEntry {
  private static final Logger log = LoggerFactory.getLogger(ExceptionEntry.class);

  private Resource resource;
  private List<String> problems = List.of();
  private @Nullable PolicyException exception;
  private boolean isUnread;

  ExceptionEntry(Resource resource) {
    this.resource = resource;
    read();
  }

  /**
   * An exception of which no version could be read yet.
   *
   * @param resource its name and nothing else
   */
  ExceptionEntry(Resource resource, String problem) {
    this.resource = resource;
    unreadable(problem);
  }

  /** Takes note that what is written now cannot be read, and is not honoured. */
  void unreadable(String problem) {
    isUnread = true;
    exception = null;
    problems = List.of("cannot be read: " + Text.escape(problem));
    tell();
  }

  /** Takes what is written now; true when it may say something else than before. */
  boolean replace(Resource written) {
    boolean same = !isUnread && OwnObjects.spec(resource).equals(OwnObjects.spec(written));
    resource = written;
    isUnread = false;
    if (!same) {
      read();
    }
    return !same;
  }

  private void read() {
    PolicyReader reader = new PolicyReader().read(resource);
    problems = OwnObjects.problems(reader);
    exception = problems.isEmpty() ? reader.exceptions().getFirst() : null;
    if (!problems.isEmpty()) {
      tell();
    }
  }

  private void tell() {
    log.warn(
        "PolicyException {} is not honoured: {}",
        Text.shorten(KindWatch.key(resource.namespace(), resource.name())),
        String.join("; ", problems));
  }

  /**
   * The exception, where exceptions of these namespaces are honoured; null when it cannot be read
   * or is of another.
   */
  @Nullable PolicyException honouredIn(List<String> namespaces) {
    return namespaces.contains(resource.namespace()) ? exception : null;
  }

  /**
   * The status that it is to have.
   *
   * @param namespaces whose exceptions are honoured
   * @param evaluator what judges now, which knows the policies, and when the exception was used
   */
  WrittenStatus status(List<String> namespaces, Evaluator evaluator, Instant now) {
    boolean holds = false;
    String reason;
    String message;
    if (exception == null) {
      reason = "Invalid";
      message = String.join("; ", problems);
    } else if (honouredIn(namespaces) == null) {
      reason = "NamespaceNotListed";
      message =
          "exceptions of namespace "
              + resource.namespace()
              + " are not honoured: exceptions.namespaces of the configuration does not list it";
    } else if (exception.isExpired(now)) {
      reason = "Expired";
      message = "expired: " + (exception.expiry() == null ? "" : exception.expiry().written());
    } else {
      holds = true;
      reason = "Honoured";
      message =
          exception.expiry() == null ? "holds" : "holds until " + exception.expiry().written();
    }
    if (exception != null) {
      message += unknownPolicies(exception, evaluator);
    }
    Instant used =
        evaluator.exceptions().lastUsed(KindWatch.key(resource.namespace(), resource.name()));
    return new WrittenStatus(
        resource,
        OwnObjects.generation(resource),
        "Honoured",
        holds,
        reason,
        message,
        "lastUsed",
        latest(resource.view().object("status").text("lastUsed"), used));
  }

  // To the hour: a status that changes with every use would be written all day long.
  private static String latest(String written, @Nullable Instant used) {
    String now = used == null ? "" : used.truncatedTo(ChronoUnit.HOURS).toString();
    return now.compareTo(written) > 0 ? now : written;
  }

  private static String unknownPolicies(PolicyException exception, Evaluator evaluator) {
    Set<String> known = new HashSet<>();
    evaluator.table().policies().forEach(policy -> known.add(policy.name()));
    List<String> unknown =
        exception.policies().stream().filter(name -> !known.contains(name)).sorted().toList();
    return unknown.isEmpty() ? "" : "; there is no policy " + String.join(", ", unknown);
  }
}

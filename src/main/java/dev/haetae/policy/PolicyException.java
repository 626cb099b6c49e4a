package dev.haetae.policy;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A policy exception waives policies for some objects, for a reason.
 *
 * @param namespace where it lives
 * @param name its name there
 * @param policies the names of the policies that it waives, at least one
 * @param match the objects it waives them for
 * @param reason why, on one line
 * @param expiry until when it holds; null for ever
 */
public record PolicyException(
    String namespace,
    String name,
    Set<String> policies,
    Match match,
    String reason,
    @Nullable Expiry expiry) {
  private static final String ANY = "*";

  /** An exception that keeps its own copy of the names. */
  public PolicyException {
    policies = Set.copyOf(policies);
  }

  /**
   * The end of an exception.
   *
   * @param instant the first instant at which it does not hold
   * @param written the last day or the instant as it was written
   */
  public record Expiry(Instant instant, String written) {}

  /**
   * A match selects objects: all that is not empty must match.
   *
   * @param namespaces the objects' namespaces, a {@code *} at the end stands for any ending; at
   *     least one. An object of no namespace matches when {@code kinds} names its kind
   * @param kinds {@code Pod}, or {@code Deployment.apps} for the kind of one group alone
   * @param names the objects' names, a {@code *} at the end stands for any ending
   * @param objectSelector on the objects' labels
   */
  public record Match(
      List<String> namespaces,
      List<String> kinds,
      List<String> names,
      LabelSelector objectSelector) {
    /** A match that keeps its own copies. */
    public Match {
      namespaces = List.copyOf(namespaces);
      kinds = List.copyOf(kinds);
      names = List.copyOf(names);
    }

    /** Returns whether an object is one of them. */
    public boolean matches(Resource object) {
      return (object.namespace().isEmpty()
              ? !kinds.isEmpty()
              : matches(namespaces, object.namespace()))
          && (kinds.isEmpty() || isOf(object.groupKind()))
          && (names.isEmpty() || matches(names, object.displayName()))
          && (objectSelector.requirements().isEmpty() || objectSelector.matches(object.labels()));
    }

    private boolean isOf(GroupKind kind) {
      return kinds.contains(kind.kind()) || kinds.contains(kind.toString());
    }

    private static boolean matches(List<String> patterns, String value) {
      for (String pattern : patterns) {
        if (pattern.endsWith(ANY)
            ? value.startsWith(pattern.substring(0, pattern.length() - 1))
            : value.equals(pattern)) {
          return true;
        }
      }
      return false;
    }
  }

  /** {@code platform/node-agents}: how it is named to users. */
  public String id() {
    return namespace + '/' + name;
  }

  /** Returns whether it has ended. */
  public boolean isExpired(Instant now) {
    return expiry != null && !now.isBefore(expiry.instant());
  }
}

package dev.haetae.audit;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Text;
import java.util.Comparator;

/**
 * A subject of the audit: an object that somebody wrote, and that stands for what controllers make
 * of it. A Deployment stands for its pods, a Service for itself.
 *
 * @param kind such as {@code Deployment.apps}
 * @param namespace empty for cluster-scoped kinds
 * @param name its name, {@code trainer-*} for one that is generated
 */
public record Subject(GroupKind kind, String namespace, String name)
    implements Comparable<Subject> {
  private static final Comparator<Subject> ORDER =
      Comparator.comparing(Subject::namespace)
          .thenComparing(Subject::kind)
          .thenComparing(Subject::name);

  /** The subject that an object is by itself. */
  public static Subject of(Resource object) {
    return new Subject(object.groupKind(), object.namespace(), object.displayName());
  }

  /**
   * The namespace whose people it concerns: its own, of a Namespace itself; empty for anything else
   * that is in none.
   */
  public String place() {
    return kind.equals(GroupKind.NAMESPACE) ? name : namespace;
  }

  /** {@code vision/Deployment cache}, or {@code PersistentVolume pv-1}; fit for a message. */
  public String describe() {
    String shown = Text.shorten(kind.kind()) + ' ' + Text.shorten(name);
    return namespace.isEmpty() ? shown : Text.shorten(namespace) + '/' + shown;
  }

  /** {@code vision/Deployment cache (2 pods)}, where it has some; a Pod is one by itself. */
  public String describe(int pods) {
    return pods == 0 || kind.equals(GroupKind.POD)
        ? describe()
        : describe() + " (" + (pods == 1 ? "1 pod" : pods + " pods") + ')';
  }

  @Override
  public int compareTo(Subject other) {
    return ORDER.compare(this, other);
  }
}

package dev.haetae.engine;

import dev.haetae.resource.Resource;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Operation;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One object to be judged; judged by one thread.
 *
 * @see Evaluator
 */
public final class Review {
  private final Resource object;
  private final Operation operation;
  private final EnforcementPoint point;
  private final String subresource;
  private final String user;
  private @Nullable Supplier<? extends @Nullable Resource> unread;
  private @Nullable Resource old;

  private Review(
      Resource object,
      @Nullable Supplier<? extends @Nullable Resource> unread,
      Operation operation,
      EnforcementPoint point,
      String subresource,
      String user) {
    this.object = object;
    this.unread = unread;
    this.operation = operation;
    this.point = point;
    this.subresource = subresource;
    this.user = user;
  }

  /**
   * A review.
   *
   * @param object the object as it is to become
   * @param old as it was, for an UPDATE; null when not known
   * @param operation what is being done
   * @param point where it is judged
   * @param subresource such as {@code ephemeralcontainers}; empty for the object itself
   */
  public Review(
      Resource object,
      @Nullable Resource old,
      Operation operation,
      EnforcementPoint point,
      String subresource) {
    this(object, (Supplier<@Nullable Resource>) null, operation, point, subresource, "");
    this.old = old;
  }

  /** A new object at this enforcement point. */
  public static Review create(Resource object, EnforcementPoint point) {
    return new Review(object, (Resource) null, Operation.CREATE, point, "");
  }

  /** A changed object at this enforcement point. */
  public static Review update(Resource object, @Nullable Resource old, EnforcementPoint point) {
    return new Review(object, old, Operation.UPDATE, point, "");
  }

  /**
   * A review whose old object is read when it is first asked for, which is seldom.
   *
   * @param old gives the object as it was, or null; may throw {@link
   *     dev.haetae.resource.MalformedResourceException}
   * @param user who asks for it; empty when not known
   */
  public static Review lazily(
      Resource object,
      Supplier<? extends @Nullable Resource> old,
      Operation operation,
      EnforcementPoint point,
      String subresource,
      String user) {
    return new Review(object, old, operation, point, subresource, user);
  }

  /** The object as it is to become. */
  public Resource object() {
    return object;
  }

  /** The object as it was; null when not known, and for a CREATE. */
  public @Nullable Resource old() {
    Supplier<? extends @Nullable Resource> source = unread;
    if (source != null) {
      old = source.get();
      unread = null;
    }
    return old;
  }

  /** The operation that is done with it. */
  public Operation operation() {
    return operation;
  }

  /** The enforcement point at which it is judged. */
  public EnforcementPoint point() {
    return point;
  }

  /** The subresource, such as {@code ephemeralcontainers}; empty for the object itself. */
  public String subresource() {
    return subresource;
  }

  /**
   * The name of who asks for it, such as {@code system:serviceaccount:kube-system:job-controller};
   * empty when not known.
   */
  public String user() {
    return user;
  }
}

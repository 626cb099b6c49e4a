package dev.haetae.cel.library;

import dev.cel.common.types.OpaqueType;
import dev.haetae.cel.library.Authorizer.Decision;
import dev.haetae.cel.library.Authorizer.Question;
import dev.haetae.cel.library.Authorizer.Resource;
import dev.haetae.cel.library.Authorizer.User;
import dev.haetae.cel.library.kind.Kind;
import dev.haetae.cel.library.kind.Names;
import dev.haetae.cel.value.CelFailure;
import dev.haetae.cel.value.NamedUnknown;
import dev.haetae.cel.value.SelfValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values on the way from an authorizer to its decision. */
public final class AuthorizerValues {
  private AuthorizerValues() {}

  /** The value of the variable {@code authorizer}. */
  public static Object authorizer(Authorizer authorizer) {
    return new AuthorizerValue(authorizer, null);
  }

  /** The value of the variable {@code authorizer.requestResource}. */
  public static Object requestResource(Authorizer authorizer, Resource resource) {
    return new ResourceCheck(new AuthorizerValue(authorizer, null), resource);
  }

  /** A value that knows no other equal to it. */
  abstract static class Step extends SelfValue {

    @Override
    public final boolean equals(@Nullable Object other) {
      throw new CelFailure("no such overload");
    }

    @Override
    public final int hashCode() {
      return System.identityHashCode(this);
    }
  }

  /** An authorizer with the user about whom it is asked. */
  @SuppressWarnings("Immutable") // The user is; the authorizer decides alike within a request.
  static final class AuthorizerValue extends Step {
    static final Kind<AuthorizerValue> KIND =
        Kind.opaque("kubernetes.authorization.Authorizer", AuthorizerValue.class);
    private final Authorizer authorizer;
    private final @Nullable User user;

    AuthorizerValue(Authorizer authorizer, @Nullable User user) {
      this.authorizer = authorizer;
      this.user = user;
    }

    PathCheck path(String path) {
      if (path.isBlank()) {
        throw new CelFailure("path must not be empty");
      }
      return new PathCheck(this, path);
    }

    GroupCheck group(String group) {
      return new GroupCheck(this, group);
    }

    AuthorizerValue serviceAccount(String namespace, String name) {
      if (!Names.dns1123Subdomain(name).isEmpty()) {
        throw new CelFailure("Invalid service account name");
      }
      if (!Names.dns1123Label(namespace).isEmpty()) {
        throw new CelFailure("Invalid service account namespace");
      }
      return new AuthorizerValue(
          authorizer,
          new User(
              "system:serviceaccount:" + namespace + ":" + name,
              List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace)));
    }

    private Object ask(String verb, String path, @Nullable Resource resource) {
      Question question = new Question(user, verb, path, resource);
      Decision decision = authorizer.decide(question);
      return switch (decision.verdict()) {
        case UNKNOWN -> NamedUnknown.of(question.toString());
        case ALLOWED, DENIED, NO_OPINION -> new DecisionValue(decision);
      };
    }

    @Override
    public OpaqueType celType() {
      return KIND.opaqueType();
    }
  }

  /** A question about a path, without its verb. */
  static final class PathCheck extends Step {
    static final Kind<PathCheck> KIND =
        Kind.opaque("kubernetes.authorization.PathCheck", PathCheck.class);
    private final AuthorizerValue authorizer;
    private final String path;

    PathCheck(AuthorizerValue authorizer, String path) {
      this.authorizer = authorizer;
      this.path = path;
    }

    Object check(String verb) {
      return authorizer.ask(verb, path, null);
    }

    @Override
    public OpaqueType celType() {
      return KIND.opaqueType();
    }
  }

  /** A group of the API. */
  static final class GroupCheck extends Step {
    static final Kind<GroupCheck> KIND =
        Kind.opaque("kubernetes.authorization.GroupCheck", GroupCheck.class);
    private final AuthorizerValue authorizer;
    private final String group;

    GroupCheck(AuthorizerValue authorizer, String group) {
      this.authorizer = authorizer;
      this.group = group;
    }

    ResourceCheck resource(String resource) {
      if (resource.isBlank()) {
        throw new CelFailure("resource must not be empty");
      }
      return new ResourceCheck(authorizer, new Resource(group, resource, "", "", "", "", ""));
    }

    @Override
    public OpaqueType celType() {
      return KIND.opaqueType();
    }
  }

  /** A question about a resource, without its verb. */
  @SuppressWarnings("Immutable") // The resource is.
  static final class ResourceCheck extends Step {
    static final Kind<ResourceCheck> KIND =
        Kind.opaque("kubernetes.authorization.ResourceCheck", ResourceCheck.class);
    private final AuthorizerValue authorizer;
    private final Resource resource;

    ResourceCheck(AuthorizerValue authorizer, Resource resource) {
      this.authorizer = authorizer;
      this.resource = resource;
    }

    /** The same question with one part of the resource in place of what it was. */
    ResourceCheck with(Part part, String value) {
      return new ResourceCheck(
          authorizer,
          new Resource(
              resource.group(),
              resource.resource(),
              part == Part.SUBRESOURCE ? value : resource.subresource(),
              part == Part.NAMESPACE ? value : resource.namespace(),
              part == Part.NAME ? value : resource.name(),
              part == Part.FIELDS ? value : resource.fieldSelector(),
              part == Part.LABELS ? value : resource.labelSelector()));
    }

    Object check(String verb) {
      return authorizer.ask(verb, "", resource);
    }

    @Override
    public OpaqueType celType() {
      return KIND.opaqueType();
    }
  }

  /** The parts of a resource that a question may name. */
  enum Part {
    SUBRESOURCE,
    NAMESPACE,
    NAME,
    FIELDS,
    LABELS
  }

  /** A decision. */
  @SuppressWarnings("Immutable") // The decision is.
  static final class DecisionValue extends Step {
    static final Kind<DecisionValue> KIND =
        Kind.opaque("kubernetes.authorization.Decision", DecisionValue.class);
    private final Decision decision;

    DecisionValue(Decision decision) {
      this.decision = decision;
    }

    boolean allowed() {
      return decision.verdict() == Authorizer.Verdict.ALLOWED;
    }

    boolean errored() {
      return !decision.error().isEmpty();
    }

    String error() {
      return decision.error();
    }

    String reason() {
      return decision.reason();
    }

    @Override
    public OpaqueType celType() {
      return KIND.opaqueType();
    }
  }
}

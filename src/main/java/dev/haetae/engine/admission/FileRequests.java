package dev.haetae.engine.admission;

import dev.haetae.engine.Review;
import dev.haetae.engine.admission.AdmissionAttributes.GroupVersionName;
import dev.haetae.inventory.Inventory;
import dev.haetae.policy.admission.CustomDefinition;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.rule.Operation;
import dev.haetae.simulator.admission.ApiServer;
import dev.haetae.simulator.admission.Submission;
import dev.haetae.simulator.admission.request.ResourceNames;
import dev.haetae.simulator.defaults.CustomDefaults;
import dev.haetae.simulator.defaults.Defaults;
import org.jspecify.annotations.Nullable;

/**
 * The request that would bring the object of a file to an API server: with all that it fills in
 * before it asks policies, as far as the world is known.
 */
final class FileRequests {
  private static final String METADATA = "metadata";
  private static final GroupKind DEFINITION =
      new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition");

  private final Review review;
  private final Resource subject;
  private final Inventory world;
  private final @Nullable Resource definition;
  private final @Nullable ObjectValue old;

  private FileRequests(Review review, Resource subject, Inventory world) {
    this.review = review;
    this.subject = subject;
    this.world = world;
    this.definition = definition(subject, world);
    Resource before = review.operation() == Operation.DELETE ? subject : review.old();
    this.old = before == null ? null : stored(before);
  }

  /**
   * The request of a review, as policies see it that may refuse it.
   *
   * @param subject the object, as others have left it that may change it
   * @param user who makes it; null when that is not known
   */
  static AdmissionAttributes of(
      Review review, Resource subject, Inventory world, @Nullable ObjectValue user) {
    FileRequests request = new FileRequests(review, subject, world);
    return request.attributes(user, request.views().validating());
  }

  /** The same as policies see it that may change the object. */
  static AdmissionAttributes mutating(
      Review review, Resource subject, Inventory world, @Nullable ObjectValue user) {
    FileRequests request = new FileRequests(review, subject, world);
    return request.attributes(user, request.views().mutating());
  }

  private static @Nullable Resource definition(Resource subject, Inventory world) {
    if (Defaults.knows(subject.apiVersion(), subject.kind())) {
      return null;
    }
    for (Resource definition : world.objects(DEFINITION, "")) {
      CustomDefinition custom = CustomDefinition.of(definition.tree());
      if (custom.group().equals(subject.groupKind().group())
          && custom.kind().equals(subject.kind())) {
        return definition;
      }
    }
    return null;
  }

  private AdmissionAttributes attributes(@Nullable ObjectValue user, ObjectValue seen) {
    GroupKind kind = subject.groupKind();
    String apiVersion = subject.apiVersion();
    String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
    return new AdmissionAttributes(
        review.operation().name(),
        new GroupVersionName(kind.group(), version, kind.kind()),
        new GroupVersionName(kind.group(), version, plural()),
        review.subresource(),
        name(seen),
        kind.equals(GroupKind.NAMESPACE) ? subject.name() : namespace(),
        review.operation() == Operation.DELETE ? null : seen,
        old,
        false,
        null,
        user);
  }

  // A name that is generated is known by the time that policies may refuse it.
  private String name(ObjectValue seen) {
    return seen.get(METADATA) instanceof ObjectValue metadata
        ? metadata.text("name")
        : subject.name();
  }

  private String plural() {
    String named = definition == null ? "" : CustomDefinition.of(definition.tree()).plural();
    return named.isEmpty() ? ResourceNames.plural(subject.groupKind()) : named;
  }

  private String namespace() {
    return definition != null && CustomDefinition.of(definition.tree()).isClusterScoped()
        ? ""
        : subject.namespace();
  }

  private ApiServer.Views views() {
    // What is there has long been prepared, and is not sent once more.
    if (review.operation() == Operation.DELETE || subject.metadata().has("uid")) {
      ObjectValue stored = stored(subject);
      return new ApiServer.Views(stored, stored);
    }
    ObjectValue before = old;
    ObjectValue decoded = decoded(subject.tree());
    ApiServer.Views views = ApiServer.views(new Submission(decoded, namespace(), before), world);
    if (views == null) {
      ObjectValue seen = placed(Defaults.of(decoded));
      views = new ApiServer.Views(seen, seen);
    }
    return before == null
        ? new ApiServer.Views(views.mutating(), MadeUpFields.created(views.validating()))
        : new ApiServer.Views(
            MadeUpFields.updated(views.mutating(), before),
            MadeUpFields.updated(views.validating(), before));
  }

  private ObjectValue stored(Resource object) {
    return MadeUpFields.stored(placed(Defaults.of(decoded(object.tree()))));
  }

  private ObjectValue decoded(ObjectValue tree) {
    return definition == null ? tree : CustomDefaults.of(tree, definition.tree());
  }

  private ObjectValue placed(ObjectValue tree) {
    ObjectValue metadata =
        tree.get(METADATA) instanceof ObjectValue written ? written : ObjectValue.EMPTY;
    String namespace = namespace();
    return namespace.isEmpty() || metadata.has("namespace")
        ? tree
        : tree.with(METADATA, metadata.with("namespace", new StringValue(namespace)));
  }
}

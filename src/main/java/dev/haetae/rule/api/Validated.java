package dev.haetae.rule.api;

import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.Document;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.rule.RuleContext;
import dev.haetae.schema.Schema;
import dev.haetae.simulator.admission.plugin.DefaultTolerations;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.admission.strategy.Strategies;
import dev.haetae.simulator.apply.ServerSideApply;
import dev.haetae.simulator.defaults.Defaults;
import dev.haetae.simulator.defaults.Trees;
import dev.haetae.simulator.validation.Validation;
import dev.haetae.simulator.validation.field.Cause;
import dev.haetae.simulator.validation.service.ServiceForm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An object as the API server validates it, and what it says to it.
 *
 * <p>No plugin and no allocator is asked: what those make of an object depends on the cluster.
 *
 * @param object with its defaults; of an update, merged with the object before
 * @param before the object before the update, with its defaults; null when the object is new
 * @param causes why it is refused; none when it is valid
 */
record Validated(ObjectValue object, @Nullable ObjectValue before, List<Cause> causes) {
  private static final List<String> LIVE = List.of("uid", "resourceVersion", "creationTimestamp");
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
  private static final String PREFIX = "batch.kubernetes.io/";
  private static final String UID = "controller-uid";
  private static final String NAME = "job-name";
  private static final String MADE_UP = "made-up";

  /** Returns whether the API server itself validates objects of this kind and version. */
  static boolean knows(Resource subject) {
    Schema schema = Schema.kubernetes();
    return schema.kindOrNull(subject.apiVersion(), subject.kind()) != null
        && schema.serves(subject.apiVersion(), subject.kind());
  }

  /** Returns whether the object before is known as the API server holds it. */
  boolean isLive() {
    return before != null && LIVE.stream().anyMatch(Trees.object(before, "metadata")::has);
  }

  /** The subject of a review, which is new or takes the place of another object. */
  static Validated of(Resource subject, RuleContext context) {
    Resource old = context.old();
    return of(subject, old);
  }

  /** An object that is new, or that takes the place of {@code old}. */
  static Validated of(Resource subject, @Nullable Resource old) {
    if (old == null) {
      ObjectValue object = prepared(whole(subject, subject.tree()), null, subject);
      return new Validated(object, null, Validation.BUILT_IN.causes(object, null));
    }
    ObjectValue before = whole(old, old.tree());
    if (!isLive(old)) {
      before = withGenerated(before);
      return update(subject, before, withGenerated(whole(subject, subject.tree())));
    }
    ObjectValue previous = lastApplied(old);
    Validated merged = update(subject, before, merged(subject, old, previous));
    if (previous != null || merged.causes.isEmpty()) {
      return merged;
    }
    // Whether what the manifest does not write was in the one before is not known: either way.
    Set<String> otherwise = new HashSet<>();
    for (Cause cause : update(subject, before, merged(subject, old, old.tree())).causes) {
      otherwise.add(cause.field() + cause.reason());
    }
    List<Cause> both = new ArrayList<>(merged.causes);
    both.removeIf(cause -> !otherwise.contains(cause.field() + cause.reason()));
    return new Validated(merged.object, before, both);
  }

  private static Validated update(Resource subject, ObjectValue before, ObjectValue written) {
    ObjectValue object = prepared(written, before, subject);
    return new Validated(object, before, Validation.BUILT_IN.causes(object, before));
  }

  private static ObjectValue merged(
      Resource subject, Resource old, @Nullable ObjectValue previous) {
    ObjectValue applied = subject.tree().without("status");
    return whole(subject, ServerSideApply.merge(old.tree(), previous, applied));
  }

  // What the API server holds has fields that no manifest writes.
  private static boolean isLive(Resource old) {
    ObjectView metadata = old.metadata();
    return LIVE.stream().anyMatch(metadata::has);
  }

  // The manifest that kubectl has applied, and written down.
  private static @Nullable ObjectValue lastApplied(Resource old) {
    String written = old.annotations().getOrDefault(LAST_APPLIED, "");
    if (written.isEmpty()) {
      return null;
    }
    try {
      List<Document> documents = JsonReader.documents(written, Limits.FILES);
      return documents.size() == 1 && documents.getFirst().root() instanceof ObjectValue object
          ? object
          : null;
    } catch (UnreadableException _) {
      return null;
    }
  }

  // The API server makes the selector of a Job itself, of labels that every template gets.
  private static ObjectValue withGenerated(ObjectValue object) {
    ObjectValue spec = Trees.object(object, "spec");
    if (!object.text("kind").equals("Job") || spec.has("selector")) {
      return object;
    }
    String name = Trees.object(object, "metadata").text("name");
    ObjectValue selector = Trees.with(ObjectValue.EMPTY, PREFIX + UID, MADE_UP);
    UnaryOperator<ObjectValue> labelled =
        labels ->
            Trees.with(
                Trees.with(
                    Trees.with(Trees.with(labels, PREFIX + UID, MADE_UP), UID, MADE_UP),
                    PREFIX + NAME,
                    name),
                NAME,
                name);
    UnaryOperator<ObjectValue> changed = metadata -> Trees.change(metadata, "labels", labelled);
    return object.with(
        "spec",
        Trees.change(
            spec.with("selector", ObjectValue.of("matchLabels", selector)),
            "template",
            template -> Trees.change(template, "metadata", changed)));
  }

  private static ObjectValue whole(Resource resource, ObjectValue tree) {
    String namespace = resource.namespace();
    return Defaults.of(
        Trees.change(
            tree,
            "metadata",
            metadata ->
                namespace.isEmpty()
                    ? metadata.without("namespace")
                    : Trees.with(metadata, "namespace", namespace)));
  }

  private static ObjectValue prepared(
      ObjectValue object, @Nullable ObjectValue before, Resource subject) {
    GroupKind kind = subject.groupKind();
    if (kind.equals(GroupKind.SERVICE)) {
      ObjectValue service = object.without("status");
      return before == null ? service : ServiceForm.updated(service, before);
    }
    Attributes request =
        new Attributes(object, before, subject.namespace(), InventorySnapshot.OPEN);
    if (before != null && kind.equals(GroupKind.POD)) {
      // A list that is applied anew has lost the tolerations that every pod gets.
      DefaultTolerations.admit(request);
    }
    Strategies.prepare(request);
    return request.object();
  }
}

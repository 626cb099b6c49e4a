package dev.haetae.simulator.validation.pod;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.InternalType;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.meta.Metadata;
import dev.haetae.simulator.validation.meta.Sameness;
import dev.haetae.simulator.validation.meta.Tolerations;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The validation of Pods.
 *
 * <p>Mirrors {@code ValidatePodCreate} and {@code ValidatePodUpdate} of {@code
 * pkg/apis/core/validation/validation.go}. The difference that the API server prints below a
 * changed spec is left out.
 */
public final class Pods {
  private static final InternalType TERM = InternalType.of("NodeSelectorTerm");
  private static final String AFFINITY = "affinity";
  private static final String NODE_AFFINITY = "nodeAffinity";
  private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";

  private Pods() {}

  /** Checks a new pod. */
  public static void check(Part pod) {
    Part spec = pod.object("spec");
    checkPod(pod);
    if (spec.list("ephemeralContainers").size() > 0) {
      pod.causes().forbidden(spec.at("ephemeralContainers"), "cannot be set on create");
    }
    PodAnnotations.checkFields(pod.object("metadata").map("annotations"), spec);
    if (!spec.text("nodeName").isEmpty() && spec.list("schedulingGates").size() > 0) {
      pod.causes()
          .forbidden(
              spec.at("nodeName"), "cannot be set until all schedulingGates have been cleared");
    }
  }

  private static void checkPod(Part pod) {
    Part metadata = pod.object("metadata");
    Part spec = pod.object("spec");
    Metadata.check(pod, NameSyntax::subdomain);
    PodAnnotations.check(metadata.map("annotations"), spec, metadata.at("annotations"));
    PodSpecs.check(spec, Metadata.name(metadata), true);
    spec.objects("containers").forEach(Containers::checkTrimmed);
    spec.objects("initContainers").forEach(Containers::checkTrimmed);
  }

  /** Checks a changed pod: images, gates, tolerations and the deadline are nearly all. */
  public static void checkUpdate(Part pod, Part old) {
    Metadata.checkUpdate(pod, old);
    checkPod(pod);
    Part metadata = pod.object("metadata");
    Part spec = pod.object("spec");
    Part before = old.object("spec");
    PodAnnotations.checkUpdate(
        metadata.map("annotations"),
        old.object("metadata").map("annotations"),
        spec,
        metadata.at("annotations"));
    for (String field : List.of("containers", "initContainers")) {
      if (spec.list(field).size() != before.list(field).size()) {
        pod.causes().forbidden(spec.at(field), "pod updates may not add or remove containers");
        return;
      }
      for (Part container : spec.objects(field)) {
        container.require("image");
        Containers.checkTrimmed(container);
      }
    }
    if (!checkDeadline(spec, before)) {
      return;
    }
    checkTolerations(spec, before);
    checkGates(spec, before);
    if (!Sameness.same("spec", spec.value(), before.value())) {
      ObjectValue masked = masked(spec, before);
      if (before.list("schedulingGates").size() > 0) {
        masked = maskedForGated(masked, spec, before);
      }
      if (!Sameness.same("spec", masked, before.value())) {
        pod.causes()
            .forbidden(
                spec.place(),
                "pod updates may not change fields other than"
                    + " `spec.containers[*].image`,`spec.initContainers[*].image`,"
                    + "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing"
                    + " tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1"
                    + " if it was previously negative)");
      }
    }
  }

  // Returns whether the rest is looked at.
  private static boolean checkDeadline(Part spec, Part before) {
    CauseList causes = spec.causes();
    Long deadline = spec.number("activeDeadlineSeconds");
    Long earlier = before.number("activeDeadlineSeconds");
    if (deadline == null) {
      if (earlier != null) {
        causes.invalid(
            spec.at("activeDeadlineSeconds"),
            NullValue.NULL,
            "must not update from a positive integer to nil value");
      }
      return true;
    }
    if (deadline < 0 || deadline > Integer.MAX_VALUE) {
      spec.within("activeDeadlineSeconds", 0, Integer.MAX_VALUE);
      return false;
    }
    if (earlier != null && earlier < deadline) {
      causes.invalid(
          spec.at("activeDeadlineSeconds"),
          deadline,
          "must be less than or equal to previous value");
      return false;
    }
    return true;
  }

  private static void checkTolerations(Part spec, Part before) {
    Set<ObjectValue> kept = new HashSet<>();
    for (Part toleration : spec.objects("tolerations")) {
      kept.add(toleration.value().without("tolerationSeconds"));
    }
    for (Part toleration : before.objects("tolerations")) {
      if (!kept.contains(toleration.value().without("tolerationSeconds"))) {
        spec.causes()
            .forbidden(
                spec.at("tolerations"),
                "existing toleration can not be modified except its tolerationSeconds");
        return;
      }
    }
    Tolerations.check(spec);
  }

  private static void checkGates(Part spec, Part before) {
    Set<String> known = new HashSet<>();
    before.objects("schedulingGates").forEach(gate -> known.add(gate.text("name")));
    for (Part gate : spec.objects("schedulingGates")) {
      String name = gate.text("name");
      if (known.add(name)) {
        spec.causes()
            .forbidden(
                gate.at("name"),
                "only deletion is allowed, but found new scheduling gate '" + name + "'");
      }
    }
  }

  // The new spec with the old values where it may differ.
  private static ObjectValue masked(Part spec, Part before) {
    ObjectValue masked = spec.value();
    for (String field : List.of("containers", "initContainers")) {
      if (spec.list(field).size() > 0) {
        masked = masked.with(field, withImages(spec.list(field), before.list(field)));
      }
    }
    for (String field : List.of("activeDeadlineSeconds", "schedulingGates", "tolerations")) {
      masked = masked.with(field, before.get(field));
    }
    String grace = "terminationGracePeriodSeconds";
    if (before.number(grace, 0) < 0 && spec.number(grace, 0) == 1) {
      masked = masked.with(grace, before.get(grace));
    }
    return masked;
  }

  private static ArrayValue withImages(ArrayValue containers, ArrayValue before) {
    ArrayValue.Builder out = new ArrayValue.Builder();
    for (int i = 0; i < containers.size(); i++) {
      Value container = containers.get(i);
      out.add(
          container instanceof ObjectValue object && before.get(i) instanceof ObjectValue old
              ? object.with("image", old.get("image"))
              : container);
    }
    return out.build();
  }

  // A pod that waits at a gate may be narrowed to fewer nodes.
  private static ObjectValue maskedForGated(ObjectValue spec, Part now, Part before) {
    ObjectValue masked = spec;
    if (!Sameness.same(now, before, "nodeSelector")) {
      checkNodeSelector(now, before);
      masked = masked.with("nodeSelector", before.get("nodeSelector"));
    }
    Part affinity = now.object(AFFINITY);
    Part earlier = before.object(AFFINITY);
    if (Sameness.same(affinity, earlier, NODE_AFFINITY)) {
      return masked;
    }
    checkNodeAffinity(affinity.object(NODE_AFFINITY), earlier.object(NODE_AFFINITY));
    boolean others = affinity.has("podAffinity") || affinity.has("podAntiAffinity");
    if (!before.has(AFFINITY) && !others) {
      return masked.without(AFFINITY);
    }
    return masked.with(AFFINITY, affinity.value().with(NODE_AFFINITY, earlier.get(NODE_AFFINITY)));
  }

  private static void checkNodeSelector(Part now, Part before) {
    ObjectValue selector = before.map("nodeSelector");
    for (int i = 0; i < selector.size(); i++) {
      if (!selector.value(i).equals(now.map("nodeSelector").get(selector.key(i)))) {
        now.causes()
            .invalid(
                now.at("nodeSelector"),
                now.get("nodeSelector"),
                "only additions to spec.nodeSelector are allowed (no mutations or deletions)");
        return;
      }
    }
  }

  private static void checkNodeAffinity(Part affinity, Part before) {
    if (!before.has(REQUIRED)) {
      return;
    }
    List<Part> earlier = before.object(REQUIRED).objects("nodeSelectorTerms");
    Part required = affinity.object(REQUIRED);
    List<Part> terms = required.objects("nodeSelectorTerms");
    if (!earlier.isEmpty() && earlier.size() != terms.size()) {
      affinity
          .causes()
          .invalid(
              required.at("nodeSelectorTerms"),
              required.get("nodeSelectorTerms"),
              "no additions/deletions to non-empty NodeSelectorTerms list are allowed");
      return;
    }
    for (int i = 0; i < earlier.size(); i++) {
      if (!isAddition(terms.get(i), earlier.get(i))) {
        affinity
            .causes()
            .invalid(
                terms.get(i).place(),
                terms.get(i).value(),
                TERM,
                "only additions are allowed (no mutations or deletions)");
      }
    }
  }

  private static boolean isAddition(Part term, Part before) {
    boolean empty = true;
    boolean filled = false;
    for (String field : List.of("matchExpressions", "matchFields")) {
      ArrayValue now = term.list(field);
      ArrayValue earlier = before.list(field);
      empty &= earlier.size() == 0;
      filled |= now.size() > 0;
      if (now.size() < earlier.size()) {
        return false;
      }
      for (int i = 0; i < earlier.size(); i++) {
        if (!Sameness.same(field, now.get(i), earlier.get(i))) {
          return false;
        }
      }
    }
    return !(empty && filled);
  }
}

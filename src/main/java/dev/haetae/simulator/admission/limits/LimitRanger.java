package dev.haetae.simulator.admission.limits;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.admission.request.Refusal;
import dev.haetae.simulator.defaults.Defaults;
import dev.haetae.simulator.defaults.Trees;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives containers the default requests and limits of a namespace's LimitRanges, and refuses what
 * is out of their bounds. The API server looks at the LimitRanges in no fixed order; here it is
 * that of their names.
 *
 * <p>Mirrors {@code plugin/pkg/admission/limitranger/admission.go}.
 */
public final class LimitRanger {
  private static final String ANNOTATION = "kubernetes.io/limit-ranger";

  private LimitRanger() {}

  /** Gives a pod what its containers lack; returns null. */
  public static @Nullable Refusal mutate(Attributes request) {
    if (request.isOf(GroupKind.POD) && request.isCreate()) {
      for (Resource range : request.list(GroupKind.LIMIT_RANGE)) {
        apply(request, items(range));
      }
    }
    return null;
  }

  // One that the API server has not held yet lacks what it would write into it.
  private static List<ObjectValue> items(Resource range) {
    ObjectValue tree = range.metadata().has("uid") ? range.tree() : Defaults.of(range.tree());
    List<ObjectValue> items = new ArrayList<>();
    ArrayValue limits = Trees.array(Trees.object(tree, "spec"), "limits");
    for (int i = 0; i < limits.size(); i++) {
      items.add(Trees.object(limits, i));
    }
    return items;
  }

  private static void apply(Attributes request, List<ObjectValue> items) {
    ObjectValue limits = ObjectValue.EMPTY;
    ObjectValue requests = ObjectValue.EMPTY;
    for (ObjectValue item : items) {
      if (item.text("type").equals("Container")) {
        limits = Trees.overlaid(limits, Trees.object(item, "default"));
        requests = Trees.overlaid(requests, Trees.object(item, "defaultRequest"));
      }
    }
    if (limits.size() == 0 && requests.size() == 0) {
      return;
    }
    List<String> told = new ArrayList<>();
    ContainerDefaults defaults = new ContainerDefaults(requests, limits, told);
    ObjectValue spec = request.spec();
    spec = Trees.changeEach(spec, "containers", one -> defaults.give(one, "container"));
    spec = Trees.changeEach(spec, "initContainers", one -> defaults.give(one, "init container"));
    if (told.isEmpty()) {
      return;
    }
    request.replaceSpec(spec);
    String text = "LimitRanger plugin set: " + String.join("; ", told);
    request.replace(
        Trees.change(
            request.object(),
            "metadata",
            metadata ->
                Trees.change(
                    metadata, "annotations", there -> Trees.with(there, ANNOTATION, text))));
  }

  /** Refuses a pod or a claim that is out of bounds; returns null when it may pass. */
  public static @Nullable Refusal validate(Attributes request) {
    boolean pod = request.isOf(GroupKind.POD);
    if (pod ? !request.isCreate() : !request.isOf(GroupKind.PERSISTENT_VOLUME_CLAIM)) {
      return null;
    }
    ObjectValue existing = request.existing();
    if (existing != null && Trees.object(existing, "metadata").has("deletionTimestamp")) {
      return null;
    }
    Collection<Resource> ranges = request.list(GroupKind.LIMIT_RANGE);
    for (Resource range : ranges) {
      Bounds bounds = new Bounds();
      for (ObjectValue item : items(range)) {
        if (pod) {
          bounds.checkPod(item, request.spec());
        } else {
          bounds.checkClaim(item, request.spec());
        }
      }
      if (!bounds.errors().isEmpty()) {
        return Refusal.forbidden(request, Refusal.aggregate(bounds.errors()));
      }
    }
    return null;
  }
}

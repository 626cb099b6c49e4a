package dev.haetae.simulator.validation.workload;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.InternalType;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.meta.Metadata;
import dev.haetae.simulator.validation.meta.Sameness;
import dev.haetae.simulator.validation.pod.PodSpecs;
import dev.haetae.simulator.validation.storage.ClaimSpecs;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The validation of StatefulSets.
 *
 * <p>Mirrors {@code ValidateStatefulSet} and {@code ValidateStatefulSetUpdate} of {@code
 * pkg/apis/apps/validation/validation.go}; {@code maxUnavailable} is dropped before, as 1.36 has it
 * switched off.
 */
public final class StatefulSets {
  private static final InternalType STRATEGY = InternalType.of("StatefulSetUpdateStrategy");
  private static final InternalType ROLLING = InternalType.of("RollingUpdateStatefulSet");
  private static final List<String> MUTABLE =
      List.of(
          "replicas",
          "template",
          "updateStrategy",
          "minReadySeconds",
          "ordinals",
          "revisionHistoryLimit",
          "persistentVolumeClaimRetentionPolicy");

  private StatefulSets() {}

  /** Checks a new StatefulSet. */
  public static void check(Part set) {
    Metadata.check(set, NameSyntax::label);
    Part spec = set.object("spec");
    checkSpec(spec);
    for (Part claim : spec.objects("volumeClaimTemplates")) {
      ClaimSpecs.check(claim.object("spec"));
    }
    String service = spec.text("serviceName");
    if (!service.isEmpty()) {
      set.causes().invalid(spec.at("serviceName"), service, NameSyntax.label(service));
    }
  }

  /** Checks a changed StatefulSet: much of its spec is fixed. */
  public static void checkUpdate(Part set, Part old) {
    Metadata.checkUpdate(set, old);
    Part spec = set.object("spec");
    checkSpec(spec);
    ObjectValue before = old.map("spec");
    ObjectValue masked = spec.value();
    for (String field : MUTABLE) {
      masked = masked.with(field, before.get(field));
    }
    if (!Sameness.same("spec", masked, before)) {
      set.causes()
          .forbidden(
              spec.place(),
              "updates to statefulset spec for fields other than 'replicas', 'ordinals',"
                  + " 'template', 'updateStrategy', 'revisionHistoryLimit',"
                  + " 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden");
    }
  }

  private static void checkSpec(Part spec) {
    CauseList causes = spec.causes();
    String management = spec.text("podManagementPolicy", "OrderedReady");
    if (!management.equals("OrderedReady") && !management.equals("Parallel")) {
      causes.invalid(
          spec.at("podManagementPolicy"), management, "must be 'OrderedReady' or 'Parallel'");
    }
    checkStrategy(spec.object("updateStrategy"));
    Part retention = spec.object("persistentVolumeClaimRetentionPolicy");
    retention.oneOfOrDefault("whenDeleted", List.of("Retain", "Delete"));
    retention.oneOfOrDefault("whenScaled", List.of("Retain", "Delete"));
    spec.nonNegative("replicas", "minReadySeconds");
    long start = spec.object("ordinals").number("start", 0);
    if (start < 0) {
      causes.invalid(spec.at("ordinals.start"), start, "must be greater than or equal to 0");
    }
    if (Templates.checkSelector(spec, "statefulset", "")) {
      checkTemplate(spec);
    }
    Templates.checkForever(spec, "StatefulSet");
  }

  private static void checkStrategy(Part strategy) {
    switch (strategy.text("type", "RollingUpdate")) {
      case "OnDelete" -> {
        if (strategy.has("rollingUpdate")) {
          strategy
              .causes()
              .invalid(
                  strategy.at("rollingUpdate"),
                  strategy.get("rollingUpdate"),
                  ROLLING,
                  "only allowed for updateStrategy 'RollingUpdate'");
        }
      }
      case "RollingUpdate" -> strategy.object("rollingUpdate").nonNegative("partition");
      default ->
          strategy
              .causes()
              .invalid(
                  strategy.place(),
                  strategy.value(),
                  STRATEGY,
                  "must be 'RollingUpdate' or 'OnDelete'");
    }
  }

  // As the pods will be: with a volume for each template of a claim, without a name of their own.
  private static void checkTemplate(Part spec) {
    Templates.checkSelected(spec);
    Part template = spec.object("template");
    ObjectValue pod = template.map("spec").without("hostname").without("subdomain");
    ArrayValue claims = spec.list("volumeClaimTemplates");
    if (claims.size() > 0) {
      pod = pod.with("volumes", volumes(spec, pod));
    }
    Part whole = new Part(template.value().with("spec", pod), template.place(), template.causes());
    PodSpecs.checkTemplate(whole);
    // Said once more of every StatefulSet.
    Part metadata = template.object("metadata").at(template.place());
    Metadata.labels(metadata, "labels");
    Metadata.annotations(metadata, "annotations");
    PodSpecs.checkTemplateAnnotations(whole);
  }

  private static ArrayValue volumes(Part spec, ObjectValue pod) {
    Set<String> names = new LinkedHashSet<>();
    for (Part claim : spec.objects("volumeClaimTemplates")) {
      names.add(claim.object("metadata").text("name"));
    }
    ArrayValue.Builder volumes = new ArrayValue.Builder();
    for (String name : names) {
      ObjectValue claim = ObjectValue.of("claimName", new StringValue(name));
      volumes.add(
          new ObjectValue.Builder(2).put("name", name).put("persistentVolumeClaim", claim).build());
    }
    for (Part volume : new Part(pod, Place.ROOT, spec.causes()).objects("volumes")) {
      if (!names.contains(volume.text("name"))) {
        volumes.add(volume.value());
      }
    }
    return volumes.build();
  }
}

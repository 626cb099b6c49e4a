package dev.haetae.simulator.validation.storage;

import dev.haetae.resource.Quantity;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.meta.Metadata;
import dev.haetae.simulator.validation.meta.Sameness;
import org.jspecify.annotations.Nullable;

/**
 * The validation of PersistentVolumeClaims.
 *
 * <p>Mirrors {@code ValidatePersistentVolumeClaim} and {@code ValidatePersistentVolumeClaimUpdate}
 * of {@code pkg/apis/core/validation/validation.go}. The difference that the API server prints
 * below a changed spec is left out.
 */
public final class Claims {
  private static final String BETA_CLASS = "volume.beta.kubernetes.io/storage-class";
  private static final String CLASS_NAME = "storageClassName";
  private static final Place REQUEST = Place.of("spec", "resources", "requests", "storage");

  private Claims() {}

  /** Checks a new claim. */
  public static void check(Part claim) {
    Metadata.check(claim, NameSyntax::subdomain);
    ClaimSpecs.check(claim.object("spec"));
  }

  /** Checks a changed claim: nearly all of its spec is fixed, and it grows only. */
  public static void checkUpdate(Part claim, Part old) {
    CauseList causes = claim.causes();
    Part spec = claim.object("spec");
    Part before = old.object("spec");
    Metadata.checkUpdate(claim, old);
    Metadata.check(claim, NameSyntax::subdomain);
    ClaimSpecs.check(
        spec,
        before.object("dataSource").has("apiGroup")
            || before.object("dataSourceRef").has("apiGroup"));
    boolean bound = old.object("status").text("phase").equals("Bound");
    checkAnnotation(claim, old);
    if (!Sameness.same("spec", masked(claim, old, bound), withSources(before.value()))) {
      causes.forbidden(
          spec.place(),
          "spec is immutable after creation except resources.requests and volumeAttributesClassName"
              + " for bound claims");
    }
    checkSize(spec, before, old.object("status"));
    Sameness.checkImmutable(spec, before, "volumeMode", Place.of("volumeMode"));
    checkAttributesClass(spec, before, old.object("status"));
  }

  private static String betaClass(Part claim) {
    return claim.object("metadata").map("annotations").text(BETA_CLASS);
  }

  private static boolean isUpgradeFromAnnotation(Part claim, Part old) {
    String before = betaClass(old);
    String now = betaClass(claim);
    return old.object("metadata").map("annotations").has(BETA_CLASS)
        && !old.object("spec").has(CLASS_NAME)
        && before.equals(claim.object("spec").textOrNull(CLASS_NAME))
        && (now.isEmpty() || now.equals(before));
  }

  private static void checkAnnotation(Part claim, Part old) {
    String now = betaClass(claim);
    if (!isUpgradeFromAnnotation(claim, old) && !now.equals(betaClass(old))) {
      claim
          .causes()
          .invalid(Place.of("metadata", "annotations", BETA_CLASS), now, "field is immutable");
    }
  }

  // The new spec with the old values where it may differ.
  private static ObjectValue masked(Part claim, Part old, boolean bound) {
    ObjectValue before = old.map("spec");
    ObjectValue spec = withSources(claim.map("spec"));
    if (before.text("volumeName").isEmpty()) {
      spec = spec.without("volumeName");
    }
    String annotated = betaClass(old);
    boolean fromNothing =
        spec.has(CLASS_NAME)
            && !before.has(CLASS_NAME)
            && (annotated.isEmpty() || annotated.equals(spec.text(CLASS_NAME)));
    if (fromNothing) {
      spec = spec.without(CLASS_NAME);
    }
    if (!bound) {
      return spec;
    }
    Value oldStorage = storage(before);
    if (spec.get("resources") instanceof ObjectValue resources
        && resources.get("requests") instanceof ObjectValue requests) {
      spec =
          spec.with("resources", resources.with("requests", requests.with("storage", oldStorage)));
    }
    return spec.with("volumeAttributesClassName", before.get("volumeAttributesClassName"));
  }

  private static Value storage(ObjectValue spec) {
    ObjectValue resources =
        spec.get("resources") instanceof ObjectValue object ? object : ObjectValue.EMPTY;
    return resources.get("requests") instanceof ObjectValue requests
        ? requests.get("storage")
        : NullValue.NULL;
  }

  // The two fields for a source of data say the same where only one is written.
  private static ObjectValue withSources(ObjectValue spec) {
    if (spec.has("dataSource") && !spec.has("dataSourceRef")) {
      return spec.with("dataSourceRef", spec.get("dataSource"));
    }
    if (spec.get("dataSourceRef") instanceof ObjectValue reference
        && !spec.has("dataSource")
        && !reference.has("namespace")) {
      return spec.with("dataSource", reference);
    }
    return spec;
  }

  private static void checkSize(Part spec, Part before, Part status) {
    Quantity size = Part.quantity(storage(spec.value()));
    Quantity oldSize = Part.quantity(storage(before.value()));
    if (smaller(size, oldSize) < 0
        && smaller(size, Part.quantity(status.map("capacity").get("storage"))) <= 0) {
      spec.causes().forbidden(REQUEST, "field can not be less than status.capacity");
    }
  }

  private static int smaller(@Nullable Quantity one, @Nullable Quantity other) {
    return (one == null ? Quantity.ZERO : one).compareTo(other == null ? Quantity.ZERO : other);
  }

  private static void checkAttributesClass(Part spec, Part before, Part status) {
    String field = "volumeAttributesClassName";
    if (Sameness.same(spec, before, field) || !status.has("currentVolumeAttributesClassName")) {
      return;
    }
    String name = spec.textOrNull(field);
    if (name == null || name.isEmpty()) {
      spec.causes()
          .forbidden(
              spec.at(field),
              "update to "
                  + (name == null ? "nil" : "empty string")
                  + " is forbidden when status.currentVolumeAttributesClassName is not nil");
    }
  }
}

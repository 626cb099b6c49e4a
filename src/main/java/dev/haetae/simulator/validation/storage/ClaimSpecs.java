package dev.haetae.simulator.validation.storage;

import dev.haetae.resource.Quantity;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.meta.LabelSelectors;
import dev.haetae.simulator.validation.meta.Metadata;
import dev.haetae.simulator.validation.resources.ResourceNames;
import java.util.List;

/**
 * The validation of what a claim asks for, be it a PersistentVolumeClaim's own, a StatefulSet's
 * template or a pod's.
 *
 * <p>Mirrors {@code ValidatePersistentVolumeClaimSpec} of {@code
 * pkg/apis/core/validation/validation.go}.
 */
public final class ClaimSpecs {
  static final List<String> VOLUME_MODES = List.of("Block", "Filesystem");
  private static final List<String> ACCESS_MODES =
      List.of("ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod");

  private ClaimSpecs() {}

  /** Checks the spec of a claim. */
  public static void check(Part spec) {
    check(spec, false);
  }

  /**
   * Checks the spec of a claim.
   *
   * @param grouped whether it was let have any group of its source before
   */
  static void check(Part spec, boolean grouped) {
    CauseList causes = spec.causes();
    if (spec.list("accessModes").size() == 0) {
      causes.required(spec.at("accessModes"), "at least 1 access mode is required");
    }
    LabelSelectors.check(spec, "selector");
    checkAccessModes(spec);
    checkStorage(spec);
    checkClassName(spec, "storageClassName");
    spec.oneOf("volumeMode", VOLUME_MODES);
    for (String field : List.of("dataSource", "dataSourceRef")) {
      if (spec.has(field)) {
        checkSource(spec.object(field), grouped);
      }
    }
    checkSourcesAgree(spec);
    checkClassName(spec, "volumeAttributesClassName");
  }

  /** Checks that every access mode is one, and that they go together. */
  static void checkAccessModes(Part spec) {
    boolean single = false;
    boolean others = false;
    for (String mode : spec.texts("accessModes")) {
      boolean known = ACCESS_MODES.contains(mode);
      if (!known) {
        spec.causes().notSupported(spec.at("accessModes"), mode, ACCESS_MODES);
      }
      boolean pod = mode.equals("ReadWriteOncePod");
      single |= pod;
      others |= known && !pod;
    }
    if (single && others) {
      spec.causes()
          .forbidden(
              spec.at("accessModes"), "may not use ReadWriteOncePod with other access modes");
    }
  }

  private static void checkStorage(Part spec) {
    Place place = spec.at("resources").key("storage");
    Value storage = spec.object("resources").map("requests").get("storage");
    Quantity quantity = Part.quantity(storage);
    if (quantity == null) {
      spec.causes().required(place, "");
    } else if (quantity.signum() <= 0) {
      spec.causes().invalid(place, Part.amount(storage), "must be greater than zero");
    } else {
      ResourceNames.checkAmount("storage", storage, place, spec.causes());
    }
  }

  /** Checks the name of a class that is there and not empty. */
  static void checkClassName(Part spec, String field) {
    String name = spec.text(field);
    if (!name.isEmpty()) {
      spec.causes().invalid(spec.at(field), name, NameSyntax.subdomain(name));
    }
  }

  private static void checkSource(Part source, boolean grouped) {
    CauseList causes = source.causes();
    source.require("name", "kind");
    String group = source.text("apiGroup");
    String kind = source.text("kind");
    if (group.isEmpty() && !kind.equals("PersistentVolumeClaim")) {
      causes.invalid(
          source.place(),
          kind,
          "must be 'PersistentVolumeClaim' when referencing the default apiGroup");
    }
    if (!group.isEmpty() && !grouped) {
      causes.invalid(source.at("apiGroup"), group, NameSyntax.subdomain(group));
    }
  }

  // The place of the one field is shown as the value of the whole, as the API server does: {}.
  private static void checkSourcesAgree(Part spec) {
    if (!spec.has("dataSource") || !spec.has("dataSourceRef")) {
      return;
    }
    Part source = spec.object("dataSource");
    Part reference = spec.object("dataSourceRef");
    boolean same =
        source.get("apiGroup").equals(reference.get("apiGroup"))
            && source.text("kind").equals(reference.text("kind"))
            && source.text("name").equals(reference.text("name"));
    if (!same) {
      spec.causes().invalid(spec.place(), ObjectValue.EMPTY, "must match dataSourceRef");
    }
  }

  /** Checks a template of a claim within a pod: its metadata has labels and annotations only. */
  public static void checkTemplate(Part template) {
    Part metadata = template.object("metadata");
    Metadata.annotations(metadata, "annotations");
    Metadata.labels(metadata, "labels");
    for (int i = 0; i < metadata.value().size(); i++) {
      String field = metadata.value().key(i);
      if (!field.equals("annotations")
          && !field.equals("labels")
          && !isZero(metadata.value().value(i))) {
        template
            .causes()
            .forbidden(metadata.at(field.equals("uid") ? "uID" : field), "cannot be set");
      }
    }
    check(template.object("spec"));
  }

  private static boolean isZero(Value value) {
    return value.isNull()
        || value.equals(new StringValue(""))
        || value.equals(NumberValue.of(0))
        || value.equals(ArrayValue.EMPTY);
  }
}

package dev.haetae.simulator.validation.storage;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.meta.Metadata;
import dev.haetae.simulator.validation.meta.NodeSelectors;
import dev.haetae.simulator.validation.meta.Sameness;
import java.util.List;
import java.util.Locale;

/**
 * The validation of StorageClasses.
 *
 * <p>Mirrors {@code ValidateStorageClass} and {@code ValidateStorageClassUpdate} of {@code
 * pkg/apis/storage/validation/validation.go}.
 */
public final class StorageClasses {
  private static final int MOST_PARAMETERS = 512;
  private static final int MOST_PARAMETER_BYTES = 256 * 1024;
  private static final List<String> IMMUTABLE =
      List.of("parameters", "provisioner", "reclaimPolicy", "volumeBindingMode");

  private StorageClasses() {}

  /** Checks a new class. */
  public static void check(Part storageClass) {
    Metadata.check(storageClass, NameSyntax::subdomain);
    CauseList causes = storageClass.causes();
    storageClass.require("provisioner");
    String provisioner = storageClass.text("provisioner").toLowerCase(Locale.ROOT);
    if (!provisioner.isEmpty()) {
      causes.invalid(storageClass.at("provisioner"), provisioner, NameSyntax.key(provisioner));
    }
    checkParameters(storageClass);
    storageClass.oneOfOrDefault("reclaimPolicy", List.of("Delete", "Retain"));
    storageClass.oneOf("volumeBindingMode", List.of("Immediate", "WaitForFirstConsumer"));
    NodeSelectors.checkTopologies(storageClass, "allowedTopologies");
  }

  private static void checkParameters(Part storageClass) {
    CauseList causes = storageClass.causes();
    ObjectValue parameters = storageClass.map("parameters");
    Place place = storageClass.at("parameters");
    if (parameters.size() > MOST_PARAMETERS) {
      causes.tooLong(place, MOST_PARAMETERS);
      return;
    }
    long bytes = 0;
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.key(i).isEmpty()) {
        causes.invalid(place, "", "field can not be empty.");
      }
      bytes += NameSyntax.bytes(parameters.key(i));
      bytes += NameSyntax.bytes(parameters.text(parameters.key(i)));
    }
    if (bytes > MOST_PARAMETER_BYTES) {
      causes.tooLong(place, MOST_PARAMETER_BYTES);
    }
  }

  /** Checks a changed class: only whether claims may grow, mounts and topologies may change. */
  public static void checkUpdate(Part storageClass, Part old) {
    check(storageClass);
    Metadata.checkUpdate(storageClass, old);
    for (String field : IMMUTABLE) {
      Sameness.checkImmutable(storageClass, old, field);
    }
  }
}

package dev.haetae.rule.storage;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.ClaimTemplate;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.Resource;
import dev.haetae.resource.StorageClass;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.rule.Findings;
import dev.haetae.rule.RuleContext;
import dev.haetae.simulator.binding.DefaultStorageClass;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The verdict on the {@code storageClassName} that a claim or a template writes, or does not. */
final class WrittenClass {
  private static final String FIELD = "storageClassName";

  private final Inventory inventory;
  private final NearNames nearNames;
  private final boolean isNew;
  private final Findings findings;

  WrittenClass(RuleContext context, Findings findings) {
    this.inventory = context.inventory();
    this.nearNames = new NearNames(inventory);
    this.isNew = context.isNew();
    this.findings = findings;
  }

  /**
   * Judges the class of a claim.
   *
   * @param spec where the claim is written
   */
  void check(PersistentVolumeClaim claim, ClaimPlace place, ObjectView spec) {
    String name = claim.storageClass();
    if (name != null) {
      checkExists(name, claim, place, spec);
    } else if (!claim.volumeName().isEmpty() || claim.selector() != null) {
      missing(claim, spec);
    }
  }

  /** Judges the class of the claims of a template of {@code subject}. */
  void check(ClaimTemplate template, Resource subject, ClaimPlace place) {
    check(template.claim(subject.namespace(), template.volume()), place, template.spec());
  }

  private void missing(PersistentVolumeClaim claim, ObjectView spec) {
    PersistentVolume volume = inventory.volume(claim.volumeName());
    StorageClass standard = DefaultStorageClass.of(inventory);
    String wanted = volume == null ? selected(claim) : volume.storageClass();
    Path path = spec.path(FIELD);
    findings.violation(
        StorageClassExplicit.STORAGE_CLASS_MISSING,
        path,
        Sentence.of("claim %q ", claim.name())
            .then(
                claim.volumeName().isEmpty()
                    ? Sentence.of("selects its volume")
                    : Sentence.of("names volume %q", claim.volumeName()))
            .then(" but writes no storageClassName: %s", consequence(standard, wanted))
            .instead("write storageClassName: %q", wanted),
        isNew ? List.of(PatchOperation.add(path, new StringValue(wanted))) : List.of());
  }

  private static Sentence consequence(@Nullable StorageClass standard, String wanted) {
    if (standard == null) {
      return Sentence.of("a default class, where there is one, is filled in, and it never binds");
    }
    return standard.name().equals(wanted)
        ? Sentence.of("it binds only for as long as %q is the default class", standard.name())
        : Sentence.of("the default class %q is filled in, and it never binds", standard.name());
  }

  // The class of the volumes that the selector finds, if they have one in common.
  private String selected(PersistentVolumeClaim claim) {
    String common = null;
    if (claim.selector() != null) {
      for (PersistentVolume volume : inventory.volumes()) {
        if (claim.selector().matches(volume.labels())) {
          if (common != null && !common.equals(volume.storageClass())) {
            return "";
          }
          common = volume.storageClass();
        }
      }
    }
    return common == null ? "" : common;
  }

  private void checkExists(
      String name, PersistentVolumeClaim claim, ClaimPlace place, ObjectView spec) {
    // A class of volumes made by hand need not be an object: binding compares the words.
    if (name.isEmpty()
        || inventory.storageClass(name) != null
        || !inventory.volumesByClass(name).isEmpty()) {
      return;
    }
    Path path = spec.has(FIELD) ? spec.path(FIELD) : place.path();
    if (!inventory.isClosed()) {
      place.undecided(
          StorageClassExplicit.STORAGE_CLASS_NOT_FOUND,
          path,
          Sentence.of(
              "whether class %q of claim %q exists is not known; not in the input: the"
                  + " StorageClass, or a volume of that class",
              name, claim.name()),
          findings);
      return;
    }
    place.report(
        StorageClassExplicit.STORAGE_CLASS_NOT_FOUND,
        path,
        Sentence.of(
                "class %q of claim %q does not exist, as a StorageClass or on a volume: the claim"
                    + " stays Pending",
                name, claim.name())
            .instead(remedy(name, claim)),
        findings);
  }

  // Of the classes that are there, one that no other rule refuses.
  private Sentence remedy(String name, PersistentVolumeClaim claim) {
    Optional<String> near =
        nearNames.storageClass(name).filter(one -> !NfsClass.isWorse(one, inventory));
    return near.isPresent()
        ? Sentence.of("did you mean %q?", near.get())
        : NfsClass.remedy(
            inventory, claim, "name a class that exists, or \"\" for a volume without one");
  }
}

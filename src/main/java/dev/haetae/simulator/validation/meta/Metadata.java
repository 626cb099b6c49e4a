package dev.haetae.simulator.validation.meta;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.InternalType;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * The validation of {@code metadata}.
 *
 * <p>Mirrors {@code apimachinery/pkg/api/validation/objectmeta.go}, {@code ValidateObjectMeta} of
 * {@code pkg/apis/core/validation/validation.go} and what {@code
 * apiserver/pkg/registry/rest/{create,update}.go} add for every kind.
 */
public final class Metadata {
  private static final int MOST_ANNOTATION_BYTES = 256 * 1024;
  private static final int LONGEST_BASE = 58;
  private static final InternalType OWNER = InternalType.of("OwnerReference");
  private static final Set<String> FINALIZERS =
      Set.of("kubernetes", "orphan", "foregroundDeletion");

  private Metadata() {}

  /**
   * What a kind's own validation says of the metadata of a new object.
   *
   * @param object the whole object
   * @param names the syntax of the kind's names
   */
  public static void check(Part object, Function<String, List<String>> names) {
    Part metadata = object.object("metadata");
    checkNames(metadata, names);
    checkCommon(metadata);
    checkFinalizerNames(metadata);
  }

  /** The same for the kinds whose validation lets finalizers have any qualified name. */
  public static void checkPlain(Part object, Function<String, List<String>> names) {
    Part metadata = object.object("metadata");
    checkNames(metadata, names);
    checkCommon(metadata);
  }

  /** What holds for every kind: a name that is no path, and well-formed labels. */
  public static void checkAny(Part object) {
    checkPlain(object, NameSyntax::pathSegment);
  }

  /** The name; where it is generated, one as long as it will be, since validation comes later. */
  public static String name(Part metadata) {
    String name = metadata.text("name");
    String base = metadata.text("generateName");
    return name.isEmpty() && !base.isEmpty()
        ? base.substring(0, Math.min(base.length(), LONGEST_BASE)) + "xxxxx"
        : name;
  }

  /**
   * The same for the kinds whose validation looks at the name alone, not at what it begins with.
   */
  public static void checkNamed(Part object, Function<String, List<String>> names) {
    Part metadata = object.object("metadata");
    checkName(metadata, names);
    checkCommon(metadata);
    checkFinalizerNames(metadata);
  }

  private static void checkNames(Part metadata, Function<String, List<String>> names) {
    String base = metadata.text("generateName");
    if (!base.isEmpty()) {
      // A dash at the end stands before what is made up.
      String masked =
          base.length() > 1 && base.endsWith("-")
              ? base.substring(0, base.length() - 2) + "a"
              : base;
      metadata.causes().invalid(metadata.at("generateName"), base, names.apply(masked));
    }
    checkName(metadata, names);
  }

  private static void checkName(Part metadata, Function<String, List<String>> names) {
    CauseList causes = metadata.causes();
    String name = name(metadata);
    if (name.isEmpty()) {
      causes.required(metadata.at("name"), "name or generateName is required");
    } else {
      causes.invalid(metadata.at("name"), name, names.apply(name));
    }
  }

  private static void checkCommon(Part metadata) {
    CauseList causes = metadata.causes();
    String namespace = metadata.text("namespace");
    if (!namespace.isEmpty()) {
      causes.invalid(metadata.at("namespace"), namespace, NameSyntax.label(namespace));
    }
    labels(metadata, "labels");
    annotations(metadata, "annotations");
    checkOwners(metadata);
    checkFinalizers(metadata);
  }

  /** What a kind's own validation says of the metadata of a changed object. */
  public static void checkUpdate(Part object, Part old) {
    checkAnyUpdate(object, old);
    checkFinalizerNames(object.object("metadata"));
  }

  /** What holds for every kind's change of metadata. */
  public static void checkAnyUpdate(Part object, Part old) {
    Part metadata = object.object("metadata");
    Part before = old.object("metadata");
    if (before.has("deletionTimestamp")) {
      checkNoNewFinalizers(metadata, before);
    }
    labels(metadata, "labels");
    annotations(metadata, "annotations");
    checkOwners(metadata);
  }

  private static void checkNoNewFinalizers(Part metadata, Part before) {
    List<String> extra = new ArrayList<>(metadata.texts("finalizers"));
    extra.removeAll(new HashSet<>(before.texts("finalizers")));
    if (!extra.isEmpty()) {
      StringBuilder shown = new StringBuilder();
      for (String finalizer : extra.stream().distinct().sorted().limit(CauseList.MOST).toList()) {
        shown.append(shown.isEmpty() ? "" : ", ").append('"').append(finalizer).append('"');
      }
      metadata
          .causes()
          .forbidden(
              metadata.at("finalizers"),
              "no new finalizers can be added if the object is being deleted, found new finalizers"
                  + " []string{"
                  + shown
                  + "}");
    }
  }

  /** The map of labels at {@code field}: keys and values. */
  public static void labels(Part part, String field) {
    ObjectValue labels = part.map(field);
    Place place = part.at(field);
    for (int i = 0; i < labels.size() && !part.causes().isFull(); i++) {
      String key = labels.key(i);
      part.causes().invalid(place, key, NameSyntax.key(key));
      String value = labels.value(i) instanceof StringValue text ? text.text() : "";
      part.causes().invalid(place, value, NameSyntax.labelValue(value));
    }
  }

  /** The map of annotations at {@code field}: keys, and the size of all. */
  public static void annotations(Part part, String field) {
    ObjectValue annotations = part.map(field);
    Place place = part.at(field);
    long bytes = 0;
    for (int i = 0; i < annotations.size(); i++) {
      String key = annotations.key(i);
      part.causes().invalid(place, key, NameSyntax.key(key.toLowerCase(Locale.ROOT)));
      bytes += NameSyntax.bytes(key);
      bytes += annotations.value(i) instanceof StringValue text ? NameSyntax.bytes(text.text()) : 0;
    }
    if (bytes > MOST_ANNOTATION_BYTES) {
      part.causes().tooLong(place, MOST_ANNOTATION_BYTES);
    }
  }

  private static void checkOwners(Part metadata) {
    if (!metadata.has("ownerReferences")) {
      return;
    }
    CauseList causes = metadata.causes();
    Place place = metadata.at("ownerReferences");
    String controller = "";
    ArrayValue distinct = distinct(metadata.list("ownerReferences"));
    Part owners = new Part(ObjectValue.of("ownerReferences", distinct), metadata.place(), causes);
    for (Part owner : owners.objects("ownerReferences")) {
      String apiVersion = owner.text("apiVersion");
      boolean versioned =
          !apiVersion.isEmpty() && apiVersion.indexOf('/') == apiVersion.lastIndexOf('/');
      if (!versioned || apiVersion.endsWith("/")) {
        causes.invalid(place.child("apiVersion"), apiVersion, "version must not be empty");
      }
      for (String field : List.of("kind", "name", "uid")) {
        if (owner.text(field).isEmpty()) {
          causes.invalid(place.child(field), "", "must not be empty");
        }
      }
      if (apiVersion.equals("v1") && owner.text("kind").equals("Event")) {
        causes.invalid(
            place, owner.value(), OWNER, "/v1, Kind=Event is disallowed from being an owner");
      }
      if (owner.flag("controller")) {
        String name = owner.text("kind") + '/' + owner.text("name");
        if (controller.isEmpty()) {
          controller = name;
        } else {
          causes.invalid(
              place,
              distinct,
              OWNER,
              "Only one reference can have Controller set to true. Found \"true\" in references for"
                  + " "
                  + controller
                  + " and "
                  + name);
        }
      }
    }
  }

  // The API server leaves out what is there twice, with a warning.
  private static ArrayValue distinct(ArrayValue owners) {
    Set<Value> seen = new HashSet<>();
    ArrayValue.Builder out = new ArrayValue.Builder();
    for (int i = 0; i < owners.size(); i++) {
      if (seen.add(owners.get(i))) {
        out.add(owners.get(i));
      }
    }
    return out.build();
  }

  private static void checkFinalizers(Part metadata) {
    CauseList causes = metadata.causes();
    Place place = metadata.at("finalizers");
    List<String> finalizers = metadata.texts("finalizers");
    for (String finalizer : finalizers) {
      causes.invalid(place, finalizer, NameSyntax.key(finalizer));
    }
    if (finalizers.size() > 1
        && finalizers.contains("orphan")
        && finalizers.contains("foregroundDeletion")) {
      causes.invalid(
          place,
          metadata.get("finalizers"),
          "finalizer orphan and foregroundDeletion cannot be both set");
    }
  }

  private static void checkFinalizerNames(Part metadata) {
    List<String> finalizers = metadata.texts("finalizers");
    for (int i = 0; i < finalizers.size(); i++) {
      checkFinalizerName(finalizers.get(i), metadata.at("finalizers").index(i), metadata.causes());
    }
  }

  /** A finalizer must be a standard one, or have a domain. */
  public static void checkFinalizerName(String finalizer, Place place, CauseList causes) {
    if (finalizer.indexOf('/') < 0 && !FINALIZERS.contains(finalizer)) {
      causes.invalid(
          place, finalizer, "name is neither a standard finalizer name nor is it fully qualified");
    }
  }
}

package dev.haetae.rule.manifest;

import dev.haetae.inventory.Budget;
import dev.haetae.resource.text.FileText;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.resource.tree.Value;
import dev.haetae.schema.FieldType;
import dev.haetae.schema.FieldType.ListOf;
import dev.haetae.schema.FieldType.MapOf;
import dev.haetae.schema.FieldType.Scalar;
import dev.haetae.schema.ObjectType;
import dev.haetae.schema.Schema;
import dev.haetae.schema.Shape;
import dev.haetae.schema.Suggestions;
import dev.haetae.schema.TypeCheck;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A field that its object does not have, and what was meant by it: a well-known slip, a name
 * spelled otherwise, another place in the object, another kind.
 *
 * @param kind the type of the whole object
 * @param root the whole object
 * @param type of the object that holds the field
 * @param name of the field
 * @param value what stands there
 * @param path of the field
 * @param budget what it may cost to look for it
 */
record UnknownField(
    ObjectType kind,
    ObjectValue root,
    ObjectType type,
    String name,
    Value value,
    Path path,
    Budget budget) {
  // One more is no help to choose.
  private static final int MOST_CHOICES = 3;
  private static final int LONGEST_PLACE = 120;
  private static final Pattern PATCH =
      Pattern.compile("\\$(patch|retainKeys|(setElementOrder|deleteFromPrimitiveList)/.*)");
  private static final String VOLUME = "PersistentVolume";
  private static final Set<String> AMOUNTS =
      Set.of("cpu", "memory", "ephemeral-storage", "storage");

  /** Says what to write instead. */
  Sentence remedy() {
    String lookalike = FileText.lookalike(name);
    if (lookalike != null) {
      return Sentence.said(lookalike);
    }
    if (name.startsWith("$") && PATCH.matcher(name).matches()) {
      return Sentence.of("it is written in patches only: build them (kubectl kustomize)");
    }
    Sentence known = known();
    if (known != null) {
      return known;
    }
    Sentence direct = amount();
    if (direct == null) {
      direct = label();
    }
    if (direct == null) {
      direct = unwrapped();
    }
    return direct == null ? guess() : direct;
  }

  private @Nullable Sentence known() {
    String meant = Meanings.of(type.name(), name, holder());
    // A PersistentVolume has them itself.
    if (meant == null || (name.equals("mountOptions") && root.text("kind").equals(VOLUME))) {
      return null;
    }
    // A path below the object itself.
    return meant.startsWith(".")
        ? Sentence.of("move it to %s", below(meant.substring(1)))
        : Sentence.of(meant);
  }

  private Path below(String fields) {
    Path at = parent();
    for (String field : fields.split("\\.", 3)) {
      at = at.child(field);
    }
    return at;
  }

  private Path parent() {
    Path parent = path.parent();
    return parent == null ? Path.ROOT : parent;
  }

  private ObjectValue holder() {
    return parent().in(root) instanceof ObjectValue object ? object : ObjectValue.EMPTY;
  }

  // An amount of a resource stands under limits, of storage under requests.
  private @Nullable Sentence amount() {
    boolean isResource = name.indexOf('/') > 0 || AMOUNTS.contains(name);
    if (!isResource || !TypeCheck.takes(Scalar.QUANTITY, shape(), literal())) {
      return null;
    }
    String field = name.equals("storage") ? "requests" : "limits";
    if (isAmounts(type.fieldOrNull(field))) {
      return Sentence.of("move it to %s", parent().child(field).child(name));
    }
    return type.fieldOrNull("resources") instanceof FieldType.ObjectOf resources
            && isAmounts(resources.type().fieldOrNull(field))
        ? Sentence.of("move it to %s", parent().child("resources").child(field).child(name))
        : null;
  }

  private static boolean isAmounts(@Nullable FieldType field) {
    return field instanceof MapOf map && map.value() == Scalar.QUANTITY;
  }

  // A label or parameter, which stands in a map of its own.
  private @Nullable Sentence label() {
    String map = Meanings.freeFields(type.name());
    if (map == null
        || shape() == Shape.OBJECT
        || shape() == Shape.LIST
        || Suggestions.nearest(name, type.fieldNames(), budget::spend).isPresent()) {
      return null;
    }
    Path place = parent().child(map).child(name);
    return place.toString().length() > LONGEST_PLACE / 2
        ? Sentence.of("write it under %s", map)
        : Sentence.of("move it to %s", place);
  }

  // What a newer version has one level up.
  private @Nullable Sentence unwrapped() {
    if (!(value instanceof ObjectValue object) || object.size() == 0) {
      return null;
    }
    for (int i = 0; i < object.size(); i++) {
      budget.spend(1);
      FieldType field = type.fieldOrNull(object.key(i));
      Value inner = object.value(i);
      if (field == null
          || holder().has(object.key(i))
          || !TypeCheck.takes(field, FieldWalk.shape(inner), FieldWalk.literal(inner))) {
        return null;
      }
    }
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < object.size() && i < MOST_CHOICES; i++) {
      keys.add(object.key(i));
    }
    return Sentence.of("write what is in it one level up: %s", keys);
  }

  private Sentence guess() {
    Optional<String> nearest = Suggestions.nearest(name, type.fieldNames(), budget::spend);
    Set<String> places = places(name);
    Optional<String> place =
        places.size() == 1 ? Optional.of(places.iterator().next()) : Optional.empty();
    if (nearest.isPresent() && !(place.isPresent() && holder().has(nearest.get()))) {
      Sentence remedy = write(nearest.get());
      return place.isPresent() ? remedy.then(", or move it to %s", shown(place.get())) : remedy;
    }
    if (place.isPresent()) {
      return Sentence.of("move it to %s", shown(place.get()));
    }
    Sentence elsewhere = otherKind();
    if (elsewhere == null) {
      elsewhere = otherNumber();
    }
    if (elsewhere != null) {
      return elsewhere;
    }
    if (!places.isEmpty() && places.size() <= MOST_CHOICES) {
      return Sentence.of("move it to one of %s", relative(places));
    }
    Sentence other = places.isEmpty() ? otherSource() : null;
    return other == null
        ? Sentence.of("write one of those that kubectl explain %s lists", explained())
        : other;
  }

  // Below the object itself without its path.
  private List<String> relative(Set<String> places) {
    String begin = parent().toString() + '.';
    return places.stream()
        .map(place -> place.startsWith(begin) ? place.substring(begin.length()) : place)
        .toList();
  }

  // A source has the field that is not the one which is written.
  private @Nullable Sentence otherSource() {
    Set<String> places = Suggestions.places(kind, steps(), List.of(), name, shape(), budget::spend);
    if (places.size() != 1) {
      return null;
    }
    String place = places.iterator().next();
    return Sentence.of("write %s in place of the other source, or leave it out", shown(place));
  }

  // Names of the API are long, and a place that is cut is none.
  private static Sentence shown(String place) {
    return place.length() <= LONGEST_PLACE ? Sentence.said(place) : Sentence.of("%s", place);
  }

  private Sentence write(String field) {
    boolean isList = type.fieldOrNull(field) instanceof ListOf;
    return isList && shape() != Shape.LIST && shape() != Shape.NULL
        ? Sentence.of("write %s, a list", field)
        : Sentence.of("write %s", field);
  }

  // Another kind has the field where this one has not.
  private @Nullable Sentence otherKind() {
    // A template of claims has their spec, wherever it stands.
    boolean ofClaim = type.name().equals("PersistentVolumeClaimSpec");
    List<String> steps = ofClaim ? List.of("spec") : steps();
    for (Meanings.Kind other :
        Meanings.related(ofClaim ? "PersistentVolumeClaim" : root.text("kind"))) {
      ObjectType there = Schema.kubernetes().kind(other.apiVersion(), other.name()).orElse(null);
      for (String step : steps) {
        there =
            there != null && there.fieldOrNull(step) instanceof FieldType.ObjectOf object
                ? object.type()
                : null;
      }
      FieldType field = there == null ? null : there.fieldOrNull(name);
      if (field != null && TypeCheck.takes(field, shape(), literal())) {
        return Sentence.of(
            "it belongs to a %s, at %s",
            other.name(), Path.of(steps.toArray(String[]::new)).child(name));
      }
    }
    return null;
  }

  // "volume" for "volumes" and the like, somewhere above.
  private @Nullable Sentence otherNumber() {
    String other = name.endsWith("s") ? name.substring(0, name.length() - 1) : name + 's';
    Set<String> places = places(other);
    return places.size() == 1
        ? Sentence.of("move it to %s", shown(places.iterator().next()))
        : null;
  }

  private Set<String> places(String field) {
    return Suggestions.places(kind, steps(), written(), field, shape(), budget::spend);
  }

  // Keys from the root down, elements of lists as "[0]".
  private List<String> steps() {
    List<String> steps = new ArrayList<>();
    for (Path at = path.parent(); at != null && at.parent() != null; at = at.parent()) {
      steps.add(at.index() < 0 ? at.key() : "[" + at.index() + ']');
    }
    return steps.reversed();
  }

  private List<Set<String>> written() {
    List<Set<String>> written = new ArrayList<>();
    for (Path at = path.parent(); at != null; at = at.parent()) {
      Set<String> keys = new HashSet<>();
      if (at.in(root) instanceof ObjectValue object) {
        budget.spend(object.size());
        for (int i = 0; i < object.size(); i++) {
          keys.add(object.key(i));
        }
      }
      written.add(keys);
    }
    return written.reversed();
  }

  private String explained() {
    StringBuilder explained = new StringBuilder(root.text("kind").toLowerCase(Locale.ROOT));
    for (String step : steps()) {
      if (!step.startsWith("[")) {
        explained.append('.').append(step);
      }
    }
    return explained.toString();
  }

  private Shape shape() {
    return FieldWalk.shape(value);
  }

  private String literal() {
    return FieldWalk.literal(value);
  }
}

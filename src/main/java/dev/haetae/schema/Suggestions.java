package dev.haetae.schema;

import dev.haetae.schema.FieldType.Any;
import dev.haetae.schema.FieldType.ListOf;
import dev.haetae.schema.FieldType.MapOf;
import dev.haetae.schema.FieldType.ObjectOf;
import dev.haetae.schema.FieldType.ObjectOr;
import dev.haetae.schema.FieldType.Scalar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/** Guesses at what an unknown field was meant to be: a name spelled otherwise, or another place. */
public final class Suggestions {
  // Nobody means the cluster's own report; of the three lists of containers "containers" is meant.
  private static final Set<String> NOT_MEANT =
      Set.of("status", "managedFields", "ownerReferences", "initContainers", "ephemeralContainers");
  // A field of that many levels below is found by its name alone, which is no evidence.
  private static final int DEEPEST = 7;

  // No name of the API is longer; of a longer key only the beginning is shown.
  private static final int LONGEST_STEP = 253;

  private Suggestions() {}

  /**
   * Returns the known name that {@code unknown} comes nearest to, case aside; empty when none is
   * near. Near is one slip of the pen (a letter more, less, other, or two swapped) for every three
   * letters; failing that, the only known name that begins with it, or with which it begins.
   *
   * <p>Whoever writes names may write many long ones: what is longer than a name can be is near
   * nothing, and once a search has compared a quarter of a million letters, the nearest so far is
   * the answer.
   */
  public static Optional<String> nearest(String unknown, Collection<String> known) {
    return nearest(unknown, known, _ -> {});
  }

  /**
   * Returns the same to those who have a budget.
   *
   * @param spending told of the steps of a budget, tens of nanoseconds each, that it has taken
   */
  public static Optional<String> nearest(
      String unknown, Collection<String> known, LongConsumer spending) {
    return NearestName.among(known, unknown, spending);
  }

  /**
   * Returns where a field that is unknown at {@code path} belongs: for {@code ports} in a Pod's
   * {@code spec} it is {@code spec.containers[*].ports}.
   *
   * <p>The nearest place counts by levels up to the object they share and down from there. Empty
   * when there is none, or when several are equally near, since one of them would be a guess.
   *
   * @param kind the type at the root of the object
   * @param path the object in which the field was written: keys from the root down, an element of a
   *     list as {@code [0]}; empty for the root
   * @param field its name, as written; another case is forgiven when no place has it exactly
   * @param value what stands there, so that only places that could take it are named
   */
  public static Optional<String> belongs(
      ObjectType kind, List<String> path, String field, Shape value) {
    return belongs(kind, path, field, value, _ -> {});
  }

  /**
   * Returns the same to those who have a budget.
   *
   * @param spending told of the steps of a budget, tens of nanoseconds each, as they are taken
   */
  public static Optional<String> belongs(
      ObjectType kind, List<String> path, String field, Shape value, LongConsumer spending) {
    Set<String> nearest = places(kind, path, List.of(), field, value, spending);
    return nearest.size() == 1 ? Optional.of(nearest.iterator().next()) : Optional.empty();
  }

  /**
   * Returns all places that are equally near; sorted, none when there is none.
   *
   * @param written the fields that are written in each object on the way, the root's first, none of
   *     a list: of several sources of a volume only the one that is written may hold the field
   */
  public static Set<String> places(
      ObjectType kind,
      List<String> path,
      List<Set<String>> written,
      String field,
      Shape value,
      LongConsumer spending) {
    List<Ancestor> ancestors = ancestors(kind, path, written);
    Set<String> exact = places(ancestors, path, new Wanted(field, value, false), spending);
    // What the object itself has in another case is misspelt, not misplaced.
    return !exact.isEmpty() || ancestors.getLast().self().hasInAnyCase(field)
        ? exact
        : places(ancestors, path, new Wanted(field, value, true), spending);
  }

  private static Set<String> places(
      List<Ancestor> ancestors, List<String> path, Wanted wanted, LongConsumer spending) {
    Set<String> nearest = new TreeSet<>();
    for (int cost = 1; cost <= DEEPEST + ancestors.size() && nearest.isEmpty(); cost++) {
      for (int up = 0; up < ancestors.size() && up <= cost; up++) {
        Ancestor ancestor = ancestors.get(ancestors.size() - 1 - up);
        for (Holder place : ancestor.level(cost - up)) {
          spending.accept(1 + place.type().fields().size());
          place.offer(wanted, nearest);
        }
      }
      // What is written there already is no place for it.
      nearest.removeIf(place -> isOnTheWay(place, path));
    }
    return nearest;
  }

  private static boolean isOnTheWay(String place, List<String> path) {
    String way = "";
    for (String step : path) {
      way = append(way, step);
      if (way.equals(place)) {
        return true;
      }
    }
    return false;
  }

  // From the root down to the object itself; lists and maps on the way are no places for fields.
  private static List<Ancestor> ancestors(
      ObjectType kind, List<String> path, List<Set<String>> written) {
    List<Ancestor> ancestors = new ArrayList<>();
    ancestors.add(new Ancestor(new Holder("", kind), keys(written, 0), next(path, 0)));
    FieldType at = new ObjectOf(kind);
    String way = "";
    for (int i = 0; i < path.size(); i++) {
      way = append(way, path.get(i));
      Optional<FieldType> next = step(at, path.get(i));
      if (next.isEmpty()) {
        break;
      }
      at = next.get();
      if (at instanceof ObjectOf object) {
        Holder holder = new Holder(way, object.type());
        ancestors.add(new Ancestor(holder, keys(written, i + 1), next(path, i + 1)));
      }
    }
    return ancestors;
  }

  private static String next(List<String> path, int depth) {
    return depth < path.size() ? path.get(depth) : "";
  }

  private static Set<String> keys(List<Set<String>> written, int depth) {
    return depth < written.size() ? written.get(depth) : Set.of();
  }

  private static Optional<FieldType> step(FieldType type, String step) {
    return switch (type) {
      case ObjectOf object -> object.type().field(step);
      case ObjectOr choice -> choice.type().field(step);
      case MapOf map -> Optional.of(map.value());
      case ListOf list -> Optional.of(list.element());
      case Scalar _, Any _ -> Optional.empty();
    };
  }

  private static String append(String path, String step) {
    if (step.startsWith("[")) {
      return path + step;
    }
    String key = step.length() > LONGEST_STEP ? step.substring(0, LONGEST_STEP) : step;
    boolean word = key.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
    String written = word ? key : '[' + key + ']';
    return path.isEmpty() || !word ? path + written : path + '.' + written;
  }

  /** The field that is looked for. */
  private record Wanted(String field, Shape value, boolean anyCase) {
    boolean isMet(String name, FieldType type) {
      return (anyCase ? name.equalsIgnoreCase(field) : name.equals(field)) && couldTake(type);
    }

    private boolean couldTake(FieldType type) {
      return switch (value) {
        case NULL -> true;
        case OBJECT, LIST -> TypeCheck.takes(type, value, "");
        case STRING, NUMBER, BOOLEAN -> type instanceof Scalar || type instanceof Any;
      };
    }
  }

  /** An object that could hold the field. */
  private record Holder(String path, ObjectType type) {
    boolean hasInAnyCase(String name) {
      for (String known : type.fieldNames()) {
        if (known.equalsIgnoreCase(name)) {
          return true;
        }
      }
      return false;
    }

    void offer(Wanted wanted, Set<String> offered) {
      for (Map.Entry<String, FieldType> field : type.fields()) {
        String name = field.getKey();
        if (wanted.isMet(name, field.getValue()) && !NOT_MEANT.contains(name)) {
          offered.add(append(path, name));
        }
      }
    }

    // The words on which the types of fields end of which an object has one: "Source", "Action".
    Set<String> unions(Set<String> fields) {
      Set<String> unions = new HashSet<>();
      for (String name : fields) {
        if (type.fieldOrNull(name) instanceof ObjectOf member && member.type().union() != null) {
          unions.add(member.type().union());
        }
      }
      return unions;
    }

    void addBelow(Set<ObjectType> seen, Set<String> written, String passed, List<Holder> below) {
      Set<String> unions = unions(written);
      for (Map.Entry<String, FieldType> field : type.fields()) {
        String name = field.getKey();
        String elements = field.getValue() instanceof ListOf ? "[*]" : "";
        FieldType inner =
            field.getValue() instanceof ListOf list ? list.element() : field.getValue();
        if (inner instanceof ObjectOf object
            && !NOT_MEANT.contains(name)
            && !name.equals(passed)
            && !seen.contains(object.type())
            && (written.contains(name) || !unions.contains(object.type().union()))) {
          below.add(new Holder(append(path, name) + elements, object.type()));
        }
      }
    }
  }

  /** An object on the way from the root, and level by level what lies below it. */
  private static final class Ancestor {
    private final List<List<Holder>> levels = new ArrayList<>();
    private final Set<ObjectType> seen = new HashSet<>();
    private final Set<String> written;
    private final String next;

    // Below the next step only the next ancestor looks: another element of a list is another thing.
    Ancestor(Holder self, Set<String> written, String next) {
      this.written = written;
      this.next = next;
      levels.add(List.of(self));
      seen.add(self.type());
    }

    Holder self() {
      return levels.getFirst().getFirst();
    }

    // A type may come twice within one level, by two fields; never again further down.
    List<Holder> level(int depth) {
      if (depth > DEEPEST) {
        return List.of();
      }
      while (levels.size() <= depth) {
        List<Holder> below = new ArrayList<>();
        for (Holder place : levels.getLast()) {
          boolean isSelf = levels.size() == 1;
          place.addBelow(seen, isSelf ? written : Set.of(), isSelf ? next : "", below);
        }
        for (Holder place : below) {
          seen.add(place.type());
        }
        levels.add(below);
      }
      return levels.get(depth);
    }
  }
}

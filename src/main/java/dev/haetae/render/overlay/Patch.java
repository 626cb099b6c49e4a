package dev.haetae.render.overlay;

import dev.haetae.resource.Origin.Place;
import dev.haetae.resource.text.FileText;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.text.YamlReader;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.Document;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Position;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One patch of an overlay, strategic or of JSON's operations.
 *
 * @param file in which it is written, as places name it
 * @param first the 1-based line of the file at which its text begins
 * @param isBlock whether its lines are lines of the file too; a quoted text is all on the first
 * @param document its tree
 * @param kind of the objects that it is for; empty when it does not say
 * @param name of the object that it is for, before names are changed; empty when it does not say
 */
record Patch(String file, int first, boolean isBlock, Document document, String kind, String name) {
  private static final Pattern BLOCK = Pattern.compile("[|>][-+0-9]{0,2}\\s*(?:#.*)?$");

  /** The patches that a kustomization lists, the last to be applied first. */
  static List<Patch> of(Kustomization kustomization, OverlayFiles files) {
    List<Patch> patches = new ArrayList<>();
    for (String field : Kustomization.PATCHES) {
      for (Value element : Kustomization.elements(kustomization.tree().get(field)).reversed()) {
        if (!field.equals("replacements")) {
          add(kustomization, files, element, patches);
        }
      }
    }
    return patches;
  }

  private static void add(
      Kustomization kustomization, OverlayFiles files, Value element, List<Patch> to) {
    ObjectValue entry = element instanceof ObjectValue object ? object : ObjectValue.EMPTY;
    ObjectValue target =
        entry.get("target") instanceof ObjectValue object ? object : ObjectValue.EMPTY;
    String file = files.name(kustomization.file());
    int inline = entry.indexOf("patch");
    if (inline >= 0) {
      Position at = Position.unpack(entry.position(inline));
      int line = at == null ? 1 : at.line();
      boolean isBlock = opensBlock(kustomization.file(), line);
      to.addAll(read(entry.text("patch"), file, isBlock ? line + 1 : line, isBlock, target));
      return;
    }
    String path = element instanceof StringValue text ? text.text() : entry.text("path");
    java.nio.file.Path at =
        path.contains("\n") ? null : kustomization.path(new Kustomization.Entry(path, null));
    if (at != null && Files.isRegularFile(at)) {
      try {
        to.addAll(read(FileText.decode(Files.readAllBytes(at)), files.name(at), 1, true, target));
      } catch (IOException | UnreadableException e) {
        // kustomize has read it, so that this is none of what it looks like.
      }
    }
  }

  private static boolean opensBlock(java.nio.file.Path file, int line) {
    try {
      String[] lines = FileText.shown(Files.readAllBytes(file)).split("\n", -1);
      return line <= lines.length && BLOCK.matcher(lines[line - 1]).find();
    } catch (IOException e) {
      return false;
    }
  }

  private static List<Patch> read(
      String text, String file, int first, boolean isBlock, ObjectValue target) {
    List<Patch> patches = new ArrayList<>();
    int line = 1;
    for (String part : text.split("(?m)^(?=---(?:\\s|$))", -1)) {
      try {
        Document document = YamlReader.read(part, line, 0, Limits.FILES);
        if (document != null) {
          boolean isObject = document.root() instanceof ObjectValue && target.size() == 0;
          ObjectValue from =
              isObject && document.root() instanceof ObjectValue object
                  ? object
                  : ObjectValue.EMPTY;
          String name =
              from.get("metadata") instanceof ObjectValue metadata ? metadata.text("name") : "";
          patches.add(
              new Patch(
                  file,
                  first,
                  isBlock,
                  document,
                  isObject ? from.text("kind") : target.text("kind"),
                  isObject ? name : target.text("name")));
        }
      } catch (UnreadableException e) {
        // As above.
      }
      line += (int) part.chars().filter(c -> c == '\n').count();
    }
    return patches;
  }

  /** Returns whether it may be for an object of this kind and name. */
  boolean isFor(String objectKind, String objectName) {
    return (kind.isEmpty() || kind.equals(objectKind))
        && (name.isEmpty() || objectName.contains(name) || !name.matches("[a-z0-9.-]+"));
  }

  /** The place at which it sets what stands at a path of an object; null when it does not. */
  @Nullable Place place(Path path, ObjectValue object) {
    return switch (document.root()) {
      case ObjectValue patch -> {
        Path there = Counterpart.of(path, object, patch);
        yield there != null && isPart(there.in(patch), path.in(object), false)
            ? place(there.position(patch))
            : null;
      }
      case ArrayValue operations -> placeOf(operations, path, object);
      default -> null;
    };
  }

  private @Nullable Place placeOf(ArrayValue operations, Path path, ObjectValue object) {
    for (int i = operations.size() - 1; i >= 0; i--) {
      if (operations.get(i) instanceof ObjectValue operation && operation.has("value")) {
        Path below = below(path, operation.text("path"));
        if (below != null && isIn(below, operation.get("value"), path.in(object))) {
          int at = operation.indexOf("value");
          Position value = Position.unpack(operation.position(at));
          return place(
              below.parent() == null || !(operation.get("value") instanceof ObjectValue tree)
                  ? value
                  : below.position(tree));
        }
      }
    }
    return null;
  }

  // What is left of a path behind a pointer, in which - is whichever element.
  private static @Nullable Path below(Path path, String pointer) {
    List<Path> steps = Counterpart.steps(path);
    String[] tokens = pointer.split("/", -1);
    if (tokens.length - 1 > steps.size()) {
      return null;
    }
    for (int i = 1; i < tokens.length; i++) {
      Path step = steps.get(i - 1);
      String token = tokens[i].replace("~1", "/").replace("~0", "~");
      String own = step.index() < 0 ? step.key() : Integer.toString(step.index());
      if (!token.equals(own) && !(step.index() >= 0 && token.equals("-"))) {
        return null;
      }
    }
    Path below = Path.ROOT;
    for (Path step : steps.subList(tokens.length - 1, steps.size())) {
      below = step.index() < 0 ? below.child(step.key()) : below.child(step.index());
    }
    return below;
  }

  // All that the operation sets is there as it sets it, so that it is the one.
  private static boolean isIn(Path below, Value value, Value wanted) {
    Value found =
        below.parent() == null
            ? value
            : value instanceof ObjectValue object ? below.in(object) : value;
    return isPart(found, wanted, true);
  }

  /**
   * Returns whether what a patch writes is part of what was built.
   *
   * @param lists whether lists must be so too; a strategic patch has but some of the elements
   */
  private static boolean isPart(Value patched, Value built, boolean lists) {
    if (patched instanceof ObjectValue object && built instanceof ObjectValue other) {
      for (int i = 0; i < object.size(); i++) {
        boolean counts = !object.key(i).startsWith("$") && !object.value(i).isNull();
        if (counts && !isPart(object.value(i), other.get(object.key(i)), lists)) {
          return false;
        }
      }
      return true;
    }
    if (patched instanceof ArrayValue array && built instanceof ArrayValue other) {
      boolean isPart = !lists || array.size() == other.size();
      for (int i = 0; lists && isPart && i < array.size(); i++) {
        isPart = isPart(array.get(i), other.get(i), true);
      }
      return isPart;
    }
    return patched.equals(built);
  }

  private Place place(@Nullable Position position) {
    int line = position == null || !isBlock ? 1 : position.line();
    boolean isFile = isBlock && first == 1;
    return new Place(file, 0, first + line - 1, isFile && position != null ? position.column() : 1);
  }
}

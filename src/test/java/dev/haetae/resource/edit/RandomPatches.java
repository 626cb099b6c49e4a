package dev.haetae.resource.edit;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Operations that fit a tree, anywhere in it. */
final class RandomPatches {
  private static final List<Value> VALUES =
      List.of(
          new StringValue("word"),
          new StringValue("kubernetes.io/hostname"),
          new StringValue("true"),
          new StringValue("1e3"),
          new StringValue(""),
          new StringValue("a: b # no comment"),
          new StringValue("it's \"quoted\""),
          new StringValue("two\nlines\n"),
          new StringValue("해태 😀"),
          new StringValue("- dash"),
          NumberValue.of(42),
          NumberValue.of(-1),
          BooleanValue.TRUE,
          NullValue.NULL,
          ObjectValue.EMPTY,
          ArrayValue.EMPTY,
          ArrayValue.ofTexts(List.of("gpu-1", "gpu-2")),
          ObjectValue.of("key", new StringValue("value")),
          new ObjectValue.Builder(3)
              .put("nvidia.com/gpu", "1")
              .put("list", ArrayValue.of(List.of(ObjectValue.of("name", new StringValue("a")))))
              .put("empty", ObjectValue.EMPTY)
              .build(),
          ArrayValue.of(
              List.of(
                  new ObjectValue.Builder(2).put("name", "x").put("value", "1").build(),
                  new ObjectValue.Builder(2)
                      .put("name", "y")
                      .put("more", ArrayValue.of(List.of(ArrayValue.ofTexts(List.of("z")))))
                      .build())));
  private static final List<String> KEYS =
      List.of("added", "haetae.dev/added", "on", "1", "a b", "~", "x: y");

  private final Random random;

  RandomPatches(long seed) {
    random = new Random(seed);
  }

  /** An operation on some part of a tree. */
  PatchOperation next(Value root) {
    List<Path> places = new ArrayList<>();
    collect(root, Path.ROOT, places);
    Path path = places.get(random.nextInt(places.size()));
    Value at = in(root, path);
    int kind = random.nextInt(4);
    if (kind < 2 && path.parent() != null) {
      return kind == 0 ? PatchOperation.remove(path) : PatchOperation.replace(path, value());
    }
    return switch (at) {
      case ObjectValue _ ->
          PatchOperation.add(path.child(KEYS.get(random.nextInt(KEYS.size()))), value());
      case ArrayValue array ->
          PatchOperation.add(path.child(random.nextInt(array.size() + 1)), value());
      default -> PatchOperation.replace(path, value());
    };
  }

  private Value value() {
    return VALUES.get(random.nextInt(VALUES.size()));
  }

  private static Value in(Value root, Path path) {
    return path.parent() == null ? root : path.in((ObjectValue) root);
  }

  private static void collect(Value value, Path path, List<Path> places) {
    places.add(path);
    if (value instanceof ObjectValue object) {
      for (int i = 0; i < object.size(); i++) {
        collect(object.value(i), path.child(object.key(i)), places);
      }
    } else if (value instanceof ArrayValue array) {
      for (int i = 0; i < array.size(); i++) {
        collect(array.get(i), path.child(i), places);
      }
    }
  }
}

package dev.haetae.admission;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.JsonPatch;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Value;
import java.util.List;

/** A patch of an answer, applied as the API server applies it. */
public final class AppliedPatch {
  private AppliedPatch() {}

  /** The object with all operations of a patch. */
  public static ObjectValue over(ObjectValue object, ArrayValue operations) {
    ObjectValue result = object;
    for (int i = 0; i < operations.size(); i++) {
      ObjectView operation = ObjectView.of((ObjectValue) operations.get(i), Path.ROOT);
      Value value = operation.value().get("value");
      Path path = path(operation.text("path"), result);
      result =
          JsonPatch.apply(
              result,
              List.of(
                  switch (operation.text("op")) {
                    case "add" -> PatchOperation.add(path, value);
                    case "replace" -> PatchOperation.replace(path, value);
                    default -> PatchOperation.remove(path);
                  }));
    }
    return result;
  }

  // A number is an index where an array stands, a key elsewhere.
  private static Path path(String pointer, ObjectValue object) {
    Path path = Path.ROOT;
    for (String step : List.of(pointer.substring(1).split("/", -1))) {
      path =
          path.in(object) instanceof ArrayValue
              ? path.child(Integer.parseInt(step))
              : path.child(step.replace("~1", "/").replace("~0", "~"));
    }
    return path;
  }
}

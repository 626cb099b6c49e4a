package dev.haetae.audit;

import dev.haetae.engine.Finding;
import dev.haetae.engine.Verdict;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;

/**
 * Findings without the objects that they were found in: of each there remains what names it, and
 * what lies on the way to the field, so that the findings of a large cluster fit into memory and
 * are known by the same fingerprints.
 */
final class PrunedFindings {
  private static final List<String> NAMES =
      List.of("name", "generateName", "namespace", "uid", "creationTimestamp");

  private static final Set<String> NAMED = Set.of("apiVersion", "kind", "metadata");
  // By these an object of an unknown kind is taken for the spec of a pod.
  private static final String CONTAINERS = "containers";

  private PrunedFindings() {}

  /** The verdict with findings of pruned objects; the rest as it is. */
  static Verdict of(Verdict verdict) {
    if (verdict.isClean()) {
      return verdict;
    }
    return new Verdict(
        verdict.result(),
        pruned(verdict.findings()),
        pruned(verdict.undecided()),
        pruned(verdict.waived()),
        pruned(verdict.repairs()),
        verdict.patch(),
        verdict.malformed(),
        verdict.notes(),
        verdict.faults(),
        verdict.omitted(),
        verdict.exceeded());
  }

  private static List<Finding> pruned(List<Finding> findings) {
    return findings.stream().map(PrunedFindings::pruned).toList();
  }

  private static Finding pruned(Finding finding) {
    return finding.withObject(pruned(finding.object(), finding.path()));
  }

  private static Resource pruned(Resource object, Path path) {
    ObjectValue.Builder tree = new ObjectValue.Builder(4);
    tree.put("apiVersion", object.tree().get("apiVersion"));
    tree.put("kind", object.tree().get("kind"));
    ObjectValue metadata = object.metadata().value();
    ObjectValue.Builder names = new ObjectValue.Builder(NAMES.size());
    for (String name : NAMES) {
      if (metadata.has(name)) {
        names.put(name, metadata.get(name));
      }
    }
    tree.put("metadata", names.build());
    if (path.parent() != null) {
      ArrayDeque<Path> steps = new ArrayDeque<>();
      for (Path at = path; at.parent() != null; at = at.parent()) {
        steps.push(at);
      }
      String first = steps.peek().key();
      if (!NAMED.contains(first)) {
        put(tree, steps, object.tree());
      }
    }
    return object.withTree(tree.build());
  }

  // An element of a list is kept whole, since by what it says it may be known.
  private static void put(ObjectValue.Builder out, ArrayDeque<Path> steps, ObjectValue object) {
    String key = steps.pop().key();
    if (!key.equals(CONTAINERS) && object.get(CONTAINERS) instanceof ArrayValue) {
      out.put(CONTAINERS, ArrayValue.EMPTY);
    }
    Path next = steps.peek();
    switch (object.get(key)) {
      case ObjectValue child when next != null && next.index() < 0 -> {
        ObjectValue.Builder kept = new ObjectValue.Builder(2);
        put(kept, steps, child);
        out.put(key, kept.build());
      }
      case ArrayValue list when next != null && next.index() >= 0 -> out.put(key, only(list, next));
      default -> {}
    }
  }

  private static ArrayValue only(ArrayValue list, Path element) {
    ArrayValue.Builder kept = new ArrayValue.Builder();
    for (int i = 0; i < list.size() && i <= element.index(); i++) {
      kept.add(i == element.index() ? list.get(i) : NullValue.NULL);
    }
    return kept.build();
  }
}

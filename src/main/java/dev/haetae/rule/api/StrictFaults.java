package dev.haetae.rule.api;

import dev.haetae.inventory.Budget;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Reason;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.manifest.ManifestStrict;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields that strict decoding refuses. The API server validates no such object; the rest of it
 * is judged all the same, but not what is missing only because it is misspelt, misplaced or of
 * another type.
 */
final class StrictFaults {
  private final List<Path> faults = new ArrayList<>();
  private final ObjectValue root;
  private final Budget budget;

  /** The faults of an object. */
  StrictFaults(Resource subject, RuleContext context) {
    root = subject.tree();
    budget = context.budget();
    new ManifestStrict().check(subject, context, new Collected());
  }

  /** Returns whether a cause at this place may come of such a fault. */
  boolean explain(Path path) {
    if (faults.isEmpty()) {
      return false;
    }
    Path there = path;
    while (there.in(root).isNull() && there.parent() != null) {
      there = there.parent();
    }
    boolean isMissing = !there.equals(path);
    for (Path fault : faults) {
      budget.spend(1);
      Path mapping = fault.parent() == null ? Path.ROOT : fault.parent();
      if (isWithin(path, fault)
          || isWithin(fault, path)
          || (isMissing && (isWithin(there, mapping) || isWithin(mapping, there)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWithin(Path path, Path other) {
    return path.below(other) != null;
  }

  private final class Collected implements Findings {
    @Override
    public void violation(Reason reason, Path path, Sentence sentence, List<PatchOperation> fix) {
      faults.add(path);
    }

    @Override
    public void advice(Reason reason, Path path, Sentence sentence) {}

    @Override
    public void undecided(Reason reason, Path path, Sentence sentence) {
      faults.add(path);
    }

    @Override
    public void undecidedAdvice(Reason reason, Path path, Sentence sentence) {}

    @Override
    public void note(Sentence sentence) {}
  }
}

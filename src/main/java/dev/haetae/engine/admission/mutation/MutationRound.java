package dev.haetae.engine.admission.mutation;

import dev.haetae.cel.Outcome;
import dev.haetae.cel.patch.MutationException;
import dev.haetae.cel.patch.Patcher;
import dev.haetae.cel.policy.ConditionsOutcome;
import dev.haetae.cel.policy.Decision;
import dev.haetae.cel.policy.Mutation;
import dev.haetae.cel.policy.PolicyRun;
import dev.haetae.cel.policy.RunObserver;
import dev.haetae.policy.FailurePolicy;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.TreeDiff;
import dev.haetae.simulator.apply.CustomKinds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The mutations of one request: all invocations in their order, and once more those that ask for it
 * when the object has changed; used once, by one thread.
 *
 * <p>Mirrors {@code policy/mutating/{dispatcher,reinvocationcontext}.go} of {@code
 * k8s.io/apiserver}.
 */
public final class MutationRound {
  private static final String INVALID = "Invalid";
  private static final String FORBIDDEN = "Forbidden";
  private static final String CONSTRAINTS = "matchConstraints";
  private static final String CONDITIONS = "matchConditions";

  private final Patcher patcher;
  private final RunObserver observer;
  private final List<AppliedMutation> applied = new ArrayList<>(0);
  private final List<FailedMutation> failed = new ArrayList<>(0);
  private final List<OpenMutation> open = new ArrayList<>(0);
  private final Set<String> invoked = new LinkedHashSet<>();
  private final Set<String> again = new HashSet<>();
  private ObjectValue object;
  private boolean dirty;
  private boolean fatal;

  /**
   * The mutations of an object.
   *
   * @param object with its defaults
   * @param kinds the types of kinds that are not built in
   * @param observer is told of every expression
   */
  public MutationRound(ObjectValue object, CustomKinds kinds, RunObserver observer) {
    this.object = object;
    this.patcher = new Patcher(kinds);
    this.observer = observer;
  }

  /**
   * Makes them.
   *
   * @param invocations of the policies that match an object, in the order of their names; asked a
   *     second time when the object has changed
   * @param plugins what the API server's own plugins make of a changed object before the second
   *     time
   */
  public MutationOutcome run(
      Function<ObjectValue, List<Invocation>> invocations,
      Function<ObjectValue, ObjectValue> plugins) {
    invoke(invocations.apply(object), false);
    if (dirty && !fatal) {
      ObjectValue before = object;
      again.addAll(invoked);
      object = plugins.apply(object);
      if (!again.isEmpty() || !before.equals(object)) {
        List<FailedMutation> first = List.copyOf(failed);
        if (first.stream().noneMatch(FailedMutation::refuses)) {
          invoke(invocations.apply(object), true);
        }
      }
    }
    return new MutationOutcome(object, applied, failed, open, null);
  }

  private void invoke(List<Invocation> invocations, boolean second) {
    for (Invocation invocation : invocations) {
      String fault = invocation.fault();
      if (fault != null && invocation.open().isEmpty()) {
        fail(invocation, Path.of("spec"), fault, FORBIDDEN);
      }
    }
    for (Invocation invocation : invocations) {
      if ((invocation.fault() == null || !invocation.open().isEmpty()) && !fatal) {
        invoke(invocation, second);
      }
    }
  }

  private void invoke(Invocation invocation, boolean second) {
    if (invocation.fault() != null) {
      open(invocation, Path.of("spec", CONSTRAINTS), invocation.open());
      return;
    }
    PolicyRun conditions = run(invocation);
    ConditionsOutcome matched = conditions.match();
    Decision failure = matched.failed();
    if (!matched.hold() || failure != null) {
      if (matched.hold() && failure != null) {
        fail(invocation, failure.expression().path(), failure.message(), INVALID);
      }
      return;
    }
    if (!matched.unknown().isEmpty() || !invocation.open().isEmpty()) {
      Path place = Path.of("spec", matched.unknown().isEmpty() ? CONSTRAINTS : CONDITIONS);
      open(invocation, place, union(matched.unknown(), invocation.open()));
      return;
    }
    if (second && !again.contains(invocation.key())) {
      return;
    }
    ObjectValue before = object;
    for (Mutation mutation : invocation.policy().program().mutations()) {
      if (!fatal) {
        mutate(invocation, mutation);
      }
    }
    if (!before.equals(object)) {
      again.addAll(invoked);
      invoked.clear();
    }
    if (invocation.policy().reinvoked()) {
      invoked.add(invocation.key());
    }
  }

  private static List<String> union(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).distinct().toList();
  }

  private PolicyRun run(Invocation invocation) {
    return new PolicyRun(
        invocation.policy().program(), invocation.bindings().apply(object), observer);
  }

  private void mutate(Invocation invocation, Mutation mutation) {
    Path place = mutation.expression().path();
    switch (run(invocation).evaluate(mutation)) {
      case Outcome.Unknown(List<String> names) -> open(invocation, place, names);
      case Outcome.Failure(String message) -> fail(invocation, place, message, INVALID);
      case Outcome.Value(Object made) -> {
        try {
          ObjectValue changed = patcher.patched(object, made);
          if (changed == null) {
            open(invocation, place, List.of(schema()));
          } else {
            change(invocation, mutation, changed);
          }
        } catch (MutationException e) {
          if (e.isFatal()) {
            fatal = true;
            failed.add(failure(invocation, place, e.sentence(), true, "InternalError"));
          } else {
            fail(invocation, place, e.sentence(), INVALID);
          }
        }
      }
    }
  }

  private String schema() {
    return "the schema of " + object.text("kind") + " (" + object.text("apiVersion") + ')';
  }

  private void change(Invocation invocation, Mutation mutation, ObjectValue changed) {
    dirty = true;
    if (!changed.equals(object)) {
      applied.add(
          new AppliedMutation(
              invocation.policy(),
              invocation.binding(),
              mutation.expression(),
              TreeDiff.between(object, changed)));
      object = changed;
    }
  }

  private void open(Invocation invocation, Path place, List<String> names) {
    OpenMutation mutation =
        new OpenMutation(invocation.policy(), invocation.binding(), place, names);
    if (!open.contains(mutation)) {
      open.add(mutation);
    }
  }

  private void fail(Invocation invocation, Path place, String why, String reason) {
    String binding = invocation.binding();
    String message =
        "policy '"
            + invocation.policy().name()
            + (binding.isEmpty() ? "'" : "' with binding '" + binding + '\'')
            + " denied request: "
            + why;
    failed.add(failure(invocation, place, message, false, reason));
  }

  private static FailedMutation failure(
      Invocation invocation, Path place, String message, boolean fatal, String reason) {
    return new FailedMutation(
        invocation.policy(),
        invocation.binding(),
        place,
        message,
        fatal,
        fatal || invocation.policy().failurePolicy() == FailurePolicy.FAIL,
        reason);
  }
}

package dev.haetae.rule.cel.world;

import dev.haetae.cel.Unknowns;
import dev.haetae.cel.value.CelFailure;
import dev.haetae.inventory.BudgetExceededException;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.UnreadableObjectException;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.rule.RuleContext;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A look of one policy at the world while it judges one object: it answers the functions of {@code
 * inventory} and {@code predict}, and remembers what kept it from an answer. For one thread.
 */
public final class WorldLook {
  private final Resource subject;
  private final @Nullable PodView pod;
  private final @Nullable ObjectValue podTree;
  private final RuleContext context;
  private final Map<String, UnreadableObjectException> unreadable = new LinkedHashMap<>(0);
  private @Nullable BudgetExceededException exceeded;

  /**
   * A look at the world.
   *
   * @param subject the object that is judged
   * @param pod the pod that is judged, of those that it carries; null when the object is
   * @param podTree the pod as expressions see it; null when the object is judged
   */
  public WorldLook(
      Resource subject, @Nullable PodView pod, @Nullable ObjectValue podTree, RuleContext context) {
    this.subject = subject;
    this.pod = pod;
    this.podTree = podTree;
    this.context = context;
  }

  Resource subject() {
    return subject;
  }

  /** The pod that a value is: the one that is judged; null when it is another. */
  @Nullable PodView pod(ObjectValue tree) {
    if (pod != null && tree.equals(podTree)) {
      return pod;
    }
    return tree.equals(subject.tree()) && subject.pods().size() == 1
        ? subject.pods().getFirst()
        : null;
  }

  RuleContext context() {
    return context;
  }

  Inventory inventory() {
    return context.inventory();
  }

  /**
   * Answers a function or a variable; what is not known when there is no answer.
   *
   * @param call as messages name it: {@code inventory.claim("team", "data")}
   */
  public Object answer(Supplier<String> call, Supplier<@Nullable Object> look) {
    try {
      Object found = look.get();
      return found == null ? Unknowns.of(call.get()) : found;
    } catch (UnreadableObjectException e) {
      unreadable.put(call.get(), e);
      return Unknowns.of(call.get());
    } catch (BudgetExceededException e) {
      throw end(e);
    }
  }

  private CelFailure end(BudgetExceededException e) {
    exceeded = e;
    return new CelFailure("the review's budget is spent");
  }

  /** The same elements; to come to the next one may end the budget. */
  <T> Collection<T> watched(Collection<T> elements) {
    return new AbstractCollection<>() {
      @Override
      public Iterator<T> iterator() {
        Iterator<T> each = watch(elements, Collection::iterator);
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return each.hasNext();
          }

          @Override
          public T next() {
            return watch(each, Iterator::next);
          }
        };
      }

      @Override
      public int size() {
        return watch(elements, Collection::size);
      }

      @Override
      public boolean isEmpty() {
        return elements.isEmpty();
      }
    };
  }

  private <A, R> R watch(A argument, Function<A, R> step) {
    try {
      return step.apply(argument);
    } catch (BudgetExceededException e) {
      throw end(e);
    }
  }

  /**
   * Ends the judgement if the budget has ended.
   *
   * @throws BudgetExceededException if so
   */
  public void requireBudget() {
    if (exceeded != null) {
      throw exceeded;
    }
  }

  /** Why something is not known: it is there, and cannot be read; null when it was not found. */
  public @Nullable UnreadableObjectException unreadable(String name) {
    return unreadable.get(name);
  }
}

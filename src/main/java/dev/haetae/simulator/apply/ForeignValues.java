package dev.haetae.simulator.apply;

import dev.haetae.resource.tree.Value;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** The values of a patch that stand for others, which schemas do not take. */
public final class ForeignValues {
  private final IdentityHashMap<Value, ForeignValue> byPlaceholder = new IdentityHashMap<>(0);

  /** No value. */
  public ForeignValues() {}

  /**
   * Puts a value in the place of another.
   *
   * @param placeholder which must not be anywhere else: it is known by itself
   */
  public void put(Value placeholder, ForeignValue value) {
    byPlaceholder.put(placeholder, value);
  }

  /** The value that a placeholder stands for; null for one that is none. */
  public @Nullable ForeignValue get(Value placeholder) {
    return byPlaceholder.get(placeholder);
  }

  /** All of them. */
  public Collection<ForeignValue> all() {
    return Collections.unmodifiableCollection(byPlaceholder.values());
  }
}

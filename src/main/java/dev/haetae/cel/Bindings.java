package dev.haetae.cel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of variables, for one evaluation or several. */
@FunctionalInterface
public interface Bindings {
  /** The value of a variable; null when it has none. */
  @Nullable Object value(String name);

  /** The variables, or parts of them, that are not known: {@code request.userInfo}. */
  default List<String> unknown() {
    return List.of();
  }
}

package dev.haetae.cli.terminal;

import dev.haetae.policy.RuleCatalog;
import dev.haetae.resource.tree.Text;
import dev.haetae.schema.Suggestions;
import java.util.Collection;
import java.util.Optional;

/** Sentences on names that a user may have misspelt. */
public final class Names {
  private Names() {}

  /** The sentence that says that there is no such rule. */
  public static String unknownRule(String id) {
    return "there is no rule "
        + Text.quote(id)
        + didYouMean(id, RuleCatalog.ids()).orElse("; 'haetae rules' lists them");
  }

  /** {@code ; did you mean x?}; empty when no name is near. */
  public static Optional<String> didYouMean(String name, Collection<String> known) {
    return Suggestions.nearest(Text.shorten(name), known)
        .map(near -> "; did you mean " + near + "?");
  }
}

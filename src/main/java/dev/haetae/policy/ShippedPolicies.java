package dev.haetae.policy;

import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ShippedText;
import dev.haetae.rule.RuleInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The policies that come with Haetae, one for every rule, with its page; and the pack of those that
 * judge unless others are asked for.
 */
public final class ShippedPolicies {
  private ShippedPolicies() {}

  /** The shipped policies of these rules, by id. */
  public static List<Policy> load(Collection<String> ids) {
    Map<String, Resource> pack = ShippedPack.read();
    PolicyReader reader = new PolicyReader();
    for (String id : ids) {
      Resource policy = pack.get(id);
      if (policy == null) {
        throw new IllegalStateException("no shipped policy of the rule " + id);
      }
      reader.read(policy);
    }
    ShippedPack.require(reader.problems());
    return reader.policies();
  }

  /** The pack: the policies of all rules but those that are there to be asked for. */
  public static List<Policy> load() {
    List<String> ids = new ArrayList<>();
    for (RuleInfo rule : RuleCatalog.rules()) {
      if (rule.shipped()) {
        ids.add(rule.id());
      }
    }
    return load(ids);
  }

  /** The page of a rule, in Markdown; null when there is none. */
  public static @Nullable String page(String id) {
    return ShippedText.find("policies/" + id + "/README.md");
  }
}

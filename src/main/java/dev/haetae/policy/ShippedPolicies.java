package dev.haetae.policy;

import dev.haetae.resource.Problem;
import dev.haetae.rule.RuleInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policies that come with Haetae, one for every rule, with its page; and the pack of those that
 * judge unless others are asked for.
 */
public final class ShippedPolicies {
  private ShippedPolicies() {}

  /** The shipped policies of these rules, by id. */
  public static List<Policy> load(Collection<String> ids) {
    PolicyReader reader = new PolicyReader();
    for (String id : ids) {
      byte[] bytes = resource(id, "policy.yaml");
      if (bytes == null) {
        throw new IllegalStateException("no shipped policy of the rule " + id);
      }
      reader.read(bytes, "policies/" + id + "/policy.yaml");
    }
    for (Problem problem : reader.problems()) {
      throw new IllegalStateException(
          problem.file() + ":" + problem.line() + ": " + problem.message());
    }
    return reader.policies();
  }

  /** The pack: the policies of all rules but those that are there to be asked for. */
  public static List<Policy> load() {
    return load(RuleCatalog.rules().stream().filter(RuleInfo::shipped).map(RuleInfo::id).toList());
  }

  /** The page of a rule, in Markdown; null when there is none. */
  public static @Nullable String page(String id) {
    byte[] bytes = resource(id, "README.md");
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte @Nullable [] resource(String id, String name) {
    try (InputStream in =
        ShippedPolicies.class.getResourceAsStream("/policies/" + id + '/' + name)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the shipped policy of " + id + " cannot be read", e);
    }
  }
}

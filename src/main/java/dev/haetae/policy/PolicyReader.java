package dev.haetae.policy;

import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.Action;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.Rule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads policies and exceptions from them: objects {@code haetae.dev/v1alpha1 Policy} and {@code
 * PolicyException}.
 *
 * <p>All problems of all of them are reported at once; what has a problem is not in the result.
 */
public final class PolicyReader {
  /** The API version of a policy. */
  public static final String API_VERSION = "haetae.dev/v1alpha1";

  private static final String POLICIES = "policies";

  private final List<Policy> policies = new ArrayList<>();
  private final List<PolicyException> exceptions = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Resource> sources = new HashMap<>();

  /** Reads every policy of a file. */
  public PolicyReader read(byte[] bytes, String file) {
    ManifestReader.Manifest manifest = ManifestReader.read(bytes, file, "default", Limits.FILES);
    problems.addAll(manifest.problems());
    if (manifest.resources().isEmpty() && manifest.problems().isEmpty()) {
      problems.add(Problem.of(file, "there is no policy in this file"));
    }
    manifest.resources().forEach(this::read);
    return this;
  }

  /** Reads one policy, or one exception. */
  public PolicyReader read(Resource resource) {
    List<Problem> found = new ArrayList<>();
    if (isException(resource)) {
      PolicyException exception = PolicyExceptionReader.read(resource, found);
      checkName(resource, exception.id(), "exceptions", found);
      if (found.isEmpty()) {
        exceptions.add(exception);
      }
    } else {
      Policy policy = compile(resource, found);
      checkName(resource, resource.name(), POLICIES, found);
      if (found.isEmpty() && policy != null) {
        policies.add(policy);
      }
    }
    problems.addAll(found);
    return this;
  }

  private static boolean isException(Resource resource) {
    return resource.apiVersion().equals(API_VERSION)
        && resource.kind().equals(PolicyExceptionReader.KIND);
  }

  private void checkName(Resource resource, String name, String what, List<Problem> found) {
    if (sources.putIfAbsent(what + ' ' + name, resource) != null) {
      found.add(
          Problem.at(
              resource,
              Path.of("metadata", "name"),
              "metadata.name is the name of two " + what + ": " + Text.quote(name)));
    }
  }

  /** The policies without a problem, in order of reading. */
  public List<Policy> policies() {
    return List.copyOf(policies);
  }

  /** The object that a policy was read from. */
  public Resource source(Policy policy) {
    return Objects.requireNonNull(sources.get(POLICIES + ' ' + policy.name()), "was not read here");
  }

  /** The exceptions without a problem, in order of reading. */
  public List<PolicyException> exceptions() {
    return List.copyOf(exceptions);
  }

  /** Everything that is wrong, in order of reading. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  private static @Nullable Policy compile(Resource resource, List<Problem> problems) {
    Parameters root = Parameters.of(resource, problems);
    if (!root.text("apiVersion", "").equals(API_VERSION)
        || !root.text("kind", "").equals("Policy")) {
      root.problem(
          "kind", "must be Policy of " + API_VERSION + ", not " + Text.quote(resource.kind()));
      return null;
    }
    root.has("metadata");
    root.has("status");
    if (resource.name().isEmpty()) {
      problems.add(
          Problem.at(
              resource,
              Path.of("metadata", "name"),
              "metadata.name is missing: a policy has a name"));
    }
    Parameters spec = root.object("spec");
    Policy policy =
        ExpressionPolicyReader.reads(spec)
            ? ExpressionPolicyReader.read(
                resource,
                spec,
                (path, message) -> problems.add(Problem.at(resource, path, message)))
            : compile(resource.name(), spec);
    root.finish();
    return policy;
  }

  private static @Nullable Policy compile(String name, Parameters spec) {
    String id = spec.text("rule", "");
    RuleCatalog.Entry entry = RuleCatalog.find(id);
    // Read even when the rule is unknown, so that the other problems are seen too.
    Set<Action> actions = actions(spec, entry == null ? Action.DENY : entry.info().action());
    boolean mutate = spec.flag("mutate", false);
    FailurePolicy failurePolicy = failurePolicy(spec);
    MatchConstraints match = match(spec.object("matchConstraints"));
    if (entry == null) {
      spec.has("parameters");
      spec.problem("rule", "names no rule: " + Text.quote(id) + "; 'haetae rules' lists them");
      return null;
    }
    Rule rule = entry.factory().apply(spec.object("parameters"));
    if (mutate && !entry.info().repairs()) {
      spec.problem("mutate", "is true, but " + id + " has nothing to repair");
    }
    return new Policy(name, entry.info(), rule, actions, mutate, failurePolicy, match);
  }

  static FailurePolicy failurePolicy(Parameters spec) {
    return spec.oneOf("failurePolicy", "Fail", List.of("Fail", "Ignore")).equals("Fail")
        ? FailurePolicy.FAIL
        : FailurePolicy.IGNORE;
  }

  /** The actions; {@code shipped} when none is written. */
  static Set<Action> actions(Parameters spec, Action shipped) {
    Set<Action> actions = EnumSet.noneOf(Action.class);
    for (String word : spec.texts("validationActions", List.of(shipped.word()))) {
      Action action = action(word);
      if (action == null) {
        spec.problem("validationActions", "must hold Deny, Warn or Audit, not " + Text.quote(word));
      } else {
        actions.add(action);
      }
    }
    if (actions.contains(Action.DENY) && actions.contains(Action.WARN)) {
      spec.problem("validationActions", "cannot hold both Deny and Warn: they say the same twice");
    }
    if (actions.isEmpty()) {
      if (spec.has("validationActions")) {
        spec.problem("validationActions", "must hold at least one of Deny, Warn and Audit");
      }
      actions.add(shipped);
    }
    return actions;
  }

  private static @Nullable Action action(String word) {
    for (Action action : Action.values()) {
      if (action.word().equals(word)) {
        return action;
      }
    }
    return null;
  }

  static MatchConstraints match(Parameters match) {
    LabelSelector namespaces = match.selector("namespaceSelector");
    LabelSelector objects = match.selector("objectSelector");
    Set<String> excluded = new HashSet<>(match.texts("excludeNamespaces", List.of()));
    return new MatchConstraints(
        namespaces,
        objects,
        excluded,
        match.flag("excludeAgents", false),
        resourceRules(match, "resourceRules"),
        resourceRules(match, "excludeResourceRules"));
  }

  private static List<MatchConstraints.ResourceRule> resourceRules(Parameters match, String name) {
    List<MatchConstraints.ResourceRule> rules = new ArrayList<>();
    for (Parameters rule : match.objects(name)) {
      rules.add(
          new MatchConstraints.ResourceRule(
              set(rule, "apiGroups"),
              set(rule, "apiVersions"),
              set(rule, "resources"),
              set(rule, "operations"),
              set(rule, "resourceNames")));
    }
    return rules;
  }

  private static Set<String> set(Parameters rule, String name) {
    return new HashSet<>(rule.texts(name, List.of()));
  }
}

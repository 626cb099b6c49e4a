package dev.haetae.policy;

import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.rule.Action;
import dev.haetae.rule.cel.CelRule;
import dev.haetae.rule.cel.KubernetesWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The writing of own policies as Kubernetes' own: a ValidatingAdmissionPolicy, a
 * MutatingAdmissionPolicy or both, each with its binding, which the API server enforces by itself.
 */
public final class PolicyExport {
  private static final String API_VERSION = "admissionregistration.k8s.io/v1";
  private static final String VALIDATING = "ValidatingAdmissionPolicy";
  private static final String MUTATING = "MutatingAdmissionPolicy";
  private static final String SELECTOR = "namespaceSelector";
  private static final String EXPRESSIONS = "matchExpressions";

  private static final MatchConstraints.ResourceRule ANYTHING =
      new MatchConstraints.ResourceRule(Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

  private final Policy policy;
  private final Resource source;
  private final ObjectValue spec;
  private final List<Problem> problems;

  private PolicyExport(Policy policy, Resource source, List<Problem> problems) {
    this.policy = policy;
    this.source = source;
    this.spec = source.view().object("spec").value();
    this.problems = problems;
  }

  /**
   * The objects that a policy is in Kubernetes; none when it uses what only Haetae has.
   *
   * @param problems gets everything that keeps it from being one, each with its place
   */
  public static List<ObjectValue> of(Policy policy, List<Problem> problems) {
    if (!(policy.rule() instanceof CelRule rule)) {
      throw new IllegalArgumentException("has no rule of its own: " + policy.name());
    }
    List<Problem> found = new ArrayList<>();
    List<ObjectValue> objects = new PolicyExport(policy, rule.policy(), found).objects();
    problems.addAll(found);
    return found.isEmpty() ? objects : List.of();
  }

  private List<ObjectValue> objects() {
    refuseOwnWords();
    List<ObjectValue> objects = new ArrayList<>();
    if (spec.has("validations") || spec.has("auditAnnotations")) {
      objects.add(policy(VALIDATING, List.of("validations", "auditAnnotations"), false));
      objects.add(binding(VALIDATING));
    }
    if (spec.has("mutations") && policy.mutate()) {
      objects.add(policy(MUTATING, List.of("mutations"), true));
      objects.add(binding(MUTATING));
    }
    return objects;
  }

  // One sentence for all that only Haetae has, at the first of it.
  private void refuseOwnWords() {
    Map<String, Path> own = new LinkedHashMap<>();
    if (policy.match().excludeAgents()) {
      own.put("excludeAgents", Path.of("spec", "matchConstraints", "excludeAgents"));
    }
    if (spec.has("parameters")) {
      own.put("parameters", Path.of("spec", "parameters"));
    }
    if (spec.get("podTemplates") == BooleanValue.TRUE) {
      own.put("podTemplates", Path.of("spec", "podTemplates"));
    }
    KubernetesWords.check(
        source,
        (path, word) -> own.putIfAbsent(word, path),
        (path, message) -> problems.add(Problem.at(source, path, message)));
    if (!own.isEmpty()) {
      problems.addFirst(
          Problem.at(
              source,
              own.values().iterator().next(),
              Sentence.of(
                      "the policy %q uses what only Haetae has: %s",
                      policy.name(), new TreeSet<>(own.keySet()))
                  .message()));
    }
  }

  private ObjectValue policy(String kind, List<String> words, boolean mutating) {
    ObjectValue.Builder out = new ObjectValue.Builder(8);
    out.put("failurePolicy", policy.failurePolicy() == FailurePolicy.FAIL ? "Fail" : "Ignore");
    if (mutating) {
      out.put("reinvocationPolicy", "IfNeeded");
    }
    out.put("matchConstraints", constraints(mutating));
    copy(out, "matchConditions");
    copy(out, "variables");
    words.forEach(word -> copy(out, word));
    return object(kind, policy.name(), out.build());
  }

  private void copy(ObjectValue.Builder out, String field) {
    if (spec.has(field)) {
      out.put(field, spec.get(field));
    }
  }

  private ObjectValue binding(String kind) {
    ObjectValue.Builder out = new ObjectValue.Builder(2);
    out.put("policyName", policy.name());
    if (kind.equals(VALIDATING)) {
      List<String> actions = new ArrayList<>();
      for (Action action : Action.values()) {
        if (policy.actions().contains(action)) {
          actions.addFirst(action.word());
        }
      }
      out.put("validationActions", ArrayValue.ofTexts(actions));
    }
    return object(kind + "Binding", policy.name(), out.build());
  }

  private ObjectValue object(String kind, String name, ObjectValue body) {
    ObjectValue.Builder metadata = new ObjectValue.Builder(3);
    metadata.put("name", name);
    for (String field : List.of("labels", "annotations")) {
      if (source.metadata().value().has(field)) {
        metadata.put(field, source.metadata().value().get(field));
      }
    }
    return new ObjectValue.Builder(4)
        .put("apiVersion", API_VERSION)
        .put("kind", kind)
        .put("metadata", metadata.build())
        .put("spec", body)
        .build();
  }

  private ObjectValue constraints(boolean mutating) {
    ObjectValue written =
        spec.get("matchConstraints") instanceof ObjectValue object ? object : ObjectValue.EMPTY;
    ObjectValue.Builder out = new ObjectValue.Builder(5);
    ObjectValue namespaces = namespaces(written.get(SELECTOR));
    if (namespaces != null) {
      out.put(SELECTOR, namespaces);
    }
    if (written.has("objectSelector")) {
      out.put("objectSelector", written.get("objectSelector"));
    }
    List<MatchConstraints.ResourceRule> rules = policy.match().resourceRules();
    out.put("resourceRules", rules(rules.isEmpty() ? List.of(ANYTHING) : rules, mutating));
    if (!policy.match().excludeResourceRules().isEmpty()) {
      out.put("excludeResourceRules", rules(policy.match().excludeResourceRules(), mutating));
    }
    return out.build();
  }

  // The API server puts its name on every namespace as a label.
  private @Nullable ObjectValue namespaces(Value written) {
    ObjectValue selector = written instanceof ObjectValue object ? object : ObjectValue.EMPTY;
    if (policy.match().excludeNamespaces().isEmpty()) {
      return selector.size() == 0 ? null : selector;
    }
    ArrayValue.Builder expressions = new ArrayValue.Builder();
    if (selector.get(EXPRESSIONS) instanceof ArrayValue known) {
      for (int i = 0; i < known.size(); i++) {
        expressions.add(known.get(i));
      }
    }
    expressions.add(
        new ObjectValue.Builder(3)
            .put("key", "kubernetes.io/metadata.name")
            .put("operator", "NotIn")
            .put(
                "values",
                ArrayValue.ofTexts(List.copyOf(new TreeSet<>(policy.match().excludeNamespaces()))))
            .build());
    return selector.with(EXPRESSIONS, expressions.build());
  }

  // What is not written stands for all, and is written in Kubernetes; we judge no other operation,
  // and repair what is new.
  private static ArrayValue rules(List<MatchConstraints.ResourceRule> rules, boolean mutating) {
    ArrayValue.Builder out = new ArrayValue.Builder();
    for (MatchConstraints.ResourceRule rule : rules) {
      ObjectValue.Builder one = new ObjectValue.Builder(5);
      one.put("apiGroups", texts(rule.groups(), "*"));
      one.put("apiVersions", texts(rule.versions(), "*"));
      one.put("resources", texts(rule.resources(), "*/*"));
      one.put("operations", operations(rule, mutating));
      if (!rule.names().isEmpty()) {
        one.put("resourceNames", texts(rule.names(), "*"));
      }
      out.add(one.build());
    }
    return out.build();
  }

  private static ArrayValue texts(Set<String> texts, String all) {
    return ArrayValue.ofTexts(texts.isEmpty() ? List.of(all) : List.copyOf(new TreeSet<>(texts)));
  }

  private static ArrayValue operations(MatchConstraints.ResourceRule rule, boolean mutating) {
    ArrayValue.Builder out = new ArrayValue.Builder();
    for (String operation : mutating ? List.of("CREATE") : List.of("CREATE", "UPDATE")) {
      if (rule.operations().isEmpty()
          || rule.operations().contains("*")
          || rule.operations().contains(operation)) {
        out.add(new StringValue(operation));
      }
    }
    return out.build();
  }
}

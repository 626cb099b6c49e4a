package dev.haetae.policytest.kyverno;

import dev.haetae.policy.admission.AdmissionPolicy;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.rule.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads Kyverno's tests and what they refer to. Fields that are for other kinds of policies are
 * passed over.
 */
public final class KyvernoTestReader {
  private static final Set<String> GROUPS = Set.of("cli.kyverno.io", "kyverno.io");
  private static final List<String> RESULTS = List.of("pass", "fail", "skip", "error", "warn");

  private final List<Problem> problems;

  /**
   * A reader.
   *
   * @param problems gets all that is wrong
   */
  public KyvernoTestReader(List<Problem> problems) {
    this.problems = problems;
  }

  /** Returns whether an object is such a test. */
  public static boolean isTest(Resource resource) {
    return resource.kind().equals("Test") && GROUPS.contains(resource.groupKind().group());
  }

  /** Reads a test; null when something is wrong with it. */
  public @Nullable KyvernoTest read(Resource resource) {
    int before = problems.size();
    Parameters test = Parameters.of(resource, problems);
    List<KyvernoResult> results = new ArrayList<>();
    int passedOver = 0;
    List<Parameters> written = test.objects("results");
    for (int i = 0; i < written.size(); i++) {
      AdmissionPolicy.Type type = type(written.get(i));
      if (type == null) {
        passedOver++;
      } else {
        Path path = Path.of("results").child(i);
        results.add(result(written.get(i), type, resource.place(path)));
      }
    }
    KyvernoTest read =
        new KyvernoTest(
            resource,
            test.texts("policies", List.of()),
            test.texts("resources", List.of()),
            test.texts("paramResources", List.of()),
            test.text("variables", ""),
            test.text("userinfo", ""),
            results,
            passedOver);
    return problems.size() == before ? read : null;
  }

  private static AdmissionPolicy.@Nullable Type type(Parameters result) {
    if (result.flag("isValidatingAdmissionPolicy", false)) {
      return AdmissionPolicy.Type.VALIDATING;
    }
    return result.flag("isMutatingAdmissionPolicy", false) ? AdmissionPolicy.Type.MUTATING : null;
  }

  private static KyvernoResult result(
      Parameters result, AdmissionPolicy.Type type, Origin.Place place) {
    String resource = result.text("resource", "");
    String patched = result.text("patchedResource", "");
    if (!result.has("policy")) {
      result.problem("policy", "is missing: the name of the policy");
    }
    return new KyvernoResult(
        type,
        result.text("policy", ""),
        result.text("kind", ""),
        result.texts("resources", resource.isEmpty() ? List.of() : List.of(resource)),
        result.oneOf("result", "pass", RESULTS),
        result.text("patchedResources", patched),
        place.line());
  }

  /** Reads who asks: a {@code UserInfo}; null when none is among the objects. */
  public static @Nullable ObjectValue user(List<Resource> objects) {
    for (Resource object : objects) {
      if (object.kind().equals("UserInfo")
          && object.tree().get("userInfo") instanceof ObjectValue info) {
        return info;
      }
    }
    return null;
  }

  /** Reads namespaces with their labels out of {@code Value} objects. */
  public List<Resource> namespaces(List<Resource> objects) {
    List<Resource> namespaces = new ArrayList<>();
    for (Resource object : objects) {
      try {
        for (ObjectView one : object.view().objects("namespaceSelector")) {
          namespaces.add(namespace(one.text("name"), one.textMap("labels"), object.origin()));
        }
      } catch (MalformedResourceException e) {
        problems.add(Problem.at(object, e.path(), e.sentence()));
      }
    }
    return namespaces;
  }

  /** A namespace of which only this is known. */
  public static Resource namespace(String name, Map<String, String> labels, Origin origin) {
    ObjectValue.Builder written = new ObjectValue.Builder(labels.size() + 1);
    labels.forEach(written::put);
    // As the API server labels every namespace.
    written.put("kubernetes.io/metadata.name", name);
    ObjectValue.Builder metadata = new ObjectValue.Builder(2);
    metadata.put("name", name);
    metadata.put("labels", written.build());
    ObjectValue.Builder namespace = new ObjectValue.Builder(3);
    namespace.put("apiVersion", "v1");
    namespace.put("kind", "Namespace");
    namespace.put("metadata", metadata.build());
    return Resource.of(namespace.build(), origin, "");
  }
}

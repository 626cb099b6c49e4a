package dev.haetae.cli.input;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Kubernetes' own admission policies among what a command reads, as they are written, and the
 * objects that they look at: namespaces and parameters. Of other objects nothing is kept, and of
 * none where there is no such policy.
 */
public final class AdmissionObjects {
  private static final String GROUP = "admissionregistration.k8s.io";
  private static final Set<String> POLICIES =
      Set.of("ValidatingAdmissionPolicy", "MutatingAdmissionPolicy");
  private static final Set<String> BINDINGS =
      Set.of("ValidatingAdmissionPolicyBinding", "MutatingAdmissionPolicyBinding");

  // They say how the objects of custom kinds are kept.
  private static final GroupKind DEFINITION =
      new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition");

  private final List<Resource> registered = new ArrayList<>();
  private final List<Resource> world = new ArrayList<>();
  private final Set<GroupKind> looked = new HashSet<>();
  private final Set<ParamKind> paramKinds = new LinkedHashSet<>();
  private final Set<String> names = new LinkedHashSet<>();

  /**
   * A kind of parameters.
   *
   * @param apiVersion as a policy names it
   */
  public record ParamKind(String apiVersion, String kind) {}

  /** The kinds of the objects that parametrize policies. */
  public Set<ParamKind> paramKinds() {
    return paramKinds;
  }

  /** Returns whether an object is a policy of Kubernetes' own, or a binding of one. */
  public static boolean isRegistration(Resource object) {
    return object.groupKind().group().equals(GROUP)
        && (POLICIES.contains(object.kind()) || BINDINGS.contains(object.kind()));
  }

  /** Adds a policy or a binding. */
  public void register(Resource object) {
    registered.add(object);
    if (POLICIES.contains(object.kind())) {
      names.add(object.name());
      // What has another shape is a problem of the policy, which who reads it tells.
      if (object.tree().get("spec") instanceof ObjectValue spec
          && spec.get("paramKind") instanceof ObjectValue kind) {
        ParamKind param = new ParamKind(kind.text("apiVersion"), kind.text("kind"));
        paramKinds.add(param);
        looked.add(GroupKind.of(param.apiVersion(), param.kind()));
      }
    }
  }

  /** Returns whether there is no policy. */
  public boolean isEmpty() {
    return names.isEmpty();
  }

  /** The names of the policies, in the order of reading. */
  public Set<String> names() {
    return names;
  }

  /**
   * Drops the other policies.
   *
   * @param wanted names; of all when there are none
   */
  void keep(List<String> wanted) {
    if (!wanted.isEmpty()) {
      registered.removeIf(
          object -> POLICIES.contains(object.kind()) && !wanted.contains(object.name()));
      names.retainAll(wanted);
    }
  }

  /** Returns whether policies look at objects of this kind besides the one that they judge. */
  public boolean looksAt(GroupKind kind) {
    return !isEmpty()
        && (kind.equals(GroupKind.NAMESPACE) || kind.equals(DEFINITION) || looked.contains(kind));
  }

  /** Adds an object of the world, if policies look at it: of two of one name, the later counts. */
  public void see(Resource object) {
    if (looksAt(object.groupKind())) {
      world.add(object);
    }
  }

  /** The policies and bindings, in the order of reading. */
  public List<Resource> registered() {
    return registered;
  }

  /** The namespaces and parameters, in the order of reading. */
  public List<Resource> world() {
    return world;
  }
}

package dev.haetae.engine.admission;

import dev.haetae.policy.admission.AdmissionPolicy;
import dev.haetae.policy.admission.ParamKind;
import dev.haetae.policy.admission.ParamRef;
import dev.haetae.policy.admission.PolicyBinding;
import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Resource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a binding for one request: a policy is asked once with each.
 *
 * @param objects with which it is asked; null stands for none
 * @param error why it cannot be asked, as the API server says it; empty when it can
 * @param unknown what would have to be known to say whether it is asked at all, or there is an
 *     error; empty when that is known
 * @param areKnown whether it is known which they are
 */
record FoundParams(
    List<@Nullable Resource> objects, String error, List<String> unknown, boolean areKnown) {
  private static final FoundParams UNWRITTEN =
      new FoundParams(Collections.singletonList(null), "", List.of(), false);

  private static final FoundParams NONE = asked(Collections.singletonList(null));

  private static FoundParams asked(List<@Nullable Resource> objects) {
    return new FoundParams(objects, "", List.of(), true);
  }

  private static FoundParams failed(String error) {
    return new FoundParams(List.of(), error, List.of(), true);
  }

  private static FoundParams open(String error, ParamKind kind, String name) {
    return new FoundParams(
        Collections.singletonList(null),
        error,
        List.of("params (" + kind.kind() + name + ')'),
        false);
  }

  /** Collects them. */
  static FoundParams of(
      AdmissionPolicy policy, PolicyBinding binding, String namespace, ParamSource source) {
    ParamKind kind = policy.paramKind();
    ParamRef ref = binding.paramRef();
    if (kind == null) {
      return NONE;
    }
    if (binding.source() == null) {
      return UNWRITTEN;
    }
    return ref == null ? NONE : of(kind, ref, namespace, source);
  }

  private static FoundParams of(
      ParamKind kind, ParamRef ref, String namespace, ParamSource source) {
    ParamSource.Scope scope = source.scope(kind);
    String place = "";
    if (scope == ParamSource.Scope.CLUSTER) {
      if (!ref.namespace().isEmpty()) {
        return failed("paramRef.namespace must not be provided for a cluster-scoped `paramKind`");
      }
    } else if (scope == ParamSource.Scope.NAMESPACED || !ref.namespace().isEmpty()) {
      // Where nothing else says how the kind is kept, a binding that names a namespace does.
      place = ref.namespace().isEmpty() ? namespace : ref.namespace();
      if (place.isEmpty()) {
        return failed(
            "cannot use namespaced paramRef in policy binding that matches cluster-scoped"
                + " resources");
      }
    }
    LabelSelector selector = ref.selector();
    ParamSource.Found found;
    try {
      found =
          selector == null
              ? source.named(kind, place, ref.name())
              : source.selected(kind, place, selector);
    } catch (MalformedResourceException e) {
      return open(missing(ref), kind, ", one of which cannot be read: its " + e.sentence());
    }
    if (!found.complete() && (selector != null || found.objects().isEmpty())) {
      return open(missing(ref), kind, ref.name().isEmpty() ? "" : ' ' + ref.name());
    }
    if (scope == ParamSource.Scope.UNKNOWN
        && ref.namespace().isEmpty()
        && !isSettled(ref, namespace, found.objects())) {
      return new FoundParams(
          Collections.singletonList(null),
          missing(ref),
          List.of("definition of " + kind.kind()),
          false);
    }
    if (found.objects().isEmpty()) {
      return ref.allowsNone() ? asked(List.of()) : failed(missing(ref));
    }
    return asked(new ArrayList<>(found.objects()));
  }

  // Whether the answer is one whether the kind has namespaces or not.
  private static boolean isSettled(ParamRef ref, String namespace, List<Resource> found) {
    if (found.isEmpty()) {
      return !ref.allowsNone() || !namespace.isEmpty();
    }
    for (int i = 0; i < found.size(); i++) {
      if (!found.get(i).namespace().equals(namespace)) {
        return false;
      }
    }
    return true;
  }

  private static String missing(ParamRef ref) {
    return ref.allowsNone()
        ? ""
        : "no params found for policy binding with `Deny` parameterNotFoundAction";
  }
}

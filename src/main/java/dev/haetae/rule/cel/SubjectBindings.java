package dev.haetae.rule.cel;

import dev.haetae.cel.Bindings;
import dev.haetae.cel.KubernetesVariables;
import dev.haetae.cel.Unknowns;
import dev.haetae.cel.value.TreeValues;
import dev.haetae.inventory.UnreadableObjectException;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.cel.world.WorldFunctions;
import dev.haetae.rule.cel.world.WorldLook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of the variables while one object is judged, or one pod of it; for one thread. */
final class SubjectBindings implements Bindings {
  /** The pod that is judged, where a policy is for those of every carrier. */
  static final String POD = "pod";

  // Of what a world keeps of a Namespace, its fields and those of its metadata may be missing.
  private static final int LEVELS_OF_NAMESPACE = 2;

  private final Resource subject;
  private final RuleContext context;
  private final CelWords words;
  private final @Nullable JudgedPod pod;
  private final WorldLook look;
  private @Nullable Object object;
  private @Nullable Object request;
  private @Nullable Object namespace;

  SubjectBindings(Resource subject, @Nullable JudgedPod pod, RuleContext context, CelWords words) {
    this.subject = subject;
    this.context = context;
    this.words = words;
    this.pod = pod;
    this.look =
        new WorldLook(
            subject, pod == null ? null : pod.pod(), pod == null ? null : pod.tree(), context);
  }

  /** What has been asked of the world. */
  WorldLook look() {
    return look;
  }

  @Override
  public @Nullable Object value(String name) {
    return switch (name) {
      case KubernetesVariables.OBJECT -> object();
      case KubernetesVariables.OLD_OBJECT -> old();
      case KubernetesVariables.REQUEST -> request();
      case KubernetesVariables.NAMESPACE -> namespace();
      case KubernetesVariables.PARAMS ->
          TreeValues.root(words.parameters(), KubernetesVariables.PARAMS);
      case POD -> pod == null ? null : TreeValues.root(pod.tree(), POD);
      case WorldFunctions.INVENTORY -> WorldFunctions.inventory(look);
      case WorldFunctions.PREDICT -> WorldFunctions.predict(look);
      case KubernetesVariables.AUTHORIZER, KubernetesVariables.AUTHORIZER_OF_RESOURCE ->
          Unknowns.of(name);
      default -> null;
    };
  }

  @Override
  public List<String> unknown() {
    return words.unknown();
  }

  private Object object() {
    Object known = object;
    if (known == null) {
      known = TreeValues.root(subject.tree(), KubernetesVariables.OBJECT);
      object = known;
    }
    return known;
  }

  private Object old() {
    Resource old = context.old();
    return old == null
        ? TreeValues.of(NullValue.NULL)
        : TreeValues.root(old.tree(), KubernetesVariables.OLD_OBJECT);
  }

  private Object request() {
    Object known = request;
    if (known == null) {
      known = TreeValues.root(requestTree(), KubernetesVariables.REQUEST);
      request = known;
    }
    return known;
  }

  private ObjectValue requestTree() {
    GroupKind kind = subject.groupKind();
    String apiVersion = subject.apiVersion();
    String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
    ObjectValue kinds =
        new ObjectValue.Builder(3)
            .put("group", kind.group())
            .put("version", version)
            .put("kind", kind.kind())
            .build();
    ObjectValue resources =
        new ObjectValue.Builder(3)
            .put("group", kind.group())
            .put("version", version)
            .put("resource", words.plural(kind))
            .build();
    return new ObjectValue.Builder(9)
        .put("kind", kinds)
        .put("resource", resources)
        .put("subResource", "")
        .put("requestKind", kinds)
        .put("requestResource", resources)
        .put("requestSubResource", "")
        .put("name", subject.name())
        .put("namespace", subject.namespace())
        .put("operation", context.operation().name())
        .build();
  }

  private Object namespace() {
    Object known = namespace;
    if (known == null) {
      known = foundNamespace();
      namespace = known;
    }
    return known;
  }

  // Who sends an object into a namespace that is not there is told so by the API server.
  private Object foundNamespace() {
    String name = subject.namespace();
    if (name.isEmpty()) {
      return TreeValues.of(NullValue.NULL);
    }
    Resource whole = context.inventory().object(GroupKind.NAMESPACE, "", name);
    if (whole != null) {
      return TreeValues.root(whole.tree(), KubernetesVariables.NAMESPACE);
    }
    try {
      Map<String, String> labels = context.inventory().namespaceLabels(name);
      if (labels != null) {
        return TreeValues.partial(
            namespaceTree(name, labels),
            KubernetesVariables.NAMESPACE,
            LEVELS_OF_NAMESPACE,
            field -> Unknowns.thrown(List.of(field)));
      }
    } catch (UnreadableObjectException e) {
      return Unknowns.of(e.sentence());
    }
    return Unknowns.of("Namespace " + name);
  }

  private static ObjectValue namespaceTree(String name, Map<String, String> labels) {
    ObjectValue.Builder texts = new ObjectValue.Builder(8);
    labels.forEach(texts::put);
    ObjectValue metadata =
        new ObjectValue.Builder(2).put("name", name).put("labels", texts.build()).build();
    return ObjectValue.of("metadata", metadata);
  }

  /** Returns the unknown fields that expressions of these texts may ask for. */
  static List<String> unknown(String texts) {
    List<String> unknown = new ArrayList<>(0);
    for (String field : List.of("userInfo", "dryRun", "options")) {
      if (texts.contains(field)) {
        unknown.add("request." + field);
      }
    }
    return List.copyOf(unknown);
  }

  /** The tree of the value of {@code params} of a policy that writes none. */
  static ObjectValue parameters(Value written) {
    return written instanceof ObjectValue parameters ? parameters : ObjectValue.EMPTY;
  }
}

package dev.haetae.simulator.admission.plugin;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.admission.request.Refusal;
import dev.haetae.simulator.defaults.Trees;
import org.jspecify.annotations.Nullable;

/**
 * Gives a pod its service account, the account's pull secrets and the volume with its token.
 *
 * <p>Mirrors {@code plugin/pkg/admission/serviceaccount/admission.go}.
 */
public final class ServiceAccounts {
  /**
   * What stands for the letters that the API server makes up for the name of the token's volume.
   */
  public static final String ANY_SUFFIX = "xxxxx";

  private static final String DEFAULT = "default";
  private static final String VOLUME = "kube-api-access-";
  private static final String MOUNT_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";
  private static final String MIRROR = "kubernetes.io/config.mirror";
  private static final ObjectValue TOKEN = token();

  private ServiceAccounts() {}

  /** Looks at a pod that is created; returns null when it may pass. */
  public static @Nullable Refusal admit(Attributes request) {
    if (!request.isOf(GroupKind.POD) || !request.isCreate()) {
      return null;
    }
    ObjectValue annotations =
        Trees.object(Trees.object(request.object(), "metadata"), "annotations");
    if (annotations.has(MIRROR)) {
      return MirrorPods.admit(request);
    }
    ObjectValue spec = request.spec();
    String name = spec.text("serviceAccountName");
    if (name.isEmpty()) {
      name = DEFAULT;
    }
    spec = Trees.with(Trees.with(spec, "serviceAccountName", name), "serviceAccount", name);
    ObjectValue account = request.find(GroupKind.SERVICE_ACCOUNT, name);
    if (account == null) {
      // The default one is made with its namespace.
      if (request.knows(GroupKind.SERVICE_ACCOUNT) && !name.equals(DEFAULT)) {
        return Refusal.forbidden(
            request,
            "error looking up service account "
                + request.namespace()
                + '/'
                + name
                + ": serviceaccount \""
                + name
                + "\" not found");
      }
      account = ObjectValue.EMPTY;
    }
    if (automounts(account, spec)) {
      spec = withToken(spec);
    }
    if (!spec.has("imagePullSecrets") && account.has("imagePullSecrets")) {
      spec = spec.with("imagePullSecrets", names(Trees.array(account, "imagePullSecrets")));
    }
    request.replaceSpec(spec);
    String problem = MountableSecrets.problem(account, spec);
    return problem == null ? null : Refusal.forbidden(request, problem);
  }

  private static boolean automounts(ObjectValue account, ObjectValue spec) {
    Value wish = spec.get("automountServiceAccountToken");
    if (wish.isNull()) {
      wish = account.get("automountServiceAccountToken");
    }
    return wish != BooleanValue.FALSE;
  }

  private static ArrayValue names(ArrayValue references) {
    ArrayValue.Builder out = new ArrayValue.Builder();
    for (int i = 0; i < references.size(); i++) {
      String name = Trees.object(references, i).text("name");
      out.add(
          name.isEmpty()
              ? ObjectValue.EMPTY
              : new ObjectValue.Builder(1).put("name", name).build());
    }
    return out.build();
  }

  private static ObjectValue withToken(ObjectValue spec) {
    String name = VOLUME + ANY_SUFFIX;
    boolean there = false;
    ArrayValue volumes = Trees.array(spec, "volumes");
    for (int i = 0; i < volumes.size() && !there; i++) {
      String other = Trees.object(volumes, i).text("name");
      if (other.startsWith(VOLUME)) {
        name = other;
        there = true;
      }
    }
    ObjectValue mount =
        new ObjectValue.Builder(3)
            .put("name", name)
            .put("readOnly", true)
            .put("mountPath", MOUNT_PATH)
            .build();
    ObjectValue out = Trees.changeEach(spec, "initContainers", one -> mounted(one, mount));
    out = Trees.changeEach(out, "containers", one -> mounted(one, mount));
    if (Trees.isSame(spec, out) || there) {
      return out;
    }
    ObjectValue volume =
        new ObjectValue.Builder(2).put("name", name).put("projected", TOKEN).build();
    return Trees.append(out, "volumes", volume);
  }

  private static ObjectValue mounted(ObjectValue container, ObjectValue mount) {
    ArrayValue mounts = Trees.array(container, "volumeMounts");
    for (int i = 0; i < mounts.size(); i++) {
      if (Trees.object(mounts, i).text("mountPath").equals(MOUNT_PATH)) {
        return container;
      }
    }
    return Trees.append(container, "volumeMounts", mount);
  }

  private static ObjectValue token() {
    ObjectValue token =
        new ObjectValue.Builder(2).put("expirationSeconds", 3607).put("path", "token").build();
    ObjectValue certificate =
        new ObjectValue.Builder(2)
            .put("name", "kube-root-ca.crt")
            .put(
                "items",
                one(new ObjectValue.Builder(2).put("key", "ca.crt").put("path", "ca.crt").build()))
            .build();
    ObjectValue field =
        new ObjectValue.Builder(2)
            .put("apiVersion", "v1")
            .put("fieldPath", "metadata.namespace")
            .build();
    ObjectValue namespace =
        ObjectValue.of(
            "items",
            one(
                new ObjectValue.Builder(2)
                    .put("path", "namespace")
                    .put("fieldRef", field)
                    .build()));
    ArrayValue.Builder sources =
        new ArrayValue.Builder()
            .add(ObjectValue.of("serviceAccountToken", token))
            .add(ObjectValue.of("configMap", certificate))
            .add(ObjectValue.of("downwardAPI", namespace));
    return new ObjectValue.Builder(2)
        .put("sources", sources.build())
        .put("defaultMode", NumberValue.of(420))
        .build();
  }

  private static ArrayValue one(ObjectValue element) {
    return new ArrayValue.Builder().add(element).build();
  }
}

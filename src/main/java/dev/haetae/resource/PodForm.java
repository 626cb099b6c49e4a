package dev.haetae.resource;

import dev.haetae.resource.ContainerView.Role;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The forms in which kinds write the pods that are made of them. */
enum PodForm {
  /** A pod spec with its metadata beside it, as in a pod template. */
  TEMPLATE,

  /** A pod spec alone. */
  BARE,

  /** A pod spec of KServe: the container of the model beside the lists, its claim in a URI. */
  MODEL,

  /** A template of an Argo Workflow, which takes from the workflow what it does not say. */
  STEP,

  /** A task of a Volcano Job, whose pods its own scheduler finds nodes for. */
  TASK,

  /** The trainer of a TrainJob: one container, to be laid over the pod spec of a runtime. */
  TRAINER;

  // KServe writes the container that serves a model beside the lists of containers.
  private static final List<String> MODEL_SERVERS =
      List.of(
          "model",
          "huggingface",
          "lightgbm",
          "onnx",
          "paddle",
          "pmml",
          "pytorch",
          "sklearn",
          "tensorflow",
          "triton",
          "xgboost");
  private static final String CLAIM_URI = "pvc://";
  // Argo fills in what stands behind two braces when the step runs.
  private static final String PLACEHOLDER = "{{";
  private static final String SCHEDULER = "schedulerName";
  // What a Job of Volcano that names no scheduler is given.
  private static final String VOLCANO = "volcano";
  private static final String RESOURCES = "resources";
  private static final ObjectView NONE = ObjectView.of(ObjectValue.EMPTY, Path.ROOT);

  /** Returns the metadata of the pods. */
  ObjectView metadata(ObjectView holder, ObjectView spec) {
    return switch (this) {
      case TEMPLATE, TASK -> holder.object("metadata");
      case STEP -> spec.object("metadata");
      case BARE, MODEL, TRAINER -> ObjectView.of(ObjectValue.EMPTY, holder.path("metadata"));
    };
  }

  /** Returns what counts where a pod spec says nothing. */
  ObjectView defaults(Resource carrier) {
    if (this != STEP && this != TASK) {
      return NONE;
    }
    ObjectView spec = carrier.view().object("spec");
    if (this == TASK) {
      String scheduler = spec.text(SCHEDULER, VOLCANO);
      return ObjectView.of(ObjectValue.of(SCHEDULER, new StringValue(scheduler)), spec.path());
    }
    // A CronWorkflow holds the spec of the Workflows that it makes.
    return filled(spec.has("workflowSpec") ? spec.object("workflowSpec") : spec);
  }

  /** Returns the spec without what is only known when its pods are made. */
  ObjectView known(ObjectView spec) {
    return this == STEP ? filled(spec) : spec;
  }

  /** Returns whether something is made of it at all: an Argo template may only name steps. */
  boolean makesPods(ObjectView spec) {
    return this != STEP || spec.has("container") || spec.has("script") || spec.has("containerSet");
  }

  /** Adds every container: init containers first. */
  void addContainers(ObjectView spec, List<ContainerView> containers) {
    if (this == TRAINER) {
      containers.add(new ContainerView(spec, Role.MAIN, "node", "resourcesPerNode"));
      return;
    }
    for (Role role : Role.values()) {
      for (ObjectView container : spec.objects(role.field())) {
        containers.add(container(container, role));
      }
    }
    if (this == MODEL) {
      addObjects(spec, MODEL_SERVERS, containers);
    }
    if (this == STEP) {
      addObjects(spec, List.of("container", "script"), containers);
      for (ObjectView container : spec.object("containerSet").objects("containers")) {
        containers.add(container(container, Role.MAIN));
      }
      for (ObjectView container : spec.objects("sidecars")) {
        containers.add(container(container, Role.MAIN));
      }
    }
  }

  private static void addObjects(
      ObjectView spec, List<String> fields, List<ContainerView> containers) {
    for (String field : fields) {
      if (spec.value().get(field) instanceof ObjectValue) {
        containers.add(container(spec.object(field), Role.MAIN));
      }
    }
  }

  private static ContainerView container(ObjectView view, Role role) {
    return new ContainerView(view, role, null, RESOURCES);
  }

  /** Adds every volume of the pods, whether the spec or something beside it says so. */
  void addVolumes(PodView pod, ObjectView defaults, List<VolumeView> volumes) {
    for (ObjectView view : pod.spec().objects("volumes")) {
      volumes.add(new VolumeView(view));
    }
    if (this == MODEL) {
      addModels(pod, volumes);
    }
    if (this == STEP && defaults.has("volumes")) {
      addMounted(pod, defaults, volumes);
    }
  }

  // A pod gets of the workflow's volumes those that it mounts.
  private static void addMounted(PodView pod, ObjectView workflow, List<VolumeView> volumes) {
    Set<String> mounted = new HashSet<>();
    for (ContainerView container : pod.containers()) {
      for (ObjectView mount : container.volumeMounts()) {
        mounted.add(mount.text("name"));
      }
    }
    volumes.forEach(volume -> mounted.remove(volume.name()));
    for (ObjectView view : workflow.objects("volumes")) {
      VolumeView volume = new VolumeView(view);
      if (mounted.contains(volume.name())) {
        volumes.add(volume);
      }
    }
  }

  private static void addModels(PodView pod, List<VolumeView> volumes) {
    for (String field : MODEL_SERVERS) {
      if (pod.spec().value().get(field) instanceof ObjectValue) {
        addModel(pod.spec().object(field), "storageUri", volumes);
      }
    }
    if (pod.spec().value().get("storageUris") instanceof ArrayValue) {
      for (ObjectView storage : pod.spec().objects("storageUris")) {
        addModel(storage, "uri", volumes);
      }
    }
    if (pod.carrier().kind().equals("LLMInferenceService")) {
      addModel(pod.carrier().view().object("spec").object("model"), "uri", volumes);
    }
  }

  // The pod mounts the claim that is named before the first slash, to be read.
  private static void addModel(ObjectView model, String field, List<VolumeView> volumes) {
    if (model.value().get(field) instanceof StringValue uri && uri.text().startsWith(CLAIM_URI)) {
      String path = uri.text().substring(CLAIM_URI.length());
      int slash = path.indexOf('/');
      ObjectValue claim =
          new ObjectValue.Builder(2)
              .put("claimName", slash < 0 ? path : path.substring(0, slash))
              .put("readOnly", true)
              .build();
      ObjectValue volume =
          new ObjectValue.Builder(2)
              .put("name", "kserve-pvc-source")
              .put("persistentVolumeClaim", claim)
              .build();
      volumes.add(new VolumeView(ObjectView.standIn(volume, model.path(field))));
    }
  }

  private static ObjectView filled(ObjectView view) {
    return withoutPlaceholders(view.value()) instanceof ObjectValue known
        ? ObjectView.of(known, view.path())
        : view;
  }

  // Lists keep their length, so that paths stay what they are.
  private static Value withoutPlaceholders(Value value) {
    if (value instanceof ArrayValue array) {
      List<Value> elements = new ArrayList<>();
      for (int i = 0; i < array.size(); i++) {
        elements.add(withoutPlaceholders(array.get(i)));
      }
      return ArrayValue.of(elements);
    }
    if (value instanceof ObjectValue object) {
      ObjectValue.Builder known = new ObjectValue.Builder(object.size());
      for (int i = 0; i < object.size(); i++) {
        if (!(object.value(i) instanceof StringValue text && text.text().contains(PLACEHOLDER))) {
          known.put(object.key(i), withoutPlaceholders(object.value(i)));
        }
      }
      return known.build();
    }
    return value;
  }
}

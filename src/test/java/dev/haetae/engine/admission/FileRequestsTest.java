package dev.haetae.engine.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.Review;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.admission.Equivalents;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Operation;
import dev.haetae.simulator.Worlds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Requests made of manifests are those that a real API server made of them. */
final class FileRequestsTest {
  private static final Resource WIDGETS =
      Worlds.resource(
          """
          apiVersion: apiextensions.k8s.io/v1
          kind: CustomResourceDefinition
          metadata: {name: widgets.test.haetae.dev}
          spec:
            group: test.haetae.dev
            scope: Namespaced
            names: {kind: Widget, plural: widgets}
            versions:
              - name: v1
                served: true
                storage: true
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      spec:
                        type: object
                        x-kubernetes-preserve-unknown-fields: true
                        properties:
                          mode: {type: string, default: fast}
                      status:
                        type: object
                        x-kubernetes-preserve-unknown-fields: true
          """);

  @Test
  void policiesSeeAManifestAsTheApiServerShowsItToThem() throws IOException, UnreadableException {
    Map<String, int[]> agreed = new TreeMap<>();
    List<String> differences = new ArrayList<>();
    for (VapRow row : VapRow.allBut("")) {
      ObjectView sent = row.row().object("request");
      Review review = review(row, sent);
      if (review == null) {
        continue;
      }
      Resource object = review.object();
      AdmissionAttributes theirs = row.request();
      AdmissionAttributes ours = FileRequests.of(review, object, world(row), theirs.user());
      int[] counts =
          agreed.computeIfAbsent(theirs.operation() + ' ' + object.kind(), _ -> new int[2]);
      counts[1]++;
      String difference = difference(like(theirs), like(ours));
      if (difference.isEmpty()) {
        counts[0]++;
      } else {
        differences.add(row.id() + ": " + difference);
      }
    }
    agreed.forEach(
        (kind, counts) -> System.out.println(kind + ": agree " + counts[0] + "/" + counts[1]));
    differences.forEach(System.out::println);
    // An empty list of metrics is written as null, which defaults do not.
    assertThat(differences)
        .allMatch(difference -> difference.contains("currentMetrics"))
        .hasSizeLessThan(3);
  }

  /** What is made up, or is the API server's alone, decides nothing. */
  @Test
  void policiesDecideAlikeOnManifests() throws IOException, UnreadableException {
    int all = 0;
    List<String> differences = new ArrayList<>();
    for (VapRow row : VapRow.allBut("mutation")) {
      ObjectView sent = row.row().object("request");
      if (!sent.text("verb").equals("CREATE") || !row.request().subresource().isEmpty()) {
        continue;
      }
      all++;
      Resource object = object(row, sent);
      AdmissionAttributes theirs = row.request();
      AdmissionAttributes ours =
          FileRequests.of(
              Review.create(object, EnforcementPoint.CHECK), object, world(row), theirs.user());
      AdmissionDecision decision =
          new AdmissionPolicyEvaluator(row.policies(), Equivalents.BUILT_IN, false)
              .evaluate(with(theirs, ours.object()), row.surroundings());
      String difference = difference(row.decision(), decision);
      if (!difference.isEmpty()) {
        differences.add(row.id() + ": " + difference);
      }
    }
    System.out.println("decisions: agree " + (all - differences.size()) + "/" + all);
    differences.forEach(System.out::println);
    // They ask whether a pod has volumes, which the rows' API server gave none to.
    assertThat(differences).allMatch(difference -> difference.contains("-presence-"));
  }

  private static String difference(AdmissionDecision theirs, AdmissionDecision ours) {
    List<String> out = new ArrayList<>();
    if (theirs.isDenied() != ours.isDenied()) {
      out.add("denied: " + theirs.isDenied() + ", on the manifest " + ours.isDenied());
    }
    theirs
        .auditAnnotations()
        .forEach((key, value) -> {
          if (!value.equals(ours.auditAnnotations().get(key))) {
            out.add(key + ": " + value + ", on the manifest " + ours.auditAnnotations().get(key));
          }
        });
    return String.join("; ", out);
  }

  private static AdmissionAttributes with(
      AdmissionAttributes request, @Nullable ObjectValue object) {
    return new AdmissionAttributes(
        request.operation(),
        request.kind(),
        request.resource(),
        request.subresource(),
        request.name(),
        request.namespace(),
        object,
        request.oldObject(),
        request.dryRun(),
        request.options(),
        request.user());
  }

  /** The review of a manifest; null for a request that is made of none. */
  private static @Nullable Review review(VapRow row, ObjectView sent) {
    String verb = sent.text("verb");
    boolean isWhole = sent.value().get("body") instanceof ObjectValue body && body.has("kind");
    if (!row.request().subresource().isEmpty() || verb.equals("CONNECT")) {
      return null;
    }
    if (verb.equals("DELETE")) {
      Resource deleted = Resource.of(row.row().object("existing").value(), Origin.NONE, "");
      return new Review(deleted, null, Operation.DELETE, EnforcementPoint.CHECK, "");
    }
    if (!isWhole) {
      return null;
    }
    return verb.equals("CREATE")
        ? Review.create(object(row, sent), EnforcementPoint.CHECK)
        : Review.update(
            object(row, sent),
            Resource.of(row.row().object("existing").value(), Origin.NONE, ""),
            EnforcementPoint.CHECK);
  }

  private static Resource object(VapRow row, ObjectView sent) {
    String namespace = row.row().object("namespace").object("metadata").text("name");
    return Resource.of(sent.object("body").value(), Origin.NONE, namespace);
  }

  private static Inventory world(VapRow row) {
    InventorySnapshot.Builder world = new InventorySnapshot.Builder();
    if (row.row().has("namespace")) {
      world.add(Resource.of(row.row().object("namespace").value(), Origin.NONE, ""));
    }
    world.add(WIDGETS);
    return world.build(true);
  }

  private static AdmissionAttributes like(AdmissionAttributes request) {
    return new AdmissionAttributes(
        request.operation(),
        request.kind(),
        request.resource(),
        request.subresource(),
        isNamed(request) ? request.name() : "",
        request.namespace(),
        like(request.object()),
        like(request.oldObject()),
        true,
        null,
        request.user());
  }

  private static boolean isNamed(AdmissionAttributes request) {
    ObjectValue object = request.object();
    return object == null || !((ObjectValue) object.get("metadata")).has("generateName");
  }

  private static @Nullable ObjectValue like(@Nullable ObjectValue object) {
    if (object == null) {
      return null;
    }
    ObjectValue metadata = (ObjectValue) object.get("metadata");
    for (String field : List.of("managedFields", "uid", "creationTimestamp", "resourceVersion")) {
      metadata = metadata.without(field);
    }
    if (metadata.has("generateName")) {
      metadata = metadata.without("name");
    }
    ObjectValue like = object.with("metadata", metadata);
    return switch (object.text("kind")) {
      case "Pod" -> withoutAccount(like);
      case "Job" -> withoutId(like);
      default -> like;
    };
  }

  // The API server makes the id up.
  private static ObjectValue withoutId(ObjectValue job) {
    ObjectValue spec = (ObjectValue) job.get("spec");
    ObjectValue template = (ObjectValue) spec.get("template");
    ObjectValue metadata = (ObjectValue) template.get("metadata");
    ObjectValue labels = (ObjectValue) metadata.get("labels");
    labels = labels.without("controller-uid").without("batch.kubernetes.io/controller-uid");
    return job.with(
        "spec",
        spec.without("selector")
            .with("template", template.with("metadata", metadata.with("labels", labels))));
  }

  // The rows' API server ran without the plugin that gives pods their service accounts.
  private static ObjectValue withoutAccount(ObjectValue pod) {
    ObjectValue spec = (ObjectValue) pod.get("spec");
    spec = spec.without("serviceAccountName").without("serviceAccount");
    for (String field : List.of("containers", "initContainers", "ephemeralContainers")) {
      if (spec.get(field) instanceof ArrayValue containers) {
        ArrayValue.Builder out = new ArrayValue.Builder();
        for (int i = 0; i < containers.size(); i++) {
          out.add(without((ObjectValue) containers.get(i), "volumeMounts"));
        }
        spec = spec.with(field, out.build());
      }
    }
    return pod.with("spec", without(spec, "volumes"));
  }

  private static ObjectValue without(ObjectValue object, String field) {
    if (!(object.get(field) instanceof ArrayValue list)) {
      return object;
    }
    ArrayValue.Builder out = new ArrayValue.Builder();
    int kept = 0;
    for (int i = 0; i < list.size(); i++) {
      Value element = list.get(i);
      if (!((ObjectValue) element).text("name").startsWith("kube-api-access-")) {
        out.add(element);
        kept++;
      }
    }
    return kept == 0 ? object.without(field) : object.with(field, out.build());
  }

  private static String difference(AdmissionAttributes theirs, AdmissionAttributes ours) {
    if (theirs.equals(ours)) {
      return "";
    }
    List<String> out = new ArrayList<>();
    if (theirs.object() != null && ours.object() != null) {
      differ("", theirs.object(), ours.object(), out);
    }
    return out.isEmpty() ? theirs + " but " + ours : out.toString();
  }

  private static void differ(String path, Value theirs, Value ours, List<String> out) {
    if (theirs.equals(ours)) {
      return;
    }
    if (theirs instanceof ObjectValue a && ours instanceof ObjectValue b) {
      for (int i = 0; i < a.size(); i++) {
        if (b.indexOf(a.key(i)) < 0) {
          out.add(path + "." + a.key(i) + " missing: " + a.value(i));
        } else {
          differ(path + "." + a.key(i), a.value(i), b.get(a.key(i)), out);
        }
      }
      for (int i = 0; i < b.size(); i++) {
        if (a.indexOf(b.key(i)) < 0) {
          out.add(path + "." + b.key(i) + " too much: " + b.value(i));
        }
      }
    } else if (theirs instanceof ArrayValue a
        && ours instanceof ArrayValue b
        && a.size() == b.size()) {
      for (int i = 0; i < a.size(); i++) {
        differ(path + "[" + i + "]", a.get(i), b.get(i), out);
      }
    } else {
      out.add(path + ": " + theirs + " but " + ours);
    }
  }
}

package dev.haetae.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.admission.AdmissionReviewer;
import dev.haetae.admission.Answer;
import dev.haetae.admission.Endpoint;
import dev.haetae.admission.ReviewObserver;
import dev.haetae.engine.Evaluator;
import dev.haetae.engine.PolicyCase;
import dev.haetae.engine.PolicyTable;
import dev.haetae.inventory.Budget;
import dev.haetae.inventory.ForwardingInventory;
import dev.haetae.inventory.Inventory;
import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyFolders;
import dev.haetae.policy.RuleCatalog;
import dev.haetae.report.Report;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.ClaimTemplate;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.rule.EnforcementPoint;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is foretold is done: a subject is said to be refused at its next pod exactly when the
 * webhook, asked with the policy on Deny, refuses the Pod that its controller would create.
 */
class ForetoldTest {
  private static final String GRACE = "terminationGracePeriodSeconds";
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-06-15T12:00:00Z"));

  static Stream<PolicyCase> cases() throws IOException {
    List<PolicyCase> cases = new ArrayList<>();
    for (String id : PolicyFolders.ids()) {
      RuleCatalog.Entry entry = RuleCatalog.find(id);
      if (entry != null && entry.info().points().contains(EnforcementPoint.VALIDATE)) {
        for (java.nio.file.Path file : PolicyFolders.cases(id)) {
          cases.add(PolicyCase.of(file));
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void whatIsForetoldIsDone(PolicyCase policyCase) throws UnreadableException {
    Set<String> names =
        policyCase.policies().stream().map(Policy::name).collect(Collectors.toSet());
    AuditScope scope = new AuditScope(Set.of(), null, Set.of(), names);
    Set<String> foretold = new TreeSet<>();
    Set<String> done = new TreeSet<>();
    for (Resource object : policyCase.objects()) {
      Auditor auditor =
          new Auditor(
              policyCase.evaluator(),
              policyCase.inventory(),
              new Owners(),
              scope,
              new Report.Builder());
      auditor.judge(List.of(object));
      for (AuditedOwner owner : auditor.result(CLOCK.instant(), List.of()).owners()) {
        if (owner.stops().stream().anyMatch(stop -> stop.when() == Stop.When.NEXT_POD)) {
          foretold.add(object.describe());
        }
      }
      for (ObjectValue pod : pods(object)) {
        if (isRefused(pod, object, policyCase)) {
          done.add(object.describe());
        }
      }
    }
    assertThat(foretold).isEqualTo(done);
  }

  // Put together here once more, so that the audit does not vouch for itself.
  private static List<ObjectValue> pods(Resource object) {
    return switch (object.groupKind().toString()) {
      case "Pod" -> object.isFinishedPod() ? List.of() : List.of(anew(object.tree()));
      case "StatefulSet.apps" -> List.of(ofSet(object));
      default ->
          object.kind().endsWith("Template") || object.kind().endsWith("Runtime")
              ? List.of()
              : object.pods().stream()
                  .filter(pod -> !pod.isPart() && pod.spec().array("containers").size() > 0)
                  .map(pod -> pod(object, pod.metadata().value(), spec(pod)))
                  .toList();
    };
  }

  private static ObjectValue anew(ObjectValue pod) {
    return pod.has("status")
        ? pod.without("status").with("spec", ((ObjectValue) pod.get("spec")).without("nodeName"))
        : pod;
  }

  // What is left of the volumes where claims take the place of some, with the scheduler of its
  // operator and, in place of a negative grace period, the second that the API server writes.
  private static ObjectValue spec(PodView pod) {
    ObjectValue spec = pod.spec().value();
    List<ObjectValue> volumes =
        pod.volumes().stream().map(volume -> volume.view().value()).toList();
    spec =
        volumes.isEmpty() ? spec.without("volumes") : spec.with("volumes", ArrayValue.of(volumes));
    String scheduler = pod.placing("schedulerName").text("schedulerName");
    spec = scheduler.isEmpty() ? spec : spec.with("schedulerName", new StringValue(scheduler));
    return pod.spec().integer(GRACE, 0) < 0 ? spec.with(GRACE, NumberValue.of(1)) : spec;
  }

  private static ObjectValue ofSet(Resource set) {
    PodView template = set.pods().getFirst();
    ObjectValue spec = spec(template);
    List<ObjectValue> volumes = new ArrayList<>();
    template.volumes().forEach(volume -> volumes.add(volume.view().value()));
    for (ClaimTemplate claim : ClaimTemplate.ofSet(set)) {
      volumes.add(
          new ObjectValue.Builder(2)
              .put("name", claim.volume())
              .put(
                  "persistentVolumeClaim",
                  ObjectValue.of("claimName", new StringValue(claim.claimName(set.name() + "-0"))))
              .build());
    }
    return pod(
        set,
        template.metadata().value(),
        volumes.isEmpty() ? spec : spec.with("volumes", ArrayValue.of(volumes)));
  }

  private static ObjectValue pod(Resource owner, ObjectValue template, ObjectValue spec) {
    ObjectValue.Builder metadata = new ObjectValue.Builder(4);
    for (String field : List.of("labels", "annotations")) {
      if (template.has(field)) {
        metadata.put(field, template.get(field));
      }
    }
    metadata.put("generateName", owner.name() + '-').put("namespace", owner.namespace());
    return new ObjectValue.Builder(4)
        .put("apiVersion", "v1")
        .put("kind", "Pod")
        .put("metadata", metadata.build())
        .put("spec", spec)
        .build();
  }

  // The controller of a StatefulSet makes the claims before the pod.
  private static Inventory world(Resource owner, PolicyCase policyCase) {
    Inventory world = policyCase.inventory();
    Map<String, PersistentVolumeClaim> made = new HashMap<>();
    for (ClaimTemplate template : ClaimTemplate.ofSet(owner)) {
      String name = template.claimName(owner.name() + "-0");
      if (world.claim(owner.namespace(), name) == null) {
        made.put(owner.namespace() + '/' + name, template.claim(owner.namespace(), name));
      }
    }
    return new ForwardingInventory(world) {
      @Override
      public @Nullable PersistentVolumeClaim claim(String namespace, String name) {
        PersistentVolumeClaim claim = made.get(namespace + '/' + name);
        return claim == null ? super.claim(namespace, name) : claim;
      }
    };
  }

  private static boolean isRefused(ObjectValue pod, Resource owner, PolicyCase policyCase)
      throws UnreadableException {
    Evaluator denying =
        new Evaluator(
            PolicyTable.of(
                policyCase.policies().stream().map(Policy::denying).toList(), Carriers.SHIPPED),
            CLOCK);
    AdmissionReviewer reviewer =
        new AdmissionReviewer(
            () -> denying,
            () -> world(owner, policyCase),
            Limits.REVIEW,
            ReviewObserver.NONE,
            System::nanoTime);
    ObjectView mutation = answer(reviewer, Endpoint.MUTATE, pod, owner.namespace());
    ObjectValue mutated = mutation.has("patch") ? patched(pod, mutation.text("patch")) : pod;
    return !answer(reviewer, Endpoint.VALIDATE, mutated, owner.namespace()).flag("allowed", false);
  }

  private static ObjectValue patched(ObjectValue pod, String patch) throws UnreadableException {
    byte[] operations = Base64.getDecoder().decode(patch);
    return dev.haetae.admission.AppliedPatch.over(
        pod, (ArrayValue) JsonReader.review(operations, Limits.REVIEW));
  }

  private static ObjectView answer(
      AdmissionReviewer reviewer, Endpoint endpoint, ObjectValue pod, String namespace)
      throws UnreadableException {
    ObjectValue kind =
        new ObjectValue.Builder(3).put("group", "").put("version", "v1").put("kind", "Pod").build();
    ObjectValue user =
        ObjectValue.of(
            "username", new StringValue("system:serviceaccount:kube-system:job-controller"));
    ObjectValue request =
        new ObjectValue.Builder(7)
            .put("uid", "next")
            .put("kind", kind)
            .put("operation", "CREATE")
            .put("namespace", namespace)
            .put("userInfo", user)
            .put("object", pod)
            .build();
    ObjectValue body =
        new ObjectValue.Builder(3)
            .put("apiVersion", "admission.k8s.io/v1")
            .put("kind", "AdmissionReview")
            .put("request", request)
            .build();
    Answer answer = reviewer.review(endpoint, body.toString().getBytes(UTF_8), Budget.ofReview());
    assertThat(answer.status()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
    ObjectValue response = (ObjectValue) JsonReader.review(answer.body(), Limits.REVIEW);
    return ObjectView.of(response, Path.ROOT).object("response");
  }
}

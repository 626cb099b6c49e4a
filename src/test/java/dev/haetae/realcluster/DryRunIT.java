package dev.haetae.realcluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.SharedFolder;
import dev.haetae.engine.Finding;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.PolicyFolders;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.rule.Action;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.RuleTrial;
import dev.haetae.schema.Schema;
import dev.haetae.simulator.admission.ApiServer;
import dev.haetae.simulator.admission.Submission;
import dev.haetae.simulator.admission.request.ResourceNames;
import dev.haetae.simulator.validation.Validation;
import dev.haetae.simulator.validation.field.Cause;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.StatusCause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A real API server is asked by a dry run about every manifest that there is: it refuses those that
 * {@code manifest-strict} and {@code api-validation} find fault with, and no others.
 */
@RealCluster(own = true)
final class DryRunIT {
  private static final Set<Integer> INVALID = Set.of(400, 422);
  // Of these the cluster decides: which addresses and ports there are, and which are taken.
  private static final Pattern ALLOCATED =
      Pattern.compile("allocate IP|already allocated|not in the valid range|dual-stack services");

  private final RuleTrial strict = RuleTrial.of("manifest-strict");
  private final RuleTrial validation = RuleTrial.of("api-validation");
  private final ApiServer server = new ApiServer(Validation.BUILT_IN);
  private final List<String> wrong = new ArrayList<>();
  private int objects;

  @Test
  void agreesOnSeedManifests(ControlPlane plane) throws IOException {
    SharedFolder.assumeSeedManifests();
    compareAll(plane, manifests(SharedFolder.SEED_MANIFESTS), true);
    end("seeds", 20);
  }

  @Test
  void agreesOnExamples(ControlPlane plane) throws IOException {
    compareAll(
        plane, List.of(Path.of("examples/cluster.yaml"), Path.of("examples/trainer.yaml")), true);
    end("examples", 5);
  }

  @Test
  void agreesOnCasesOfRules(ControlPlane plane) throws IOException {
    for (String id : PolicyFolders.ids()) {
      compareAll(plane, PolicyFolders.cases(id), false);
    }
    end("cases", 400);
  }

  private static List<Path> manifests(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().matches(".*\\.ya?ml"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private void compareAll(ControlPlane plane, List<Path> files, boolean wholly) throws IOException {
    for (Path file : files) {
      var manifest =
          ManifestReader.read(Files.readAllBytes(file), file.toString(), "default", Limits.FILES);
      for (Resource resource : manifest.resources()) {
        // What is written twice in one mapping is not there twice any more; what was printed by a
        // cluster has a uid of its own.
        if (isBuiltIn(resource)
            && resource.duplicates().isEmpty()
            && !resource.metadata().has("uid")) {
          objects++;
          compare(plane, resource, file, wholly);
        }
      }
    }
  }

  private static boolean isBuiltIn(Resource resource) {
    return Schema.kubernetes().kind(resource.apiVersion(), resource.kind()).isPresent()
        && Schema.kubernetes().serves(resource.apiVersion(), resource.kind())
        && !resource.kind().equals("AdmissionReview");
  }

  private void compare(ControlPlane plane, Resource resource, Path file, boolean wholly) {
    Answer answer = ask(plane, resource);
    // A version that is off by default, or a pod that is to be bound and is not there.
    if (answer.code() == 404 || ALLOCATED.matcher(answer.body()).find()) {
      return;
    }
    List<Finding> found = new ArrayList<>();
    found.addAll(strict.create(resource, EnforcementPoint.CHECK).findings());
    found.addAll(validation.create(resource, EnforcementPoint.CHECK).findings());
    found.removeIf(finding -> finding.action() != Action.DENY);
    if (INVALID.contains(answer.code()) == found.isEmpty()) {
      wrong.add(file + " " + resource + ": " + answer.code() + ' ' + answer.body() + found);
    }
    if (wholly && answer.code() != 400) {
      var predicted = server.answer(Submission.create(resource), InventorySnapshot.OPEN);
      if (predicted.code() != answer.code() || !causes(predicted.causes()).equals(causes(answer))) {
        wrong.add(file + " " + resource + ": " + answer.body() + predicted);
      }
    }
  }

  private static List<String> causes(List<Cause> causes) {
    return causes.stream().map(cause -> cause.reason() + ' ' + cause.field()).sorted().toList();
  }

  private static List<String> causes(Answer answer) {
    if (answer.code() != 422) {
      return List.of();
    }
    List<String> causes = new ArrayList<>();
    for (StatusCause cause : answer.status().getDetails().getCauses()) {
      causes.add(cause.getReason() + ' ' + cause.getField());
    }
    causes.sort(null);
    return causes;
  }

  private static Answer ask(ControlPlane plane, Resource resource) {
    String version = resource.apiVersion();
    StringBuilder path =
        new StringBuilder(version.indexOf('/') < 0 ? "/api/" : "/apis/").append(version);
    String namespace = resource.namespace();
    if (!namespace.isEmpty()) {
      makeNamespace(plane, namespace);
      path.append("/namespaces/").append(namespace);
    }
    path.append('/').append(ResourceNames.plural(resource.groupKind()));
    return plane.post(
        path.append("?dryRun=All&fieldValidation=Strict").toString(),
        JsonWriter.toText(resource.tree()));
  }

  private static void makeNamespace(ControlPlane plane, String namespace) {
    if (plane.client().namespaces().withName(namespace).get() == null) {
      var made = new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata();
      plane.client().resource(made.build()).create();
    }
  }

  private void end(String what, int least) {
    System.out.println(what + ": agree " + (objects - wrong.size()) + "/" + objects);
    assertThat(objects).isGreaterThanOrEqualTo(least);
    assertThat(wrong).isEmpty();
  }
}

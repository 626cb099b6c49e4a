package dev.haetae.overview;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyReader;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Overviews of worlds that are written as manifests. */
public final class Overviews {
  private static final List<String> RULES =
      List.of(
          "gpu-capacity",
          "gpu-toleration",
          "gpu-visible-devices",
          "node-port-range",
          "pvc-bound-rwx-nfs");

  private Overviews() {}

  /** One of each thing that an overview tells. */
  public static Overview madeUp() {
    return of(madeUpText());
  }

  static String madeUpText() {
    try {
      return Files.readString(Path.of("src/test/resources/dev/haetae/overview/cluster.yaml"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The overview of a closed world, with the shipped parameters. */
  public static Overview of(String yaml) {
    return of(resources(yaml), true, "");
  }

  /** The overview of a closed world, where a policy of a rule has these parameters. */
  static Overview of(String yaml, String rule, String parameters) {
    return of(
        resources(yaml),
        true,
        "{apiVersion: haetae.dev/v1alpha1, kind: Policy, metadata: {name: own}, spec: {rule: "
            + rule
            + ", parameters: "
            + parameters
            + "}}");
  }

  static Overview of(List<Resource> resources, boolean closed, String policy) {
    InventorySnapshot.Builder builder = new InventorySnapshot.Builder();
    resources.forEach(builder::addOrMark);
    InventorySnapshot world = builder.build(closed);
    return Overview.of(world, world.census(), settings(policy));
  }

  static OverviewSettings settings(String policy) {
    List<Policy> policies = new ArrayList<>(ShippedPolicies.load(RULES));
    if (!policy.isEmpty()) {
      PolicyReader reader = new PolicyReader().read(policy.getBytes(UTF_8), "policy.yaml");
      if (!reader.problems().isEmpty()) {
        throw new AssertionError(reader.problems().toString());
      }
      policies.addAll(reader.policies());
    }
    List<Rule> rules = policies.stream().map(Policy::rule).toList();
    return OverviewSettings.of(rules);
  }

  static List<Resource> resources(String yaml) {
    ManifestReader.Manifest manifest =
        ManifestReader.read(yaml.getBytes(UTF_8), "test.yaml", "default", Limits.FILES);
    if (!manifest.problems().isEmpty()) {
      throw new AssertionError(manifest.problems().toString());
    }
    return manifest.resources();
  }
}

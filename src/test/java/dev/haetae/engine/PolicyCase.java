package dev.haetae.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyReader;
import dev.haetae.policytest.CaseText;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * One case of a rule: a file of {@code policies/<id>/cases}, with the world, policy and old objects
 * that stand beside it.
 */
public final class PolicyCase {
  private final Path file;
  private final String outcome;
  private final String reason;
  private final List<Resource> objects;
  private final List<Resource> old;
  private final Inventory inventory;
  private final List<Policy> policies;

  private PolicyCase(Path folder, Path file) {
    this.file = file;
    String[] words = file.getFileName().toString().split("\\.", -1);
    this.outcome = words[0];
    this.reason = words[1];
    this.objects = read(file);
    Path oldFile = sibling(".old.yaml");
    this.old = Files.exists(oldFile) ? read(oldFile) : List.of();
    Path inventoryFile = sibling(".inventory.yaml");
    boolean closed = Files.exists(inventoryFile);
    InventorySnapshot.Builder world = new InventorySnapshot.Builder();
    if (closed) {
      read(inventoryFile).forEach(world::add);
    }
    objects.forEach(object -> addIfWellFormed(world, object));
    this.inventory = world.build(closed);
    Path policyFile = sibling(".policy.yaml");
    this.policies = policies(Files.exists(policyFile) ? policyFile : folder.resolve("policy.yaml"));
  }

  // What is too malformed for the world is judged all the same: manifest-strict says why.
  private static void addIfWellFormed(InventorySnapshot.Builder world, Resource object) {
    try {
      world.add(object);
    } catch (MalformedResourceException e) {
      assertThat(e.sentence()).isNotEmpty();
    }
  }

  /** The case of a main file. */
  public static PolicyCase of(Path file) {
    Path cases = file.getParent();
    if (cases == null || cases.getParent() == null) {
      throw new IllegalArgumentException("not a case file: " + file);
    }
    return new PolicyCase(cases.getParent(), file);
  }

  private static List<Resource> read(Path file) {
    ManifestReader.Manifest manifest =
        ManifestReader.read(bytes(file), file.toString(), "default", Limits.FILES);
    if (!manifest.problems().isEmpty()) {
      throw new AssertionError(manifest.problems().toString());
    }
    return manifest.resources();
  }

  private static List<Policy> policies(Path file) {
    PolicyReader reader = new PolicyReader().read(bytes(file), file.toString());
    if (!reader.problems().isEmpty()) {
      throw new AssertionError(reader.problems().toString());
    }
    return reader.policies();
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file of the same stem with another ending. */
  public Path sibling(String ending) {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.substring(0, name.length() - ".yaml".length()) + ending);
  }

  /** The main file. */
  public Path file() {
    return file;
  }

  /** allow, deny, warn, mutate or undecided. */
  public String outcome() {
    return outcome;
  }

  /** The second part of the name: a reason, or words. */
  public String reason() {
    return reason;
  }

  /** The objects that are judged. */
  public List<Resource> objects() {
    return objects;
  }

  /** The world they are judged in. */
  public Inventory inventory() {
    return inventory;
  }

  /** The policies they are judged by. */
  public List<Policy> policies() {
    return policies;
  }

  /** An evaluator of its policies. */
  public Evaluator evaluator() {
    return new Evaluator(
        PolicyTable.of(policies, Carriers.SHIPPED),
        InstantSource.fixed(Instant.parse("2026-06-01T00:00:00Z")));
  }

  /** The review of one of its objects at an enforcement point. */
  public Review review(Resource object, EnforcementPoint point) {
    for (Resource before : old) {
      if (before.groupKind().equals(object.groupKind())
          && before.namespace().equals(object.namespace())
          && before.name().equals(object.name())) {
        return new Review(object, before, Operation.UPDATE, point, "");
      }
    }
    return Review.create(object, point);
  }

  /** The verdicts on all its objects at an enforcement point. */
  public List<Verdict> verdicts(EnforcementPoint point) {
    Evaluator evaluator = evaluator();
    List<Verdict> verdicts = new ArrayList<>();
    for (Resource object : objects) {
      verdicts.add(evaluator.evaluate(review(object, point), inventory));
    }
    return verdicts;
  }

  /** What the golden file of the case holds. */
  public static String text(List<Verdict> verdicts) {
    return CaseText.of(verdicts);
  }

  @Override
  public String toString() {
    return file.subpath(1, file.getNameCount()).toString();
  }
}

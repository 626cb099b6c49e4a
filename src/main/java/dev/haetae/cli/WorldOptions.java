package dev.haetae.cli;

import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that say what the world is. */
final class WorldOptions {
  /** Prints what rules look at. */
  static final String SAVE_CLUSTER = "kubectl get pv,pvc,sc,nodes,svc,ns,pods -A -o yaml";

  @Option(
      names = {"-i", "--inventory"},
      paramLabel = "PATH",
      description =
          "objects of the cluster: files or folders of any 'kubectl get … -o yaml'; repeatable;"
              + " 'cluster' is the one that kubectl talks to."
              + " With one, what is not in it does not exist; without, it is undecided")
  List<String> inventories = new ArrayList<>();

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "the namespace of objects that name none (default: default)")
  String namespace = "default";

  /** The inventory that is no file: the live cluster. */
  private static final String CLUSTER = "cluster";

  private final List<Problem> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private boolean incomplete;
  private final Map<String, String> sources = new HashMap<>();

  /** Whether the live cluster is the world. */
  boolean isCluster() {
    return inventories.contains(CLUSTER);
  }

  String namespace() {
    return namespace;
  }

  /** What could not be read of the inventories. */
  List<Problem> problems() {
    return problems;
  }

  /** What was passed over. */
  List<String> notes() {
    return notes;
  }

  /** The texts of the files that were read, by name. */
  Map<String, String> sources() {
    return sources;
  }

  /** The inventories' objects: a closed world if there are any. */
  InventorySnapshot.Builder read(Terminal terminal, Carriers carriers) {
    InventorySnapshot.Builder world = new InventorySnapshot.Builder();
    if (isCluster()) {
      incomplete =
          !ClusterWorld.read(
              terminal,
              carriers,
              object -> add(world, object),
              object -> add(world, object),
              problems);
    }
    ManifestFiles files = new ManifestFiles(terminal, carriers);
    files.inventories(
        inventories.stream().filter(inventory -> !inventory.equals(CLUSTER)).toList(),
        namespace,
        (file, manifest) -> {
          sources.put(file, manifest.text());
          manifest.resources().forEach(object -> add(world, object));
        });
    problems.addAll(files.problems());
    notes.addAll(files.notes());
    return world;
  }

  private void add(InventorySnapshot.Builder world, Resource object) {
    MalformedResourceException wrong = world.addOrMark(object);
    if (wrong != null) {
      problems.add(problem(object, wrong));
    }
  }

  /** Whether what is not in the world does not exist. */
  boolean isClosed() {
    return !inventories.isEmpty() && !incomplete;
  }

  /** A field of the wrong type as something that could not be read. */
  static Problem problem(Resource object, MalformedResourceException e) {
    return Problem.at(object, e.path(), object.describe() + ": " + e.sentence());
  }
}

package dev.haetae.cli.input;

import dev.haetae.cli.folder.WantedObjects;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ManifestReader.Manifest;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The options that say what the world is. */
public final class WorldOptions {
  /** Prints what rules look at. */
  public static final String SAVE_CLUSTER =
      "kubectl get pv,pvc,sc,nodes,svc,ns,pods,quota,limits,sa,pc,runtimeclasses,pdb -A -o yaml";

  @Option(
      names = {"-i", "--inventory"},
      paramLabel = "PATH",
      completionCandidates = Live.class,
      description =
          "objects of the cluster: files or folders of any 'kubectl get … -o yaml'; repeatable;"
              + " 'cluster' is the one that kubectl talks to."
              + " With one, what is not in it does not exist; without, it is undecided")
  public List<String> inventories = new ArrayList<>();

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "the namespace of objects that name none (default: default)")
  public String namespace = "default";

  /** The inventory that is no file: the live cluster. */
  public static final String CLUSTER = "cluster";

  private boolean incomplete;

  /** What may stand in place of a file, for completion. */
  public static final class Live extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    /** The live cluster. */
    public Live() {
      super(List.of(CLUSTER));
    }
  }

  /** Returns whether the live cluster is the world. */
  public boolean isCluster() {
    return inventories.contains(CLUSTER);
  }

  /** The inventories that are files or folders. */
  public List<String> files() {
    return inventories.stream().filter(inventory -> !inventory.equals(CLUSTER)).toList();
  }

  /**
   * The inventories' objects: a closed world if there are any.
   *
   * @param each is shown every object
   * @param sources gets the texts of the files that were read, by name
   * @param problems gets what could not be read of them
   * @param notes gets what was passed over
   */
  public InventorySnapshot.Builder read(
      Terminal terminal,
      Carriers carriers,
      Consumer<Resource> each,
      Map<String, Supplier<String>> sources,
      List<Problem> problems,
      List<String> notes) {
    InventorySnapshot.Builder world = new InventorySnapshot.Builder();
    Consumer<Resource> add =
        object -> {
          each.accept(object);
          add(world, object, problems);
        };
    if (isCluster()) {
      incomplete = !ClusterWorld.read(terminal, carriers, add, add, problems, notes::add);
    }
    ManifestFiles.Contents<Manifest> read =
        ManifestFiles.manifests(files(), WantedObjects.ofInventory(namespace, carriers), terminal);
    for (ManifestFiles.Content<Manifest> inventory : read.files()) {
      sources.put(inventory.file(), inventory.text());
      inventory.content().resources().forEach(add);
    }
    problems.addAll(read.problems());
    notes.addAll(read.notes());
    return world;
  }

  private static void add(
      InventorySnapshot.Builder world, Resource object, List<Problem> problems) {
    MalformedResourceException wrong = world.addOrMark(object);
    if (wrong != null) {
      problems.add(problem(object, wrong));
    }
  }

  /** Returns whether what is not in the world does not exist. */
  public boolean isClosed() {
    return !inventories.isEmpty() && !incomplete;
  }

  /** The problem that a field has the wrong type. */
  public static Problem problem(Resource object, MalformedResourceException e) {
    return Problem.at(object, e.path(), object.describe() + ": " + e.sentence());
  }
}

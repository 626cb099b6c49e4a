package dev.haetae.cli.auditing;

import dev.haetae.audit.AuditScope;
import dev.haetae.audit.Auditor;
import dev.haetae.audit.Owners;
import dev.haetae.audit.Subject;
import dev.haetae.cli.folder.WantedObjects;
import dev.haetae.cli.input.Inputs;
import dev.haetae.cli.input.ManifestFiles;
import dev.haetae.cli.input.Parallel;
import dev.haetae.cli.input.WorldOptions;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cluster.client.CannotUseClusterException;
import dev.haetae.engine.Evaluator;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.report.Report;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ManifestReader.Manifest;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The objects of an audit, saved ones and those of a cluster: one world, of which each object is
 * judged once.
 */
public final class AuditInput {
  private final Map<Subject, Resource> named = new LinkedHashMap<>();
  private final List<Resource> unnamed = new ArrayList<>();
  private final List<Resource> read = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Report.Builder report;
  private InventorySnapshot world = InventorySnapshot.OPEN;
  private int replaced;

  /**
   * An input without an object yet.
   *
   * @param report gets the texts of the files that are read
   */
  public AuditInput(Report.Builder report) {
    this.report = report;
  }

  /** Reads files and folders; of an object that is there several times, the last one counts. */
  public void read(List<String> paths, Carriers carriers, Terminal terminal) {
    ManifestFiles.Contents<Manifest> files =
        ManifestFiles.manifests(paths, WantedObjects.ofInventory("default", carriers), terminal);
    for (ManifestFiles.Content<Manifest> file : files.files()) {
      report.file(file.file(), file.text());
      file.content().resources().forEach(this::add);
    }
    problems.addAll(files.problems());
    notes.addAll(files.notes());
  }

  private void add(Resource object) {
    read.add(object);
    if (object.name().isEmpty()) {
      unnamed.add(object);
      return;
    }
    Resource before = named.put(Subject.of(object), object);
    replaced += before != null && !before.tree().equals(object.tree()) ? 1 : 0;
  }

  /** The objects that were read of files, in that order. */
  public List<Resource> objects() {
    return read;
  }

  /** What the user should know besides, such as which files were passed over. */
  public List<String> notes() {
    List<String> told = new ArrayList<>(notes);
    if (replaced > 0) {
      told.add(
          (replaced == 1 ? "1 object is" : replaced + " objects are")
              + " there more than once, and not alike: what was read last counts");
    }
    return told;
  }

  /** Judges all objects in the world that they make together, which is closed. */
  public Auditor judge(Evaluator evaluator, AuditScope scope) {
    InventorySnapshot.Builder world = new InventorySnapshot.Builder();
    Owners owners = new Owners();
    add(world, owners);
    return judged(new Auditor(evaluator, closed(world), owners, scope, report));
  }

  /** The same together with all that is in a cluster. */
  public Auditor judge(Evaluator evaluator, AuditScope scope, AuditedCluster cluster)
      throws CannotUseClusterException, InterruptedException {
    InventorySnapshot.Builder world = new InventorySnapshot.Builder();
    Owners owners = new Owners();
    AuditedCluster.Seen seen = cluster.see(evaluator, world, owners, notes::add);
    add(world, owners);
    Auditor auditor = new Auditor(evaluator, closed(world), owners, scope, report);
    seen.judge(auditor);
    return judged(auditor);
  }

  private InventorySnapshot closed(InventorySnapshot.Builder builder) {
    world = builder.build(true);
    return world;
  }

  /** The world in which the objects were judged. */
  public InventorySnapshot world() {
    return world;
  }

  // What is written over what was there before keeps what the cluster has written into that.
  private void add(InventorySnapshot.Builder world, Owners owners) {
    List<Optional<MalformedResourceException>> misshapen =
        Parallel.map(read, object -> Optional.ofNullable(Inputs.misshapen(object)));
    for (int i = 0; i < read.size(); i++) {
      Resource object = read.get(i);
      MalformedResourceException wrong = world.addOrMark(object);
      wrong = wrong == null ? misshapen.get(i).orElse(null) : wrong;
      if (wrong != null) {
        problems.add(WorldOptions.problem(object, wrong));
      } else if (object.carriers().include(object.groupKind())) {
        owners.add(object);
      }
    }
  }

  private Auditor judged(Auditor auditor) {
    problems.forEach(auditor::unreadable);
    List<Resource> objects = new ArrayList<>(named.values());
    objects.addAll(unnamed);
    auditor.judge(objects);
    return auditor;
  }
}

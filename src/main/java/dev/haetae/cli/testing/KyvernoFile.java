package dev.haetae.cli.testing;

import dev.haetae.cli.folder.FolderWalk;
import dev.haetae.file.FileFault;
import dev.haetae.policytest.CaseResult;
import dev.haetae.policytest.ReadPolicies;
import dev.haetae.policytest.RequestFacts;
import dev.haetae.policytest.Situation;
import dev.haetae.policytest.SuiteResult;
import dev.haetae.policytest.kyverno.AdmissionObjects;
import dev.haetae.policytest.kyverno.KyvernoCases;
import dev.haetae.policytest.kyverno.KyvernoTest;
import dev.haetae.policytest.kyverno.KyvernoTestReader;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A suite: a file of tests as Kyverno's command line reads them. */
final class KyvernoFile implements Suite {
  private static final String NAMESPACE = "default";

  private final Path file;
  private final InstantSource clock;
  private final List<Problem> problems = new ArrayList<>();
  private final TestFiles files = new TestFiles(problems);
  private final KyvernoTestReader reader = new KyvernoTestReader(problems);
  private final List<String> notes = new ArrayList<>();
  private final List<CaseResult> results = new ArrayList<>();

  KyvernoFile(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public SuiteResult run() {
    for (Resource object : files.objects(file, NAMESPACE)) {
      if (KyvernoTestReader.isTest(object)) {
        KyvernoTest test = reader.read(object);
        if (test != null) {
          run(test);
        }
      } else {
        problems.add(
            Problem.at(
                object,
                dev.haetae.resource.tree.Path.of("kind"),
                "is no test: " + object.describe()));
      }
    }
    return new SuiteResult(name(), results, List.of(), problems, notes);
  }

  private void run(KyvernoTest test) {
    if (test.passedOver() > 0) {
      String results = test.passedOver() == 1 ? " result is" : " results are";
      notes.add(
          test.passedOver()
              + results
              + " for other kinds of policies than Kubernetes' own, and passed over");
    }
    if (test.results().isEmpty()) {
      return;
    }
    int before = problems.size();
    ReadPolicies policies = policies(test);
    Situation situation = situation(test);
    if (problems.size() > before) {
      return;
    }
    KyvernoCases cases = new KyvernoCases(policies, situation, clock);
    test.results()
        .forEach(expected ->
            cases.run(
                expected,
                name(),
                result ->
                    result.patched().isEmpty() ? List.of() : objects(List.of(result.patched()))));
    notes.addAll(cases.notes());
    results.addAll(cases.results());
  }

  private ReadPolicies policies(KyvernoTest test) {
    List<Resource> admission = new ArrayList<>();
    for (Resource object : objects(test.policies())) {
      if (AdmissionObjects.isOne(object)) {
        admission.add(AdmissionObjects.completed(object, notes));
      }
    }
    ReadPolicies read = files.policies(admission);
    read.warnings().forEach(warning -> notes.add(TestFiles.note(warning)));
    return read;
  }

  private Situation situation(KyvernoTest test) {
    List<Resource> resources = objects(test.resources());
    List<Resource> parameters = objects(test.parameters());
    List<Resource> world =
        new ArrayList<>(
            test.values().isEmpty()
                ? List.of()
                : reader.namespaces(objects(List.of(test.values()))));
    addNamespaces(resources, world);
    ObjectValue user =
        test.user().isEmpty() ? null : KyvernoTestReader.user(objects(List.of(test.user())));
    if (user == null && !test.user().isEmpty()) {
      problems.add(Problem.of(resolved(test.user()).toString(), "holds no UserInfo"));
    }
    RequestFacts facts = user == null ? RequestFacts.NONE : RequestFacts.NONE.by(user);
    return new Situation(resources, List.of(), world, parameters, facts);
  }

  // Of a namespace that nobody describes there is the name.
  private static void addNamespaces(List<Resource> resources, List<Resource> world) {
    Set<String> known = new HashSet<>();
    world.forEach(namespace -> known.add(namespace.name()));
    for (Resource resource : resources) {
      String namespace = resource.namespace();
      if (!namespace.isEmpty() && known.add(namespace)) {
        world.add(KyvernoTestReader.namespace(namespace, Map.of(), resource.origin()));
      }
    }
  }

  private List<Resource> objects(List<String> names) {
    List<Resource> objects = new ArrayList<>();
    for (String name : names) {
      if (name.contains("://")) {
        problems.add(Problem.of(name(), "what is not on this machine is not read: " + name));
        continue;
      }
      Path path = resolved(name);
      if (Files.isDirectory(path)) {
        FolderWalk.files(path, _ -> true, (at, e) -> files.problem(at, FileFault.ofReading(e)))
            .forEach(found -> objects.addAll(files.objects(found, NAMESPACE)));
      } else {
        objects.addAll(files.objects(path, NAMESPACE));
      }
    }
    return objects;
  }

  private Path resolved(String name) {
    try {
      return file.resolveSibling(name);
    } catch (InvalidPathException e) {
      return file.resolveSibling("?");
    }
  }
}

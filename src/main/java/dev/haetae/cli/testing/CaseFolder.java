package dev.haetae.cli.testing;

import dev.haetae.engine.Verdict;
import dev.haetae.file.FileFault;
import dev.haetae.policytest.CaseCheck;
import dev.haetae.policytest.CaseName;
import dev.haetae.policytest.CasePolicies;
import dev.haetae.policytest.CaseResult;
import dev.haetae.policytest.CaseText;
import dev.haetae.policytest.MutatedObject;
import dev.haetae.policytest.ReadPolicies;
import dev.haetae.policytest.RequestFacts;
import dev.haetae.policytest.Situation;
import dev.haetae.policytest.SuiteResult;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A suite: the folder of a policy, {@code policy.yaml}, and its cases in {@code cases/}.
 *
 * <p>A case is a file named for what becomes of its objects. Files of the same stem give what else
 * there is: {@code .inventory.yaml}, {@code .old.yaml}, {@code .params.yaml}, {@code
 * .request.yaml}, another {@code .policy.yaml}, the words in {@code .expected.txt} and what a
 * mutation leaves in {@code .expected.yaml}.
 */
final class CaseFolder implements Suite {
  /** The file of the policy. */
  static final String POLICY = "policy.yaml";

  /** The folder of the cases, beside it. */
  static final String CASES = "cases";

  private static final String ENDING = ".yaml";
  private static final List<String> SIBLINGS =
      List.of(
          ".inventory.yaml",
          ".old.yaml",
          ".params.yaml",
          ".request.yaml",
          ".policy.yaml",
          ".expected.yaml",
          ".expected.txt");

  private final Path folder;
  private final InstantSource clock;
  private final Set<String> only = new TreeSet<>();
  private boolean isWhole;
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<CaseResult> results = new ArrayList<>();

  /** The suite of a folder, of which no case runs yet. */
  CaseFolder(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** Returns whether a file belongs to a case, and is none by itself. */
  static boolean isSibling(String file) {
    return SIBLINGS.stream().anyMatch(file::endsWith);
  }

  /** Lets all of its cases run. */
  void all() {
    isWhole = true;
  }

  /** Lets a case run; a file that belongs to one stands for it. */
  void only(String file) {
    only.add(main(file));
  }

  @Override
  public String name() {
    return folder.toString().isEmpty() ? "." : folder.toString();
  }

  @Override
  public SuiteResult run() {
    CasePolicies policies = policies(folder.resolve(POLICY));
    if (!problems.isEmpty()) {
      return SuiteResult.unreadable(name(), problems);
    }
    NavigableSet<String> files = files();
    for (String file : files) {
      if (!isSibling(file) && (isWhole || only.contains(file))) {
        run(file, policies);
      }
    }
    for (String file : files) {
      if (isWhole && isSibling(file) && !files.contains(main(file))) {
        problem(file, "belongs to no case: there is no " + main(file));
      }
    }
    if (results.isEmpty() && problems.isEmpty()) {
      problems.add(Problem.of(folder.resolve(CASES).toString(), "there is no case in this folder"));
    }
    return new SuiteResult(name(), results, policies.coverage(), problems, notes);
  }

  private NavigableSet<String> files() {
    NavigableSet<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder.resolve(CASES))) {
      files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(file -> !file.startsWith("."))
          .forEach(names::add);
    } catch (IOException e) {
      problems.add(Problem.of(folder.resolve(CASES).toString(), FileFault.ofReading(e)));
    }
    return names;
  }

  private static String main(String sibling) {
    for (String ending : SIBLINGS) {
      if (sibling.endsWith(ending)) {
        return sibling.substring(0, sibling.length() - ending.length()) + ENDING;
      }
    }
    return sibling;
  }

  private CasePolicies policies(Path file) {
    TestFiles files = new TestFiles(problems);
    ReadPolicies read = files.policies(files.objects(file, "default"));
    for (Problem warning : read.warnings()) {
      notes.add(TestFiles.note(warning));
    }
    return new CasePolicies(read, clock);
  }

  private void run(String file, CasePolicies policies) {
    CaseName name = file.endsWith(ENDING) ? CaseName.of(file) : null;
    if (name == null) {
      problem(
          file, "is no case: a case's name begins with " + CaseName.WORDS + " and ends with .yaml");
      return;
    }
    int before = problems.size();
    Path other = sibling(file, ".policy.yaml");
    CasePolicies judging = other == null ? policies : policies(other);
    Situation situation = situation(file);
    if (problems.size() > before) {
      return;
    }
    List<Verdict> verdicts = judging.judge(situation);
    String told = CaseText.of(verdicts);
    List<String> differences = new ArrayList<>(CaseCheck.differences(name, verdicts));
    compare(sibling(file, ".expected.txt"), told, differences);
    compareMutated(sibling(file, ".expected.yaml"), situation, verdicts, differences);
    results.add(new CaseResult(file, path(file).toString(), 0, differences, told));
  }

  private Situation situation(String file) {
    TestFiles files = new TestFiles(problems);
    Path request = sibling(file, ".request.yaml");
    byte[] bytes = request == null ? null : files.bytes(request);
    RequestFacts facts =
        request == null || bytes == null
            ? RequestFacts.NONE
            : RequestFacts.read(bytes, request.toString(), problems);
    String namespace = facts.namespace().isEmpty() ? "default" : facts.namespace();
    Path inventory = sibling(file, ".inventory.yaml");
    return new Situation(
        files.objects(path(file), namespace),
        siblings(files, file, ".old.yaml", namespace),
        inventory == null ? null : files.objects(inventory, namespace),
        siblings(files, file, ".params.yaml", namespace),
        facts);
  }

  private List<Resource> siblings(TestFiles files, String file, String ending, String namespace) {
    Path path = sibling(file, ending);
    return path == null ? List.of() : files.objects(path, namespace);
  }

  private void compare(@Nullable Path expected, String told, List<String> differences) {
    byte[] bytes = expected == null ? null : new TestFiles(problems).bytes(expected);
    if (bytes != null && !new String(bytes, StandardCharsets.UTF_8).equals(told)) {
      differences.add("what is said is not what " + expected + " holds");
    }
  }

  private void compareMutated(
      @Nullable Path expected,
      Situation situation,
      List<Verdict> verdicts,
      List<String> differences) {
    if (expected != null) {
      List<Resource> objects = new TestFiles(problems).objects(expected, "default");
      for (int i = 0; i < verdicts.size(); i++) {
        MutatedObject.compare(
            verdicts.get(i).result(),
            objects,
            situation.before(situation.objects().get(i)),
            situation.inventory(),
            differences);
      }
    }
  }

  private Path path(String file) {
    return folder.resolve(CASES).resolve(file);
  }

  private @Nullable Path sibling(String file, String ending) {
    Path path = path(file.substring(0, file.length() - ENDING.length()) + ending);
    return Files.exists(path) ? path : null;
  }

  private void problem(String file, String message) {
    problems.add(Problem.of(path(file).toString(), message));
  }
}

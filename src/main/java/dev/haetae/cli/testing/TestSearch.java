package dev.haetae.cli.testing;

import dev.haetae.cli.folder.FolderWalk;
import dev.haetae.file.FileFault;
import dev.haetae.resource.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the suites that names stand for: each once, however often it is named. */
final class TestSearch {
  private static final Set<String> KYVERNO = Set.of("kyverno-test.yaml", "kyverno-test.yml");

  private final InstantSource clock;
  private final List<Suite> suites = new ArrayList<>();
  private final Map<Path, CaseFolder> folders = new HashMap<>();
  private final Set<Path> files = new HashSet<>();
  private final List<Problem> problems = new ArrayList<>();

  /** A search that has found nothing yet. */
  TestSearch(InstantSource clock) {
    this.clock = clock;
  }

  /** The suites that were found, in the order of finding. */
  List<Suite> suites() {
    return suites;
  }

  /** What is wrong with the names. */
  List<Problem> problems() {
    return problems;
  }

  /** Adds the suites of a folder, or that to which a file belongs. */
  void find(String name) {
    try {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        findIn(path);
      } else if (Files.exists(path)) {
        findAt(path);
      } else {
        problem(name, "there is no such file");
      }
    } catch (InvalidPathException e) {
      problem(name, "is no name of a file");
    } catch (IOException e) {
      problem(name, FileFault.ofReading(e));
    }
  }

  private void findIn(Path folder) throws IOException {
    if (isCases(folder)) {
      addFolder(folder.resolve("..").normalize()).all();
      return;
    }
    boolean isEmpty = true;
    for (Path file :
        FolderWalk.files(
            folder, _ -> true, (at, e) -> problem(at.toString(), FileFault.ofReading(e)))) {
      String name = String.valueOf(file.getFileName());
      if (name.equals(CaseFolder.POLICY) && hasCases(file)) {
        addFolder(file.resolveSibling("")).all();
        isEmpty = false;
      } else if (KYVERNO.contains(name)) {
        addKyverno(file);
        isEmpty = false;
      }
    }
    if (isEmpty) {
      problem(
          folder.toString(),
          "holds no test: neither a "
              + CaseFolder.POLICY
              + " beside a folder "
              + CaseFolder.CASES
              + " nor a kyverno-test.yaml");
    }
  }

  private void findAt(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    String name = String.valueOf(file.getFileName());
    if (folder != null && isCases(folder)) {
      addFolder(file.resolveSibling("..").normalize()).only(name);
    } else if (name.equals(CaseFolder.POLICY) && hasCases(file)) {
      addFolder(file.resolveSibling("")).all();
    } else {
      addKyverno(file);
    }
  }

  private static boolean isCases(Path folder) {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return name != null
        && name.toString().equals(CaseFolder.CASES)
        && Files.exists(folder.resolveSibling(CaseFolder.POLICY));
  }

  private static boolean hasCases(Path policy) {
    return Files.isDirectory(policy.resolveSibling(CaseFolder.CASES));
  }

  private CaseFolder addFolder(Path folder) throws IOException {
    CaseFolder known = folders.get(folder.toRealPath());
    if (known != null) {
      return known;
    }
    CaseFolder suite = new CaseFolder(folder, clock);
    folders.put(folder.toRealPath(), suite);
    suites.add(suite);
    return suite;
  }

  private void addKyverno(Path file) throws IOException {
    if (files.add(file.toRealPath())) {
      suites.add(new KyvernoFile(file, clock));
    }
  }

  private void problem(String file, String message) {
    problems.add(Problem.of(file, message));
  }
}

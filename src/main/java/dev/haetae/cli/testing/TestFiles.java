package dev.haetae.cli.testing;

import dev.haetae.cli.terminal.Problems;
import dev.haetae.file.FileFault;
import dev.haetae.policytest.ReadPolicies;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.FileText;
import dev.haetae.resource.text.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the files of tests, and collects what is wrong with them. */
final class TestFiles {
  private final List<Problem> problems;

  /**
   * A reader.
   *
   * @param problems gets all that is wrong
   */
  TestFiles(List<Problem> problems) {
    this.problems = problems;
  }

  /** The bytes of a file; null when it cannot be read. */
  byte @Nullable [] bytes(Path file) {
    try {
      long size = Files.size(file);
      if (size > Limits.FILES.bytes()) {
        problem(file, "the file is larger than " + Limits.FILES.bytes() + " bytes");
        return null;
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      problem(file, FileFault.ofReading(e));
      return null;
    }
  }

  /**
   * The objects of a file.
   *
   * @param namespace of those that name none
   */
  List<Resource> objects(Path file, String namespace) {
    byte[] bytes = bytes(file);
    if (bytes == null) {
      return List.of();
    }
    ManifestReader.Manifest manifest =
        ManifestReader.read(bytes, file.toString(), namespace, Limits.FILES);
    problems.addAll(manifest.problems());
    if (manifest.isEmpty() && !manifest.holdsMore()) {
      problem(file, "the file holds no Kubernetes object");
    }
    return manifest.resources();
  }

  /** Policies, and what stands beside them. */
  ReadPolicies policies(List<Resource> objects) {
    ReadPolicies read = ReadPolicies.of(objects, TestFiles::text);
    problems.addAll(read.problems());
    return read;
  }

  private static @Nullable String text(String file) {
    try {
      return FileText.shown(Files.readAllBytes(Path.of(file)));
    } catch (IOException e) {
      // It is gone by now; what is said of it stands without its lines.
      return null;
    }
  }

  /** A warning with its place, on one line. */
  static String note(Problem warning) {
    return Problems.place(warning) + warning.message();
  }

  /** Says what is wrong with a file as a whole. */
  void problem(Path file, String message) {
    problems.add(Problem.of(file.toString(), message));
  }
}

package dev.haetae.cli.testing;

import dev.haetae.file.FileFault;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
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

  /** Says what is wrong with a file as a whole. */
  void problem(Path file, String message) {
    problems.add(Problem.of(file.toString(), message));
  }
}

package dev.haetae;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * The folder of what some tests read and this repository does not hold: {@code -Dshared.dir}, else
 * the one that pom.xml names. Nothing else outside the repository is read.
 */
public final class SharedFolder {
  /** The manifests of the notes that Haetae grew from. */
  public static final Path SEED_MANIFESTS = folder().resolve("seed-manifests");

  /** The published schemas that may not be copied into this repository. */
  public static final Path SCHEMAS = folder().resolve("schemas");

  /** Kyverno's tests for its command line, the folder {@code test/cli} of its repository. */
  public static final Path KYVERNO = folder().resolve("kyverno/test/cli");

  private SharedFolder() {}

  /** A folder of Kyverno's tests; a test is reported as not run where it is not. */
  public static Path kyverno(String name) {
    Path folder = KYVERNO.resolve(name);
    Assumptions.assumeTrue(Files.isDirectory(folder), "not run: no " + folder);
    return folder;
  }

  /**
   * Lets a test run where the seed manifests are, and be reported as not run where they are not.
   */
  public static void assumeSeedManifests() {
    Assumptions.assumeTrue(Files.isDirectory(SEED_MANIFESTS), "not run: no " + SEED_MANIFESTS);
  }

  /** A published schema; a test is reported as not run where it is not. */
  public static Path schema(String name) {
    Path schema = SCHEMAS.resolve(name);
    Assumptions.assumeTrue(Files.isRegularFile(schema), "not run: no " + schema);
    return schema;
  }

  private static Path folder() {
    String named = System.getProperty("shared.dir");
    return Path.of(named == null ? namedByThePom() : named);
  }

  private static String namedByThePom() {
    try {
      Matcher property =
          Pattern.compile("<shared\\.dir>(.*)</shared\\.dir>")
              .matcher(Files.readString(Path.of("pom.xml"), UTF_8));
      return property.results().findFirst().orElseThrow().group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

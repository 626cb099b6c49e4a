package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.SharedFolder;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every case of every rule whose finding carries a patch is mended in its file. */
class FixCasesTest {
  @TempDir private Path folder;

  /** A way in which the same case may be written. */
  enum Form {
    AS_IT_IS(text -> text),
    WITH_CRLF(text -> text.replace("\n", "\r\n")),
    WITHOUT_LAST_BREAK(String::stripTrailing);

    @SuppressWarnings("ImmutableEnumChecker") // none of them keeps anything
    private final UnaryOperator<String> writer;

    Form(UnaryOperator<String> writer) {
      this.writer = writer;
    }
  }

  private static List<Path> cases() throws IOException {
    try (Stream<Path> all = Files.walk(Path.of("policies"))) {
      return all.filter(file -> file.toString().contains("/cases/"))
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.toString().matches(".*\\.(inventory|policy|old)\\.yaml"))
          // What was there before is no matter of a fix.
          .filter(file -> !Files.exists(sibling(file, ".old.yaml")))
          .sorted()
          .toList();
    }
  }

  private static Path sibling(Path file, String ending) {
    return file.resolveSibling(file.getFileName().toString().replaceFirst("\\.yaml$", ending));
  }

  private static String[] arguments(Path original, Path file, String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    Path inventory = sibling(original, ".inventory.yaml");
    if (Files.exists(inventory)) {
      arguments.addAll(List.of("-i", inventory.toString()));
    }
    Path policy = sibling(original, ".policy.yaml");
    arguments.addAll(
        List.of(
            "-p",
            (Files.exists(policy) ? policy : original.resolveSibling("../policy.yaml").normalize())
                .toString()));
    arguments.add(file.toString());
    return arguments.toArray(String[]::new);
  }

  // What has a patch, by object, rule, reason and path.
  private static List<String> mendable(Path original, Path file) {
    ObjectValue report = Trial.of(arguments(original, file, "check", "-o", "json")).json();
    List<String> mendable = new ArrayList<>();
    for (String list : List.of("findings", "repairs")) {
      if (report.get(list) instanceof ArrayValue findings) {
        for (int i = 0; i < findings.size(); i++) {
          ObjectValue finding = (ObjectValue) findings.get(i);
          Value patch = finding.get("patch");
          if (!patch.isNull()) {
            mendable.add(
                finding.get("object") + finding.text("reason") + " " + finding.text("path"));
          }
        }
      }
    }
    return mendable;
  }

  private static List<String> comments(String text) {
    return text.lines().filter(line -> line.contains("#")).map(String::strip).sorted().toList();
  }

  @ParameterizedTest
  @EnumSource
  void whatHasAPatchIsMendedForGood(Form form) throws IOException {
    int mended = 0;
    for (Path original : cases()) {
      String before = form.writer.apply(Files.readString(original));
      Path file = Files.writeString(folder.resolve("case.yaml"), before);
      if (mendable(original, file).isEmpty()) {
        continue;
      }
      mended++;
      Trial fixed = Trial.of(arguments(original, file, "fix", "--write", "--suggested"));
      assertThat(fixed.code()).as(original + "\n" + fixed.err()).isZero();
      assertThat(fixed.err())
          .as(original.toString())
          .doesNotContain("cannot be made", "taken back");
      String after = Files.readString(file);
      assertThat(mendable(original, file)).as(original + "\n" + after).isEmpty();
      assertThat(comments(after)).as(original.toString()).isEqualTo(comments(before));
      if (form == Form.WITH_CRLF) {
        assertThat(after.replace("\r\n", "")).as(original.toString()).doesNotContain("\n", "\r");
      }
      Trial again = Trial.of(arguments(original, file, "fix", "--write", "--suggested"));
      assertThat(again.out()).as(original.toString()).isEmpty();
      assertThat(file).hasContent(after);
    }
    assertThat(mended).isGreaterThan(20);
  }

  @Test
  void theSeedsManifestsAreFixedOnceAndThenLeftAlone() throws IOException {
    SharedFolder.assumeSeedManifests();
    try (Stream<Path> all = Files.list(SharedFolder.SEED_MANIFESTS)) {
      for (Path file : all.filter(it -> it.toString().endsWith(".yaml")).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    String[] fix = {"fix", "--write", "--suggested", folder.toString()};
    Trial first = Trial.of(fix);
    assertThat(first.code()).as(first.err()).isIn(0, 3);
    Trial again = Trial.of(fix);
    assertThat(again.out()).isEmpty();
    assertThat(again.code()).isEqualTo(first.code());
  }
}

package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.policy.PolicyFolders;
import dev.haetae.policy.RuleCatalog;
import dev.haetae.resource.ObjectView;
import dev.haetae.rule.EnforcementPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code audit} and {@code check} find the same in the same saved objects: of the policies that
 * judge at both, and of objects that no controller has made of another one that is there.
 */
class AuditAgreementTest {
  static Stream<Path> cases() throws IOException {
    List<Path> cases = new ArrayList<>();
    for (String id : PolicyFolders.ids()) {
      RuleCatalog.Entry entry = RuleCatalog.find(id);
      if (entry != null && entry.info().points().contains(EnforcementPoint.AUDIT)) {
        cases.addAll(PolicyFolders.cases(id));
      }
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void findTheSame(Path file) {
    List<String> inputs = new ArrayList<>();
    Path inventory = sibling(file, ".inventory.yaml");
    if (Files.exists(inventory)) {
      inputs.addAll(List.of("-i", inventory.toString()));
    }
    inputs.addAll(List.of("-i", file.toString(), "-o", "json"));
    Path own = sibling(file, ".policy.yaml");
    Path folder = file.resolveSibling("../policy.yaml").normalize();
    inputs.addAll(List.of("-p", (Files.exists(own) ? own : folder).toString()));
    Set<String> checked = said(run("check", inputs, file.toString()), file);
    Set<String> audited = said(run("audit", inputs, null), file);
    assertThat(audited).isEqualTo(checked);
  }

  @Test
  void findTheSameInTheExamples() {
    Path trainer = Path.of("examples/trainer.yaml");
    Trial checked =
        Trial.of("check", "-i", "examples/cluster.yaml", trainer.toString(), "-o", "json");
    Trial audited =
        Trial.of("audit", "-i", "examples/cluster.yaml", "-i", trainer.toString(), "-o", "json");
    assertThat(said(audited, trainer)).isEqualTo(said(checked, trainer)).isNotEmpty();
    assertThat(audited.code()).isEqualTo(checked.code());
  }

  private static Path sibling(Path file, String ending) {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.substring(0, name.length() - ".yaml".length()) + ending);
  }

  private static Trial run(String command, List<String> inputs, @Nullable String path) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(inputs);
    if (path != null) {
      arguments.add(path);
    }
    return Trial.of(arguments.toArray(String[]::new));
  }

  private static Set<String> said(Trial trial, Path file) {
    Set<String> said = new TreeSet<>();
    ObjectView answer = ObjectView.of(trial.json(), dev.haetae.resource.tree.Path.ROOT);
    for (String list : List.of("findings", "undecided", "waived", "repairs", "errors")) {
      for (ObjectView one : answer.objects(list)) {
        String place = one.has("location") ? one.object("location").text("file") : one.text("file");
        if (place.equals(file.toString())) {
          said.add(list + ' ' + one.value());
        }
      }
    }
    return said;
  }
}

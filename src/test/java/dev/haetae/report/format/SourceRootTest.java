package dev.haetae.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names of files by which other programs find them. */
final class SourceRootTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "a.yaml, a.yaml",
    "./b/../a.yaml, a.yaml",
    "apps/my app#1?.yaml, apps/my%20app%231%3F.yaml",
    "앱/a.yaml, %EC%95%B1/a.yaml",
    "a:b.yaml, a%3Ab.yaml",
    "100%.yaml, 100%25.yaml",
    "-, stdin"
  })
  void areRelativeAndEncoded(String file, String uri) {
    assertThat(SourceRoot.of(folder, Map.of()).uri(file)).isEqualTo(uri);
  }

  @Test
  void areThoseOfTheFilesThatLinksLeadTo() throws IOException {
    Files.createDirectories(folder.resolve("base"));
    Files.writeString(folder.resolve("base/a.yaml"), "");
    Files.createSymbolicLink(folder.resolve("overlay"), folder.resolve("base"));
    assertThat(SourceRoot.of(folder, Map.of()).uri("overlay/a.yaml")).isEqualTo("base/a.yaml");
  }

  @Test
  void beginAtTheCheckoutOfAPipeline() throws IOException {
    Path deploy = Files.createDirectories(folder.resolve("deploy"));
    Map<String, String> checkout = Map.of("GITHUB_WORKSPACE", folder.toString());
    assertThat(SourceRoot.of(deploy, checkout).path("a.yaml")).isEqualTo("deploy/a.yaml");
    assertThat(SourceRoot.of(deploy, Map.of("CI_PROJECT_DIR", folder.toString())).path("a.yaml"))
        .isEqualTo("deploy/a.yaml");
    assertThat(SourceRoot.of(deploy, Map.of("GITHUB_WORKSPACE", "/elsewhere\0")).path("a.yaml"))
        .isEqualTo("a.yaml");
  }

  @Test
  void areAbsoluteOutside() throws IOException {
    Path deploy = Files.createDirectories(folder.resolve("deploy"));
    Files.writeString(folder.resolve("a.yaml"), "");
    SourceRoot root = SourceRoot.of(deploy, Map.of());
    assertThat(root.uri("../a.yaml")).isEqualTo("file://" + folder.toRealPath().resolve("a.yaml"));
    assertThat(root.holds("../a.yaml")).isFalse();
    assertThat(root.holds("a.yaml")).isTrue();
  }
}

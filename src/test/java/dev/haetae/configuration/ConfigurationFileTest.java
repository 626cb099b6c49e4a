package dev.haetae.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haetae.resource.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationFileTest {
  private static final String HEAD = "{apiVersion: haetae.dev/v1alpha1, kind: Configuration, ";

  @TempDir private Path directory;
  private Path path = Path.of("");
  private final List<String> leases = new ArrayList<>();

  @BeforeEach
  void write() throws IOException {
    path = directory.resolve("haetae.yaml");
    write("leaderElection: {lease: one}}");
  }

  private void write(String rest) throws IOException {
    Files.writeString(path, HEAD + rest);
  }

  private ConfigurationFile open() throws InvalidConfigurationException {
    ConfigurationFile file = ConfigurationFile.open(path);
    file.onChange(configuration -> leases.add(configuration.lease()));
    return file;
  }

  @Test
  void aChangeIsTold() throws Exception {
    ConfigurationFile file = open();
    file.poll();
    assertThat(leases).isEmpty();

    write("leaderElection: {lease: two}}");
    file.poll();

    assertThat(leases).containsExactly("two");
    assertThat(file.current().lease()).isEqualTo("two");
  }

  @Test
  void aBrokenEditKeepsTheLastGoodOne() throws Exception {
    ConfigurationFile file = open();
    write("leaderElection: {leese: two}}");
    file.poll();

    assertThat(file.current().lease()).isEqualTo("one");
    assertThat(file.problems())
        .extracting(Problem::message)
        .containsExactly("leaderElection.leese is unknown; known are lease");

    write("leaderElection: {lease: three}}");
    file.poll();

    assertThat(file.problems()).isEmpty();
    assertThat(leases).containsExactly("three");
  }

  @Test
  void aFileThatGoesKeepsTheLastGoodOneAndOneThatComesBackIsNoChange() throws Exception {
    ConfigurationFile file = open();
    Files.delete(path);
    file.poll();
    assertThat(file.problems())
        .extracting(Problem::message)
        .containsExactly("the configuration file cannot be read: there is no such file or folder");

    write("leaderElection: {lease: one}}");
    file.poll();

    assertThat(file.problems()).isEmpty();
    assertThat(leases).isEmpty();
  }

  @Test
  void aFileThatIsNotThereIsAnErrorAtTheStart() throws Exception {
    Files.delete(path);
    assertThatThrownBy(this::open)
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessage(
            path + ": the configuration file cannot be read: there is no such file or folder");
  }
}

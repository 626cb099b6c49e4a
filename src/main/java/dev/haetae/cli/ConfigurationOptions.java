package dev.haetae.cli;

import dev.haetae.configuration.Configuration;
import dev.haetae.configuration.ConfigurationReader;
import dev.haetae.configuration.InvalidConfigurationException;
import dev.haetae.file.FileFault;
import dev.haetae.policy.PolicyException;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the configuration file. */
final class ConfigurationOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "the configuration file of the server, such as kinds that carry pod specs")
  @Nullable Path file;

  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, String> sources = new HashMap<>();
  private Configuration configuration = Configuration.DEFAULT;

  /** Everything that is wrong with the file. */
  List<Problem> problems() {
    return problems;
  }

  /** The text of the file, by its name. */
  Map<String, String> sources() {
    return sources;
  }

  /** Reads the file, if there is one. */
  void read() {
    if (file != null) {
      String name = file.toString();
      try {
        byte[] bytes = Files.readAllBytes(file);
        sources.put(name, new String(bytes, StandardCharsets.UTF_8));
        configuration = ConfigurationReader.read(bytes, name);
      } catch (IOException e) {
        problems.add(
            Problem.of(
                name, "the configuration file cannot be read: " + FileFault.reason(e)));
      } catch (InvalidConfigurationException e) {
        problems.addAll(e.problems());
      }
    }
  }

  /** The kinds that carry pod specs. */
  Carriers carriers() {
    return configuration.carriers();
  }

  /** Says which exceptions a server with this configuration would not honour. */
  List<String> notes(List<PolicyException> exceptions) {
    List<String> notes = new ArrayList<>();
    if (file != null) {
      for (PolicyException exception : exceptions) {
        if (!configuration.exceptionNamespaces().contains(exception.namespace())) {
          notes.add(
              "PolicyException "
                  + exception.id()
                  + " is honoured here, but not by a server of this configuration: its"
                  + " exceptions.namespaces does not list "
                  + exception.namespace());
        }
      }
    }
    return notes;
  }
}

package dev.haetae.cli.input;

import dev.haetae.configuration.Configuration;
import dev.haetae.configuration.ConfigurationReader;
import dev.haetae.configuration.InvalidConfigurationException;
import dev.haetae.file.FileFault;
import dev.haetae.resource.Problem;
import dev.haetae.resource.text.FileText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the configuration file. */
public final class ConfigurationOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "the configuration file of the server, such as kinds that carry pod specs")
  public @Nullable Path file;

  /** Reads the file, if there is one, and adds its text and what is wrong with it. */
  public Configuration read(Map<String, Supplier<String>> sources, List<Problem> problems) {
    if (file != null) {
      String name = file.toString();
      try {
        byte[] bytes = Files.readAllBytes(file);
        sources.put(name, () -> FileText.shown(bytes));
        return ConfigurationReader.read(bytes, name);
      } catch (IOException e) {
        problems.add(
            Problem.of(name, "the configuration file cannot be read: " + FileFault.reason(e)));
      } catch (InvalidConfigurationException e) {
        problems.addAll(e.problems());
      }
    }
    return Configuration.DEFAULT;
  }
}

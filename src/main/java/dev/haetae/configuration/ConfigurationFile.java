package dev.haetae.configuration;

import dev.haetae.file.FileFault;
import dev.haetae.resource.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A configuration file that is read again when it changes; an edit that cannot be used keeps the
 * last good configuration, and is told.
 *
 * <p>It compares contents, not times: a ConfigMap's volume changes by the swap of a symbolic link.
 * Whoever opened it calls {@link #poll()} now and then. Safe for any number of threads.
 */
public final class ConfigurationFile {
  private static final Logger log = LoggerFactory.getLogger(ConfigurationFile.class);

  private final Path file;
  private final List<Consumer<Configuration>> listeners = new CopyOnWriteArrayList<>();
  private byte @Nullable [] seen;
  private volatile Configuration configuration;
  private volatile List<Problem> problems = List.of();

  private ConfigurationFile(Path file, byte[] bytes) throws InvalidConfigurationException {
    this.file = file;
    this.seen = bytes;
    this.configuration = ConfigurationReader.read(bytes, file.toString());
  }

  /**
   * Reads a file, and follows it from then on.
   *
   * @throws InvalidConfigurationException when it cannot be read or used
   */
  public static ConfigurationFile open(Path file) throws InvalidConfigurationException {
    try {
      return new ConfigurationFile(file, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new InvalidConfigurationException(unreadable(file, e));
    }
  }

  /** The last good configuration. */
  public Configuration current() {
    return configuration;
  }

  /** The problems of the file as it is now; none when {@link #current()} is what it says. */
  public List<Problem> problems() {
    return problems;
  }

  /** Has {@code listener} called with each further configuration that differs from the last. */
  public void onChange(Consumer<Configuration> listener) {
    listeners.add(listener);
  }

  /** Looks at the file once. */
  public synchronized void poll() {
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (!Arrays.equals(seen, bytes)) {
        seen = bytes;
        accept(ConfigurationReader.read(bytes, file.toString()));
      }
    } catch (IOException e) {
      if (seen != null) {
        seen = null;
        refuse(new InvalidConfigurationException(unreadable(file, e)));
      }
    } catch (InvalidConfigurationException e) {
      refuse(e);
    }
  }

  private void refuse(InvalidConfigurationException why) {
    problems = why.problems();
    log.error("the configuration cannot be used, the last good one stays: {}", why.getMessage());
  }

  private void accept(Configuration read) {
    problems = List.of();
    if (read.equals(configuration)) {
      return;
    }
    configuration = read;
    log.info("{} has changed and is in force", file);
    for (Consumer<Configuration> listener : listeners) {
      listener.accept(read);
    }
  }

  private static List<Problem> unreadable(Path file, IOException e) {
    return List.of(
        Problem.of(
            file.toString(), "the configuration file cannot be read: " + FileFault.reason(e)));
  }
}

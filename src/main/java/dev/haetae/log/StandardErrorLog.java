package dev.haetae.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * The log as it is set up at a start: lines on standard error. Findings and what a command is asked
 * for go to standard output; the log never does.
 *
 * <p>Written out here, since a file would be read by 390 classes that nobody else needs. Who has a
 * file of their own names it in {@code -Dlogback.configurationFile}.
 */
public final class StandardErrorLog extends ContextAwareBase implements Configurator {
  private static final String OWN_FILE = "logback.configurationFile";
  private static final String PATTERN =
      "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSSXXX\", UTC} %-5level %logger{0} - %msg%n";

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    return configure(context, System.getProperty(OWN_FILE));
  }

  /**
   * Sets up the log, unless it has a file.
   *
   * @param file an address, a path, or a name on the class path; null or of nothing for none
   */
  static ExecutionStatus configure(LoggerContext context, @Nullable String file) {
    if (file != null && isThere(file)) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(appender(context));
    // Says in a line of its own what a client sends that nobody waits for; StrangersLog says what
    // is worth one.
    context.getLogger("io.netty").setLevel(Level.WARN);
    // Writes stack traces of commands that give no credentials; what they say themselves is shown.
    context.getLogger("io.kubernetes.client.util.KubeConfig").setLevel(Level.OFF);
    if (file != null) {
      context
          .getLogger(StandardErrorLog.class)
          .warn("-D{} names no file that is there: the log is as without it", OWN_FILE);
    }
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  // What the library would find; where it finds nothing it tells everything on standard output.
  private static boolean isThere(String file) {
    return file.contains(":/")
        || new File(file).isFile()
        || (!file.isEmpty() && ClassLoader.getSystemResource(file) != null);
  }

  private static ConsoleAppender<ILoggingEvent> appender(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setName("STDERR");
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }
}

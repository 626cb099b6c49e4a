package dev.haetae.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StandardErrorLogTest {
  private final LoggerContext context = new LoggerContext();

  private List<Appender<ILoggingEvent>> appenders() {
    List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
    context
        .getLogger(Logger.ROOT_LOGGER_NAME)
        .iteratorForAppenders()
        .forEachRemaining(appenders::add);
    return appenders;
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "nowhere.xml", "/no/such/folder/logback.xml", "logback.xml"})
  void linesGoToStandardErrorUnlessThereIsAFile(String file) {
    assertThat(StandardErrorLog.configure(context, file))
        .isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);

    assertThat(context.getLogger("dev.haetae").getEffectiveLevel()).isEqualTo(Level.INFO);
    assertThat(context.getLogger("io.netty.channel").getEffectiveLevel()).isEqualTo(Level.WARN);
    assertThat(context.getLogger("io.kubernetes.client.util.KubeConfig").getEffectiveLevel())
        .isEqualTo(Level.OFF);
    assertThat(appenders())
        .singleElement()
        .isInstanceOfSatisfying(
            ConsoleAppender.class,
            console -> assertThat(console.getTarget()).isEqualTo("System.err"));
  }

  @Test
  void aFileOfOnesOwnIsLeftToTheLibrary(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("own.xml"), "<configuration/>");
    for (String name : List.of(file.toString(), file.toUri().toString(), "logback-test.xml")) {
      assertThat(StandardErrorLog.configure(context, name))
          .as(name)
          .isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
    }
    assertThat(appenders()).isEmpty();
  }

  @Test
  void theLibraryFindsIt() {
    assertThat(ServiceLoader.load(ch.qos.logback.classic.spi.Configurator.class))
        .hasExactlyElementsOfTypes(StandardErrorLog.class);
  }
}

package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cli.terminal.Terminal;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The short way of reading arguments reads what picocli reads, or nothing. */
class PlainCheckTest {
  private static final long SEED = 20260615;
  private static final List<String> WORDS =
      List.of(
          "a.yaml",
          "-",
          "",
          "@a",
          "a=b",
          "x y",
          "-i",
          "--inventory",
          "--inventory=b",
          "-ib",
          "-p",
          "--policy=c",
          "--rule",
          "--rule=no-host-path",
          "--rule=",
          "-n",
          "--namespace",
          "--namespace=vision",
          "-n=vision",
          "-o",
          "json",
          "--output=json=r.json",
          "-ojson",
          "--config",
          "--config=c.yaml",
          "--helm-values",
          "--helm-values=v.yaml",
          "--helm-set",
          "--helm-set=a=b",
          "--old",
          "--old=o.yaml",
          "--operation",
          "UPDATE",
          "update",
          "--operation=CREATE",
          "--operation=x",
          "-v",
          "--verbose",
          "-q",
          "--quiet",
          "-vq",
          "--baseline",
          "--baseline=b.yaml",
          "--write-baseline",
          "--expires",
          "--expires=90d",
          "--quiet=true",
          "-h",
          "--help",
          "-V",
          "--",
          "--ruel",
          "-x",
          "--rule=-x",
          "\"q\"",
          "check",
          "${x}");

  private static Terminal terminal() {
    return new Terminal(
        InputStream.nullInputStream(),
        new PrintStream(OutputStream.nullOutputStream()),
        new PrintStream(OutputStream.nullOutputStream()),
        Map.of(),
        false);
  }

  private static @Nullable CheckCommand plain(String... arguments) {
    return PlainCheck.read(arguments, terminal(), InstantSource.system(), "1.2.3");
  }

  private static String picocli(String... arguments) {
    CheckCommand command = new CheckCommand(terminal(), InstantSource.system(), "1.2.3");
    CommandLine line = new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true);
    try {
      CommandLine.ParseResult result =
          line.parseArgs(List.of(arguments).subList(1, arguments.length).toArray(String[]::new));
      boolean asked = result.isUsageHelpRequested() || result.isVersionHelpRequested();
      return asked ? "help" : told(command);
    } catch (ParameterException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String told(CheckCommand command) {
    return ("paths %s, old %s, %s, -i %s, -n %s, -p %s, --rule %s, -o %s, --config %s,"
            + " -v %s, -q %s, --baseline %s %s %s, helm %s %s")
        .formatted(
            command.paths,
            command.old,
            command.operation,
            command.inputs.worldOptions.inventories,
            command.inputs.worldOptions.namespace,
            command.inputs.policyOptions.paths,
            command.inputs.policyOptions.rules,
            command.formats.outputs,
            command.inputs.configurationOptions.file,
            command.verbosity.verbose,
            command.verbosity.quiet,
            command.baselines.file,
            command.baselines.write,
            command.baselines.expires,
            command.charts.values,
            command.charts.sets);
  }

  @Test
  void readsWhatPicocliReads() {
    SplittableRandom random = new SplittableRandom(SEED);
    int read = 0;
    for (int run = 0; run < 5_000; run++) {
      String[] arguments = new String[1 + random.nextInt(5)];
      arguments[0] = "check";
      for (int i = 1; i < arguments.length; i++) {
        arguments[i] = WORDS.get(random.nextInt(WORDS.size()));
      }
      CheckCommand command = plain(arguments);
      if (command != null) {
        read++;
        assertThat(told(command)).as(List.of(arguments).toString()).isEqualTo(picocli(arguments));
      }
    }
    assertThat(read).isGreaterThan(500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check",
        "check a.yaml folder -",
        "check -i cluster.yaml -i more -p policies --rule no-host-path -n vision -o json a.yaml",
        "check -q a.yaml --verbose",
        "check --baseline known.yaml --write-baseline --expires=12w .",
        "check chart --helm-values a.yaml --helm-set a=b",
        "check a.yaml --operation UPDATE --old=b.yaml --output=json=report.json --namespace vision"
      })
  void readsPlainCalls(String line) {
    assertThat(plain(line.split(" ", -1))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rules",
        "check --help",
        "check -V",
        "check -i",
        "check -n a -n b",
        "check -v -v",
        "check --operation no",
        "check -x a.yaml",
        "check -- a.yaml",
        "check @arguments",
        "check --rule --help"
      })
  void leavesTheRestToPicocli(String line) {
    assertThat(plain(line.split(" ", -1))).isNull();
    assertThat(plain()).isNull();
  }
}

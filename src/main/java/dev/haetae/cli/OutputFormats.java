package dev.haetae.cli;

import dev.haetae.cli.terminal.Names;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cli.terminal.UsageException;
import dev.haetae.file.FileFault;
import dev.haetae.report.Report;
import dev.haetae.report.format.JsonReport;
import dev.haetae.report.text.TextReport;
import dev.haetae.report.text.TextStyle;
import dev.haetae.resource.tree.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The option that says how a report is written, and where. */
final class OutputFormats {
  private static final Set<String> KNOWN = Set.of("text", "json");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT[=FILE]",
      description = "text (default) or json, to standard output or to a file; repeatable")
  List<String> outputs = new ArrayList<>();

  /** Refuses what cannot be done before any work is done. */
  void check() {
    int onStandardOutput = 0;
    for (String output : outputs) {
      String format = format(output);
      if (!KNOWN.contains(format)) {
        throw new UsageException(
            "there is no output format "
                + Text.quote(format)
                + "; known are text and json"
                + Names.didYouMean(format, KNOWN).orElse(""));
      }
      if (output.endsWith("=")) {
        throw new UsageException("-o " + output + " names no file: write -o " + output + "FILE");
      }
      onStandardOutput += output.contains("=") ? 0 : 1;
    }
    if (onStandardOutput > 1) {
      throw new UsageException(
          "two outputs cannot share standard output; give one a file: -o json=report.json");
    }
  }

  /** Returns whether text goes to standard output. */
  boolean isTextShown() {
    return outputs.isEmpty() || outputs.contains("text");
  }

  private static String format(String output) {
    int at = output.indexOf('=');
    return at < 0 ? output : output.substring(0, at);
  }

  /** Writes something in the format that it is told. */
  @FunctionalInterface
  interface Writer {
    /** The text as {@code json}, or for people in this style. */
    String write(boolean json, TextStyle style);
  }

  /**
   * Writes a report as asked for.
   *
   * @param style of text on standard output
   * @return whether every file could be written
   */
  boolean write(Report report, TextStyle style, Terminal terminal) {
    return write(
        (json, shown) -> json ? JsonReport.write(report) : TextReport.write(report, shown),
        style,
        terminal);
  }

  /**
   * Writes what {@code writer} makes, as asked for.
   *
   * @param style of text on standard output
   * @return whether every file could be written
   */
  boolean write(Writer writer, TextStyle style, Terminal terminal) {
    boolean written = true;
    for (String output : outputs.isEmpty() ? List.of("text") : outputs) {
      int at = output.indexOf('=');
      boolean json = format(output).equals("json");
      if (at < 0) {
        terminal.out().print(writer.write(json, style));
        terminal.out().flush();
      } else {
        written &= file(output.substring(at + 1), writer.write(json, style.inFile()), terminal);
      }
    }
    return written;
  }

  private static boolean file(String name, String text, Terminal terminal) {
    try {
      Files.writeString(Path.of(name), text);
      return true;
    } catch (IOException e) {
      return failed(name, FileFault.reason(e), terminal);
    } catch (InvalidPathException e) {
      return failed(name, "that is no name of a file", terminal);
    }
  }

  private static boolean failed(String name, String reason, Terminal terminal) {
    terminal
        .err()
        .println("haetae: the report could not be written to " + Text.escape(name) + ": " + reason);
    return false;
  }
}

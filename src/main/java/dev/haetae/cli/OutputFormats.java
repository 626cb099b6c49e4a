package dev.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.cli.terminal.NamedFile;
import dev.haetae.cli.terminal.Names;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cli.terminal.UsageException;
import dev.haetae.report.format.Format;
import dev.haetae.report.text.TextStyle;
import dev.haetae.resource.tree.Text;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that says in which formats something is written, and where to. */
abstract class OutputFormats {
  private static final String DESCRIPTION =
      "${COMPLETION-CANDIDATES}; to standard output or to a file; repeatable (default: text)";

  /** The option of a command that reports. */
  static final class OfReports extends OutputFormats {
    @Option(
        names = {"-o", "--output"},
        paramLabel = "FORMAT[=FILE]",
        completionCandidates = ReportWords.class,
        description = DESCRIPTION)
    List<String> outputs = new ArrayList<>();

    /** The words of the formats. */
    static final class ReportWords implements Iterable<String> {
      @Override
      public Iterator<String> iterator() {
        return Format.words(Format.ofReports()).iterator();
      }
    }

    OfReports() {
      super(Format.ofReports());
    }

    @Override
    List<String> outputs() {
      return outputs;
    }
  }

  /** The option of a command that predicts. */
  static final class OfPredictions extends OutputFormats {
    @Option(
        names = {"-o", "--output"},
        paramLabel = "FORMAT[=FILE]",
        completionCandidates = PredictionWords.class,
        description = DESCRIPTION)
    private List<String> outputs = new ArrayList<>();

    /** The words of the formats. */
    static final class PredictionWords implements Iterable<String> {
      @Override
      public Iterator<String> iterator() {
        return Format.words(Format.ofPredictions()).iterator();
      }
    }

    OfPredictions() {
      super(Format.ofPredictions());
    }

    @Override
    List<String> outputs() {
      return outputs;
    }
  }

  /** The option of the command that runs tests. */
  static final class OfTests extends OutputFormats {
    @Option(
        names = {"-o", "--output"},
        paramLabel = "FORMAT[=FILE]",
        completionCandidates = TestWords.class,
        description = DESCRIPTION)
    private List<String> outputs = new ArrayList<>();

    /** The words of the formats. */
    static final class TestWords implements Iterable<String> {
      @Override
      public Iterator<String> iterator() {
        return Format.words(Format.ofTests()).iterator();
      }
    }

    OfTests() {
      super(Format.ofTests());
    }

    @Override
    List<String> outputs() {
      return outputs;
    }
  }

  private final List<Format> known;

  private OutputFormats(List<Format> known) {
    this.known = known;
  }

  /** The values of the option, as they were given. */
  abstract List<String> outputs();

  /**
   * Refuses what cannot be done before any work is done.
   *
   * @param read the files and folders that the command reads, as the user named them
   */
  void check(List<String> read) {
    if (outputs().isEmpty()) {
      // A plain check loads no class for it.
      return;
    }
    OutputFiles files = new OutputFiles(read);
    int onStandardOutput = 0;
    for (String output : outputs()) {
      format(output);
      if (output.endsWith("=")) {
        throw new UsageException("-o " + output + " names no file: write -o " + output + "FILE");
      }
      if (output.contains("=")) {
        files.add(output);
      } else {
        onStandardOutput++;
      }
    }
    if (onStandardOutput > 1) {
      throw new UsageException(
          "two outputs cannot share standard output; give one a file: -o json=report.json");
    }
  }

  /** Returns whether text goes to standard output. */
  boolean isTextShown() {
    return outputs().isEmpty() || outputs().contains(Format.TEXT.word());
  }

  /** Returns whether something is to be written in a format. */
  boolean asksFor(Format format) {
    for (String output : outputs()) {
      if (format(output) == format) {
        return true;
      }
    }
    return false;
  }

  private Format format(String output) {
    int at = output.indexOf('=');
    String word = at < 0 ? output : output.substring(0, at);
    for (Format format : known) {
      if (format.word().equals(word)) {
        return format;
      }
    }
    List<String> words = Format.words(known);
    throw new UsageException(
        "there is no output format "
            + Text.quote(word)
            + "; known are "
            + String.join(", ", words.subList(0, words.size() - 1))
            + " and "
            + words.getLast()
            + Names.didYouMean(word, words).orElse(""));
  }

  /** Writes something in the format that it is told. */
  @FunctionalInterface
  interface Writer {
    /**
     * The text in a format.
     *
     * @param style of what people read
     */
    String write(Format format, TextStyle style);
  }

  /**
   * Writes what {@code writer} makes, as asked for.
   *
   * @param style of text on standard output
   * @return whether every file could be written
   */
  boolean write(Writer writer, TextStyle style, Terminal terminal) {
    boolean written = true;
    for (String output : outputs().isEmpty() ? List.of(Format.TEXT.word()) : outputs()) {
      int at = output.indexOf('=');
      Format format = format(output);
      if (at < 0) {
        terminal.out().print(writer.write(format, style));
        terminal.out().flush();
      } else {
        written &= file(output.substring(at + 1), writer.write(format, style.inFile()), terminal);
      }
    }
    return written;
  }

  private static boolean file(String name, String text, Terminal terminal) {
    // Half of a pair of surrogates becomes a question mark, as on standard output.
    return NamedFile.write(
        "the report", name, terminal, file -> Files.write(file, text.getBytes(UTF_8)));
  }
}

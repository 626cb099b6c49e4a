package dev.haetae.cli.auditing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.audit.ExceptionDraft;
import dev.haetae.cli.terminal.UsageException;
import dev.haetae.file.FileFault;
import dev.haetae.file.Replacement;
import dev.haetae.policy.PolicyException;
import dev.haetae.policy.PolicyReader;
import dev.haetae.resource.text.YamlWriter;
import dev.haetae.resource.tree.Sha256;
import dev.haetae.resource.tree.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files of a folder that hold the exceptions which an audit writes, one for each namespace of
 * what they cover.
 *
 * <p>The first line of each holds a hash of what follows: a file that does not begin so, or has
 * been changed since, is somebody's own and is left alone. What a file holds that has not ended
 * stays in it.
 */
public final class ExceptionFiles {
  private static final String MARK = "# haetae audit --write-exceptions, sha256 ";
  private static final String SEPARATOR = "---\n";
  // No namespace can be called so.
  private static final String NO_NAMESPACE = "_cluster";

  private final Path folder;
  private final String place;
  private final Instant now;
  private final String expires;

  /**
   * The files of a folder.
   *
   * @param place the namespace in which exceptions are honoured
   * @param holds how long the exceptions hold
   */
  public ExceptionFiles(Path folder, String place, Instant now, Duration holds) {
    this.folder = folder;
    this.place = place;
    this.now = now;
    Instant end = now.plus(holds);
    this.expires =
        holds.compareTo(Duration.ofDays(1)) < 0
            ? end.truncatedTo(ChronoUnit.SECONDS).toString()
            : LocalDate.ofInstant(end, ZoneOffset.UTC).toString();
  }

  /** The last day on which the exceptions hold, or the instant of their end. */
  public String expires() {
    return expires;
  }

  /**
   * Writes the exceptions, all files or none that is not there already.
   *
   * @return the files that were written, in order
   * @throws UsageException when a file is there that is not ours to write
   * @throws IOException when one cannot be read or written
   */
  public List<Path> write(List<ExceptionDraft> drafts) throws IOException {
    Map<String, List<ExceptionDraft>> byNamespace = new TreeMap<>();
    for (ExceptionDraft draft : drafts) {
      String name = draft.namespace().isEmpty() ? NO_NAMESPACE : draft.namespace();
      byNamespace.computeIfAbsent(name, _ -> new ArrayList<>()).add(draft);
    }
    Map<Path, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, List<ExceptionDraft>> one : byNamespace.entrySet()) {
      Path file = file(one.getKey());
      texts.put(file, text(documents(file, one.getValue())));
    }
    Files.createDirectories(folder);
    List<Replacement> replacements = new ArrayList<>();
    try {
      for (Map.Entry<Path, String> text : texts.entrySet()) {
        replacements.add(Replacement.of(text.getKey(), text.getValue().getBytes(UTF_8)));
      }
      for (Replacement replacement : replacements) {
        replacement.putInPlace();
      }
    } finally {
      for (Replacement replacement : replacements) {
        replacement.close();
      }
    }
    return List.copyOf(texts.keySet());
  }

  private Path file(String namespace) {
    if (!namespace.matches("[a-z0-9_][-a-z0-9]*")) {
      throw new UsageException(
          "--write-exceptions: "
              + Text.quote(namespace)
              + " is no name of a namespace, and its exceptions cannot be written");
    }
    return folder.resolve(namespace + ".yaml");
  }

  // By the names of the exceptions: those that are there and hold, and over them the new ones.
  private Map<String, String> documents(Path file, List<ExceptionDraft> drafts) throws IOException {
    Map<String, String> documents = new TreeMap<>();
    Map<String, PolicyException> there = new TreeMap<>();
    if (Files.exists(file)) {
      for (String document : body(file).split("(?m)^" + SEPARATOR, -1)) {
        PolicyReader reader = new PolicyReader();
        reader.read(document.getBytes(UTF_8), file.toString());
        for (PolicyException exception : reader.exceptions()) {
          if (!exception.isExpired(now)) {
            documents.put(exception.name(), document);
            there.put(exception.name(), exception);
          }
        }
      }
    }
    for (ExceptionDraft draft : drafts) {
      PolicyException before = there.get(draft.name());
      ExceptionDraft whole = before == null ? draft : draft.covering(before.policies());
      StringBuilder out = new StringBuilder();
      YamlWriter.appendDocument(out, whole.tree(place, reason(), expires));
      documents.put(draft.name(), out.toString());
    }
    return documents;
  }

  private String reason() {
    return "was there when an audit looked on "
        + LocalDate.ofInstant(now, ZoneOffset.UTC)
        + "; to be mended before this ends";
  }

  private static String text(Map<String, String> documents) {
    String body = String.join(SEPARATOR, documents.values());
    return MARK + Sha256.hex(body) + '\n' + body;
  }

  // What is not as an audit has written it is not ours.
  private static String body(Path file) throws IOException {
    String text = Files.readString(file, UTF_8);
    int end = text.indexOf('\n') + 1;
    String body = text.substring(end);
    if (!text.substring(0, end).equals(MARK + Sha256.hex(body) + '\n')) {
      throw new UsageException(
          "--write-exceptions: "
              + Text.escape(file.toString())
              + (text.startsWith(MARK)
                  ? " has been changed since an audit wrote it"
                  : " was not written by an audit")
              + ", so it is left alone: move it away, or name another folder");
    }
    return body;
  }

  /** The sentence on a file or folder that could not be read or written. */
  public String fault(IOException e) {
    return "the exceptions could not be written to "
        + Text.escape(folder.toString())
        + ": "
        + FileFault.reason(e);
  }
}

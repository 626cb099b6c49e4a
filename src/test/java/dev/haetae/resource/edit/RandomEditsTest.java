package dev.haetae.resource.edit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.SharedFolder;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.ManifestReader.Manifest;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.JsonPatch;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.comments.CommentType;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CommentEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** Every edit of every manifest that there is, is right or refused. */
class RandomEditsTest {
  private static final int EDITS = 3;
  private static final List<Path> FOLDERS =
      List.of(Path.of("policies"), Path.of("src/test/resources"), Path.of("charts/haetae/crds"));

  /** A way in which the same manifest may be written. */
  enum Form {
    AS_IT_IS(text -> text),
    WITH_CRLF(text -> text.replace("\r\n", "\n").replace("\n", "\r\n")),
    WITHOUT_LAST_BREAK(String::stripTrailing),
    INDENTED_JSON(RandomEditsTest::indentedJson),
    JSON_ON_A_LINE(RandomEditsTest::jsonOnALine),
    WITH_ANCHORS(RandomEditsTest::withAnchors);

    @SuppressWarnings("ImmutableEnumChecker") // none of them keeps anything
    private final UnaryOperator<String> writer;

    Form(UnaryOperator<String> writer) {
      this.writer = writer;
    }
  }

  private static String indentedJson(String text) {
    StringBuilder out = new StringBuilder();
    read(text).resources().forEach(it -> out.append(JsonWriter.toIndentedText(it.tree())));
    return out.toString();
  }

  private static String jsonOnALine(String text) {
    StringBuilder out = new StringBuilder();
    read(text).resources().forEach(it -> out.append(JsonWriter.toText(it.tree())).append('\n'));
    return out.toString();
  }

  // The metadata of the first object, said again where YAML allows.
  private static String withAnchors(String text) {
    return text.replaceFirst("(?m)^metadata:[ ]*$", "metadata: &meta")
        .replaceFirst("(?m)^spec:[ ]*$", "again: *meta\nspec: &spec");
  }

  private static Manifest read(String text) {
    return ManifestReader.read(
        text.getBytes(UTF_8), "-", "default", Limits.FILES, Carriers.SHIPPED, Set.of());
  }

  private static List<Path> corpus() throws IOException {
    List<Path> files = new ArrayList<>();
    List<Path> folders = new ArrayList<>(FOLDERS);
    if (Files.isDirectory(SharedFolder.SEED_MANIFESTS)) {
      folders.add(SharedFolder.SEED_MANIFESTS);
    }
    for (Path folder : folders) {
      try (Stream<Path> all = Files.walk(folder)) {
        all.filter(Files::isRegularFile)
            .filter(file -> file.toString().matches(".*\\.(yaml|yml|json)"))
            .filter(file -> !file.toString().contains("schema"))
            .sorted()
            .forEach(files::add);
      }
    }
    return files;
  }

  // As SnakeYAML tells them, which knows what is a text with a hash.
  private static List<String> comments(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setProcessComments(true);
    ParserImpl parser = new ParserImpl(new StreamReader(text.replace('\t', ' ')), options);
    List<String> comments = new ArrayList<>();
    try {
      while (parser.peekEvent() != null) {
        if (parser.getEvent() instanceof CommentEvent comment
            && comment.getCommentType() != CommentType.BLANK_LINE) {
          comments.add(comment.getValue().strip());
        }
      }
    } catch (YAMLException e) {
      return List.of();
    }
    Collections.sort(comments);
    return comments;
  }

  @ParameterizedTest
  @EnumSource
  void everyEditIsRightOrRefused(Form form) throws IOException {
    RandomPatches patches = new RandomPatches(16);
    Map<String, Integer> refusals = new TreeMap<>();
    int made = 0;
    for (Path file : corpus()) {
      String text = form.writer.apply(decoded(file));
      Manifest before = read(text);
      if (before.resources().isEmpty() || text.length() > 100_000) {
        continue;
      }
      ManifestText editor = ManifestText.read(text, Limits.FILES);
      for (int i = 0; i < before.resources().size(); i++) {
        Resource object = before.resources().get(i);
        for (int n = 0; n < EDITS; n++) {
          PatchOperation operation = patches.next(object.tree());
          Change change = Change.of(object, List.of(operation));
          Edited edited = editor.edit(List.of(change));
          if (edited.refusals().isEmpty()) {
            made++;
            check(file + " " + operation, text, change, edited);
          } else {
            assertThat(edited.text()).isEqualTo(text);
            refusals.merge(edited.refusals().getFirst().sentence(), 1, Integer::sum);
          }
        }
      }
    }
    int refused = refusals.values().stream().mapToInt(Integer::intValue).sum();
    assertThat(made).isGreaterThan(2000);
    // An anchor that is used forbids a good part.
    assertThat(refused)
        .as("%s", refusals)
        .isLessThan(form == Form.WITH_ANCHORS ? made / 4 : made / 100);
  }

  private static List<Value> roots(String text) {
    return Documents.read(text, Limits.FILES).stream()
        .map(part -> part.document() == null ? NullValue.NULL : part.document().root())
        .toList();
  }

  private static String decoded(Path file) throws IOException {
    return Files.readString(file, ISO_8859_1).startsWith("\u00ff")
        ? ""
        : new String(Files.readAllBytes(file), UTF_8).replace("\ufeff", "");
  }

  private static void check(String what, String text, Change change, Edited edited) {
    List<Value> after = roots(edited.text());
    List<Value> wanted = new ArrayList<>(roots(text));
    wanted.set(
        change.document(), JsonPatch.apply(wanted.get(change.document()), change.onDocument()));
    assertThat(after).as(what + "\n" + edited.text()).isEqualTo(wanted);
    assertThat(TextEdit.apply(text, edited.edits())).as(what).isEqualTo(edited.text());
    assertThat(comments(edited.text())).as(what).isEqualTo(comments(text));
    if (text.replace("\r\n", "").contains("\n") || !text.contains("\r\n")) {
      return;
    }
    assertThat(edited.text().replace("\r\n", "")).as(what).doesNotContain("\n", "\r");
  }
}

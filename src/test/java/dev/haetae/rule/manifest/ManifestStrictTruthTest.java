package dev.haetae.rule.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.haetae.SharedFolder;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.text.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a real API server (1.36.3, {@code fieldValidation=Strict}) answered, against what reading
 * and {@code manifest-strict} say: 400 is a decoding error and must be refused, 201 and 422 (the
 * object decoded and was invalid) must not.
 *
 * <p>{@code strict.jsonl} and {@code seeds.jsonl} hold an API server's answers to mutated and to
 * real manifests. {@code decoder.jsonl} holds small documents, one for each way to write a value of
 * each type and for each corner of YAML, with the answers of the strict serializer that the server
 * uses ({@code k8s.io/apimachinery} v0.36.3, its own Go types, no validation).
 */
class ManifestStrictTruthTest {
  private static final Path TRUTH = Path.of("src/test/resources/truth");

  private final List<String> disagreements = new ArrayList<>();
  private int rows;

  @Test
  void agreesWithTheDecoderOnMutatedManifests() throws IOException {
    for (JsonNode row : rows("strict.jsonl")) {
      compare(
          row.get("id").asText() + "\n" + row.get("yaml").asText(),
          row.get("truth"),
          StrictDecoding.complaints(row.get("yaml").asText()));
    }
    report("strict");
  }

  @Test
  void agreesWithTheDecoderOnHandWrittenDocuments() throws IOException {
    for (JsonNode row : rows("decoder.jsonl")) {
      compare(
          row.get("yaml").asText(),
          row.get("truth"),
          StrictDecoding.complaints(row.get("yaml").asText()));
    }
    report("decoder");
  }

  @Test
  void agreesWithTheDecoderOnSeedManifests() throws IOException {
    SharedFolder.assumeSeedManifests();
    for (JsonNode row : rows("seeds.jsonl")) {
      String file = row.get("file").asText();
      int document = row.get("document").asInt();
      compare(
          file + " document " + document,
          row.get("truth"),
          complaints(SharedFolder.SEED_MANIFESTS.resolve(file), document));
    }
    report("seeds");
  }

  private static List<String> complaints(Path file, int document) throws IOException {
    ManifestReader.Manifest manifest =
        ManifestReader.read(Files.readAllBytes(file), file.toString(), "default", Limits.FILES);
    List<String> complaints = new ArrayList<>();
    boolean read = false;
    for (var resource : manifest.resources()) {
      if (resource.document() == document) {
        read = true;
        complaints.addAll(StrictDecoding.complaints(resource));
      }
    }
    if (!read) {
      complaints.add("not read: " + manifest.problems());
    }
    return complaints;
  }

  private static List<JsonNode> rows(String file) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(TRUTH.resolve(file), UTF_8)) {
      rows.add(mapper.readTree(line));
    }
    return rows;
  }

  private void compare(String name, JsonNode truth, List<String> complaints) {
    rows++;
    boolean refused = truth.get("code").asInt() == 400;
    if (refused == complaints.isEmpty()) {
      disagreements.add(
          name
              + "\n  the API server: "
              + (refused ? truth.get("message").asText() : "decoded it")
              + "\n  manifest-strict: "
              + (complaints.isEmpty() ? "nothing to say" : complaints));
    }
  }

  private void report(String name) {
    System.out.println(name + ": agree " + (rows - disagreements.size()) + "/" + rows);
    assertThat(disagreements).isEmpty();
  }
}

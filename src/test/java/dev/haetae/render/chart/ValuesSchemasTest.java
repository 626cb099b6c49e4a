package dev.haetae.render.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesSchemasTest {
  private static final String ELSEWHERE = "{\"$ref\": \"https://example.org/s.json\"}";
  private static final String SCHEMA = "values.schema.json";

  @TempDir private Path folder;

  private boolean goesOn(String schema) throws IOException {
    Files.writeString(folder.resolve(SCHEMA), schema);
    return ValuesSchemas.needsOthers(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ELSEWHERE,
        "{\"properties\": {\"a\": {\"anyOf\": [{\"$ref\": \"http://127.0.0.1:8080/s\"}]}}}",
        "{\"$schema\": \"http://localhost/draft\"}",
        "{\"$id\": \"http://localhost/a.json\", \"$defs\": {\"a\": {\"$ref\": \"b.json\"}}}",
        "{\"a\": {\"$dynamicRef\": \"file:///etc/x.json\"}}",
        "{\"\\u0024ref\": \"http:\\/\\/localhost/x\"}"
      })
  void aSchemaThatGoesOnElsewhereIsOne(String schema) throws IOException {
    assertThat(goesOn(schema)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"$ref\": \"#/$defs/a\"}",
        "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\"}",
        "{\"$id\": \"https://example.org/a.json\", \"$ref\": \"#/definitions/a\"}",
        "{\"description\": \"see https://example.org\", \"default\": \"http://localhost\"}",
        "{\"$ref\": \"other.json\"}",
        "no JSON"
      })
  void oneThatIsWholeIsNone(String schema) throws IOException {
    assertThat(goesOn(schema)).isFalse();
  }

  @Test
  void thoseOfDependenciesCountInArchivesToo() throws IOException {
    Path dependencies = Files.createDirectories(folder.resolve("charts/db"));
    Files.writeString(dependencies.resolve(SCHEMA), ELSEWHERE);
    assertThat(ValuesSchemas.needsOthers(folder)).isTrue();
    Files.delete(dependencies.resolve(SCHEMA));
    assertThat(ValuesSchemas.needsOthers(folder)).isFalse();
    byte[] schema = ELSEWHERE.getBytes(StandardCharsets.UTF_8);
    byte[] inner = archive(entry("db/" + SCHEMA, '0', schema));
    Files.write(folder.resolve("charts/db-1.0.0.tgz"), inner);
    assertThat(ValuesSchemas.needsOthers(folder)).isTrue();
    Files.write(
        folder.resolve("charts/db-1.0.0.tgz"),
        archive(entry("a/a.txt", '0', new byte[700]), entry("a/charts/db.tgz", '0', inner)));
    assertThat(ValuesSchemas.needsOthers(folder)).isTrue();
    byte[] name = ("30 path=db/" + SCHEMA + "\n").getBytes(StandardCharsets.UTF_8);
    Files.write(
        folder.resolve("charts/db-1.0.0.tgz"),
        archive(entry("pax", 'x', name), entry("short", '0', schema)));
    assertThat(ValuesSchemas.needsOthers(folder)).isTrue();
    Files.write(
        folder.resolve("charts/db-1.0.0.tgz"),
        archive(entry("db/other.json", '0', schema), entry("db/" + SCHEMA, '0', new byte[] {'{'})));
    assertThat(ValuesSchemas.needsOthers(folder)).isFalse();
  }

  private static byte[] entry(String name, char type, byte[] content) throws IOException {
    byte[] header = new byte[512];
    byte[] written = name.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(written, 0, header, 0, written.length);
    byte[] size = "%011o".formatted(content.length).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(size, 0, header, 124, size.length);
    header[156] = (byte) type;
    ByteArrayOutputStream entry = new ByteArrayOutputStream();
    entry.write(header);
    entry.write(content);
    entry.write(new byte[(512 - content.length % 512) % 512]);
    return entry.toByteArray();
  }

  private static byte[] archive(byte[]... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      for (byte[] entry : entries) {
        out.write(entry);
      }
      out.write(new byte[1024]);
    }
    return bytes.toByteArray();
  }
}

package dev.haetae.report.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines are known by the hashes that GitHub's own uploader would give them. */
final class LineHashesTest {
  private static final Path VECTORS = Path.of("src/test/resources/schemas/line-hash-vectors.json");

  @Test
  void areThoseThatGithubPublishes() throws IOException {
    ArrayValue vectors = (ArrayValue) Written.json(Files.readString(VECTORS, UTF_8));
    assertThat(vectors.size()).isPositive();
    for (int i = 0; i < vectors.size(); i++) {
      ObjectValue vector = (ObjectValue) vectors.get(i);
      ArrayValue hashes = (ArrayValue) vector.get("hashes");
      List<String> expected = new ArrayList<>();
      for (int line = 0; line < hashes.size(); line++) {
        expected.add(hashes.get(line).toString());
      }
      assertThat(LineHashes.of(vector.text("text"))).as(vector.text("text")).isEqualTo(expected);
    }
  }

  @Test
  void thereIsOneForEveryLine() {
    String text = "가: 나\r\n".repeat(300) + "\r\r\n\n끝";
    assertThat(LineHashes.of(text)).hasSize(304).doesNotHaveDuplicates();
  }
}

package dev.haetae.rule.cel.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.GoldenFile;
import dev.haetae.cel.CelFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page of the world in expressions tells every function, and every field of every type. */
final class InventoryPageTest {
  private static final Path PAGE = Path.of("docs/inventory-in-cel.md");
  private static final String FIRST = "### `haetae.";

  @Test
  @Tag(GoldenFile.TAG)
  void tellsEveryField() throws IOException {
    String written = Files.readString(PAGE);
    int from = written.indexOf(FIRST);
    StringBuilder tables =
        new StringBuilder(written.substring(0, from < 0 ? written.length() : from));
    for (RecordType<?> type : WorldTypes.all()) {
      tables.append("### `").append(type.name()).append("`\n\n");
      tables.append("| field | type | what it is |\n|---|---|---|\n");
      type.fields()
          .forEach((name, field) ->
              tables
                  .append("| `")
                  .append(name)
                  .append("` | `")
                  .append(field.type())
                  .append("` | ")
                  .append(field.meaning())
                  .append(" |\n"));
      tables.append('\n');
    }
    GoldenFile.compare(PAGE, tables.toString().stripTrailing() + '\n');
  }

  @Test
  void tellsEveryFunction() throws IOException {
    String written = Files.readString(PAGE);
    assertThat(WorldFunctions.all()).isNotEmpty();
    for (CelFunction function : WorldFunctions.all()) {
      String result = function.result().toString().replace("optional_type", "optional");
      assertThat(written)
          .as(function.name())
          .containsPattern("\\| `[a-z]+\\." + function.name() + "\\([^`]*\\)` \\| `\\Q" + result);
    }
  }
}

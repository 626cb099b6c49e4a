package dev.haetae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the build makes of texts gives the same texts. */
final class TextConstantsWriterTest {
  private static final String TEXTS = "dev.haetae.resource.tree.TextConstants";
  private static final String TABLES = "dev.haetae.schema.TableConstants";

  @TempDir Path root;

  @Test
  void textsAreConstantsWhateverTheirLength() throws Exception {
    put("dev/haetae/resource/tree/TextConstants.class", "");
    put("dev/haetae/schema/TableConstants.class", "");
    put("dev/haetae/empty.txt", "");
    put("dev/haetae/simulator/long.txt", "가나다\n".repeat(50_000));
    put("dev/haetae/schema/table.txt", "kind v1 Pod\n".repeat(10_000));
    put("dev/haetae/picture.svg", "<svg/>");
    put("policies/some/README.md", "# Some\n");
    put("elsewhere/some.txt", "none of ours");
    TextConstantsWriter.main(new String[] {root.toString()});
    assertThat(constant(TEXTS, "dev/haetae/empty.txt")).isEmpty();
    assertThat(constant(TEXTS, "dev/haetae/simulator/long.txt")).isEqualTo("가나다\n".repeat(50_000));
    assertThat(constant(TEXTS, "policies/some/README.md")).isEqualTo("# Some\n");
    assertThat(constant(TABLES, "dev/haetae/schema/table.txt"))
        .isEqualTo("kind v1 Pod\n".repeat(10_000));
    assertThat(constant(TEXTS, "dev/haetae/schema/table.txt")).isNull();
    assertThat(constant(TEXTS, "dev/haetae/picture.svg")).isNull();
    assertThat(constant(TEXTS, "elsewhere/some.txt")).isNull();
  }

  /** A newer JDK may build what this one is to run. */
  @Test
  void theClassIsOfTheVersionOfAllOthers() throws Exception {
    put("dev/haetae/resource/tree/TextConstants.class", "");
    put("dev/haetae/schema/TableConstants.class", "");
    TextConstantsWriter.main(new String[] {root.toString()});
    assertThat(version(root.resolve("dev/haetae/schema/TableConstants.class")))
        .isEqualTo(
            version(
                Path.of(
                    TextConstantsWriter.class.getResource("TextConstantsWriter.class").toURI())));
  }

  private static int version(Path file) throws IOException {
    return ClassFile.of().parse(file).majorVersion();
  }

  @Test
  void aClassThatIsNotThereIsMissed() {
    assertThatThrownBy(() -> TextConstantsWriter.main(new String[] {root.toString()}))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("TableConstants");
  }

  private void put(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }

  private @Nullable String constant(String name, String path) throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {root.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      Method of = loader.loadClass(name).getDeclaredMethod("of", String.class);
      of.setAccessible(true);
      return (String) of.invoke(null, path);
    }
  }
}

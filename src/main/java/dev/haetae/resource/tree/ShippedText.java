package dev.haetae.resource.tree;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The texts that come with Haetae, by their places on the class path. A start that opened the jar
 * for them would spend a tenth of a check of one file on it: the build makes constants of them.
 */
public final class ShippedText {
  private ShippedText() {}

  /**
   * A text that is there.
   *
   * @param path from the root of the class path, such as {@code dev/haetae/schema/kubernetes.txt}
   */
  public static String of(String path) {
    String text = find(path);
    if (text == null) {
      throw new IllegalStateException(
          path + " is not on the class path: the build puts it there (mvn process-classes)");
    }
    return text;
  }

  /**
   * A text; null when there is none.
   *
   * @param path from the root of the class path
   */
  public static @Nullable String find(String path) {
    String constant = TextConstants.of(path);
    return constant == null ? read(path) : constant;
  }

  private static @Nullable String read(String path) {
    try (InputStream in = ShippedText.class.getResourceAsStream('/' + path)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read", e);
    }
  }
}

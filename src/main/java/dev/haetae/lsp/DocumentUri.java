package dev.haetae.lsp;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The URIs by which clients name documents and folders. */
final class DocumentUri {
  private static final String FILE = "file:";
  private static final String UNTITLED = "untitled:";

  private DocumentUri() {}

  /**
   * The name of a document: the path of a file, or one made up for what was never saved; null for
   * all others, such as a former version that an editor shows beside the present one.
   */
  static @Nullable String name(String uri) {
    if (uri.startsWith(UNTITLED + '/')) {
      return name(FILE + uri.substring(UNTITLED.length()));
    }
    if (uri.startsWith(UNTITLED)) {
      return uri.replaceAll("[^A-Za-z0-9._-]", "_");
    }
    Path path = path(uri);
    return path == null ? null : path.toString();
  }

  /**
   * The path of a file's URI, however it is escaped, with all links followed as far as there is
   * something; null when it is none.
   */
  static @Nullable Path path(String uri) {
    if (!uri.regionMatches(true, 0, FILE, 0, FILE.length())) {
      return null;
    }
    String rest = uri.substring(FILE.length());
    int cut = rest.indexOf('#');
    rest = cut < 0 ? rest : rest.substring(0, cut);
    String host = "";
    if (rest.startsWith("//")) {
      int slash = rest.indexOf('/', 2);
      host = rest.substring(2, slash < 0 ? rest.length() : slash);
      rest = slash < 0 ? "" : rest.substring(slash);
    }
    String decoded = decoded(rest);
    if (decoded == null || !decoded.startsWith("/")) {
      return null;
    }
    try {
      Path path = local(host, decoded);
      return path == null ? null : real(path);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static @Nullable Path local(String host, String path) {
    boolean isHere = host.isEmpty() || host.equalsIgnoreCase("localhost");
    boolean isWindows = File.separatorChar == '\\';
    if (isHere) {
      boolean hasDrive = path.length() > 2 && path.charAt(2) == ':';
      return Path.of(isWindows && hasDrive ? path.substring(1) : path).normalize();
    }
    return isWindows ? Path.of("//" + host + path).normalize() : null;
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      Path parent = path.getParent();
      Path name = path.getFileName();
      return parent == null || name == null ? path : real(parent).resolve(name);
    }
  }

  private static @Nullable String decoded(String escaped) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(escaped.length());
    byte[] bytes = escaped.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '%') {
        out.write(bytes[i]);
        continue;
      }
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        return null;
      }
      out.write(high << 4 | low);
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(out.toByteArray()))
          .toString();
    } catch (IOException e) {
      return null;
    }
  }
}

package dev.haetae.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The new content of a file, written beside it and then put in its place in one step: whoever reads
 * the file, and whatever ends the process, there is the old content or the new one, whole.
 */
public final class Replacement implements AutoCloseable {
  // No command takes a file of this name for a manifest.
  private static final String ENDING = ".haetae";

  // In code points, of which each may be four bytes; a name may have 255 bytes.
  private static final int LONGEST = 50;

  private final Path file;
  private final Path aside;

  private Replacement(Path file, Path aside) {
    this.file = file;
    this.aside = aside;
  }

  /**
   * Writes the content beside the file, with the file's mode and, where that may be, its owner. Of
   * a symbolic link, the file that it leads to is the one. There need be no such file yet.
   *
   * @throws IOException when it cannot be written, or the file is read-only
   */
  public static Replacement of(Path link, byte[] content) throws IOException {
    if (!Files.exists(link)) {
      return ofNew(link, content);
    }
    Path file = link.toRealPath();
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    PosixFileAttributes attributes = view == null ? null : view.readAttributes();
    if (!Files.isWritable(file) || isReadOnly(attributes)) {
      throw new AccessDeniedException(file.toString());
    }
    Path aside = beside(file);
    Replacement replacement = new Replacement(file, aside);
    try {
      write(aside, content);
      if (attributes != null) {
        take(aside, attributes);
      }
      return replacement;
    } catch (IOException e) {
      replacement.close();
      throw e;
    }
  }

  // A name that says whose it is, and is short enough however long that one's is.
  private static String hidden(Path file) {
    String name = String.valueOf(file.getFileName());
    boolean isLong = name.codePointCount(0, name.length()) > LONGEST;
    return "." + (isLong ? name.substring(0, name.offsetByCodePoints(0, LONGEST)) : name) + ".";
  }

  private static Path beside(Path file) throws IOException {
    try {
      return Files.createTempFile(file.resolveSibling(""), hidden(file), ENDING);
    } catch (AccessDeniedException e) {
      ReadOnlyFolderException told = new ReadOnlyFolderException(file);
      told.initCause(e);
      throw told;
    }
  }

  private static Replacement ofNew(Path link, byte[] content) throws IOException {
    Path named = link.toAbsolutePath();
    Path file =
        Files.isSymbolicLink(link) ? named.resolveSibling(Files.readSymbolicLink(link)) : named;
    // Not a temporary file, which only its owner may read: it gets the mode that new files get.
    Path aside = file.resolveSibling(hidden(file) + Long.toHexString(System.nanoTime()) + ENDING);
    Replacement replacement = new Replacement(file, Files.createFile(aside));
    try {
      write(aside, content);
      return replacement;
    } catch (IOException e) {
      replacement.close();
      throw e;
    }
  }

  // To root everything is writable; a mode that says otherwise is meant.
  private static boolean isReadOnly(@Nullable PosixFileAttributes attributes) {
    Set<PosixFilePermission> mode = attributes == null ? Set.of() : attributes.permissions();
    return attributes != null
        && !mode.contains(PosixFilePermission.OWNER_WRITE)
        && !mode.contains(PosixFilePermission.GROUP_WRITE)
        && !mode.contains(PosixFilePermission.OTHERS_WRITE);
  }

  private static void write(Path aside, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static void take(Path aside, PosixFileAttributes attributes) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(aside, PosixFileAttributeView.class);
    PosixFileAttributes now = view.readAttributes();
    try {
      if (!now.group().equals(attributes.group())) {
        view.setGroup(attributes.group());
      }
      if (!now.owner().equals(attributes.owner())) {
        view.setOwner(attributes.owner());
      }
    } catch (IOException e) {
      // Only root may give files away; the content is what counts.
    }
    view.setPermissions(attributes.permissions());
  }

  /** Puts the content in the file's place. */
  public void putInPlace() throws IOException {
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    // What a file is called survives a loss of power only when its folder has been written out.
    try (FileChannel folder = FileChannel.open(file.resolveSibling(""), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  /** Takes the content away that has not been put in place. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(aside);
  }
}

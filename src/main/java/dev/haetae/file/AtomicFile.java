package dev.haetae.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A file that is replaced as a whole: whoever reads it finds the old content or the new one,
 * whenever the process ends.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /**
   * Writes the file. The content is on the device before the old one goes; a symbolic link stays
   * and leads to the new content, permissions stay, and so does the owner where that is allowed.
   * What is no regular file, such as a pipe, is written to as it is.
   *
   * @throws IOException when it cannot be written; the old file is still there then
   */
  public static void write(Path file, byte[] content) throws IOException {
    Path target = target(file);
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      Files.write(target, content);
      return;
    }
    Path draft = target.resolveSibling(draftName(target));
    try {
      write(draft, content, target);
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  // The file that is meant: at the end of the links, which need not be there yet.
  private static Path target(Path file) throws IOException {
    if (Files.exists(file)) {
      return file.toRealPath();
    }
    return Files.isSymbolicLink(file)
        ? file.toAbsolutePath().resolveSibling(Files.readSymbolicLink(file))
        : file.toAbsolutePath();
  }

  // Nobody else's, and hidden from whoever looks for manifests.
  private static String draftName(Path target) {
    return "."
        + target.getFileName()
        + "."
        + ProcessHandle.current().pid()
        + "-"
        + Long.toHexString(System.nanoTime());
  }

  private static void write(Path draft, byte[] content, Path old) throws IOException {
    try (FileChannel channel =
        FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      if (Files.exists(old)) {
        takeOver(old, draft);
      }
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  private static void takeOver(Path old, Path draft) throws IOException {
    PosixFileAttributeView to = view(draft);
    PosixFileAttributeView from = view(old);
    if (to == null || from == null) {
      return;
    }
    PosixFileAttributes attributes = from.readAttributes();
    PosixFileAttributes own = to.readAttributes();
    try {
      if (!attributes.group().equals(own.group())) {
        to.setGroup(attributes.group());
      }
      if (!attributes.owner().equals(own.owner())) {
        to.setOwner(attributes.owner());
      }
    } catch (IOException e) {
      // Only root gives files away: it belongs to whoever has written it then.
    }
    to.setPermissions(attributes.permissions());
  }

  private static @Nullable PosixFileAttributeView view(Path file) {
    return Files.getFileAttributeView(
        file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }
}

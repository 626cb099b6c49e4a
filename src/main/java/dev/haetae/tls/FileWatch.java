package dev.haetae.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notices that files have changed and reads them anew, keeping the last good value when the new
 * content cannot be used.
 *
 * <p>It compares contents, not times: a Secret's volume changes by the swap of a symbolic link, and
 * the files are a few kilobytes. Whoever made it calls {@link #poll()} now and then.
 *
 * @param <T> what the files say
 */
public final class FileWatch<T> {
  /**
   * Reads the watched files.
   *
   * @param <T> what the files say
   */
  @FunctionalInterface
  public interface Reader<T> {
    /** Reads what the files say now; unusable content is reported, with what to do about it. */
    T read() throws UnusableCertificateException;
  }

  private final List<Path> files;
  private final Reader<T> reader;
  private final Consumer<T> changed;
  private final Consumer<String> refused;
  private List<byte @Nullable []> seen;

  /**
   * A watch that takes the files' present content as known.
   *
   * @param files the files; one that is missing is watched for its coming
   * @param changed gets what the files say whenever they say something new and usable
   * @param refused gets a sentence, once for each new content that cannot be used
   */
  public FileWatch(
      List<Path> files, Reader<T> reader, Consumer<T> changed, Consumer<String> refused) {
    this.files = List.copyOf(files);
    this.reader = reader;
    this.changed = changed;
    this.refused = refused;
    this.seen = contents();
  }

  /** Looks at the files once; not to be called by two threads at a time. */
  public synchronized void poll() {
    List<byte @Nullable []> now = contents();
    if (same(seen, now)) {
      return;
    }
    // Remembered before reading: what changes in between is seen by the next poll.
    seen = now;
    T value;
    try {
      value = reader.read();
    } catch (UnusableCertificateException e) {
      refused.accept(e.sentence());
      return;
    }
    changed.accept(value);
  }

  private static boolean same(List<byte @Nullable []> some, List<byte @Nullable []> others) {
    for (int i = 0; i < some.size(); i++) {
      if (!Arrays.equals(some.get(i), others.get(i))) {
        return false;
      }
    }
    return true;
  }

  private List<byte @Nullable []> contents() {
    List<byte @Nullable []> contents = new ArrayList<>(files.size());
    for (Path file : files) {
      contents.add(content(file));
    }
    return contents;
  }

  private static byte @Nullable [] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      return null;
    }
  }
}

package dev.haetae.cli.input;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The texts that a run is to read in place of those that lie on the disk: an editor's, or those of
 * files that are about to be changed.
 */
public final class Drafts {
  /** Standard input, among files. */
  public static final String STANDARD_INPUT = "-";

  /** No drafts: every file is read from the disk. */
  public static final Drafts NONE = new Drafts(Map.of());

  private final Map<Path, byte[]> texts;

  private Drafts(Map<Path, byte[]> texts) {
    this.texts = texts;
  }

  /**
   * Drafts by the names of their files, {@code -} for standard input; a file need not be there.
   *
   * @param texts the bytes of a whole file each, which must not be changed afterwards
   */
  public static Drafts of(Map<String, byte[]> texts) {
    Map<Path, byte[]> byPlace = HashMap.newHashMap(texts.size());
    texts.forEach((name, text) -> byPlace.put(placeOf(name), text));
    return new Drafts(byPlace);
  }

  private static Path placeOf(String name) {
    return name.equals(STANDARD_INPUT) ? Path.of(name) : place(Path.of(name));
  }

  // The file itself, by whatever name or link it is called.
  private static Path place(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file.toAbsolutePath().normalize();
    }
  }

  /** Reads a file's bytes, the same ones whenever it is asked. */
  @FunctionalInterface
  interface Source {
    byte[] read() throws IOException;
  }

  /** The draft in place of standard input; null when there is none. */
  byte @Nullable [] standardInput() {
    return texts.get(Path.of(STANDARD_INPUT));
  }

  /**
   * The place by which a file is known, whatever name leads to it.
   *
   * @throws IOException when there is no such file, nor a draft of it
   */
  Path known(Path file) throws IOException {
    return has(file) ? place(file) : file.toRealPath();
  }

  /** The bytes that a file has; 0 for what is no file, such as a pipe. */
  long size(Path file) throws IOException {
    byte[] draft = draft(file);
    return draft != null ? draft.length : Files.isRegularFile(file) ? Files.size(file) : 0;
  }

  /** The source of a file's bytes. What is no file, such as a pipe, can be read but once. */
  Source source(Path file) throws IOException {
    byte[] draft = draft(file);
    if (draft == null && Files.isRegularFile(file)) {
      return () -> bytes(file);
    }
    byte[] bytes = draft == null ? Files.readAllBytes(file) : draft;
    return () -> bytes;
  }

  /** The bytes of a regular file, read without a channel: that would load what networks need. */
  static byte[] bytes(Path file) throws IOException {
    try (InputStream in = new FileInputStream(file.toFile())) {
      return in.readAllBytes();
    } catch (FileNotFoundException e) {
      // Which may only say that it cannot be opened; this says why.
      return Files.readAllBytes(file);
    }
  }

  /** Returns whether there is a draft in place of a file. */
  boolean has(Path file) {
    return draft(file) != null;
  }

  private byte @Nullable [] draft(Path file) {
    return texts.isEmpty() ? null : texts.get(place(file));
  }
}

package dev.haetae.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The reasons why files cannot be read or written, in words that may follow a colon. */
public final class FileFault {
  // The C library's words for the errors that Java has no exception for; a write's failure is an
  // IOException of these words and nothing else.
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("No space left on device", "no space is left on the device"),
          Map.entry("Disk quota exceeded", "the disk quota is used up"),
          Map.entry("Read-only file system", "the file system is read-only"),
          Map.entry(
              "Too many open files", "too many files are open (ulimit -n says how many may be)"),
          Map.entry("Too many open files in system", "too many files are open on this machine"),
          Map.entry("File too large", "the file would be larger than is allowed (ulimit -f)"),
          Map.entry("File name too long", "the name is too long"),
          Map.entry("Is a directory", "it is a directory"),
          Map.entry("Not a directory", "a folder on its path is a file"),
          Map.entry("Input/output error", "the device reports an error"),
          Map.entry("Operation not permitted", "the file system does not permit it"));

  private FileFault() {}

  /** The reason, without the file's name and without a full stop. */
  public static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file or folder";
      case AccessDeniedException _ -> "access is denied";
      case ReadOnlyFolderException _ ->
          "nothing may be written in its folder, where the new content is put first";
      case FileAlreadyExistsException _ -> "a file of this name is in the way";
      case NotDirectoryException _ -> "it is not a directory";
      case DirectoryNotEmptyException _ -> "the directory is not empty";
      case FileSystemException fault -> words(fault.getReason());
      default -> words(e.getMessage());
    };
  }

  /** The reason why a file cannot be read, as a sentence of which the file is the subject. */
  public static String ofReading(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> reason(e);
      case AccessDeniedException _ -> "may not be read: permission denied";
      default -> "could not be read: " + reason(e);
    };
  }

  /** Returns whether the reader of a pipe has closed its end, as {@code head} does. */
  public static boolean isClosedPipe(IOException e) {
    return "Broken pipe".equals(e.getMessage());
  }

  private static String words(@Nullable String reason) {
    return WORDS.getOrDefault(reason == null ? "" : reason, "the file system reports a fault");
  }
}

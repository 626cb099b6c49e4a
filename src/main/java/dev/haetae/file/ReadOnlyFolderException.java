package dev.haetae.file;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A file that cannot be replaced, since nothing can be written beside it. */
final class ReadOnlyFolderException extends FileSystemException {
  private static final long serialVersionUID = 1;

  ReadOnlyFolderException(Path file) {
    super(file.toString());
  }
}

package dev.haetae.fix;

import java.io.IOException;

/** Reads the files of a run. */
@FunctionalInterface
public interface FileSource {
  /** The bytes of a file, by the name that the report gives it. */
  byte[] read(String name) throws IOException;
}

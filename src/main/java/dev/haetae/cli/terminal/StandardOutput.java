package dev.haetae.cli.terminal;

import dev.haetae.file.FileFault;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Standard output, which remembers what went wrong: a PrintStream only says that something did. */
public final class StandardOutput extends OutputStream {
  private final OutputStream out;
  private volatile @Nullable IOException fault;

  /** The process' own. */
  public StandardOutput() {
    this(new FileOutputStream(FileDescriptor.out));
  }

  StandardOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      fault = e;
      throw e;
    }
  }

  /**
   * The exit code of a command that would end with {@code code}: that, unless not all that it
   * printed could be written. A reader who has seen enough, as {@code head} has, is no fault.
   *
   * @param terminal is told what went wrong
   */
  public int ended(int code, Terminal terminal) {
    IOException cause = fault;
    if (cause == null || FileFault.isClosedPipe(cause)) {
      return code;
    }
    terminal
        .err()
        .println("haetae: standard output could not be written: " + FileFault.reason(cause));
    return Math.max(code, ExitCode.INTERNAL);
  }
}

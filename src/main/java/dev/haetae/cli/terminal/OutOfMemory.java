package dev.haetae.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of a process that has run out of memory: a sentence on standard error and an exit code of
 * its own.
 *
 * <p>What it takes is made beforehand, since there may be nothing left to make it of. Errors that
 * somebody catches on their way do not get here; of those of the heap the JVM itself tells, by
 * ringing a bell ({@link #awaitBell}).
 */
public final class OutOfMemory {
  private final byte[] sentence;
  private final FileOutputStream err;

  private OutOfMemory(byte[] sentence, FileOutputStream err) {
    this.sentence = sentence;
    this.err = err;
  }

  /** An end with the heap's size in its sentence. */
  public static OutOfMemory prepared() {
    long megabytes = Runtime.getRuntime().maxMemory() >> 20;
    String sentence =
        "haetae: out of memory: the heap may take "
            + megabytes
            + " MiB, in a container a quarter of its memory limit (in the chart"
            + " resources.limits.memory). Raise that, or set HAETAE_JAVA_OPTS=-Xmx2g for 2 GiB, or"
            + " check fewer files at once.\n";
    return new OutOfMemory(
        sentence.getBytes(StandardCharsets.UTF_8), new FileOutputStream(FileDescriptor.err));
  }

  /**
   * Has the process end as soon as something is written to {@code bell}, a named pipe: what the
   * launcher has the JVM do when memory is out for the first time, be the error caught or not.
   */
  public void awaitBell(Path bell) throws IOException {
    FileInputStream in = new FileInputStream(bell.toFile());
    Thread.ofPlatform()
        .daemon()
        .name("out of memory")
        .start(() -> {
          try {
            if (in.read() >= 0) {
              end();
            }
          } catch (IOException e) {
            // The bell is gone; what is thrown still ends the process where nobody catches it.
          }
        });
  }

  /**
   * Ends the process at once: without hooks, which would need memory too. Of several callers one
   * speaks, and none returns.
   */
  public synchronized void end() {
    try {
      err.write(sentence);
    } catch (IOException e) {
      // The exit code has to do.
    }
    halt();
  }

  /** Ends the process at once and without a word, for who has told why. */
  public static void halt() {
    Runtime.getRuntime().halt(ExitCode.OUT_OF_MEMORY);
  }

  /**
   * A watch over a large input: when collections free nothing any more, a run would go on for
   * minutes and end all the same.
   */
  public static final class Watch {
    private static final long LARGE = 16L << 20;
    private static final double FULL = 0.95;
    private static final long OFTEN = 4;

    private final List<MemoryPoolMXBean> pools;

    private Watch(List<MemoryPoolMXBean> pools) {
      this.pools = pools;
    }

    /** A watch for an input of so many bytes; over a small one it does nothing. */
    public static Watch over(long bytes) {
      // The beans take longer to load than a small input takes to check.
      return new Watch(bytes < LARGE ? List.of() : pools());
    }

    // The old generation: its collections are the full ones.
    private static List<MemoryPoolMXBean> pools() {
      List<MemoryPoolMXBean> pools = new ArrayList<>();
      for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
        long most = pool.getUsage().getMax();
        if (pool.getType() == MemoryType.HEAP
            && pool.isUsageThresholdSupported()
            && pool.isCollectionUsageThresholdSupported()
            && most > 0) {
          pool.setCollectionUsageThreshold((long) (most * FULL));
          pools.add(pool);
        }
      }
      return pools;
    }

    /**
     * To be called between two steps of the work.
     *
     * @throws OutOfMemoryError when there is no room for more of them
     */
    public void requireRoom() {
      for (MemoryPoolMXBean pool : pools) {
        if (pool.getCollectionUsageThresholdCount() >= OFTEN) {
          throw new OutOfMemoryError("collections free nothing any more");
        }
      }
    }
  }
}

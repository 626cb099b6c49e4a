package dev.haetae.realcluster;

import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubeapitest.binary.BinaryManager;
import io.fabric8.kubeapitest.binary.OSInfo;
import io.fabric8.kubeapitest.binary.repo.BinaryRepo;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * The programs of a real control plane: from {@code KUBEBUILDER_ASSETS}, the cache of an own build,
 * or kube-api-test's download.
 *
 * @param directory holds {@code etcd} and {@code kube-apiserver} at least
 */
record Binaries(Path directory) {
  private static final long INDEX_SECONDS = 15;
  private static final long DOWNLOAD_SECONDS = 300;
  private static final Found FOUND = find();

  /** What was found, or where it was looked for in vain. */
  private record Found(@Nullable Binaries binaries, String missing) {}

  /** The programs; aborts the test when there are none. */
  static Binaries require() {
    if (FOUND.binaries == null) {
      throw new TestAbortedException("not run: " + FOUND.missing);
    }
    return FOUND.binaries;
  }

  Path etcd() {
    return directory.resolve("etcd");
  }

  Path apiServer() {
    return directory.resolve("kube-apiserver");
  }

  /** A program that not every machine has, besides the others or on the path; aborts without it. */
  Path require(String program) {
    Path found = find(program);
    if (found == null) {
      throw new TestAbortedException(
          "not run: no " + program + " in " + directory + " nor on the path");
    }
    return found;
  }

  @Nullable Path find(String program) {
    List<Path> candidates = new ArrayList<>();
    candidates.add(directory);
    for (String entry : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      candidates.add(Path.of(entry));
    }
    for (Path candidate : candidates) {
      if (Files.isExecutable(candidate.resolve(program))) {
        return candidate.resolve(program);
      }
    }
    return null;
  }

  private static Found find() {
    String assets = System.getenv("KUBEBUILDER_ASSETS");
    if (assets != null && !assets.isEmpty()) {
      return found(Path.of(assets));
    }
    Path cache = cache().resolve("control-plane");
    if (Files.isDirectory(cache)) {
      try (DirectoryStream<Path> versions = Files.newDirectoryStream(cache)) {
        for (Path version : versions) {
          if (isComplete(version)) {
            return new Found(new Binaries(version), "");
          }
        }
      } catch (IOException e) {
        return new Found(null, cache + " cannot be read: " + e.getMessage());
      }
    }
    return download();
  }

  private static Path cache() {
    String cache = System.getenv("XDG_CACHE_HOME");
    return cache == null || cache.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache")
        : Path.of(cache);
  }

  private static boolean isComplete(Path directory) {
    return Files.isExecutable(directory.resolve("etcd"))
        && Files.isExecutable(directory.resolve("kube-apiserver"));
  }

  private static Found download() {
    try {
      return found(fetched(true));
    } catch (RuntimeException e) {
      // None from an earlier run.
    }
    String missing =
        "no etcd and kube-apiserver: KUBEBUILDER_ASSETS is not set, "
            + cache().resolve("control-plane")
            + " holds none, and kube-api-test could not download them: ";
    try {
      // Without a network the short request shows it; nobody waits for the long one.
      var _ = within(INDEX_SECONDS, () -> new BinaryRepo(new OSInfo()).listObjectNames().count());
      return found(within(DOWNLOAD_SECONDS, () -> fetched(false)));
    } catch (ExecutionException e) {
      return new Found(null, missing + e.getCause());
    } catch (TimeoutException e) {
      return new Found(null, missing + "it took too long");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Found(null, missing + e);
    }
  }

  private static Found found(Path directory) {
    return isComplete(directory)
        ? new Found(new Binaries(directory), "")
        : new Found(null, directory + " holds no etcd and kube-apiserver");
  }

  private static Path fetched(boolean offline) {
    BinaryManager manager =
        new BinaryManager(
            KubeAPIServerConfigBuilder.anAPIServerConfig().withOfflineMode(offline).build());
    manager.initAndDownloadIfRequired();
    Path apiServer = manager.binaries().getApiServer().toPath().toAbsolutePath();
    return Objects.requireNonNull(apiServer.getParent());
  }

  private static <T> T within(long seconds, Supplier<T> source)
      throws ExecutionException, InterruptedException, TimeoutException {
    return CompletableFuture.supplyAsync(source).get(seconds, TimeUnit.SECONDS);
  }
}

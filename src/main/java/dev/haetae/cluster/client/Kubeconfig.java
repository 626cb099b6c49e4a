package dev.haetae.cluster.client;

import io.kubernetes.client.util.KubeConfig;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The current context of one or several kubeconfig files, put together as {@code kubectl} does it:
 * of two entries of one name the first counts, and paths are relative to the file that they stand
 * in.
 */
final class Kubeconfig {
  private static final Set<String> PATHS =
      Set.of("certificate-authority", "client-certificate", "client-key", "tokenFile");

  /** Reads a kubeconfig, at any moment. */
  interface Source {
    /** Reads the context of an earlier reading; what is another's by now cannot be used. */
    Kubeconfig read(Kubeconfig earlier) throws UnusableKubeconfigException;
  }

  /** A file, and what its relative paths start from; the latter null for text of no file. */
  private record Part(KubeConfig content, @Nullable Path directory) {}

  private final KubeConfig merged;
  // The server and the name of the user.
  private final String place;
  private final Map<?, ?> cluster;
  private final Map<?, ?> user;

  private Kubeconfig(List<Part> parts, @Nullable Kubeconfig earlier)
      throws UnusableKubeconfigException {
    ArrayList<Object> clusters = new ArrayList<>();
    ArrayList<Object> users = new ArrayList<>();
    ArrayList<Object> contexts = new ArrayList<>();
    try {
      for (Part part : parts) {
        add(contexts, part.content().getContexts(), "context", null);
        add(clusters, part.content().getClusters(), "cluster", part.directory());
        add(users, part.content().getUsers(), "user", part.directory());
      }
      this.merged = new KubeConfig(contexts, clusters, users);
      List<String> current =
          earlier == null
              ? parts.stream().map(part -> part.content().getCurrentContext()).toList()
              : List.of(earlier.merged.getCurrentContext());
      var _ = current.stream().anyMatch(merged::setContext);
      if (merged.getServer() == null) {
        throw new UnusableKubeconfigException();
      }
      Map<?, ?> context = body(contexts, "context", merged.getCurrentContext());
      this.place = merged.getServer() + ' ' + context.get("user");
      if (earlier != null && !place.equals(earlier.place)) {
        throw new UnusableKubeconfigException();
      }
      this.cluster = body(clusters, "cluster", context.get("cluster"));
      this.user = body(users, "user", context.get("user"));
    } catch (ClassCastException | NullPointerException e) {
      // The client reads whatever YAML it is as if it were right.
      throw new UnusableKubeconfigException();
    }
  }

  /** Reads files that are there, at least one. */
  static Kubeconfig read(List<Path> files) throws UnusableKubeconfigException {
    return read(files, null);
  }

  /** Reads them again, for the context of an earlier reading. */
  static Kubeconfig read(List<Path> files, @Nullable Kubeconfig earlier)
      throws UnusableKubeconfigException {
    List<Part> parts = new ArrayList<>();
    for (Path file : files) {
      try (Reader reader = Files.newBufferedReader(file)) {
        parts.add(new Part(parse(reader), file.toAbsolutePath().getParent()));
      } catch (IOException e) {
        throw new UnusableKubeconfigException();
      }
    }
    return new Kubeconfig(parts, earlier);
  }

  static Kubeconfig of(String text) throws UnusableKubeconfigException {
    return new Kubeconfig(List.of(new Part(parse(Reader.of(text)), null)), null);
  }

  private static KubeConfig parse(Reader reader) throws UnusableKubeconfigException {
    try {
      return KubeConfig.loadKubeConfig(reader);
    } catch (RuntimeException e) {
      throw new UnusableKubeconfigException();
    }
  }

  private static void add(
      List<Object> all, @Nullable List<Object> entries, String body, @Nullable Path directory) {
    for (Object entry : entries == null ? List.of() : entries) {
      if (((Map<?, ?>) entry).get(body) instanceof Map<?, ?> content) {
        if (directory != null) {
          resolve(content, directory);
        }
        all.add(entry);
      }
    }
  }

  @SuppressWarnings("unchecked") // as YAML is read
  private static void resolve(Map<?, ?> content, Path directory) {
    ((Map<Object, Object>) content)
        .replaceAll((field, value) -> {
          if (value instanceof Map<?, ?> exec && field.equals("exec")) {
            resolve(exec, directory);
          }
          return value instanceof String path && isRelative(field, path)
              ? directory.resolve(path).toString()
              : value;
        });
  }

  private static boolean isRelative(Object field, String path) {
    // A command without a folder is looked for in PATH.
    return field.equals("command") ? path.contains("/") : PATHS.contains(field) && !path.isEmpty();
  }

  private static Map<?, ?> body(List<Object> entries, String body, @Nullable Object name) {
    for (Object entry : entries) {
      Map<?, ?> named = (Map<?, ?>) entry;
      if (name != null
          && name.equals(named.get("name"))
          && named.get(body) instanceof Map<?, ?> found) {
        return found;
      }
    }
    return Map.of();
  }

  KubeConfig merged() {
    return merged;
  }

  /** The namespace of the context; empty when it names none. */
  String namespace() {
    String namespace = merged.getNamespace();
    return namespace == null ? "" : namespace;
  }

  /** {@code proxy-url} of the cluster; empty when it names none. */
  String proxy() {
    return cluster.get("proxy-url") instanceof String url ? url : "";
  }

  /**
   * The token or the certificate of the user, by the client's names for them: of a provider, of a
   * command that is run now, or as it stands in the file. Empty when the user has neither.
   */
  Map<String, String> credentials() throws UnusableKubeconfigException {
    try {
      Map<String, String> credentials = merged.getCredentials();
      if (credentials == null && user.get("exec") != null) {
        // It has said why on standard error, which is ours.
        throw new UnusableKubeconfigException();
      }
      return credentials == null ? Map.of() : credentials;
    } catch (RuntimeException e) {
      throw new UnusableKubeconfigException();
    }
  }

  /** The client's certificate of the user, as the file has it; null when it has none. */
  byte @Nullable [] certificate() throws UnusableKubeconfigException {
    return content(merged.getClientCertificateData(), merged.getClientCertificateFile());
  }

  /** Its key; null when there is none. */
  byte @Nullable [] key() throws UnusableKubeconfigException {
    return content(merged.getClientKeyData(), merged.getClientKeyFile());
  }

  private byte @Nullable [] content(@Nullable String base64, @Nullable String file)
      throws UnusableKubeconfigException {
    try {
      return merged.getDataOrFileRelative(base64, file);
    } catch (IOException e) {
      throw new UnusableKubeconfigException();
    }
  }
}

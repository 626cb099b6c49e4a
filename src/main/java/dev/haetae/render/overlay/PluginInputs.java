package dev.haetae.render.overlay;

import dev.haetae.render.overlay.Kustomization.Entry;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.ManifestReader.Manifest;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Position;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the generators, transformers and validators of a kustomization would fetch: those that are
 * part of kustomize read files that their own configurations name.
 */
final class PluginInputs {
  // As kustomize reads them, which takes capital letters for small ones.
  private static final Set<String> FIELDS = Set.of("path", "paths", "files", "envs", "env");
  private static final String REPLACEMENTS = "replacements";
  private static final String ANY = "://";
  private static final Pattern URL = Pattern.compile("\\w*://[^\\s\"']*");
  private static final Set<String> HARMLESS = Set.of("apiVersion", "kind", "metadata", "resources");
  private static final int MOST = 200;

  private final Set<Path> seen = new HashSet<>();
  private final List<Entry> remote = new ArrayList<>();
  private @Nullable Position position;

  private PluginInputs() {}

  /** The names of what lies elsewhere, each at the field that lists its plugin. */
  static List<Entry> of(Kustomization kustomization) {
    PluginInputs inputs = new PluginInputs();
    for (String field : Kustomization.PLUGINS) {
      inputs.position = kustomization.position(field);
      for (Value element : Kustomization.elements(kustomization.tree().get(field))) {
        if (element instanceof StringValue text) {
          inputs.look(kustomization, text.text());
        }
      }
    }
    return inputs.remote;
  }

  // A plugin is written out, or in a file, or made by another kustomization.
  private void look(Kustomization kustomization, String listed) {
    if (listed.contains("\n")) {
      look(listed.getBytes(StandardCharsets.UTF_8), false);
      return;
    }
    Path path = kustomization.path(new Entry(listed, null));
    if (path != null && Files.isDirectory(path)) {
      Kustomization below = Kustomization.in(path);
      if (below != null && seen.size() < MOST && seen.add(below.file())) {
        lookInside(below);
      }
    } else if (path != null) {
      look(path, false);
    }
  }

  private void lookInside(Kustomization kustomization) {
    // What patches and the like make of a configuration only kustomize knows.
    boolean isChanged = false;
    for (int i = 0; i < kustomization.tree().size(); i++) {
      isChanged |= !HARMLESS.contains(kustomization.tree().key(i));
    }
    if (isChanged) {
      strings(kustomization.tree(), ANY);
    }
    List<String> fields =
        Stream.of(Kustomization.BASES, Kustomization.PATCHES, Kustomization.PLUGINS)
            .flatMap(List::stream)
            .toList();
    for (Entry entry : kustomization.entries(fields)) {
      Path path = kustomization.path(entry);
      if (path != null && Files.isRegularFile(path)) {
        look(path, isChanged);
      } else {
        look(kustomization, entry.text());
      }
    }
  }

  private void look(Path file, boolean isChanged) {
    if (Files.isRegularFile(file)) {
      try {
        look(Files.readAllBytes(file), isChanged);
      } catch (IOException e) {
        // Kustomize says why.
      }
    }
  }

  private void look(byte[] text, boolean isChanged) {
    Manifest manifest = ManifestReader.read(text, "", "", Limits.FILES);
    Matcher url = URL.matcher(new String(text, StandardCharsets.UTF_8));
    if (!manifest.problems().isEmpty() && url.find()) {
      // Kustomize may read more of it than can be read here.
      add(url.group());
    }
    for (Resource plugin : manifest.resources()) {
      if (isChanged) {
        strings(plugin.tree(), ANY);
      }
      inputs(plugin.tree());
    }
  }

  private void inputs(ObjectValue configuration) {
    for (int i = 0; i < configuration.size(); i++) {
      String key = configuration.key(i).toLowerCase(Locale.ROOT);
      for (Value element : Kustomization.elements(configuration.value(i))) {
        if (key.equals(REPLACEMENTS) && element instanceof ObjectValue replacement) {
          inputs(replacement);
        } else if (FIELDS.contains(key)
            && element instanceof StringValue text
            && OverlayFiles.isRemote(text.text())) {
          add(text.text());
        }
      }
    }
  }

  private void strings(Value value, String part) {
    if (value instanceof StringValue text && text.text().contains(part)) {
      add(text.text());
    } else if (value instanceof ObjectValue object) {
      for (int i = 0; i < object.size(); i++) {
        strings(object.value(i), part);
      }
    } else if (value instanceof ArrayValue array) {
      for (int i = 0; i < array.size(); i++) {
        strings(array.get(i), part);
      }
    }
  }

  private void add(String name) {
    if (remote.isEmpty()) {
      remote.add(new Entry(name, position));
    }
  }
}

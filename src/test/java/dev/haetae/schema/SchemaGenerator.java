package dev.haetae.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.AnyType;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsOrArray;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsOrBool;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsOrStringArray;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URL;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes {@code kubernetes.txt}, the table behind {@link Schema#kubernetes()}: the fields of
 * fabric8's model classes by reflection, corrected by {@code overlay.txt} where Kubernetes' own Go
 * types know more (times and bytes are plain strings in fabric8) or newer fields.
 */
final class SchemaGenerator {
  private static final String BASE = "io.fabric8.kubernetes.api.model.";
  private static final String SERVICES =
      "META-INF/services/io.fabric8.kubernetes.api.model.KubernetesResource";

  // Come with the client: kinds that are no longer served, and those of CRDs, whose fields are the
  // installed version's.
  private static final Set<String> FOREIGN =
      Set.of("extensions", "gateway.networking.k8s.io", "metrics.k8s.io");

  private final Map<String, String> kinds = new TreeMap<>();
  private final Map<String, Map<String, String>> types = new TreeMap<>();
  private final Map<String, String> unserved = new TreeMap<>();
  private final Deque<Class<?>> open = new ArrayDeque<>();
  private final Set<Class<?>> seen = new HashSet<>();

  /** The whole table, as it belongs into the file. */
  static String generate() throws IOException, ReflectiveOperationException {
    SchemaGenerator generator = new SchemaGenerator();
    generator.findKinds();
    while (!generator.open.isEmpty()) {
      generator.addType(generator.open.remove());
    }
    generator.correct(overlay());
    return generator.write();
  }

  private void findKinds() throws IOException, ReflectiveOperationException {
    ClassLoader loader = SchemaGenerator.class.getClassLoader();
    for (URL url : Collections.list(loader.getResources(SERVICES))) {
      try (InputStream in = url.openStream()) {
        for (String name : new String(in.readAllBytes(), UTF_8).lines().toList()) {
          addKind(Class.forName(name.strip(), false, loader));
        }
      }
    }
  }

  private void addKind(Class<?> type) {
    Version version = type.getAnnotation(Version.class);
    Group group = type.getAnnotation(Group.class);
    // Lists are taken apart before anybody looks at their fields.
    if (version == null || type.getSimpleName().endsWith("List")) {
      return;
    }
    if (group != null && FOREIGN.contains(group.value())) {
      return;
    }
    String prefix = group == null || group.value().isEmpty() ? "" : group.value() + '/';
    kinds.put(prefix + version.value() + ' ' + type.getSimpleName(), name(type));
    enqueue(type);
  }

  private void enqueue(Class<?> type) {
    if (seen.add(type)) {
      open.add(type);
    }
  }

  private void addType(Class<?> type) {
    Map<String, String> fields = new TreeMap<>();
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        JsonProperty property = field.getAnnotation(JsonProperty.class);
        if (property != null) {
          String name = property.value().isEmpty() ? field.getName() : property.value();
          fields.putIfAbsent(name, word(field.getGenericType()));
        }
      }
    }
    types.put(name(type), fields);
  }

  private String word(Type type) {
    if (type instanceof ParameterizedType generic) {
      Class<?> raw = (Class<?>) generic.getRawType();
      Type[] arguments = generic.getActualTypeArguments();
      if (List.class.isAssignableFrom(raw)) {
        return "[]" + word(arguments[0]);
      }
      if (Map.class.isAssignableFrom(raw)) {
        return "{}" + word(arguments[1]);
      }
    }
    return type instanceof Class<?> plain ? word(plain) : "any";
  }

  private String word(Class<?> type) {
    if (type == String.class) {
      return "string";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "boolean";
    }
    if (type == Integer.class || type == int.class) {
      return "int32";
    }
    if (type == Long.class || type == long.class) {
      return "int64";
    }
    if (type == Double.class || type == double.class || type == Float.class) {
      return "number";
    }
    if (type == Quantity.class) {
      return "quantity";
    }
    if (type == IntOrString.class) {
      return "intOrString";
    }
    if (type == MicroTime.class) {
      return "microTime";
    }
    if (type == JSONSchemaPropsOrBool.class) {
      return "schemaOrBoolean";
    }
    if (type == JSONSchemaPropsOrArray.class) {
      return "schemaOrSchemas";
    }
    if (type == JSONSchemaPropsOrStringArray.class) {
      return "schemaOrStrings";
    }
    if (type == FieldsV1.class
        || AnyType.class.isAssignableFrom(type)
        || type.isInterface()
        || !KubernetesResource.class.isAssignableFrom(type)) {
      return "any";
    }
    enqueue(type);
    return name(type);
  }

  // Upper case begins a type's name: "Pod", "Apps.Deployment", "Resource.V1beta1.Device".
  private static String name(Class<?> type) {
    StringBuilder name = new StringBuilder();
    for (String part : type.getName().substring(BASE.length()).split("\\.", -1)) {
      name.append(name.isEmpty() ? "" : ".");
      name.append(Character.toUpperCase(part.charAt(0))).append(part, 1, part.length());
    }
    return name.toString();
  }

  private static List<String> overlay() throws IOException {
    try (InputStream in = SchemaGenerator.class.getResourceAsStream("overlay.txt")) {
      return in == null ? List.of() : new String(in.readAllBytes(), UTF_8).lines().toList();
    }
  }

  private void correct(List<String> lines) {
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      switch (words[0]) {
        case "kind" -> kinds.put(words[1] + ' ' + words[2], words[3]);
        case "no-kind" -> require(kinds.remove(words[1] + ' ' + words[2]) != null, line);
        case "unserved" -> require(unserved.put(words[1] + ' ' + words[2], words[3]) == null, line);
        case "field" -> {
          Map<String, String> fields = types.computeIfAbsent(words[1], _ -> new TreeMap<>());
          require(!words[3].equals(fields.put(words[2], words[3])), line);
        }
        case "no-field" -> {
          Map<String, String> fields = types.get(words[1]);
          require(fields != null && fields.remove(words[2]) != null, line);
        }
        default -> require(false, line);
      }
    }
  }

  private static void require(boolean useful, String line) {
    if (!useful) {
      throw new IllegalStateException("overlay.txt: no longer needed, or unknown: " + line);
    }
  }

  private String write() {
    Set<String> reachable = new HashSet<>();
    kinds.values().forEach(type -> reach(type, reachable));
    StringBuilder out = new StringBuilder();
    out.append("# Every built-in kind of Kubernetes 1.36 and the fields of every type.\n");
    out.append("# Written by SchemaGenerator; do not edit.\n");
    kinds.forEach(
        (kind, type) -> out.append("kind ").append(kind).append(' ').append(type).append('\n'));
    types.forEach((type, fields) -> {
      if (reachable.contains(type)) {
        out.append("type ").append(type);
        fields.forEach((name, word) -> out.append(' ').append(name).append(':').append(word));
        out.append('\n');
      }
    });
    unserved.forEach((kind, since) ->
        out.append("unserved ").append(kind).append(' ').append(since).append('\n'));
    return out.toString();
  }

  private void reach(String type, Set<String> reachable) {
    if (!reachable.add(type)) {
      return;
    }
    Map<String, String> fields = types.get(type);
    if (fields == null) {
      throw new IllegalStateException("overlay.txt names the unknown type " + type);
    }
    for (String word : fields.values()) {
      String element = word.replace("[]", "").replace("{}", "");
      if (Character.isUpperCase(element.charAt(0))) {
        reach(element, reachable);
      }
    }
  }

  private SchemaGenerator() {}
}

package dev.haetae.policy.admission.types;

import dev.haetae.cel.ExpressionType;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import dev.haetae.schema.ObjectType;
import dev.haetae.schema.Schema;
import dev.haetae.schema.ServedKinds;
import dev.haetae.simulator.admission.request.ResourceNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The kinds whose types are known: those that an API server serves unless it is told otherwise, and
 * those of CustomResourceDefinitions.
 */
final class KnownKinds {
  // Alphas and betas are off.
  private static final Pattern STABLE = Pattern.compile("v[0-9]+");

  private final List<Named> names = new ArrayList<>();
  private final Map<VersionedKind, ObjectView> definitions = new HashMap<>();
  private final Map<VersionedKind, ExpressionType> types = new HashMap<>();
  private final Map<VersionedKind, ExpressionType> completeTypes = new HashMap<>();

  KnownKinds(List<Resource> definitions) {
    for (ServedKinds.Kind kind : Schema.kubernetes().served().all()) {
      if (STABLE.matcher(kind.version()).matches()) {
        VersionedKind versioned = new VersionedKind(kind.group(), kind.version(), kind.name());
        String plural = ResourceNames.plural(new GroupKind(kind.group(), kind.name()));
        names.add(new Named(versioned, plural, kind.name().toLowerCase(Locale.ROOT)));
      }
    }
    definitions.forEach(this::add);
  }

  private void add(Resource definition) {
    ObjectView spec = definition.view().object("spec");
    ObjectView written = spec.object("names");
    for (ObjectView version : spec.objects("versions")) {
      String kind = written.text("kind");
      VersionedKind versioned = new VersionedKind(spec.text("group"), version.text("name"), kind);
      if (version.flag("served", false) && !kind.isEmpty()) {
        definitions.put(versioned, version);
        names.add(
            new Named(
                versioned,
                written.text("plural"),
                written.text("singular", kind.toLowerCase(Locale.ROOT))));
      }
    }
  }

  /** A kind and the names of its resource. */
  private record Named(VersionedKind kind, String plural, String singular) {
    boolean isCalled(String name) {
      return plural.equals(name) || singular.equals(name);
    }
  }

  /**
   * The kinds of a resource. Without a group, of all groups that have such a resource in that
   * version, as the API server's mapping of names has it.
   */
  List<VersionedKind> of(String group, String version, String resource) {
    String name = resource.toLowerCase(Locale.ROOT);
    List<VersionedKind> found = new ArrayList<>();
    for (Named named : names) {
      VersionedKind kind = named.kind();
      if (named.isCalled(name)
          && kind.version().equals(version)
          && (group.isEmpty() || kind.group().equals(group))) {
        found.add(kind);
      }
    }
    return found;
  }

  /**
   * The type of a kind's objects; null when it is not known.
   *
   * @param complete whether fields that have no type are of any, and not left out
   */
  @Nullable ExpressionType type(VersionedKind kind, boolean complete) {
    Map<VersionedKind, ExpressionType> types = complete ? completeTypes : this.types;
    ExpressionType known = types.get(kind);
    if (known == null) {
      known = read(kind, complete);
      if (known != null) {
        types.put(kind, known);
      }
    }
    return known;
  }

  private @Nullable ExpressionType read(VersionedKind kind, boolean complete) {
    ObjectView definition = definitions.get(kind);
    if (definition != null) {
      return DefinitionTypes.of(definition, kind.kind(), complete);
    }
    ObjectType type = Schema.kubernetes().kindOrNull(kind.apiVersion(), kind.kind());
    return type == null ? null : BuiltInTypes.of(type, kind.kind(), complete);
  }
}

package dev.haetae.simulator.admission.quota;

import dev.haetae.resource.GroupKind;
import dev.haetae.simulator.admission.request.ResourceNames;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The names of resources that a quota may limit, and which of them anything is counted by. */
public final class QuotaNames {
  private static final String COUNT = "count/";
  private static final String REQUESTS = "requests.";
  private static final String STORAGE_CLASS = ".storageclass.storage.k8s.io/";
  private static final List<String> PREFIXES = List.of("limits.", "limit.", "request.");
  private static final List<GroupKind> KINDS =
      List.of(
          GroupKind.POD,
          GroupKind.PERSISTENT_VOLUME_CLAIM,
          GroupKind.SERVICE,
          GroupKind.RESOURCE_CLAIM);
  private static final List<String> BUILT_IN = builtIn();
  private static final Set<String> GROUPS =
      Set.of("apps", "batch", "networking.k8s.io", "resource.k8s.io");

  private QuotaNames() {}

  private static List<String> builtIn() {
    Set<String> names = new TreeSet<>();
    QuotaUse.COUNTED.forEach(kind -> names.add(ResourceNames.qualified(kind)));
    return List.copyOf(names);
  }

  /** Returns whether some object may be counted by a resource of this name. */
  public static boolean isCounted(String name) {
    if (name.startsWith(COUNT)) {
      String resource = name.substring(COUNT.length());
      int dot = resource.indexOf('.');
      // Of other groups there may be any resource.
      return BUILT_IN.contains(resource)
          || (dot >= 0 && !GROUPS.contains(resource.substring(dot + 1)));
    }
    return KINDS.stream().anyMatch(kind -> Evaluator.of(kind).counts(name));
  }

  /** The name that was meant by one that nothing is counted by; empty when it cannot be told. */
  public static String meant(String name) {
    if (name.startsWith(COUNT)) {
      return meantCount(name.substring(COUNT.length()));
    }
    int at = name.indexOf(STORAGE_CLASS);
    if (at > 0) {
      return name.substring(0, at) + STORAGE_CLASS + "requests.storage";
    }
    String resource = name;
    for (String prefix : PREFIXES) {
      resource = resource.startsWith(prefix) ? resource.substring(prefix.length()) : resource;
    }
    String meant = REQUESTS + resource;
    return isCounted(meant) ? meant : "";
  }

  // Without its group, or in the singular.
  private static String meantCount(String resource) {
    String plain =
        resource.indexOf('.') < 0 ? resource : resource.substring(0, resource.indexOf('.'));
    for (String known : BUILT_IN) {
      String plural = known.indexOf('.') < 0 ? known : known.substring(0, known.indexOf('.'));
      if (plural.equals(plain) || plural.equals(plain + 's') || plural.equals(plain + "es")) {
        return COUNT + known;
      }
    }
    return "";
  }
}

package dev.haetae.simulator.validation.pod;

import dev.haetae.resource.Quantity;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.field.ValueSyntax;
import dev.haetae.simulator.validation.storage.VolumePaths;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The validation of environment variables and of what they refer to.
 *
 * <p>Mirrors {@code ValidateEnv} and {@code ValidateEnvFrom} of {@code
 * pkg/apis/core/validation/validation.go}.
 */
final class Environment {
  /** The fields of a pod that a file may show. */
  static final List<String> FILE_FIELDS =
      List.of(
          "metadata.annotations",
          "metadata.labels",
          "metadata.name",
          "metadata.namespace",
          "metadata.uid");

  private static final List<String> VARIABLE_FIELDS =
      List.of(
          "metadata.name",
          "metadata.namespace",
          "metadata.uid",
          "spec.nodeName",
          "spec.serviceAccountName",
          "status.hostIP",
          "status.hostIPs",
          "status.podIP",
          "status.podIPs");
  private static final Set<String> FIELDS =
      Set.of(
          "metadata.annotations",
          "metadata.labels",
          "metadata.name",
          "metadata.namespace",
          "metadata.uid",
          "spec.nodeName",
          "spec.restartPolicy",
          "spec.serviceAccountName",
          "spec.schedulerName",
          "status.phase",
          "status.hostIP",
          "status.hostIPs",
          "status.podIP",
          "status.podIPs");
  private static final List<String> RESOURCES =
      List.of(
          "limits.cpu",
          "limits.ephemeral-storage",
          "limits.memory",
          "requests.cpu",
          "requests.ephemeral-storage",
          "requests.memory");
  private static final Set<String> SIZES =
      Set.of("1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei");
  private static final List<String> SOURCES =
      List.of("fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef");

  private Environment() {}

  /** Checks the {@code env} and {@code envFrom} of a container. */
  static void check(Part container) {
    CauseList causes = container.causes();
    for (Part variable : container.objects("env")) {
      String name = variable.text("name");
      if (name.isEmpty()) {
        causes.required(variable.at("name"), "");
      } else {
        causes.invalid(variable.at("name"), name, ValueSyntax.environment(name));
      }
      if (variable.has("valueFrom")) {
        checkSource(variable.object("valueFrom"), !variable.text("value").isEmpty());
      }
    }
    for (Part from : container.objects("envFrom")) {
      checkFrom(from, container.at("envFrom"));
    }
  }

  private static void checkSource(Part source, boolean valued) {
    int found = 0;
    for (String kind : SOURCES) {
      if (source.has(kind)) {
        found++;
        Part reference = source.object(kind);
        switch (kind) {
          case "fieldRef" -> checkFieldRef(reference, VARIABLE_FIELDS);
          case "resourceFieldRef" -> checkResourceRef(reference, false);
          case "fileKeyRef" -> checkFileKey(reference);
          default -> checkKey(reference);
        }
      }
    }
    if (found == 0) {
      source
          .causes()
          .invalid(
              source.place(),
              "",
              "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`,"
                  + " `secretKeyRef` or `fileKeyRef`");
    } else if (valued) {
      source.causes().invalid(source.place(), "", "may not be specified when `value` is not empty");
    } else if (found > 1) {
      source
          .causes()
          .invalid(source.place(), "", "may not have more than one field specified at a time");
    }
  }

  private static void checkKey(Part reference) {
    CauseList causes = reference.causes();
    String name = reference.text("name");
    causes.invalid(reference.at("name"), name, NameSyntax.subdomain(name));
    String key = reference.text("key");
    if (key.isEmpty()) {
      causes.required(reference.at("key"), "");
    } else {
      causes.invalid(reference.at("key"), key, ValueSyntax.configKey(key));
    }
  }

  private static void checkFileKey(Part reference) {
    CauseList causes = reference.causes();
    reference.require("key", "volumeName", "path");
    String key = reference.text("key");
    if (!key.isEmpty()) {
      causes.invalid(reference.at("key"), key, ValueSyntax.environment(key));
    }
    String volume = reference.text("volumeName");
    if (!volume.isEmpty()) {
      causes.invalid(reference.at("volumeName"), volume, NameSyntax.label(volume));
    }
    VolumePaths.checkNoBacksteps(reference.text("path"), reference.at("path"), causes);
  }

  private static void checkFrom(Part from, Place list) {
    CauseList causes = from.causes();
    String prefix = from.text("prefix");
    if (!prefix.isEmpty()) {
      causes.invalid(from.at("prefix"), prefix, ValueSyntax.environment(prefix));
    }
    int found = 0;
    for (String kind : List.of("configMapRef", "secretRef")) {
      if (from.has(kind)) {
        found++;
        Part reference = from.object(kind);
        String name = reference.text("name");
        if (name.isEmpty()) {
          causes.required(reference.at("name"), "");
        } else {
          // A name that is to be completed may end with a dash.
          String masked =
              name.length() > 1 && name.endsWith("-")
                  ? name.substring(0, name.length() - 2) + "a"
                  : name;
          causes.invalid(reference.at("name"), name, NameSyntax.subdomain(masked));
        }
      }
    }
    if (found == 0) {
      causes.invalid(list, "", "must specify one of: `configMapRef` or `secretRef`");
    } else if (found > 1) {
      causes.invalid(list, "", "may not have more than one field specified at a time");
    }
  }

  /** Checks a reference to a field of the pod. */
  static void checkFieldRef(Part reference, List<String> expressions) {
    CauseList causes = reference.causes();
    String version = reference.text("apiVersion", "v1");
    String path = reference.text("fieldPath");
    Place place = reference.at("fieldPath");
    if (path.isEmpty()) {
      causes.required(place, "");
      return;
    }
    int bracket = path.indexOf("['");
    boolean subscripted = bracket > 0 && path.endsWith("']") && bracket + 2 <= path.length() - 2;
    String field = subscripted ? path.substring(0, bracket) : path;
    String error = "";
    if (!version.equals("v1")) {
      error = "unsupported pod version: " + version;
    } else if (subscripted) {
      boolean map = field.equals("metadata.annotations") || field.equals("metadata.labels");
      error = map ? "" : "field label does not support subscript: " + path;
    } else if (!FIELDS.contains(path) && !path.equals("spec.host")) {
      error = "field label not supported: " + path;
    }
    if (!error.isEmpty()) {
      causes.invalid(place, path, "error converting fieldPath: " + error);
    } else if (subscripted) {
      String key = path.substring(bracket + 2, path.length() - 2);
      String shown = field.equals("metadata.annotations") ? key.toLowerCase(Locale.ROOT) : key;
      causes.invalid(reference.place(), shown, NameSyntax.key(shown));
    } else {
      String known = path.equals("spec.host") ? "spec.nodeName" : path;
      if (!expressions.contains(known)) {
        causes.notSupported(place, known, expressions);
      }
    }
  }

  /** Checks a reference to a resource of a container. */
  static void checkResourceRef(Part reference, boolean inFile) {
    CauseList causes = reference.causes();
    String resource = reference.text("resource");
    boolean huge =
        resource.startsWith("requests.hugepages-") || resource.startsWith("limits.hugepages-");
    if (inFile && reference.text("containerName").isEmpty()) {
      causes.required(reference.at("containerName"), "");
    } else if (resource.isEmpty()) {
      causes.required(reference.at("resource"), "");
    } else if (!RESOURCES.contains(resource) && !huge) {
      causes.notSupported(reference.at("resource"), resource, RESOURCES);
    }
    Quantity divisor = Part.quantity(reference.get("divisor"));
    if (divisor == null || divisor.signum() == 0) {
      return;
    }
    String shown = Part.amount(reference.get("divisor"));
    String known = resource.substring(resource.indexOf('.') + 1);
    String name =
        switch (known) {
          case "memory" -> "memory";
          case "ephemeral-storage" -> "local ephemeral storage";
          default -> huge ? "hugepages" : "";
        };
    if (RESOURCES.contains(resource) && known.equals("cpu")) {
      if (!shown.equals("1") && !shown.equals("1m")) {
        causes.invalid(
            reference.at("divisor"),
            resource,
            "only divisor's values 1m and 1 are supported with the cpu resource");
      }
    } else if ((huge || RESOURCES.contains(resource)) && !SIZES.contains(shown)) {
      causes.invalid(
          reference.at("divisor"),
          resource,
          "only divisor's values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are"
              + " supported with the "
              + name
              + " resource");
    }
  }
}

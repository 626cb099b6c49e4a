package dev.haetae.simulator.validation.cluster;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.field.ValueSyntax;
import dev.haetae.simulator.validation.meta.Metadata;
import dev.haetae.simulator.validation.meta.Sameness;
import java.util.Base64;
import java.util.List;

/**
 * The validation of ConfigMaps and Secrets.
 *
 * <p>Mirrors {@code ValidateConfigMap} and {@code ValidateSecret} of {@code
 * pkg/apis/core/validation/validation.go}.
 */
public final class Configurations {
  private static final int MOST_BYTES = 1024 * 1024;
  private static final String REDACTED = "<secret contents redacted>";
  private static final String ACCOUNT = "kubernetes.io/service-account.name";
  private static final String FIXED = "field is immutable when `immutable` is set";

  private Configurations() {}

  /** Checks a new ConfigMap. */
  public static void checkConfigMap(Part map) {
    Metadata.check(map, NameSyntax::subdomain);
    ObjectValue texts = map.map("data");
    ObjectValue bytes = map.map("binaryData");
    long size = checkKeys(map, "data");
    for (int i = 0; i < texts.size() && !map.causes().isFull(); i++) {
      String key = texts.key(i);
      if (bytes.indexOf(key) >= 0) {
        map.causes()
            .invalid(map.at("data").key(key), key, "duplicate of key present in binaryData");
      }
      size += NameSyntax.bytes(texts.text(key));
    }
    checkKeys(map, "binaryData");
    for (int i = 0; i < bytes.size(); i++) {
      size += decodedLength(bytes.text(bytes.key(i)));
    }
    if (size > MOST_BYTES) {
      map.causes().tooLong(Place.ROOT, MOST_BYTES);
    }
  }

  private static long checkKeys(Part part, String field) {
    ObjectValue data = part.map(field);
    for (int i = 0; i < data.size() && !part.causes().isFull(); i++) {
      String key = data.key(i);
      part.causes().invalid(part.at(field).key(key), key, ValueSyntax.configKey(key));
    }
    return 0;
  }

  // Of base64, four letters for three bytes, some of the last ones filled up.
  private static long decodedLength(String text) {
    long letters = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      letters += c == '=' || c == '\n' || c == '\r' ? 0 : 1;
    }
    return letters * 3 / 4;
  }

  /** Checks a changed ConfigMap. */
  public static void checkConfigMapUpdate(Part map, Part old) {
    Metadata.checkUpdate(map, old);
    checkFixed(map, old, List.of("data", "binaryData"));
    checkConfigMap(map);
  }

  private static void checkFixed(Part part, Part old, List<String> fields) {
    if (!old.flag("immutable")) {
      return;
    }
    if (!part.flag("immutable")) {
      part.causes().forbidden(part.at("immutable"), FIXED);
    }
    for (String field : fields) {
      if (!Sameness.same(part, old, field)) {
        part.causes().forbidden(part.at(field), FIXED);
      }
    }
  }

  /** Checks a new Secret. */
  public static void checkSecret(Part secret) {
    Metadata.check(secret, NameSyntax::subdomain);
    checkKeys(secret, "data");
    CauseList causes = secret.causes();
    ObjectValue data = secret.map("data");
    long size = 0;
    for (int i = 0; i < data.size(); i++) {
      size += decodedLength(data.text(data.key(i)));
    }
    if (size > MOST_BYTES) {
      causes.tooLong(secret.at("data"), MOST_BYTES);
    }
    switch (secret.text("type")) {
      case "kubernetes.io/service-account-token" -> {
        Part metadata = secret.object("metadata");
        if (metadata.map("annotations").text(ACCOUNT).isEmpty()) {
          causes.required(metadata.at("annotations").key(ACCOUNT), "");
        }
      }
      case "kubernetes.io/dockercfg" -> checkJson(secret, ".dockercfg");
      case "kubernetes.io/dockerconfigjson" -> checkJson(secret, ".dockerconfigjson");
      case "kubernetes.io/basic-auth" -> {
        if (!data.has("username") && !data.has("password")) {
          require(secret, "username");
          require(secret, "password");
        }
      }
      case "kubernetes.io/ssh-auth" -> {
        if (data.text("ssh-privatekey").isEmpty()) {
          require(secret, "ssh-privatekey");
        }
      }
      case "kubernetes.io/tls" -> {
        for (String key : List.of("tls.crt", "tls.key")) {
          if (data.indexOf(key) < 0) {
            require(secret, key);
          }
        }
      }
      default -> {
        // Any other type may hold anything.
      }
    }
  }

  private static void require(Part secret, String key) {
    secret.causes().required(secret.at("data").key(key), "");
  }

  private static void checkJson(Part secret, String key) {
    if (secret.map("data").indexOf(key) < 0) {
      require(secret, key);
      return;
    }
    String fault = jsonFault(secret.map("data").text(key));
    if (!fault.isEmpty()) {
      secret.causes().invalid(secret.at("data").key(key), REDACTED, fault);
    }
  }

  private static String jsonFault(String text) {
    try {
      return JsonObjects.fault(Base64.getMimeDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  /** Checks a changed Secret: its type is fixed. */
  public static void checkSecretUpdate(Part written, Part old) {
    Part secret =
        written.text("type").isEmpty() && old.has("type")
            ? new Part(
                written.value().with("type", old.get("type")), written.place(), written.causes())
            : written;
    Metadata.checkUpdate(secret, old);
    Sameness.checkImmutable(secret, old, "type");
    checkFixed(secret, old, List.of("data"));
    checkSecret(secret);
  }
}

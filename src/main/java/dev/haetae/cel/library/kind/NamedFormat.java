package dev.haetae.cel.library.kind;

import dev.cel.common.types.OpaqueType;
import dev.haetae.cel.value.SelfValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A format that a text may have, with a name. */
@SuppressWarnings("Immutable") // The check is.
public final class NamedFormat extends SelfValue {
  public static final Kind<NamedFormat> KIND =
      Kind.opaque("kubernetes.NamedFormat", NamedFormat.class);

  /** All there are, by the names by which expressions call them. */
  public static final Map<String, NamedFormat> ALL = all();

  private final String function;
  private final int patternSize;
  private final Check check;

  private NamedFormat(String function, int patternSize, Check check) {
    this.function = function;
    this.patternSize = patternSize;
    this.check = check;
  }

  /** A check says what is wrong with a text. */
  @FunctionalInterface
  public interface Check {
    List<String> faults(String text);
  }

  private static Map<String, NamedFormat> all() {
    Map<String, NamedFormat> all = new LinkedHashMap<>();
    add(all, "dns1123Label", 30, Names::dns1123Label);
    add(all, "dns1123Subdomain", 60, Names::dns1123Subdomain);
    add(all, "dns1035Label", 30, Names::dns1035Label);
    add(all, "qualifiedName", 60, Names::qualifiedName);
    add(all, "dns1123LabelPrefix", 30, text -> Names.dns1123Label(Names.prefix(text)));
    add(all, "dns1123SubdomainPrefix", 60, text -> Names.dns1123Subdomain(Names.prefix(text)));
    add(all, "dns1035LabelPrefix", 30, text -> Names.dns1035Label(Names.prefix(text)));
    add(all, "labelValue", 40, Names::labelValue);
    add(all, "uri", 1103, TextForms::uri);
    add(all, "uuid", TextForms.UUID.length(), TextForms::uuid);
    add(all, "byte", 84, TextForms::base64);
    add(all, "date", TextForms.TIME.length(), TextForms::date);
    add(all, "datetime", TextForms.TIME.length(), TextForms::dateTime);
    return Collections.unmodifiableMap(all);
  }

  private static void add(
      Map<String, NamedFormat> all, String function, int patternSize, Check check) {
    all.put(function, new NamedFormat(function, patternSize, check));
  }

  public String function() {
    return function;
  }

  /** The length of the pattern that the API server counts when it checks this format. */
  public int patternSize() {
    return patternSize;
  }

  /** What is wrong with a text; nothing when it has the format. */
  public List<String> faults(String text) {
    return check.faults(text);
  }

  @Override
  public OpaqueType celType() {
    return KIND.opaqueType();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return function.hashCode();
  }

  @Override
  public String toString() {
    return function;
  }
}

package dev.haetae.report.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.engine.Finding;
import dev.haetae.report.Report;
import dev.haetae.report.text.Detail;
import dev.haetae.report.text.TextStyle;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Value;
import dev.haetae.rule.Action;
import java.util.List;
import java.util.Map;

/** Reports that tests write, and what they read back. */
final class Written {
  static final Setting SETTING = new Setting("1.2.3", Map.of(), TextStyle.plain(Detail.FULL));

  private Written() {}

  /** The first object of a text. */
  static Resource object(String file, String yaml) {
    return ManifestReader.read(yaml.getBytes(UTF_8), file, "default", Limits.FILES)
        .resources()
        .getFirst();
  }

  /** A finding of a rule with this page, that says this. */
  static Finding finding(Resource object, Action action, Path path, String message) {
    return new Finding(
        "no-host-path",
        "no-host-path",
        "HostPathVolume",
        action,
        false,
        object,
        path,
        message,
        "write something else",
        List.of(),
        "");
  }

  /** A report of one file with denials that say these messages, at the object's kind. */
  static Report denials(String file, String yaml, String... messages) {
    Report.Builder report = new Report.Builder().file(file, () -> yaml);
    Resource object = object(file, yaml);
    for (String message : messages) {
      report.found(object, finding(object, Action.DENY, Path.of("kind"), message));
    }
    return report.build();
  }

  /** The value in a JSON text to which keys and indexes lead. */
  static Value json(String text, Object... path) {
    try {
      Value value = JsonReader.documents(text, Limits.FILES).getFirst().root();
      for (Object step : path) {
        value =
            step instanceof Integer index
                ? ((ArrayValue) value).get(index)
                : ((ObjectValue) value).get((String) step);
      }
      return value;
    } catch (UnreadableException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }
}

package dev.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.engine.Evaluator;
import dev.haetae.engine.PolicyTable;
import dev.haetae.engine.Review;
import dev.haetae.engine.Verdict;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.report.Report;
import dev.haetae.report.format.JsonReport;
import dev.haetae.report.text.Detail;
import dev.haetae.report.text.TextReport;
import dev.haetae.report.text.TextStyle;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.ManifestReader.Manifest;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.JsonPatch;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.schema.Suggestions;
import dev.haetae.steps.CountedWork;
import dev.haetae.steps.Steps;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** What a run of the command line does with files that somebody has written to make it slow. */
public final class WorstFiles implements CountedWork {
  private final Map<String, IntFunction<Runnable>> work = new TreeMap<>();

  /** All of it. */
  public WorstFiles() {
    work.put("a waiver of many spaces", size -> judge(waiver(" ".repeat(size) + '!')));
    work.put("a waiver of many ends", size -> judge(waiver("(until ".repeat(size / 7) + ")!")));
    work.put("a broken line of braces", size -> read("a: b: " + "- {".repeat(size / 3)));
    work.put("a broken line of slashes", size -> read("a: b: " + "/".repeat(size)));
    work.put("doubled keys in a List", size -> read(list("{a: 1, a: 2}", size / 100)));
    work.put("aliases of aliases", WorstFiles::aliases);
    work.put("many operations of a patch", size -> patch(size / 10));
    for (Detail detail : Detail.values()) {
      work.put("many findings on one line, " + detail, size -> report("web", size / 30, detail));
      work.put(
          "many findings of a long name, " + detail,
          size -> report("n".repeat(size / 2), size / 60, detail));
    }
    work.put("many names near each other", size -> suggest(size / 200));
  }

  @Override
  public List<String> names() {
    return List.copyOf(work.keySet());
  }

  @Override
  public long steps(String name, int size) {
    return Steps.of(Objects.requireNonNull(work.get(name)).apply(size), Long.MAX_VALUE);
  }

  private static Runnable read(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return () -> manifest(bytes);
  }

  private static Manifest manifest(byte[] bytes) {
    return ManifestReader.read(bytes, "worst.yaml", "default", Limits.FILES);
  }

  private static String waiver(String reason) {
    return "{apiVersion: v1, kind: Pod, metadata: {name: a, annotations: {"
        + "haetae.dev/ignore.no-host-path: \""
        + reason
        + "\"}}, spec: {}}";
  }

  private static Runnable judge(String text) {
    Resource object = manifest(text.getBytes(UTF_8)).resources().getFirst();
    return () -> verdict(object);
  }

  private static Verdict verdict(Resource object) {
    return new Evaluator(
            PolicyTable.of(ShippedPolicies.load(List.of("no-git-repo")), Carriers.SHIPPED),
            InstantSource.system())
        .evaluate(Review.create(object, EnforcementPoint.CHECK), InventorySnapshot.OPEN);
  }

  private static String list(String spec, int count) {
    StringBuilder text = new StringBuilder("apiVersion: v1\nkind: List\nitems:\n");
    for (int i = 0; i < count; i++) {
      text.append("- {apiVersion: v1, kind: Pod, metadata: {name: n");
      text.append(i).append("}, spec: ").append(spec).append("}\n");
    }
    return text.toString();
  }

  // Ten times as much with each line: a document of less than a thousand bytes.
  private static Runnable aliases(int size) {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 8; i++) {
      text.append("a%d: &a%d [".formatted(i, i));
      text.repeat("*a%d, ".formatted(i - 1), 10).append("]\n");
    }
    return read(text.append("# ").repeat('x', size).append('\n').toString());
  }

  private static Runnable patch(int count) {
    ArrayValue.Builder array = new ArrayValue.Builder();
    List<PatchOperation> operations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      array.add(ObjectValue.EMPTY);
      operations.add(PatchOperation.add(Path.of("a").child(i).child("b"), NumberValue.of(i)));
    }
    ObjectValue root = ObjectValue.of("a", array.build());
    return () -> JsonPatch.apply(root, operations);
  }

  private static Runnable report(String name, int volumes, Detail detail) {
    StringBuilder text = new StringBuilder("{apiVersion: v1, kind: Pod, metadata: {generateName: ");
    text.append(name).append("}, spec: {volumes: [");
    text.repeat("{name: v, gitRepo: {}}, ", volumes).append("]}}");
    Resource object = manifest(text.toString().getBytes(UTF_8)).resources().getFirst();
    Report report =
        new Report.Builder()
            .file("worst.yaml", text::toString)
            .verdict(object, verdict(object))
            .build();
    return () -> {
      TextReport.write(report, TextStyle.plain(detail));
      JsonReport.write(report);
    };
  }

  private static Runnable suggest(int count) {
    List<String> known = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      known.add("claim-".repeat(30) + i);
    }
    return () -> {
      for (int i = 0; i < 5; i++) {
        Suggestions.nearest("cliam-".repeat(30) + i, known);
      }
    };
  }
}

package dev.haetae.rule.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.inventory.Budget;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.Document.Clash;
import dev.haetae.resource.tree.Document.DuplicateKey;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Operation;
import dev.haetae.rule.Reason;
import dev.haetae.rule.RuleContext;
import dev.haetae.simulator.scheduling.PodDemands;
import java.util.ArrayList;
import java.util.List;

/** What reading and {@code manifest-strict} together say about a text. */
final class StrictDecoding {
  private StrictDecoding() {}

  /** Every complaint about {@code yaml}; none when it would be accepted. */
  static List<String> complaints(String yaml) {
    return complaints(ManifestReader.read(yaml.getBytes(UTF_8), "-", "default", Limits.FILES));
  }

  /** Every complaint about what was read. */
  static List<String> complaints(ManifestReader.Manifest manifest) {
    List<String> complaints = new ArrayList<>();
    manifest.problems().forEach(p -> complaints.add(p.line() + ": " + p.message()));
    manifest.resources().forEach(resource -> complaints.addAll(complaints(resource)));
    return complaints;
  }

  /**
   * What the rule says about one object, and which keys come by a merge too: those the decoder
   * refuses in YAML that it is sent, while kubectl, which sends JSON, takes them in order.
   */
  static List<String> complaints(Resource resource) {
    Recorder recorder = new Recorder();
    for (DuplicateKey duplicate : resource.duplicates()) {
      if (duplicate.clash() != Clash.WRITTEN_TWICE) {
        recorder.messages.add("merged too: " + duplicate.path());
      }
    }
    RuleContext context =
        new RuleContext(
            new InventorySnapshot.Builder().build(false),
            EnforcementPoint.CHECK,
            Operation.CREATE,
            false,
            () -> null,
            new PodDemands(),
            Budget.unlimited());
    new ManifestStrict().check(resource, context, recorder);
    return recorder.messages;
  }

  private static final class Recorder implements Findings {
    private final List<String> messages = new ArrayList<>();

    @Override
    public void violation(Reason reason, Path path, Sentence sentence, List<PatchOperation> fix) {
      messages.add(
          reason.name() + " at " + path + ": " + sentence.message() + "; " + sentence.remedy());
    }

    @Override
    public void advice(Reason reason, Path path, Sentence sentence) {
      // Of merges, which are recorded above.
      assertThat(sentence.message()).startsWith("<<");
    }

    @Override
    public void undecided(Reason reason, Path path, Sentence sentence) {
      throw new AssertionError("the decoder always decides");
    }

    @Override
    public void undecidedAdvice(Reason reason, Path path, Sentence sentence) {
      throw new AssertionError("the decoder always decides");
    }

    @Override
    public void note(Sentence sentence) {
      throw new AssertionError("the decoder has nothing to add");
    }
  }
}

package dev.haetae.bench;

import dev.haetae.engine.Evaluator;
import dev.haetae.engine.PolicyTable;
import dev.haetae.engine.Review;
import dev.haetae.engine.Verdict;
import dev.haetae.inventory.Budget;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.RuleCatalog;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Origin;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.resource.tree.Value;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Operation;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.simulator.scheduling.PodDemands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What each rule that judges Pods costs on one that it does not concern (no GPU, no claim), beside
 * {@code nothing}: the reading that the first rule does for all. And the whole pack on a clean Pod
 * of 5 KB; {@code -jvmArgsAppend -Dbench.body=FILE} takes the AdmissionReview of another.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class RuleBenchmark {
  private static final Path BODIES = Path.of("src/bench/bodies");
  private static final String NOTHING = "nothing";

  private static Resource resource(ObjectValue object) {
    Resource resource = Resource.of(object, Origin.NONE, "default");
    for (PodView pod : resource.pods()) {
      pod.containers();
      pod.volumes();
    }
    return resource;
  }

  private static ObjectValue object(Path file) throws IOException, UnreadableException {
    Value review = JsonReader.review(Files.readAllBytes(file), Limits.REVIEW);
    return (ObjectValue)
        dev.haetae.resource.tree.Path.of("request", "object").in((ObjectValue) review);
  }

  private static Inventory world() throws IOException {
    InventorySnapshot.Builder objects = new InventorySnapshot.Builder();
    ManifestReader.read(
            Files.readAllBytes(BODIES.resolve("world.yaml")), "world.yaml", "default", Limits.FILES)
        .resources()
        .forEach(objects::add);
    return objects.build(true);
  }

  /** Counts what is found. */
  private static final class Counter implements Findings {
    private int count;

    @Override
    public void violation(
        Reason reason,
        dev.haetae.resource.tree.Path path,
        Sentence sentence,
        List<PatchOperation> fix) {
      count++;
    }

    @Override
    public void advice(Reason reason, dev.haetae.resource.tree.Path path, Sentence sentence) {
      count++;
    }

    @Override
    public void undecided(Reason reason, dev.haetae.resource.tree.Path path, Sentence sentence) {
      count++;
    }

    @Override
    public void undecidedAdvice(
        Reason reason, dev.haetae.resource.tree.Path path, Sentence sentence) {
      count++;
    }

    @Override
    public void note(Sentence sentence) {
      count++;
    }
  }

  /** One rule and a Pod that it does not concern. */
  @State(Scope.Benchmark)
  public static class Unconcerned {
    /** The rule, or {@code nothing}. */
    @Param({
      NOTHING,
      "empty-dir-not-state",
      "gpu-capacity",
      "gpu-limits",
      "gpu-node-affinity",
      "gpu-toleration",
      "gpu-visible-devices",
      "image-from-registry",
      "nfs-export-allowed",
      "no-git-repo",
      "no-host-path",
      "no-inline-nfs",
      "pvc-bound-rwx-nfs",
      "storage-class-explicit",
      "termination-grace-period",
      "unique-container-ports"
    })
    public String rule = NOTHING;

    private ObjectValue pod;
    private Rule compiled;
    private RuleContext context;

    /** Compiles the rule; a Pod that it finds fault with is the wrong one. */
    @Setup
    public void setUp() throws IOException, UnreadableException {
      pod = object(BODIES.resolve("pod-plain.json"));
      context =
          new RuleContext(
              world(),
              EnforcementPoint.VALIDATE,
              Operation.CREATE,
              false,
              () -> null,
              new PodDemands(),
              Budget.unlimited());
      if (!rule.equals(NOTHING)) {
        RuleCatalog.Entry entry = RuleCatalog.find(rule);
        if (entry == null || !entry.info().subjects().include(GroupKind.POD, Carriers.SHIPPED)) {
          throw new IllegalStateException(rule + " does not judge Pods");
        }
        compiled = entry.factory().apply(Parameters.none());
        if (RuleBenchmark.judge(this) != 0) {
          throw new IllegalStateException(rule + " is concerned");
        }
      }
    }
  }

  private static int judge(Unconcerned state) {
    Counter counter = new Counter();
    Resource resource = resource(state.pod);
    if (state.compiled != null) {
      state.compiled.check(resource, state.context, counter);
    }
    return counter.count + resource.document();
  }

  /** The Pod's tree to no finding. */
  @Benchmark
  public int oneRule(Unconcerned state) {
    return judge(state);
  }

  /** The shipped pack and a clean Pod. */
  @State(Scope.Benchmark)
  public static class Pack {
    private ObjectValue pod;
    private Evaluator evaluator;
    private Inventory world;

    /** Compiles the pack. */
    @Setup
    public void setUp() throws IOException, UnreadableException {
      evaluator =
          new Evaluator(
              PolicyTable.of(ShippedPolicies.load(), Carriers.SHIPPED), InstantSource.system());
      world = world();
      pod = object(Path.of(System.getProperty("bench.body", BODIES + "/pod-allowed.json")));
    }
  }

  /** The clean Pod's tree to the verdict of the whole pack. */
  @Benchmark
  public Verdict wholePack(Pack pack) {
    return pack.evaluator.evaluate(
        Review.create(Resource.of(pack.pod, Origin.NONE, "default"), EnforcementPoint.VALIDATE),
        pack.world);
  }
}

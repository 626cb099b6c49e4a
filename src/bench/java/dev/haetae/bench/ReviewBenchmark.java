package dev.haetae.bench;

import dev.haetae.admission.AdmissionReviewer;
import dev.haetae.admission.Answer;
import dev.haetae.admission.Endpoint;
import dev.haetae.admission.ReviewObserver;
import dev.haetae.engine.Evaluator;
import dev.haetae.engine.PolicyTable;
import dev.haetae.engine.Review;
import dev.haetae.engine.Verdict;
import dev.haetae.inventory.Budget;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.rule.EnforcementPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one review of a 5 KB GPU Pod costs by the whole shipped pack in a closed world: reading it,
 * judging it, and, for one that has no node affinity, repairing it. Run with {@code -prof gc} for
 * the bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ReviewBenchmark {
  private static final Path BODIES = Path.of("src/bench/bodies");

  private Evaluator evaluator;
  private AdmissionReviewer reviewer;
  private Inventory world;
  private byte[] body;
  private ObjectValue allowed;
  private ObjectValue denied;
  private ObjectValue unrepaired;

  /** Compiles the pack and reads the bodies and the world. */
  @Setup
  public void setUp() throws IOException, UnreadableException {
    evaluator =
        new Evaluator(
            PolicyTable.of(ShippedPolicies.load(), Carriers.SHIPPED), InstantSource.system());
    InventorySnapshot.Builder objects = new InventorySnapshot.Builder();
    ManifestReader.read(
            Files.readAllBytes(BODIES.resolve("world.yaml")), "world.yaml", "default", Limits.FILES)
        .resources()
        .forEach(objects::add);
    world = objects.build(true);
    reviewer =
        new AdmissionReviewer(
            () -> evaluator, () -> world, Limits.REVIEW, ReviewObserver.NONE, () -> 0);
    body = Files.readAllBytes(BODIES.resolve("pod-allowed.json"));
    allowed = object("pod-allowed.json");
    denied = object("pod-denied.json");
    unrepaired = object("pod-mutated.json");
    if (!evaluate(allowed, EnforcementPoint.VALIDATE).isClean()
        || !evaluate(denied, EnforcementPoint.VALIDATE).isDenied()
        || evaluate(unrepaired, EnforcementPoint.MUTATE).patch().isEmpty()) {
      throw new IllegalStateException("the bodies are not judged as they are named");
    }
  }

  private static ObjectValue object(String file) throws IOException, UnreadableException {
    Value review = JsonReader.review(Files.readAllBytes(BODIES.resolve(file)), Limits.REVIEW);
    return (ObjectValue)
        dev.haetae.resource.tree.Path.of("request", "object").in((ObjectValue) review);
  }

  private Verdict evaluate(ObjectValue object, EnforcementPoint point) {
    return evaluator.evaluate(
        Review.create(Resource.of(object, Origin.NONE, "default"), point), world);
  }

  /**
   * All that the webhook does: bytes of an AdmissionReview, an allowed one, to those of the answer.
   */
  @Benchmark
  public Answer review() {
    return reviewer.review(Endpoint.VALIDATE, body, Budget.ofReview());
  }

  /** Bytes of the whole AdmissionReview to a tree, with the parts that the webhook skips. */
  @Benchmark
  public Value parse() throws UnreadableException {
    return JsonReader.review(body, Limits.REVIEW);
  }

  /** The tree of an allowed Pod to a verdict. */
  @Benchmark
  public Verdict evaluateAllowed() {
    return evaluate(allowed, EnforcementPoint.VALIDATE);
  }

  /** The tree of a Pod with a hostPath to a verdict. */
  @Benchmark
  public Verdict evaluateDenied() {
    return evaluate(denied, EnforcementPoint.VALIDATE);
  }

  /** The tree of a GPU Pod without node affinity to a patch. */
  @Benchmark
  public Verdict mutate() {
    return evaluate(unrepaired, EnforcementPoint.MUTATE);
  }
}

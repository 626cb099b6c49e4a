package dev.haetae.simulator.prediction;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.UnreadableObjectException;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Text;
import dev.haetae.simulator.admission.Answer;
import dev.haetae.simulator.admission.ApiServer;
import dev.haetae.simulator.admission.ControllerPods;
import dev.haetae.simulator.admission.ControllerPods.Pods;
import dev.haetae.simulator.admission.Submission;
import dev.haetae.simulator.admission.quota.QuotaLedger;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.apply.ServerSideApply;
import dev.haetae.simulator.defaults.Defaults;
import dev.haetae.simulator.defaults.Trees;
import dev.haetae.simulator.prediction.Prediction.Candidate;
import dev.haetae.simulator.prediction.Prediction.Cause;
import dev.haetae.simulator.prediction.Prediction.Change;
import dev.haetae.simulator.prediction.Prediction.Identity;
import dev.haetae.simulator.prediction.Prediction.Outcome;
import dev.haetae.simulator.prediction.Prediction.Subject;
import dev.haetae.simulator.validation.Validation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The API server as the objects of an input come in, one after the other: what one of them takes of
 * a quota or of the node ports, the next cannot have.
 *
 * <p>What others need comes first, as Helm, Flux and Argo CD apply it: namespaces, then what stands
 * in the whole cluster, accounts and quotas, then all others as they are written. An object that
 * was there before is applied over it by server-side apply; of several versions of one object in
 * the input each is judged by itself.
 */
public final class Admission {
  private static final int CREATED = 201;
  private static final Set<String> EVERYWHERE =
      Set.of("default", "kube-system", "kube-public", "kube-node-lease");
  private static final Map<GroupKind, String> NAMED =
      Map.of(
          GroupKind.SERVICE_ACCOUNT,
          "serviceAccountName",
          GroupKind.PRIORITY_CLASS,
          "priorityClassName",
          GroupKind.RUNTIME_CLASS,
          "runtimeClassName");
  private static final List<GroupKind> EARLY =
      List.of(
          GroupKind.NAMESPACE,
          GroupKind.PRIORITY_CLASS,
          GroupKind.RUNTIME_CLASS,
          GroupKind.STORAGE_CLASS,
          GroupKind.DEVICE_CLASS,
          GroupKind.NODE,
          GroupKind.RESOURCE_QUOTA,
          GroupKind.LIMIT_RANGE,
          GroupKind.SERVICE_ACCOUNT,
          GroupKind.SECRET,
          GroupKind.CONFIG_MAP,
          GroupKind.PERSISTENT_VOLUME,
          GroupKind.PERSISTENT_VOLUME_CLAIM);

  private final Inventory before;
  private final AdmittedWorld world;
  private final ApiServer server;
  private final QuotaLedger ledger;
  private final ServicePredictor services;
  private final AdmissionAdvice advice;
  private final boolean keepsStored;
  private final Map<Identity, ObjectValue> applied = new HashMap<>();

  /**
   * An API server that has heard of no object of the input yet.
   *
   * @param before what is there
   * @param previous the manifests that were applied before
   * @param spelling finds the names that were meant
   * @param settings what no object of the world says
   * @param keepsStored whether what is stored is told
   */
  public Admission(
      Inventory before,
      List<Resource> previous,
      Spelling spelling,
      ClusterSettings settings,
      boolean keepsStored) {
    this.before = before;
    this.world = new AdmittedWorld(before);
    this.server = new ApiServer(Validation.BUILT_IN, settings.nodePorts());
    this.ledger = new QuotaLedger(world);
    this.services = new ServicePredictor(world, settings.nodePorts());
    this.advice = new AdmissionAdvice(world, spelling);
    this.keepsStored = keepsStored;
    previous.forEach(one -> applied.put(Identity.of(one), one.tree()));
  }

  /**
   * An object that has had its answer.
   *
   * @param submitted the object as it was written
   * @param stored the object as it is there then; null when it is refused
   * @param pods what its controllers get, by the paths of the specs; none where none is known
   * @param told the answer, and the node ports of a Service
   */
  public record Admitted(
      Resource submitted,
      @Nullable Resource stored,
      Map<String, Pods> pods,
      List<Prediction> told) {
    /** An answer that keeps its own copy of the list. */
    public Admitted {
      pods = Map.copyOf(pods);
      told = List.copyOf(told);
    }
  }

  /**
   * Submits objects; the answers come in the order of the objects.
   *
   * @param malformed told of every object that cannot be decoded
   * @param unreadable told of every object that hangs on one which is there and cannot be read;
   *     nothing is told of it, and it is taken as it is
   */
  public List<Admitted> submit(
      List<Resource> objects,
      BiConsumer<Resource, MalformedResourceException> malformed,
      BiConsumer<Resource, UnreadableObjectException> unreadable) {
    IdentityHashMap<Resource, Admitted> answers = new IdentityHashMap<>();
    List<Resource> ordered = new ArrayList<>(objects);
    ordered.sort(Comparator.comparingInt(Admission::turn));
    for (Resource object : ordered) {
      try {
        answers.put(object, submit(object));
      } catch (MalformedResourceException e) {
        malformed.accept(object, e);
      } catch (UnreadableObjectException e) {
        unreadable.accept(object, e);
        world.accept(object);
        answers.put(object, new Admitted(object, object, Map.of(), List.of()));
      }
    }
    return objects.stream().map(answers::get).filter(Objects::nonNull).toList();
  }

  private static int turn(Resource object) {
    int early = EARLY.indexOf(object.groupKind());
    return early < 0 ? EARLY.size() : early;
  }

  private Admitted submit(Resource object) {
    Resource there =
        object.name().isEmpty()
            ? null
            : before.object(object.groupKind(), object.namespace(), object.name());
    Resource merged = object;
    if (there != null) {
      ObjectValue known = applied.get(Identity.of(object));
      ObjectValue previous = known == null ? PreviousManifest.of(there) : known;
      merged = object.withTree(ServerSideApply.merge(there.tree(), previous, object.tree()));
    }
    Answer answer =
        server.answer(
            there == null
                ? Submission.create(merged)
                : Submission.update(merged, Defaults.of(there.tree())),
            world,
            ledger);
    ObjectValue tree = answer.stored();
    boolean isService = object.groupKind().equals(GroupKind.SERVICE);
    if (tree == null) {
      return new Admitted(object, null, Map.of(), List.of(refused(object, merged, there, answer)));
    }
    Resource stored = object.withTree(tree);
    List<Prediction> told = new ArrayList<>();
    told.add(accepted(object, answer));
    if (isService) {
      told.add(services.predict(merged, there, true));
    }
    if (object.groupKind().equals(GroupKind.RESOURCE_QUOTA)) {
      ledger.put(stored);
    }
    world.accept(stored);
    return new Admitted(object, followed(object, stored, there), pods(stored, there), told);
  }

  // What is predicted of a claim says which class it has got. A pod is looked for a place anew.
  private static Resource followed(Resource object, Resource stored, @Nullable Resource there) {
    if (object.groupKind().equals(GroupKind.PERSISTENT_VOLUME_CLAIM) && there == null) {
      return object;
    }
    boolean wasPlaced = object.groupKind().equals(GroupKind.POD) && there != null;
    return wasPlaced && !object.view().object("spec").has("nodeName")
        ? stored.withTree(
            Trees.change(stored.tree(), "spec", spec -> spec.without("nodeName")).without("status"))
        : stored;
  }

  private Map<String, Pods> pods(Resource stored, @Nullable Resource there) {
    List<PodView> specs = stored.carriers().include(stored.groupKind()) ? stored.pods() : List.of();
    ControllerPods controllers = new ControllerPods(server, world, ledger);
    Map<String, Pods> pods = new HashMap<>();
    if (specs.size() == 1) {
      Optional<Pods> got =
          there == null
              ? controllers.of(stored.tree())
              : UpdatedPods.of(stored, there, controllers::of);
      got.ifPresent(all -> pods.put(specs.getFirst().spec().path().toString(), all));
    }
    boolean isOperated = !Defaults.knows(stored.apiVersion(), stored.kind());
    for (PodView spec : isOperated && there == null ? specs : List.<PodView>of()) {
      OperatedPods.of(spec, controllers)
          .ifPresent(all -> pods.put(spec.spec().path().toString(), all));
    }
    return pods;
  }

  private Prediction refused(
      Resource object, Resource merged, @Nullable Resource there, Answer answer) {
    List<Candidate> ports = List.of();
    String change = "";
    if (object.groupKind().equals(GroupKind.SERVICE)) {
      Prediction asked = services.predict(merged, there, false);
      change = asked.change().text();
      // Where its ports are what is wrong.
      ports = change.isEmpty() ? List.of() : asked.candidates();
    }
    return told(
        object,
        answer,
        new Outcome("Rejected", false),
        answer.message(),
        Change.of(change.isEmpty() ? advice.change(object, answer) : change),
        "",
        ports);
  }

  private Prediction accepted(Resource object, Answer answer) {
    String namespace = object.namespace();
    boolean lost =
        answer.code() == CREATED
            && !namespace.isEmpty()
            && !EVERYWHERE.contains(namespace)
            && world.object(GroupKind.NAMESPACE, "", namespace) == null;
    return told(
        object,
        answer,
        new Outcome("Accepted", true),
        answer.code() == CREATED ? "is created" : "is applied over what is there",
        Change.NONE,
        lost ? "Namespace " + Text.quote(namespace) : "",
        List.of());
  }

  private Prediction told(
      Resource object,
      Answer answer,
      Outcome outcome,
      String message,
      Change change,
      String unseen,
      List<Candidate> candidates) {
    return new Prediction(
        Identity.of(object),
        "",
        Subject.OBJECT,
        outcome,
        message,
        change,
        unseen,
        "",
        List.of(),
        List.of(),
        candidates,
        new Prediction.Answer(
            answer.code(),
            answer.reason(),
            answer.causes().stream()
                .map(cause -> new Cause(cause.reason(), cause.field(), cause.message()))
                .toList(),
            answer.warnings(),
            keepsStored ? answer.stored() : null),
        null,
        answer.accepted() ? notModelled(object) : unvalidated(object));
  }

  private static List<String> unvalidated(Resource object) {
    if (Validation.knows(object.groupKind())) {
      return List.of();
    }
    boolean builtIn = Defaults.knows(object.apiVersion(), object.kind());
    return List.of(
        (builtIn ? "the validation of kind " : "the schema of kind ") + object.groupKind());
  }

  // What nobody has listed may refuse it, or its pods.
  private List<String> notModelled(Resource object) {
    List<String> all = new ArrayList<>(unvalidated(object));
    boolean makesPods = object.carriers().include(object.groupKind());
    Set<String> named = new TreeSet<>();
    for (PodView pod : makesPods ? object.pods() : List.<PodView>of()) {
      NAMED.forEach((kind, field) -> {
        String name = pod.spec().text(field);
        String namespace = kind.isClusterScoped() ? "" : object.namespace();
        if (!name.isEmpty()
            && !Attributes.knows(kind, before)
            && world.object(kind, namespace, name) == null) {
          named.add(kind.kind() + ' ' + Text.quote(name));
        }
      });
    }
    all.addAll(named);
    if (!object.namespace().isEmpty() && !Attributes.knows(GroupKind.RESOURCE_QUOTA, before)) {
      all.add(makesPods ? "ResourceQuotas and LimitRanges" : "ResourceQuotas");
    }
    return all;
  }
}

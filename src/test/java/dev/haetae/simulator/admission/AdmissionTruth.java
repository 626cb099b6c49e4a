package dev.haetae.simulator.admission;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.TruthRows;
import dev.haetae.simulator.admission.ControllerPods.Pods;
import dev.haetae.simulator.admission.quota.QuotaLedger;
import dev.haetae.simulator.apply.ServerSideApply;
import dev.haetae.simulator.defaults.Trees;
import dev.haetae.simulator.scheduling.NodeFit;
import dev.haetae.simulator.scheduling.PodDemand;
import dev.haetae.simulator.scheduling.PodPrediction;
import dev.haetae.simulator.validation.Validation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compares the API server's answers to the rows of a topic with those that are predicted. */
final class AdmissionTruth {
  private static final Pattern LIST = Pattern.compile("\\[(.*)]");
  private static final Pattern MADE_UP =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern LARGE = Pattern.compile("[{\\[][^ ]{400,}[}\\]]|\\[\\{.{400,}}]");
  private static final Pattern ORDINAL = Pattern.compile("\"trial-\\d+\"");

  private final List<String> disagreements = new ArrayList<>();
  private int rows;

  /** The rows on which truth and prediction disagree, after a line that counts the others. */
  List<String> disagreements(String topic) throws IOException, UnreadableException {
    for (ObjectView row : TruthRows.of(topic)) {
      rows++;
      compare(row);
    }
    System.out.println(topic + ": agree " + (rows - disagreements.size()) + "/" + rows);
    return disagreements;
  }

  static Inventory world(ObjectView row) {
    InventorySnapshot.Builder world = new InventorySnapshot.Builder();
    for (ObjectView object : row.objects("inventory")) {
      world.add(Resource.of(object.value(), Origin.NONE, "default"));
    }
    return world.build(true);
  }

  /** What was submitted: a new object, or a new version that is applied over the live one. */
  static Submission submission(ObjectView row) {
    ObjectValue object = row.object("object").value();
    if (!row.object("truth").has("previous")) {
      return Submission.create(Resource.of(object, Origin.NONE, "default"));
    }
    ObjectValue live = row.objects("inventory").getFirst().value();
    ObjectValue merged =
        ServerSideApply.merge(live, row.object("truth").object("previous").value(), object);
    return Submission.update(Resource.of(merged, Origin.NONE, "default"), live);
  }

  private void compare(ObjectView row) throws UnreadableException {
    Inventory world = world(row);
    ApiServer server = new ApiServer(Validation.BUILT_IN);
    QuotaLedger ledger = new QuotaLedger(world);
    Answer answer = server.answer(submission(row), world, ledger);
    ObjectView truth = row.object("truth");
    List<String> problems = new ArrayList<>();
    differ(problems, "code", truth.integer("code", 0), (long) answer.code());
    differ(problems, "reason", truth.text("reason"), answer.reason());
    if (truth.has("ties")) {
      boolean tied =
          truth.texts("ties").stream()
              .anyMatch(tie -> normal(answer.message()).endsWith(normal(tie)));
      differ(problems, "tie", true, tied || !answer.accepted());
    } else if (truth.text("message").indexOf('\n') < 0 && !truth.text("message").contains("{")) {
      differ(problems, "message", normal(truth.text("message")), normal(answer.message()));
    }
    differ(problems, "causes", causes(truth), causes(answer));
    differ(problems, "warnings", truth.texts("warnings"), answer.warnings());
    ObjectValue stored = answer.stored();
    if (truth.has("stored") && stored != null) {
      differ(
          problems,
          "stored",
          named(comparable(truth.object("stored").value())),
          named(comparable(stored)));
    }
    if (truth.has("pods") && stored != null) {
      Pods pods = new ControllerPods(server, world, ledger).of(stored).orElseThrow();
      comparePods(problems, truth.object("pods"), pods);
      ObjectValue pod = pods.pod();
      if (truth.has("placed") && pod != null) {
        comparePlaces(problems, truth.object("placed"), pods.created(), pod, world);
      }
    }
    if (truth.has("schedule") && stored != null) {
      compareSchedule(problems, truth.object("schedule"), stored, world);
    }
    if (!problems.isEmpty()) {
      disagreements.add(row.text("id") + "\n  " + String.join("\n  ", problems));
    }
  }

  private static void comparePods(List<String> problems, ObjectView truth, Pods pods) {
    differ(problems, "wanted", truth.integer("wanted", 0), pods.wanted());
    differ(problems, "created", truth.integer("created", 0), pods.created());
    Set<String> predicted =
        pods.refusals().stream().map(AdmissionTruth::normal).collect(Collectors.toSet());
    Set<String> real =
        truth.texts("refusals").stream().map(AdmissionTruth::normal).collect(Collectors.toSet());
    // The API server names what is wrong with a LimitRange first that comes first.
    if (!real.containsAll(predicted) || real.isEmpty() != predicted.isEmpty()) {
      problems.add("refusals\n    " + real + "\n    " + predicted);
    }
  }

  private static void compareSchedule(
      List<String> problems, ObjectView truth, ObjectValue stored, Inventory world) {
    Resource pod = Resource.of(stored, Origin.NONE, "default");
    PodPrediction prediction = NodeFit.predict(pod.pods().getFirst(), world);
    differ(
        problems,
        "feasible",
        new TreeSet<>(truth.texts("feasible")),
        new TreeSet<>(prediction.nodes()));
    if (!truth.flag("scheduled", false)
        && !truth.text("message").startsWith(prediction.message())) {
      problems.add("schedule\n    " + truth.text("message") + "\n    " + prediction.message());
    }
  }

  // Where all of them have room: which goes where is the scheduler's choice.
  private static void comparePlaces(
      List<String> problems, ObjectView truth, long created, ObjectValue stored, Inventory world) {
    Resource pod = Resource.of(stored, Origin.NONE, "default");
    PodDemand demand = PodDemand.of(pod.pods().getFirst());
    long room = NodeFit.room(demand, world).pods();
    differ(problems, "placed", truth.integer("scheduled", 0), Math.min(room, created));
    List<String> nodes = NodeFit.predict(demand, world).nodes();
    if (!nodes.containsAll(truth.texts("nodes"))) {
      problems.add("nodes\n    " + truth.texts("nodes") + "\n    " + nodes);
    }
  }

  private static void differ(List<String> problems, String what, Object real, Object predicted) {
    if (!real.equals(predicted)) {
      problems.add(what + "\n    " + real + "\n    " + predicted);
    }
  }

  private static Set<String> causes(ObjectView truth) {
    Set<String> causes = new TreeSet<>();
    for (ObjectView cause : truth.objects("causes")) {
      causes.add(
          cause.text("reason") + ' ' + cause.text("field") + ' ' + normal(cause.text("message")));
    }
    return causes;
  }

  private static Set<String> causes(Answer answer) {
    Set<String> causes = new TreeSet<>();
    answer
        .causes()
        .forEach(cause ->
            causes.add(cause.reason() + ' ' + cause.field() + ' ' + normal(cause.message())));
    return causes;
  }

  // The items of a list in brackets come in any order, and names are made up.
  private static String normal(String message) {
    // Differences between two specs, and large values of the API server's own types, are not shown.
    String first = message.lines().findFirst().orElse("");
    String known = MADE_UP.matcher(LARGE.matcher(first).replaceAll("…")).replaceAll("UID");
    String named = ORDINAL.matcher(known).replaceAll("\"trial-*\"");
    Matcher list = LIST.matcher(named);
    if (!list.find() || !list.group(1).contains(", ")) {
      return named;
    }
    Set<String> items = new TreeSet<>(List.of(list.group(1).split(", ", -1)));
    return named.substring(0, list.start()) + items + named.substring(list.end());
  }

  // The same whatever the API server's made up names are, and whatever the order of fields is.
  private static ObjectValue named(ObjectValue object) throws UnreadableException {
    return TruthRows.object(object.toString().replaceAll("kube-api-access-[a-z0-9]{5}", "token"));
  }

  // Without what only the API server chooses.
  private static ObjectValue comparable(ObjectValue stored) {
    ObjectValue object =
        Trees.change(
            stored.without("status"),
            "metadata",
            metadata -> metadata.without("uid").without("creationTimestamp").without("generation"));
    if (!object.text("kind").equals("Service")) {
      return object;
    }
    return Trees.change(
        object,
        "spec",
        spec ->
            Trees.changeEach(
                spec.without("clusterIP").without("clusterIPs").without("healthCheckNodePort"),
                "ports",
                port -> port.without("nodePort")));
  }
}

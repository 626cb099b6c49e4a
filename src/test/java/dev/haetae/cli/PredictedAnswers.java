package dev.haetae.cli;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.defaults.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compares predictions, as they are printed in JSON, with what a control plane did. */
final class PredictedAnswers {
  private static final Pattern LIST = Pattern.compile("\\[(.*)]");
  private static final Pattern MADE_UP =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern LARGE = Pattern.compile("[{\\[][^ ]{400,}[}\\]]|\\[\\{.{400,}}]");
  private static final Pattern ORDINAL = Pattern.compile("\"trial-\\d+\"");
  private static final Pattern TOKEN = Pattern.compile("kube-api-access-[a-z0-9]{5}");
  private static final Pattern OF_TEMPLATE = Pattern.compile("trial-(g\\d)-[a-z0-9]{5}");

  private final ObjectView truth;
  private final ObjectView object;
  // A pod's generic ephemeral volumes come before it.
  private final ObjectView last;
  private final List<String> problems = new ArrayList<>();

  private PredictedAnswers(ObjectView truth, List<ObjectView> predictions) {
    this.truth = truth;
    this.object = predictions.getFirst();
    this.last = predictions.getLast();
  }

  /** What differs between the truth of a row and the predictions; none when they agree. */
  static List<String> differences(ObjectView truth, List<ObjectView> predictions) {
    PredictedAnswers answers = new PredictedAnswers(truth, predictions);
    answers.compare();
    return answers.problems;
  }

  private void compare() {
    differ("stored", object.text("outcome").equals("Accepted"), object.has("stored"));
    differ("subject", "object", object.text("subject"));
    boolean accepted = truth.flag("accepted", true);
    differ("outcome", accepted ? "Accepted" : "Rejected", object.text("outcome"));
    compareAnswer();
    if (!accepted || !object.text("outcome").equals("Accepted")) {
      differ("subject of the last", "object", last.text("subject"));
    } else if (truth.has("phase")) {
      compareClaim();
    } else if (truth.has("pods")) {
      comparePods();
    } else if (truth.has("victims")) {
      comparePreemption();
    } else if (truth.has("scheduled")) {
      compareSchedule(truth, truth.text("message"));
    } else if (truth.has("schedule")) {
      compareSchedule(truth.object("schedule"), truth.object("schedule").text("message"));
    } else if (last.text("subject").equals("service")) {
      differ("service", "Accepted", last.text("outcome"));
    }
  }

  private void compareAnswer() {
    if (truth.has("code")) {
      differ("code", truth.integer("code", 0), object.integer("code", 0));
      differ("reason", truth.text("reason"), object.text("reason"));
      differ("causes", causes(truth), causes(object));
      differ("warnings", truth.texts("warnings"), object.texts("warnings"));
    }
    if (truth.has("stored") && object.has("stored")) {
      differ("stored", comparable(truth), comparable(object));
    }
    String message = truth.text("message");
    if (truth.flag("accepted", true)) {
      return;
    }
    if (truth.has("ties")) {
      differ("refused", "Rejected", object.text("outcome"));
    } else if (message.indexOf('\n') < 0 && !message.contains("{")) {
      differ("message", normal(message), normal(object.text("message")));
    }
  }

  // Without what only the API server chooses; the order of fields does not count.
  private static ObjectValue comparable(ObjectView answer) {
    ObjectValue stored =
        Trees.change(
            answer.object("stored").value().without("status"),
            "metadata",
            metadata -> metadata.without("uid").without("creationTimestamp").without("generation"));
    if (stored.text("kind").equals("Service")) {
      stored =
          Trees.change(
              stored,
              "spec",
              spec ->
                  Trees.changeEach(
                      spec.without("clusterIP")
                          .without("clusterIPs")
                          .without("healthCheckNodePort"),
                      "ports",
                      port -> port.without("nodePort")));
    }
    try {
      return PredictTruthTest.view(TOKEN.matcher(stored.toString()).replaceAll("token")).value();
    } catch (UnreadableException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<String> causes(ObjectView answer) {
    Set<String> causes = new TreeSet<>();
    for (ObjectView cause : answer.objects("causes")) {
      causes.add(
          cause.text("reason") + ' ' + cause.text("field") + ' ' + normal(cause.text("message")));
    }
    return causes;
  }

  private void compareClaim() {
    String outcome =
        truth.flag("waitsForConsumer", false)
            ? "WaitsForConsumer"
            : truth.flag("provisioning", false) ? "Provisioning" : truth.text("phase");
    differ("outcome", outcome, last.text("outcome"));
    String volume = truth.text("volume");
    // Of volumes that are equally right the message names all.
    if (!last.text("message").contains('"' + volume + '"')) {
      differ("volume", volume, last.text("volume"));
    }
  }

  private void comparePods() {
    ObjectView pods = truth.object("pods");
    ObjectView replicas = last.object("replicas");
    differ("wanted", pods.integer("wanted", 0), replicas.integer("wanted", -1));
    if (pods.has("created")) {
      differ("created", pods.integer("created", 0), replicas.integer("created", -1));
      Set<String> real = normal(pods.texts("refusals"));
      Set<String> predicted = normal(last.texts("refusals"));
      // The API server names what is wrong with a LimitRange first that comes first.
      if (!real.containsAll(predicted) || real.isEmpty() != predicted.isEmpty()) {
        problems.add("refusals " + real + "\n    " + predicted);
      }
    }
    ObjectView placed = truth.has("placed") ? truth.object("placed") : pods;
    if (placed.has("scheduled")) {
      List<Long> right = new ArrayList<>(List.of(placed.integer("scheduled", 0)));
      if (truth.has("ties")) {
        truth.objects("ties").forEach(tie -> right.add(tie.integer("scheduled", 0)));
      }
      long predicted = replicas.integer("schedulable", -1);
      if (!right.contains(predicted)) {
        problems.add("schedulable " + right + "\n    " + predicted);
      }
      if (!last.texts("nodes").containsAll(placed.texts("nodes")) && truth.has("placed")) {
        problems.add("nodes " + placed.texts("nodes") + "\n    " + last.texts("nodes"));
      }
    }
  }

  private static Set<String> normal(List<String> messages) {
    return messages.stream().map(PredictedAnswers::normal).collect(Collectors.toSet());
  }

  private void compareSchedule(ObjectView real, String message) {
    if (real.flag("waits", false)) {
      differ("outcome", "WaitsForResourceClaim", last.text("outcome"));
      return;
    }
    boolean scheduled = real.flag("scheduled", false);
    differ("outcome", scheduled ? "Schedulable" : "Unschedulable", last.text("outcome"));
    if (real.has("feasible")) {
      differ("feasible", new TreeSet<>(real.texts("feasible")), new TreeSet<>(last.texts("nodes")));
    } else if (scheduled && !last.texts("nodes").contains(real.text("node"))) {
      problems.add("nodes " + real.text("node") + "\n    " + last.texts("nodes"));
    }
    String known = OF_TEMPLATE.matcher(message).replaceAll("trial-$1-xxxxx") + ' ';
    if (!scheduled && !known.startsWith(last.text("message") + ' ')) {
      problems.add("message " + message + "\n    " + last.text("message"));
    }
  }

  private void comparePreemption() {
    List<String> messages = truth.texts("messages");
    compareSchedule(truth, messages.isEmpty() ? "" : messages.getFirst());
    List<String> right = new ArrayList<>(List.of(truth.text("node") + truth.texts("victims")));
    if (truth.has("ties")) {
      truth.objects("ties").forEach(tie -> right.add(tie.text("node") + tie.texts("victims")));
    }
    List<String> victims =
        last.objects("victims").stream().map(victim -> victim.text("name")).sorted().toList();
    String node =
        last.flag("preempts", false) ? last.texts("nodes").getFirst() : truth.text("node");
    if (!right.contains(node + victims)) {
      problems.add("victims " + right + "\n    " + node + victims);
    }
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

  private void differ(String what, Object real, Object predicted) {
    if (!real.equals(predicted)) {
      problems.add(what + ' ' + real + "\n    " + predicted);
    }
  }
}

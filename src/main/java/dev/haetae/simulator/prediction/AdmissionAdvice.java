package dev.haetae.simulator.prediction;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Text;
import dev.haetae.simulator.admission.Answer;
import dev.haetae.simulator.validation.field.Cause;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what to change in an object that the API server refuses. */
final class AdmissionAdvice {
  private static final Pattern NAMESPACE = Pattern.compile("^namespaces \"(.*)\" not found$");
  private static final Pattern ACCOUNT = Pattern.compile("serviceaccount \"(.*)\" not found$");
  private static final Pattern PRIORITY = Pattern.compile("no PriorityClass with name (.*) was");
  private static final Pattern RUNTIME = Pattern.compile("RuntimeClass \"(.*)\" not found$");
  private static final Pattern UNSPECIFIED = Pattern.compile("must specify (.*)$");
  private static final Pattern LIMIT =
      Pattern.compile("(maximum|minimum) (\\S+) usage per (\\S+) is ([^, ]+)[,.]");
  private static final Pattern RATIO =
      Pattern.compile("(\\S+) max limit to request ratio per \\S+ is ([^, ]+),");
  private static final Pattern LEVEL =
      Pattern.compile("violates PodSecurity \"(.*?)\": ([^(]*)\\((.*?)\\)(?:, [^,(]+ \\(|$)");
  private static final Pattern INVALID =
      Pattern.compile("Pod \"[^\"]*\" is invalid: \\[?([^: ]+): ");
  private static final int LONGEST = 80;

  private final Inventory world;
  private final Spelling spelling;
  private final QuotaAdvice quotas;

  AdmissionAdvice(Inventory world, Spelling spelling) {
    this.world = world;
    this.spelling = spelling;
    this.quotas = new QuotaAdvice(world);
  }

  /** The one thing to change in a refused object; empty when there is none to name. */
  String change(Resource object, Answer answer) {
    if (answer.reason().equals("Invalid") && !answer.causes().isEmpty()) {
      return invalid(object, answer.causes());
    }
    return change(object.namespace(), answer.message(), 1);
  }

  /** The one thing to change so that as many requests are not refused with this message. */
  String change(String namespace, String message, long times) {
    String more = quotas.change(namespace, message, times);
    if (!more.isEmpty()) {
      return more;
    }
    Matcher unspecified = UNSPECIFIED.matcher(message);
    if (unspecified.find()) {
      return "a quota counts it: write " + unspecified.group(1).replace(" for: ", " in container ");
    }
    String where = "a LimitRange of namespace " + Text.shorten(namespace) + " wants it";
    Matcher limit = LIMIT.matcher(message);
    if (limit.find()) {
      return "ask for at "
          + (limit.group(1).equals("maximum") ? "most " : "least ")
          + limit.group(4)
          + " of "
          + limit.group(2)
          + " a "
          + limit.group(3)
          + ": "
          + where;
    }
    Matcher ratio = RATIO.matcher(message);
    if (ratio.find()) {
      return "write a limit of "
          + ratio.group(1)
          + " that is at most "
          + ratio.group(2)
          + " times its request: "
          + where;
    }
    Matcher level = LEVEL.matcher(message);
    if (level.find()) {
      boolean says = level.group(3).contains(" must ");
      return (says ? level.group(3) : "do without " + level.group(2) + '(' + level.group(3) + ')')
          + ", or label namespace "
          + Text.shorten(namespace)
          + " with a level that is less strict than "
          + level.group(1);
    }
    if (message.endsWith("because it is being terminated")) {
      return "wait until namespace " + Text.shorten(namespace) + " is gone, and make it anew";
    }
    Matcher invalid = INVALID.matcher(message);
    if (invalid.find()) {
      return "in the template of its pods, write another value at " + invalid.group(1);
    }
    return missing(namespace, message);
  }

  private String missing(String namespace, String message) {
    String found = missing(GroupKind.NAMESPACE, "", NAMESPACE.matcher(message));
    if (found.isEmpty()) {
      found = missing(GroupKind.SERVICE_ACCOUNT, namespace, ACCOUNT.matcher(message));
    }
    if (found.isEmpty()) {
      found = missing(GroupKind.PRIORITY_CLASS, "", PRIORITY.matcher(message));
    }
    return found.isEmpty() ? missing(GroupKind.RUNTIME_CLASS, "", RUNTIME.matcher(message)) : found;
  }

  private String missing(GroupKind kind, String namespace, Matcher matcher) {
    if (!matcher.find()) {
      return "";
    }
    String name = matcher.group(1);
    List<String> known = world.objects(kind, namespace).stream().map(Resource::name).toList();
    String question = spelling.question(name, known);
    return question.isEmpty()
        ? "make " + kind.kind() + ' ' + Text.quote(name) + " first"
        : question;
  }

  private static String invalid(Resource object, List<Cause> causes) {
    Cause first = causes.getFirst();
    String message = first.message().lines().findFirst().orElse("");
    String others = others(first, causes);
    if (message.contains("immutable")
        || message.contains("may not change")
        || message.startsWith("Forbidden: updates to ")
        || message.startsWith("Forbidden: pod updates ")) {
      return "leave "
          + first.field()
          + " as it was, or delete "
          + object.describe()
          + " and make it anew"
          + others;
    }
    if (first.reason().equals("FieldValueRequired")) {
      return "write " + first.field() + others;
    }
    int supported = message.indexOf("supported values: ");
    if (supported >= 0) {
      return "write one of "
          + message.substring(supported + "supported values: ".length())
          + " at "
          + first.field()
          + others;
    }
    if (first.reason().equals("FieldValueForbidden")) {
      return "take " + first.field() + " away, or what it does not go with" + others;
    }
    return "write another value at " + first.field() + others;
  }

  private static String others(Cause first, List<Cause> causes) {
    Set<String> fields = new LinkedHashSet<>();
    causes.forEach(cause -> fields.add(cause.field()));
    fields.remove(first.field());
    return fields.isEmpty() ? "" : ", and mend " + Text.shorten(List.copyOf(fields), LONGEST);
  }
}

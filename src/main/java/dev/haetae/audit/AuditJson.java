package dev.haetae.audit;

import dev.haetae.report.Fingerprints;
import dev.haetae.report.Located;
import dev.haetae.report.format.JsonReport;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Text;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Writes an audit as one JSON object, indented: all that a check's JSON has, and the owners,
 * namespaces, policies, exceptions and what would be refused.
 */
public final class AuditJson {
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_PATH = 4096;

  private AuditJson() {}

  /** The audit's JSON, with a line break at its end. */
  public static String write(AuditResult result) {
    ObjectValue check = JsonReport.tree(result.report());
    ObjectValue.Builder out = new ObjectValue.Builder(12);
    for (int i = 0; i < check.size(); i++) {
      if (!check.key(i).equals("summary")) {
        out.put(check.key(i), check.value(i));
      }
    }
    Fingerprints fingerprints = result.report().fingerprints();
    out.put("owners", array(result.owners(), owner -> owner(owner, fingerprints)));
    out.put("namespaces", array(result.namespaces(), AuditJson::namespace));
    out.put("policies", array(result.policies(), AuditJson::policy));
    out.put("exceptions", array(result.exceptions(), AuditJson::exception));
    if (!result.enforcements().isEmpty()) {
      out.put("enforce", array(result.enforcements(), AuditJson::enforcement));
    }
    out.put("summary", summary((ObjectValue) check.get("summary"), result));
    return JsonWriter.toIndentedText(out.build());
  }

  private static <T> ArrayValue array(List<T> all, Function<T, ObjectValue> each) {
    ArrayValue.Builder out = new ArrayValue.Builder();
    all.forEach(one -> out.add(each.apply(one)));
    return out.build();
  }

  private static ObjectValue.Builder subject(Subject subject) {
    return new ObjectValue.Builder(12)
        .put("kind", name(subject.kind().kind()))
        .put("group", name(subject.kind().group()))
        .put("namespace", name(subject.namespace()))
        .put("name", name(subject.name()));
  }

  private static ObjectValue owner(AuditedOwner owner, Fingerprints fingerprints) {
    ObjectValue.Builder out = subject(owner.subject()).put("pods", owner.pods());
    if (owner.created() != null) {
      out.put("created", Objects.toString(owner.created()));
    }
    out.put("findings", ids(owner.findings(), fingerprints));
    out.put("undecided", ids(owner.undecided(), fingerprints));
    out.put("waived", ids(owner.waived(), fingerprints));
    out.put("refusedNow", ArrayValue.ofTexts(owner.refused().stream().map(Stop::policy).toList()));
    out.put("stops", array(owner.stops(), stop -> stop(stop).build()));
    return out.build();
  }

  private static ArrayValue ids(List<Located> all, Fingerprints fingerprints) {
    return ArrayValue.ofTexts(all.stream().map(one -> fingerprints.of(one).id()).toList());
  }

  private static ObjectValue.Builder stop(Stop stop) {
    ObjectValue.Builder out =
        new ObjectValue.Builder(6).put("policy", stop.policy()).put("when", when(stop.when()));
    return detail(stop, out);
  }

  private static String when(Stop.When when) {
    return switch (when) {
      case NEXT_POD -> "nextPod";
      case NEXT_RUN -> "nextRun";
      case CHANGE -> "whenChanged";
      case WAIVED -> "waived";
    };
  }

  private static ObjectValue.Builder detail(Stop stop, ObjectValue.Builder out) {
    if (stop.when() == Stop.When.WAIVED) {
      return out.put(
          "exceptions", ArrayValue.ofTexts(stop.exceptions().stream().sorted().toList()));
    }
    return out.put("path", stop.path().shown(LONGEST_PATH))
        .put("message", stop.message())
        .put("remediation", stop.remediation());
  }

  private static ObjectValue namespace(NamespaceCount count) {
    return new ObjectValue.Builder(8)
        .put("namespace", name(count.namespace()))
        .put("owners", count.owners())
        .put("pods", count.pods())
        .put("clean", count.clean())
        .put("denied", count.denied())
        .put("warned", count.warned())
        .put("undecided", count.undecided())
        .put("waived", count.waived())
        .build();
  }

  private static ObjectValue policy(PolicyCount count) {
    return new ObjectValue.Builder(12)
        .put("policy", count.policy())
        .put("rule", count.rule())
        .put("action", count.action().word())
        .put("judged", count.judged())
        .put("owners", count.owners())
        .put("namespaces", count.namespaces())
        .put("findings", count.findings())
        .put("undecided", count.undecided())
        .put("waived", count.waived())
        .put("stopsNextPod", count.stopsNextPod())
        .put("stopsWhenChanged", count.stopsChange())
        .build();
  }

  private static ObjectValue exception(ExceptionUse use) {
    ObjectValue.Builder out =
        new ObjectValue.Builder(5)
            .put("exception", use.id())
            .put("policies", ArrayValue.ofTexts(use.policies()))
            .put("reason", use.reason())
            .put("owners", use.owners());
    if (!use.ends().isEmpty()) {
      out.put("ends", use.ends());
    }
    return out.build();
  }

  private static ObjectValue enforcement(Enforcement enforcement) {
    ObjectValue.Builder out =
        new ObjectValue.Builder(6)
            .put("rule", enforcement.rule())
            .put("owners", enforcement.owners());
    for (Stop.When when : Stop.When.values()) {
      out.put(
          when(when),
          array(
              enforcement.at(when),
              one ->
                  detail(
                          one.stop(),
                          subject(one.subject())
                              .put("pods", one.pods())
                              .put("policy", one.stop().policy()))
                      .build()));
    }
    return out.put("pods", enforcement.lostPods()).build();
  }

  private static ObjectValue summary(ObjectValue check, AuditResult result) {
    ObjectValue.Builder out = new ObjectValue.Builder(16);
    for (int i = 0; i < check.size(); i++) {
      out.put(check.key(i), check.value(i));
    }
    AuditResult.Totals totals = result.totals();
    out.put("owners", totals.owners());
    out.put("clean", totals.clean());
    out.put("pods", totals.pods());
    out.put("refused", totals.refused());
    out.put("lostPods", totals.lostPods());
    out.put("exempt", totals.exempt());
    if (totals.undated() > 0) {
      out.put("undated", totals.undated());
    }
    if (totals.leftOut() > 0) {
      out.put("leftOut", totals.leftOut());
    }
    return out.build();
  }

  // Repeated with each owner: what is longer than a name can be is cut.
  private static String name(String name) {
    return Text.shorten(name, LONGEST_NAME);
  }
}

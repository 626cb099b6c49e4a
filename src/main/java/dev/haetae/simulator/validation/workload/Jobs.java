package dev.haetae.simulator.validation.workload;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.InternalType;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.meta.LabelSelectors;
import dev.haetae.simulator.validation.meta.Metadata;
import dev.haetae.simulator.validation.meta.Sameness;
import java.util.List;

/**
 * The validation of Jobs and CronJobs.
 *
 * <p>Mirrors {@code pkg/apis/batch/validation/validation.go} and {@code
 * pkg/registry/batch/job/strategy.go}.
 */
public final class Jobs {
  private static final String UID = "batch.kubernetes.io/controller-uid";
  private static final String NAME = "batch.kubernetes.io/job-name";
  private static final String NO_UID = "00000000-0000-0000-0000-000000000000";
  private static final int LONGEST_CRON_NAME = 52;

  private Jobs() {}

  /** Checks a new Job, whose selector the API server makes unless it is told not to. */
  public static void check(Part job) {
    Part made = job.object("spec").flag("manualSelector") ? job : withSelector(job);
    checkJob(made);
  }

  private static void checkJob(Part job) {
    CauseList causes = job.causes();
    Part spec = job.object("spec");
    Metadata.check(job, NameSyntax::subdomain);
    checkMadeSelector(job);
    checkSpec(spec);
    String name = Metadata.name(job.object("metadata"));
    Long completions = JobSpecs.completions(spec);
    if (JobSpecs.isIndexed(spec) && completions != null && completions > 0) {
      String last = name + '-' + (completions - 1);
      if (!NameSyntax.label(last).isEmpty()) {
        causes.invalid(
            job.object("metadata").at("name"),
            name,
            "will not able to create pod with invalid DNS label: " + last);
      }
    }
  }

  private static String uid(Part job) {
    Part template = job.object("spec").object("template").object("metadata");
    String uid = job.object("metadata").text("uid", template.map("labels").text(UID));
    return uid.isEmpty() ? NO_UID : uid;
  }

  private static Part withSelector(Part job) {
    Part spec = job.object("spec");
    String uid = uid(job);
    String name = Metadata.name(job.object("metadata"));
    Part template = spec.object("template");
    ObjectValue labels = template.object("metadata").map("labels");
    for (String key : List.of("job-name", NAME)) {
      labels = labels.has(key) ? labels : labels.with(key, new StringValue(name));
    }
    for (String key : List.of("controller-uid", UID)) {
      labels = labels.has(key) ? labels : labels.with(key, new StringValue(uid));
    }
    ObjectValue selected = spec.object("selector").map("matchLabels");
    selected = selected.has(UID) ? selected : selected.with(UID, new StringValue(uid));
    ObjectValue tree =
        spec.value()
            .with("selector", spec.map("selector").with("matchLabels", selected))
            .with(
                "template",
                template.value().with("metadata", template.map("metadata").with("labels", labels)));
    return new Part(job.value().with("spec", tree), job.place(), job.causes());
  }

  private static void checkMadeSelector(Part job) {
    Part spec = job.object("spec");
    if (spec.flag("manualSelector") || !spec.has("selector")) {
      return;
    }
    String name = Metadata.name(job.object("metadata"));
    String uid = uid(job);
    Part template = spec.object("template").object("metadata");
    ObjectValue expected =
        new ObjectValue.Builder(4)
            .put("controller-uid", uid)
            .put("job-name", name)
            .put(UID, uid)
            .put(NAME, name)
            .build();
    for (int i = 0; i < expected.size(); i++) {
      String key = expected.key(i);
      Place place = template.at("labels").key(key);
      String detail = "must be '" + expected.text(key) + "'";
      if (!template.map("labels").has(key)) {
        job.causes().required(place, detail);
      } else if (!template.map("labels").get(key).equals(expected.value(i))) {
        job.causes().invalid(place, template.get("labels"), detail);
      }
    }
    Part selector = spec.object("selector");
    if (LabelSelectors.isUsable(selector) && !LabelSelectors.matches(selector, expected)) {
      Templates.invalid(spec, "`selector` not auto-generated");
    }
  }

  private static void checkSpec(Part spec) {
    JobSpecs.check(spec);
    if (!spec.has("selector")) {
      spec.causes().required(spec.at("selector"), "");
    }
    LabelSelectors.check(spec, "selector");
    if (LabelSelectors.isUsable(spec.object("selector"))) {
      Templates.checkSelected(spec);
    }
  }

  /** Checks a changed Job: what its pods are is fixed, unless it is suspended. */
  public static void checkUpdate(Part job, Part old) {
    checkJob(job);
    Metadata.checkUpdate(job, old);
    Part spec = job.object("spec");
    Part before = old.object("spec");
    checkSpec(spec);
    checkCompletions(spec, before);
    if (!Sameness.same(spec, before, "selector")) {
      Templates.invalid(spec, "field is immutable");
    }
    checkTemplateUpdate(spec, before, old.object("status"));
    Sameness.checkImmutable(spec, before, "completionMode");
    checkPolicy(spec, before, "podFailurePolicy", "PodFailurePolicy");
    Sameness.checkImmutable(spec, before, "backoffLimitPerIndex");
    Sameness.checkImmutable(spec, before, "managedBy");
    checkPolicy(spec, before, "successPolicy", "SuccessPolicy");
  }

  private static void checkPolicy(Part spec, Part before, String field, String type) {
    if (Sameness.same(spec, before, field)) {
      return;
    }
    if (spec.has(field)) {
      spec.causes()
          .invalid(spec.at(field), spec.get(field), InternalType.of(type), "field is immutable");
    } else {
      spec.causes().invalid(spec.at(field), NullValue.NULL, "field is immutable");
    }
  }

  private static void checkCompletions(Part spec, Part before) {
    if (!JobSpecs.isIndexed(spec)) {
      Sameness.checkImmutable(spec, before, "completions");
    } else if (spec.has("completions")
        && !Sameness.same(spec, before, "completions")
        && spec.number("completions", 0) != spec.number("parallelism", 1)) {
      spec.causes()
          .invalid(
              spec.at("completions"),
              spec.number("completions", 0),
              "can only be modified in tandem with spec.parallelism");
    }
  }

  private static void checkTemplateUpdate(Part spec, Part before, Part status) {
    Part template = spec.object("template");
    boolean open =
        before.flag("suspend")
            && (!status.has("startTime") || isSuspended(status))
            && status.number("active", 0) == 0;
    if (!open) {
      if (!Sameness.same(spec, before, "template")) {
        spec.causes().invalid(template.place(), template.value(), "field is immutable");
      }
      return;
    }
    ObjectValue allowed = allowed(template.map("spec"), before.object("template").map("spec"));
    if (!Sameness.same("spec", template.get("spec"), allowed)) {
      spec.causes().invalid(spec.at("template.spec"), template.get("spec"), "field is immutable");
    }
  }

  private static boolean isSuspended(Part status) {
    for (Part condition : status.objects("conditions")) {
      if (condition.text("type").equals("Suspended") && condition.text("status").equals("True")) {
        return true;
      }
    }
    return false;
  }

  // The old pod spec with what a Job that waits may change.
  private static ObjectValue allowed(ObjectValue pod, ObjectValue before) {
    ObjectValue allowed = before;
    for (String field : List.of("nodeSelector", "tolerations", "schedulingGates")) {
      allowed = allowed.with(field, pod.get(field));
    }
    allowed = allowed.with("affinity", affinity(pod.get("affinity"), before.get("affinity")));
    for (String field : List.of("containers", "initContainers")) {
      if (pod.get(field) instanceof ArrayValue now
          && before.get(field) instanceof ArrayValue earlier
          && now.size() == earlier.size()) {
        allowed = allowed.with(field, withResources(now, earlier));
      }
    }
    return allowed;
  }

  private static Value affinity(Value now, Value before) {
    ObjectValue nodes = now instanceof ObjectValue object ? object : ObjectValue.EMPTY;
    ObjectValue old = before instanceof ObjectValue object ? object : ObjectValue.EMPTY;
    ObjectValue merged =
        nodes.has("nodeAffinity")
            ? old.with("nodeAffinity", nodes.get("nodeAffinity"))
            : old.without("nodeAffinity");
    return merged.size() == 0 && now.isNull() ? NullValue.NULL : merged;
  }

  private static ArrayValue withResources(ArrayValue now, ArrayValue before) {
    ArrayValue.Builder out = new ArrayValue.Builder();
    for (int i = 0; i < before.size(); i++) {
      boolean same =
          now.get(i) instanceof ObjectValue one
              && before.get(i) instanceof ObjectValue other
              && one.text("name").equals(other.text("name"));
      out.add(
          same
              ? ((ObjectValue) before.get(i))
                  .with("resources", ((ObjectValue) now.get(i)).get("resources"))
              : before.get(i));
    }
    return out.build();
  }

  /** Checks a new CronJob. */
  public static void checkCronJob(Part job) {
    Metadata.check(job, NameSyntax::subdomain);
    checkCron(job.object("spec"), false);
    TimeZones.check(job.object("spec"));
    Part metadata = job.object("metadata");
    String name = Metadata.name(metadata);
    if (NameSyntax.bytes(name) > LONGEST_CRON_NAME) {
      job.causes()
          .invalid(
              metadata.at("name"),
              name,
              "must be no more than " + LONGEST_CRON_NAME + " characters");
    }
  }

  /** Checks a changed CronJob. */
  public static void checkCronJobUpdate(Part job, Part old) {
    Metadata.checkUpdate(job, old);
    Part spec = job.object("spec");
    checkCron(spec, old.object("spec").text("schedule").contains("TZ"));
    if (!spec.get("timeZone").equals(old.object("spec").get("timeZone"))) {
      TimeZones.check(spec);
    }
  }

  private static void checkCron(Part spec, boolean zonesAllowed) {
    CauseList causes = spec.causes();
    String schedule = spec.text("schedule");
    Place place = spec.at("schedule");
    if (schedule.isEmpty()) {
      causes.required(place, "");
    } else {
      String fault = CronSchedule.fault(schedule);
      if (!fault.isEmpty()) {
        causes.invalid(place, schedule, fault);
      }
      if (schedule.contains("TZ") && zonesAllowed && spec.has("timeZone")) {
        causes.invalid(
            place, schedule, "cannot use both timeZone field and TZ or CRON_TZ in schedule");
      } else if (schedule.contains("TZ") && !zonesAllowed) {
        causes.invalid(
            place, schedule, "cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
      }
    }
    spec.nonNegative("startingDeadlineSeconds");
    spec.oneOfOrDefault("concurrencyPolicy", List.of("Allow", "Forbid", "Replace"));
    Part job = spec.object("jobTemplate").object("spec");
    JobSpecs.check(job);
    if (job.has("selector")) {
      Templates.invalid(job, "`selector` will be auto-generated");
    }
    if (job.flag("manualSelector")) {
      causes.notSupported(
          job.at("manualSelector"), job.get("manualSelector"), List.of("nil", "false"));
    }
    spec.nonNegative("successfulJobsHistoryLimit", "failedJobsHistoryLimit");
  }
}

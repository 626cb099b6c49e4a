package dev.haetae.rule.namespace;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Reason;
import dev.haetae.rule.RuleContext;
import dev.haetae.simulator.admission.ApiServer;
import dev.haetae.simulator.admission.Submission;
import dev.haetae.simulator.admission.quota.QuotaLedger;
import dev.haetae.simulator.admission.quota.Shortage;
import dev.haetae.simulator.admission.request.Attributes;
import java.util.List;

/**
 * The objects that a controller makes of a new carrier besides its pods, and without which there
 * are none: the ReplicaSet of a Deployment, the Job of a CronJob, the claims of a StatefulSet.
 */
record MadeObjects(Resource carrier, RuleContext context, QuotaLedger ledger) {
  // So many claims are looked for; those of further ordinals are taken to be new.
  private static final int MOST_LOOKED_FOR = 100;

  /** Reports those for which a quota has too little left. */
  void check(Reason reason, Findings findings) {
    if (context.old() != null) {
      return;
    }
    GroupKind kind = carrier.groupKind();
    if (kind.equals(GroupKind.DEPLOYMENT)) {
      checkOne("apps/v1", "ReplicaSet", reason, findings);
    } else if (kind.equals(GroupKind.CRON_JOB)) {
      checkOne("batch/v1", "Job", reason, findings);
    } else if (kind.equals(GroupKind.STATEFUL_SET)) {
      for (ObjectView template : carrier.view().object("spec").objects("volumeClaimTemplates")) {
        checkClaims(template, reason, findings);
      }
    }
  }

  private void checkOne(String apiVersion, String kind, Reason reason, Findings findings) {
    Attributes request = request(apiVersion, kind, ObjectValue.EMPTY);
    Shortage shortage = ledger.shortage(request, 1);
    if (shortage != null) {
      findings.violation(
          reason,
          Path.of("spec"),
          NamespaceQuota.left(carrier.namespace(), shortage)
              .then("the %s will not be made, and no pod ", kind)
              .then("(ResourceQuota %q)", shortage.quota())
              .instead("delete what is not needed, or have the quota raised"));
    }
  }

  private Attributes request(String apiVersion, String kind, ObjectValue spec) {
    ObjectValue metadata =
        new ObjectValue.Builder(2)
            .put("generateName", carrier.name() + '-')
            .put("namespace", carrier.namespace())
            .build();
    ObjectValue tree =
        new ObjectValue.Builder(4)
            .put("apiVersion", apiVersion)
            .put("kind", kind)
            .put("metadata", metadata)
            .put("spec", spec)
            .build();
    return ApiServer.mutated(new Submission(tree, carrier.namespace(), null), context.inventory());
  }

  private void checkClaims(ObjectView template, Reason reason, Findings findings) {
    Attributes request = request("v1", "PersistentVolumeClaim", template.object("spec").value());
    long wanted = carrier.view().object("spec").integer("replicas", 1);
    long more = wanted - there(template.object("metadata").text("name"), wanted);
    Shortage shortage = more > 0 ? ledger.shortage(request, more) : null;
    if (shortage == null) {
      return;
    }
    long missing = more - Math.max(0, ledger.chargeCopies(request, more));
    findings.violation(
        reason,
        template.path(),
        NamespaceQuota.left(carrier.namespace(), shortage)
            .then("%s of %s claims will not be made (", missing, wanted)
            .then("%s each, ResourceQuota %q)", shortage.each(), shortage.quota())
            .instead("ask for less, or delete claims that are not needed"));
  }

  private long there(String template, long wanted) {
    long there = 0;
    for (long i = 0; i < Math.min(wanted, MOST_LOOKED_FOR); i++) {
      String name = String.join("-", List.of(template, carrier.name(), Long.toString(i)));
      there += context.inventory().claim(carrier.namespace(), name) == null ? 0 : 1;
    }
    return there;
  }
}

package dev.haetae.simulator.validation.field;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A type of the API server's own: its JSON has Go's names of the fields, all of them, in the order
 * of the declaration. A message that shows such a value shows it so.
 *
 * <p>Mirrors {@code pkg/apis/{admissionregistration,apps,batch,core,policy}/types.go}. A type that
 * is not listed is shown as it is written.
 */
public final class InternalType {
  // NAME then GoName=jsonName:word. A word is s (string), i (number), b (boolean), j (as it is
  // written, null when absent), p (number or string, 0 when absent), a type's name; after ? a
  // pointer, which is null when absent; after [] a list; after ~ what is left out when absent.
  private static final String TABLE =
      """
      DeploymentStrategy Type=type:s RollingUpdate=rollingUpdate:?RollingUpdate
      DaemonSetUpdateStrategy Type=type:s RollingUpdate=rollingUpdate:?RollingUpdate
      RollingUpdate MaxUnavailable=maxUnavailable:p MaxSurge=maxSurge:p
      StatefulSetUpdateStrategy Type=type:s RollingUpdate=rollingUpdate:?RollingUpdateStatefulSet
      RollingUpdateStatefulSet Partition=partition:i MaxUnavailable=maxUnavailable:j
      SeccompProfile Type=type:s LocalhostProfile=localhostProfile:?s
      AppArmorProfile Type=type:s LocalhostProfile=localhostProfile:?s
      Capabilities Add=add:j Drop=drop:j
      SELinuxOptions User=user:s Role=role:s Type=type:s Level=level:s
      WindowsOptions GMSACredentialSpecName=gmsaCredentialSpecName:?s \
      GMSACredentialSpec=gmsaCredentialSpec:?s RunAsUserName=runAsUserName:?s HostProcess=hostProcess:?b
      SecurityContext Capabilities=capabilities:?Capabilities Privileged=privileged:?b \
      SELinuxOptions=seLinuxOptions:?SELinuxOptions WindowsOptions=windowsOptions:?WindowsOptions \
      RunAsUser=runAsUser:?i RunAsGroup=runAsGroup:?i RunAsNonRoot=runAsNonRoot:?b \
      ReadOnlyRootFilesystem=readOnlyRootFilesystem:?b \
      AllowPrivilegeEscalation=allowPrivilegeEscalation:?b ProcMount=procMount:?s \
      SeccompProfile=seccompProfile:?SeccompProfile AppArmorProfile=appArmorProfile:?AppArmorProfile
      PodDisruptionBudgetSpec MinAvailable=minAvailable:j Selector=selector:?LabelSelector \
      MaxUnavailable=maxUnavailable:j UnhealthyPodEvictionPolicy=unhealthyPodEvictionPolicy:?s
      ScopeSelector MatchExpressions=matchExpressions:[]ScopedRequirement
      ScopedRequirement ScopeName=scopeName:s Operator=operator:s Values=values:j
      VolumeNodeAffinity Required=required:?NodeSelector
      NodeSelector NodeSelectorTerms=nodeSelectorTerms:[]NodeSelectorTerm
      NodeSelectorTerm MatchExpressions=matchExpressions:[]NodeRequirement \
      MatchFields=matchFields:[]NodeRequirement
      NodeRequirement Key=key:s Operator=operator:s Values=values:j
      PodResourceClaim Name=name:s ResourceClaimName=resourceClaimName:?s \
      ResourceClaimTemplateName=resourceClaimTemplateName:?s
      Toleration Key=key:s Operator=operator:s Value=value:s Effect=effect:s \
      TolerationSeconds=tolerationSeconds:?i
      LabelSelector matchLabels=matchLabels:~j matchExpressions=matchExpressions:~[]LabelRequirement
      LabelRequirement key=key:s operator=operator:s values=values:~j
      OwnerReference apiVersion=apiVersion:s kind=kind:s name=name:s uid=uid:s \
      controller=controller:~j blockOwnerDeletion=blockOwnerDeletion:~j
      SuccessPolicy Rules=rules:[]SuccessPolicyRule
      SuccessPolicyRule SucceededIndexes=succeededIndexes:?s SucceededCount=succeededCount:?i
      PodFailurePolicy Rules=rules:[]PodFailurePolicyRule
      PodFailurePolicyRule Action=action:s OnExitCodes=onExitCodes:?OnExitCodes \
      OnPodConditions=onPodConditions:[]OnPodCondition
      OnExitCodes ContainerName=containerName:?s Operator=operator:s Values=values:j
      OnPodCondition Type=type:s Status=status:s
      AuditAnnotation Key=key:s ValueExpression=valueExpression:s
      """;

  private static final Map<String, InternalType> TYPES = read();

  private final List<Field> fields;

  private InternalType(List<Field> fields) {
    this.fields = fields;
  }

  private record Field(String goName, String name, String word) {}

  /** The type of this name. */
  public static InternalType of(String name) {
    InternalType type = TYPES.get(name);
    if (type == null) {
      throw new IllegalArgumentException("no such type: " + name);
    }
    return type;
  }

  private static Map<String, InternalType> read() {
    Map<String, InternalType> types = new HashMap<>();
    for (String line : TABLE.split("\n", -1)) {
      String[] words = line.split(" ", -1);
      List<Field> fields = new ArrayList<>();
      for (int i = 1; i < words.length; i++) {
        int equals = words[i].indexOf('=');
        int colon = words[i].indexOf(':');
        fields.add(
            new Field(
                words[i].substring(0, equals),
                words[i].substring(equals + 1, colon),
                words[i].substring(colon + 1)));
      }
      types.put(words[0], new InternalType(List.copyOf(fields)));
    }
    return Map.copyOf(types);
  }

  /** The value as the API server shows it; of a list each element, of nothing null. */
  public String show(Value value) {
    if (value.isNull()) {
      return "null";
    }
    StringBuilder out = new StringBuilder();
    if (value instanceof ArrayValue list) {
      append(out, list);
    } else {
      append(out, value);
    }
    return GoText.shorten(out);
  }

  private void append(StringBuilder out, ArrayValue list) {
    out.append('[');
    for (int i = 0; i < list.size() && !GoText.isLong(out); i++) {
      out.append(i > 0 ? "," : "");
      append(out, list.get(i));
    }
    out.append(']');
  }

  private void append(StringBuilder out, Value value) {
    ObjectValue object = value instanceof ObjectValue written ? written : ObjectValue.EMPTY;
    out.append('{');
    boolean further = false;
    for (Field field : fields) {
      Value written = object.get(field.name);
      boolean omittable = field.word.startsWith("~");
      if (!omittable || !isEmpty(written)) {
        GoText.appendKey(out, field.goName, further);
        append(out, written, omittable ? field.word.substring(1) : field.word);
        further = true;
      }
    }
    out.append('}');
  }

  private static boolean isEmpty(Value value) {
    return value.isNull()
        || (value instanceof ArrayValue array && array.size() == 0)
        || (value instanceof ObjectValue object && object.size() == 0);
  }

  private static void append(StringBuilder out, Value value, String word) {
    if (word.startsWith("?")) {
      if (value.isNull()) {
        out.append("null");
      } else {
        append(out, value, word.substring(1));
      }
      return;
    }
    if (word.startsWith("[]")) {
      appendList(out, value, word.substring(2));
      return;
    }
    switch (word) {
      case "s" -> GoText.appendJson(out, value.isNull() ? new StringValue("") : value);
      case "i", "p" -> GoText.appendJson(out, value.isNull() ? NumberValue.of(0) : value);
      case "b" -> out.append(value.isNull() ? "false" : value.toString());
      case "j" -> GoText.appendJson(out, value);
      default -> of(word).append(out, value);
    }
  }

  private static void appendList(StringBuilder out, Value value, String word) {
    if (value instanceof ArrayValue array) {
      of(word).append(out, array);
    } else {
      out.append("null");
    }
  }
}

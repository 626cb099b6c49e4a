package dev.haetae.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A storage class.
 *
 * @param name the class's name
 * @param provisioner such as {@code nfs.csi.k8s.io} or {@code kubernetes.io/no-provisioner}
 * @param waitsForConsumer whether volumeBindingMode is WaitForFirstConsumer
 * @param isDefault whether a default-class annotation, stable or beta, is {@code "true"}
 * @param created RFC 3339, empty in a manifest; the newest of several defaults wins
 * @param allowedTopologies the nodes that volumes can be made for; null for all
 */
public record StorageClass(
    String name,
    String provisioner,
    boolean waitsForConsumer,
    boolean isDefault,
    String created,
    @Nullable NodeSelector allowedTopologies) {
  /** The provisioner that makes nothing. */
  public static final String NO_PROVISIONER = "kubernetes.io/no-provisioner";

  private static final List<String> DEFAULT_MARKS =
      List.of(
          "storageclass.kubernetes.io/is-default-class",
          "storageclass.beta.kubernetes.io/is-default-class");
  private static final String IN_TREE = "kubernetes.io/";
  private static final Set<String> MIGRATED =
      Set.of(
          "aws-ebs",
          "azure-disk",
          "azure-file",
          "cinder",
          "gce-pd",
          "portworx-volume",
          "vsphere-volume");

  /** The class that {@code resource} writes. */
  public static StorageClass of(Resource resource) {
    return new StorageClass(
        resource.name(),
        resource.view().text("provisioner"),
        resource.view().text("volumeBindingMode").equals("WaitForFirstConsumer"),
        !defaultMark(resource).isEmpty(),
        resource.metadata().text("creationTimestamp"),
        topologies(resource.view()));
  }

  /** The annotation that makes {@code resource} the default class; empty when none does. */
  public static String defaultMark(Resource resource) {
    ObjectView annotations = resource.metadata().object("annotations");
    for (String mark : DEFAULT_MARKS) {
      if (annotations.text(mark).equals("true")) {
        return mark;
      }
    }
    return "";
  }

  private static @Nullable NodeSelector topologies(ObjectView view) {
    List<NodeSelector.Term> terms = new ArrayList<>();
    for (ObjectView term : view.objects("allowedTopologies")) {
      List<LabelSelector.Requirement> requirements = new ArrayList<>();
      for (ObjectView label : term.objects("matchLabelExpressions")) {
        requirements.add(
            new LabelSelector.Requirement(
                label.text("key"), LabelSelector.Operator.IN, label.texts("values")));
      }
      terms.add(new NodeSelector.Term(requirements, List.of()));
    }
    return terms.isEmpty() ? null : new NodeSelector(terms);
  }

  /**
   * Returns whether something makes volumes for it: an external provisioner, or the CSI driver that
   * a former in-tree plugin was migrated to. No other {@code kubernetes.io/} provisioner exists.
   */
  public boolean provisions() {
    return !provisioner.startsWith(IN_TREE)
        || MIGRATED.contains(provisioner.substring(IN_TREE.length()));
  }
}

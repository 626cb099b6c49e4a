package dev.haetae.cli.auditing;

import dev.haetae.cli.input.AdmissionObjects;
import dev.haetae.cluster.client.ApiServer;
import dev.haetae.cluster.client.Discovery;
import dev.haetae.cluster.client.Discovery.ServedVersion;
import dev.haetae.cluster.client.ListedObjects;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.KeptFields;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.StreamedObject;
import dev.haetae.resource.tree.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Kubernetes' own policies of a cluster, their bindings, and the objects that they look at besides
 * those that they judge: namespaces, and parameters. Secrets and ConfigMaps are not read, whatever
 * they parametrize.
 */
final class InTreeObjects {
  private static final int MOST_TOLD = 8;
  private static final String SOURCE = "cluster";
  private static final String REGISTRATION = "admissionregistration.k8s.io/v1";
  private static final List<Kind> KINDS =
      List.of(
          new Kind("MutatingAdmissionPolicy", "mutatingadmissionpolicies"),
          new Kind("MutatingAdmissionPolicyBinding", "mutatingadmissionpolicybindings"),
          new Kind("ValidatingAdmissionPolicy", "validatingadmissionpolicies"),
          new Kind("ValidatingAdmissionPolicyBinding", "validatingadmissionpolicybindings"));
  private static final Set<GroupKind> UNREAD = Set.of(GroupKind.SECRET, GroupKind.CONFIG_MAP);
  private static final KeptFields WHOLE =
      KeptFields.allBut(
          "metadata.managedFields",
          "metadata.annotations[kubectl.kubernetes.io/last-applied-configuration]");

  private record Kind(String name, String plural) {}

  private final ApiServer server;
  private final Consumer<String> notes;
  private final List<Resource> objects = new ArrayList<>();

  /**
   * None read yet.
   *
   * @param notes is told what may not be read
   */
  InTreeObjects(ApiServer server, Consumer<String> notes) {
    this.server = server;
    this.notes = notes;
  }

  /**
   * Reads them.
   *
   * @param named other policies that may look at something
   */
  List<Resource> read(AdmissionObjects named) throws RequestFailedException, InterruptedException {
    for (Kind kind : KINDS) {
      list(REGISTRATION, kind.name(), "/apis/" + REGISTRATION + '/' + kind.plural());
    }
    AdmissionObjects there = new AdmissionObjects();
    objects.forEach(there::register);
    if (there.isEmpty() && named.isEmpty()) {
      return objects;
    }
    list("v1", "Namespace", "/api/v1/namespaces");
    params(there);
    params(named);
    return objects;
  }

  private void params(AdmissionObjects policies)
      throws RequestFailedException, InterruptedException {
    for (AdmissionObjects.ParamKind kind : policies.paramKinds()) {
      if (UNREAD.contains(GroupKind.of(kind.apiVersion(), kind.kind()))) {
        notes.accept(
            "objects of kind "
                + kind.kind()
                + " are not read of a cluster: what they parametrize is undecided");
      } else {
        params(kind);
      }
    }
  }

  private void params(AdmissionObjects.ParamKind kind)
      throws RequestFailedException, InterruptedException {
    try {
      for (ServedVersion served : new Discovery(server).kinds(kind.apiVersion())) {
        if (served.kind().kind().equals(kind.kind())) {
          list(kind.apiVersion(), kind.kind(), served.path());
        }
      }
    } catch (RequestFailedException e) {
      if (e.code() != 404) {
        throw e;
      }
    }
  }

  private void list(String apiVersion, String kind, String path)
      throws RequestFailedException, InterruptedException {
    List<String> unreadable = new ArrayList<>(0);
    try {
      var _ =
          server.list(
              path,
              WHOLE,
              Limits.REVIEW.bytes(),
              object -> add(object, apiVersion, kind, unreadable));
    } catch (RequestFailedException e) {
      if (e.isHidden()) {
        notes.accept("cluster: you may not list " + kind + ": not judged by them");
      } else if (e.code() != 404) {
        throw e;
      }
    }
    tell(kind, unreadable);
  }

  private void add(StreamedObject object, String apiVersion, String kind, List<String> unreadable) {
    String problem = object.problem();
    if (object.isReadable()) {
      try {
        objects.add(ListedObjects.named(object.tree(), apiVersion, kind, SOURCE, Carriers.SHIPPED));
        return;
      } catch (MalformedResourceException e) {
        problem = e.sentence();
      }
    }
    unreadable.add(Text.quote(object.name()) + " cannot be read: " + Text.escape(problem));
  }

  private void tell(String kind, List<String> unreadable) {
    for (String sentence : unreadable.subList(0, Math.min(unreadable.size(), MOST_TOLD))) {
      notes.accept("cluster: " + kind + ' ' + sentence);
    }
    if (unreadable.size() > MOST_TOLD) {
      int more = unreadable.size() - MOST_TOLD;
      notes.accept("cluster: " + more + " more of kind " + kind + " cannot be read");
    }
  }
}

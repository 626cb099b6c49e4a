package dev.haetae.simulator.scheduling.devices;

import dev.haetae.resource.NodeSelector;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Toleration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ResourceClaim, as it is or as it will be made from a template.
 *
 * @param namespace its namespace
 * @param name its name
 * @param requests what it asks for, all of it
 * @param constraints what its devices must have in common
 * @param allocated whether it has its devices
 * @param nodes the nodes from which these can be reached; null for all
 * @param users how many pods it is reserved for
 */
record DeviceClaim(
    String namespace,
    String name,
    List<Request> requests,
    List<Constraint> constraints,
    boolean allocated,
    @Nullable NodeSelector nodes,
    int users) {

  /**
   * A request of a claim.
   *
   * @param name the request's name
   * @param alternatives one of which is enough, the first that can be had
   * @param prioritized whether it is a list of alternatives, {@code firstAvailable}
   */
  record Request(String name, List<Alternative> alternatives, boolean prioritized) {
    private static Request of(ObjectView view) {
      List<Alternative> alternatives = new ArrayList<>();
      boolean prioritized = view.array("firstAvailable").size() > 0;
      if (prioritized) {
        for (ObjectView one : view.objects("firstAvailable")) {
          alternatives.add(Alternative.of(one, one.text("name")));
        }
      } else {
        // Before the API was v1, the fields stood beside the name.
        ObjectView exactly = view.has("exactly") ? view.object("exactly") : view;
        alternatives.add(Alternative.of(exactly, view.text("name")));
      }
      return new Request(view.text("name"), alternatives, prioritized);
    }

    /** The name of an alternative in results and messages: {@code request/alternative}. */
    String nameOf(Alternative alternative) {
      return prioritized ? name + '/' + alternative.name() : name;
    }
  }

  /**
   * Devices of one class that a request asks for.
   *
   * @param name the alternative's name, or the request's where there are no alternatives
   * @param className the device class
   * @param selectors expressions that all have to hold
   * @param all whether it asks for all that there are
   * @param count how many it asks for otherwise
   * @param admin whether it looks at devices that others have
   * @param tolerations of taints of devices
   */
  record Alternative(
      String name,
      String className,
      List<String> selectors,
      boolean all,
      long count,
      boolean admin,
      List<Toleration> tolerations) {
    private static Alternative of(ObjectView view, String name) {
      List<Toleration> tolerations = new ArrayList<>();
      for (ObjectView toleration : view.objects("tolerations")) {
        tolerations.add(Toleration.of(toleration));
      }
      return new Alternative(
          name,
          view.text("deviceClassName"),
          expressions(view),
          view.text("allocationMode").equals("All"),
          view.integer("count", 1),
          view.flag("adminAccess", false),
          tolerations);
    }
  }

  /**
   * A constraint on the devices of some requests.
   *
   * @param requests their names; none for all
   * @param attribute the attribute, by its fully qualified name
   * @param distinct whether all values must differ, and not be the same
   */
  record Constraint(List<String> requests, String attribute, boolean distinct) {
    boolean isAbout(Request request, Alternative alternative) {
      return requests.isEmpty()
          || requests.contains(request.name())
          || requests.contains(request.nameOf(alternative));
    }
  }

  /** The expressions of the {@code selectors} of a class or request. */
  static List<String> expressions(ObjectView view) {
    List<String> expressions = new ArrayList<>();
    for (ObjectView selector : view.objects("selectors")) {
      expressions.add(selector.object("cel").text("expression"));
    }
    return expressions;
  }

  /**
   * The claim with this spec and status.
   *
   * @param status empty for one that is to be made
   */
  static DeviceClaim of(String namespace, String name, ObjectView spec, ObjectView status) {
    ObjectView devices = spec.object("devices");
    List<Request> requests = new ArrayList<>();
    for (ObjectView request : devices.objects("requests")) {
      requests.add(Request.of(request));
    }
    List<Constraint> constraints = new ArrayList<>();
    for (ObjectView constraint : devices.objects("constraints")) {
      boolean distinct = constraint.has("distinctAttribute");
      constraints.add(
          new Constraint(
              constraint.texts("requests"),
              constraint.text(distinct ? "distinctAttribute" : "matchAttribute"),
              distinct));
    }
    ObjectView allocation = status.object("allocation");
    return new DeviceClaim(
        namespace,
        name,
        requests,
        constraints,
        status.has("allocation"),
        allocation.has("nodeSelector") ? NodeSelector.of(allocation.object("nodeSelector")) : null,
        status.array("reservedFor").size());
  }

  /** The devices that a claim with this status has to itself. */
  static List<Device.Id> devices(ObjectView status) {
    List<Device.Id> ids = new ArrayList<>();
    for (ObjectView result : status.object("allocation").object("devices").objects("results")) {
      if (!result.flag("adminAccess", false)) {
        ids.add(new Device.Id(result.text("driver"), result.text("pool"), result.text("device")));
      }
    }
    return ids;
  }

  /** The same claim without its devices. */
  DeviceClaim unallocated() {
    return new DeviceClaim(namespace, name, requests, constraints, false, null, users);
  }

  /** {@code namespace/name}. */
  String key() {
    return namespace + '/' + name;
  }
}

package dev.haetae.simulator.scheduling.devices;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import java.util.ArrayList;
import java.util.List;

/**
 * A resource claim that a pod names ({@code spec.resourceClaims[]}).
 *
 * @param name by which its containers name it
 * @param claim the claim's name; empty when it is made with the pod
 * @param template the name of the template that it is made from then
 */
public record DeviceUse(String name, String claim, String template) {
  /** The claims that a pod of this spec names. */
  public static List<DeviceUse> of(PodView pod) {
    if (!pod.spec().has("resourceClaims")) {
      return List.of();
    }
    List<DeviceUse> uses = new ArrayList<>();
    for (ObjectView use : pod.spec().objects("resourceClaims")) {
      uses.add(
          new DeviceUse(
              use.text("name"),
              use.text("resourceClaimName"),
              use.text("resourceClaimTemplateName")));
    }
    return List.copyOf(uses);
  }
}

package dev.haetae.simulator.prediction;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.UnreadableObjectException;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.simulator.admission.ControllerPods.Pods;
import dev.haetae.simulator.binding.VolumeBinding;
import dev.haetae.simulator.prediction.Admission.Admitted;
import dev.haetae.simulator.prediction.Prediction.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The predictor of the objects of an input, one after the other: what the control plane will do
 * with each. What one of them takes, the next cannot have. Claims come first, since pods wait for
 * them, and are told as they are in the end.
 */
public final class Predictor {
  private static final int TURNS = 3;

  private final Inventory world;
  private final ClaimPredictor claims;
  private final PodPredictor pods;
  private final FirstConsumers consumers;

  /**
   * A predictor in a world.
   *
   * @param before the world without the input
   * @param world the world with the input's objects, which take the place of those of their names
   * @param spelling finds the names that were meant
   * @param settings what no object of the world says
   */
  public Predictor(Inventory before, Inventory world, Spelling spelling, ClusterSettings settings) {
    this.world = world;
    PredictedWorld predicted = new PredictedWorld(before, world);
    this.consumers = new FirstConsumers(predicted);
    this.claims = new ClaimPredictor(predicted, spelling, settings.makesNfs(), consumers);
    this.pods = new PodPredictor(predicted, claims, spelling);
  }

  /**
   * Predicts objects that are there, in their order, with as many pods as are written; what is
   * neither claim nor carrier is passed over.
   *
   * @param malformed told of every object with a field of the wrong type, which is passed over too
   * @param unreadable told of every object that hangs on one which is there and cannot be read;
   *     nothing is predicted of it
   */
  public List<Prediction> predict(
      List<Resource> objects,
      BiConsumer<Resource, MalformedResourceException> malformed,
      BiConsumer<Resource, UnreadableObjectException> unreadable) {
    List<Prediction> all = new ArrayList<>();
    Map<Resource, List<Prediction>> found = predict(objects, Map.of(), malformed, unreadable);
    objects.forEach(object -> all.addAll(found.getOrDefault(object, List.of())));
    return all;
  }

  /**
   * Predicts what the API server has accepted, each as it is stored, with the pods that controllers
   * get for it: first the answer to the object, then what becomes of it.
   */
  public List<Prediction> follow(
      List<Admitted> admitted,
      BiConsumer<Resource, MalformedResourceException> malformed,
      BiConsumer<Resource, UnreadableObjectException> unreadable) {
    Map<Resource, Map<String, Pods>> pods = new HashMap<>();
    List<Resource> there = new ArrayList<>();
    for (Admitted one : admitted) {
      if (one.stored() != null) {
        there.add(one.stored());
        pods.put(one.stored(), one.pods());
      }
    }
    Map<Resource, List<Prediction>> found = predict(there, pods, malformed, unreadable);
    List<Prediction> all = new ArrayList<>();
    for (Admitted one : admitted) {
      all.addAll(one.told());
      if (one.stored() != null) {
        all.addAll(found.getOrDefault(one.stored(), List.of()));
      }
    }
    return all;
  }

  private Map<Resource, List<Prediction>> predict(
      List<Resource> objects,
      Map<Resource, Map<String, Pods>> created,
      BiConsumer<Resource, MalformedResourceException> malformed,
      BiConsumer<Resource, UnreadableObjectException> unreadable) {
    Map<Resource, List<Prediction>> found = new HashMap<>();
    for (int turn = 0; turn < TURNS; turn++) {
      for (Resource object : objects) {
        if (turn == turn(object)) {
          try {
            found.put(object, predict(object, created.getOrDefault(object, Map.of())));
          } catch (MalformedResourceException e) {
            malformed.accept(object, e);
          } catch (UnreadableObjectException e) {
            unreadable.accept(object, e);
          }
        }
      }
    }
    found.replaceAll((_, predictions) -> consumers.settle(predictions));
    return found;
  }

  // What names its node comes last: only what the scheduler places binds claims.
  private static int turn(Resource object) {
    if (object.groupKind().equals(GroupKind.PERSISTENT_VOLUME_CLAIM)) {
      return 0;
    }
    for (PodView pod : pods(object)) {
      if (!pod.nodeName().isEmpty()) {
        return 2;
      }
    }
    return 1;
  }

  // What is wrong with them is told when it is their turn.
  private static List<PodView> pods(Resource object) {
    try {
      return object.pods();
    } catch (MalformedResourceException e) {
      return List.of();
    }
  }

  private List<Prediction> predict(Resource object, Map<String, Pods> created) {
    if (object.groupKind().equals(GroupKind.PERSISTENT_VOLUME_CLAIM)) {
      PersistentVolumeClaim claim = VolumeBinding.claim(object, world);
      return List.of(claims.predict(claim, Identity.of(object), "spec"));
    }
    return pods.predict(object, created);
  }
}

package dev.haetae.rule.cel.world;

import static dev.haetae.cel.ExpressionType.DYN;
import static dev.haetae.cel.ExpressionType.INT;
import static dev.haetae.cel.ExpressionType.STRING;

import dev.haetae.cel.CelFunction;
import dev.haetae.cel.ExpressionType;
import dev.haetae.cel.value.CelFailure;
import dev.haetae.cel.value.Handle;
import dev.haetae.cel.value.TreeObject;
import dev.haetae.cel.value.ViewList;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.Inventory.NodePortOwner;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Sentence;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The functions of {@code inventory} and {@code predict}. What is not found in a closed world does
 * not exist; in an open one it is not known.
 */
public final class WorldFunctions {
  /** The name of the variable through which the world is looked at. */
  public static final String INVENTORY = "inventory";

  /** The name of the variable through which predictions are asked for. */
  public static final String PREDICT = "predict";

  private static final int MOST_PORT = 65535;

  private static final ExpressionType INVENTORY_TYPE = ExpressionType.opaque("haetae.Inventory");
  private static final ExpressionType PREDICT_TYPE = ExpressionType.opaque("haetae.Predictions");
  private static final List<CelFunction> ALL =
      List.of(
          one("claim", WorldTypes.CLAIM, Inventory::claim),
          one("volume", WorldTypes.VOLUME, Inventory::volume),
          one("node", WorldTypes.NODE, Inventory::node),
          one("service", WorldTypes.SERVICE, Inventory::service),
          one("namespace", WorldTypes.NAMESPACE, WorldFunctions::namespace),
          nodePortOwner(),
          some("claims", WorldTypes.CLAIM, 1, (world, of) -> world.claims(of[0])),
          some("services", WorldTypes.SERVICE, 1, (world, of) -> world.services(of[0])),
          some("nodes", WorldTypes.NODE, 0, (world, _) -> world.nodes()),
          some("podsUsing", WorldTypes.POD, 2, (world, of) -> world.podsUsing(of[0], of[1])),
          predict("claim", List.of(DYN), WorldTypes.CLAIM_PREDICTION, Predictions::claim),
          predict(
              "claim",
              List.of(STRING, STRING),
              WorldTypes.CLAIM_PREDICTION,
              Predictions::namedClaim),
          predict("pod", List.of(DYN), WorldTypes.POD_PREDICTION, Predictions::pod));

  private WorldFunctions() {}

  /** All functions. */
  public static List<CelFunction> all() {
    return ALL;
  }

  /** The variables that the functions are called on, with their types. */
  public static Map<String, ExpressionType> variables() {
    return Map.of(INVENTORY, INVENTORY_TYPE, PREDICT, PREDICT_TYPE);
  }

  /** The value of {@code inventory}. */
  public static Object inventory(WorldLook look) {
    return new Handle("haetae.Inventory", look);
  }

  /** The value of {@code predict}. */
  public static Object predict(WorldLook look) {
    return new Handle("haetae.Predictions", look);
  }

  private static WorldLook look(Object[] arguments) {
    return (WorldLook) ((Handle) arguments[0]).held();
  }

  @FunctionalInterface
  private interface ByName<T> {
    @Nullable T find(Inventory world, String name);
  }

  @FunctionalInterface
  private interface ByNamespaceAndName<T> {
    @Nullable T find(Inventory world, String namespace, String name);
  }

  private static <T> CelFunction one(String name, RecordType<T> type, ByName<T> find) {
    return one(name, type, List.of(STRING), (world, of) -> find.find(world, of[0]));
  }

  private static <T> CelFunction one(String name, RecordType<T> type, ByNamespaceAndName<T> find) {
    return one(name, type, List.of(STRING, STRING), (world, of) -> find.find(world, of[0], of[1]));
  }

  private static <T> CelFunction one(
      String name,
      RecordType<T> type,
      List<ExpressionType> parameters,
      BiFunction<Inventory, String[], @Nullable T> find) {
    return new CelFunction(
        name,
        INVENTORY_TYPE,
        parameters,
        ExpressionType.optional(type.type()),
        arguments -> {
          WorldLook look = look(arguments);
          return look.answer(
              () -> call(INVENTORY, name, arguments),
              () -> optional(look, type, find.apply(look.inventory(), texts(arguments))));
        });
  }

  // Nothing where it is not known whether there is one.
  private static <T> @Nullable Object optional(
      WorldLook look, RecordType<T> type, @Nullable T found) {
    if (found == null) {
      return look.inventory().isClosed() ? Optional.empty() : null;
    }
    return Optional.of(type.view(found));
  }

  private static CelFunction nodePortOwner() {
    String name = "nodePortOwner";
    return new CelFunction(
        name,
        INVENTORY_TYPE,
        List.of(INT),
        ExpressionType.optional(WorldTypes.NODE_PORT_OWNER.type()),
        arguments -> {
          WorldLook look = look(arguments);
          long port = (Long) arguments[1];
          return look.answer(
              () -> call(INVENTORY, name, arguments),
              () -> optional(look, WorldTypes.NODE_PORT_OWNER, otherOwner(look, port)));
        });
  }

  // A Service that is judged among files is in their world, and not in its own way.
  private static @Nullable NodePortOwner otherOwner(WorldLook look, long port) {
    if (port < 1 || port > MOST_PORT) {
      return null;
    }
    Resource subject = look.subject();
    boolean isService = subject.groupKind().equals(GroupKind.SERVICE);
    for (NodePortOwner owner : look.inventory().nodePortOwners((int) port)) {
      if (!isService
          || !owner.namespace().equals(subject.namespace())
          || !owner.name().equals(subject.name())) {
        return owner;
      }
    }
    return null;
  }

  private static WorldTypes.@Nullable Namespace namespace(Inventory world, String name) {
    Map<String, String> labels = world.namespaceLabels(name);
    return labels == null ? null : new WorldTypes.Namespace(name, labels);
  }

  // Where not everything is known, a list may lack what counts.
  private static <T> CelFunction some(
      String name,
      RecordType<T> type,
      int parameters,
      BiFunction<Inventory, String[], Collection<T>> find) {
    return new CelFunction(
        name,
        INVENTORY_TYPE,
        List.of(STRING, STRING).subList(0, parameters),
        ExpressionType.list(type.type()),
        arguments -> {
          WorldLook look = look(arguments);
          return look.answer(
              () -> call(INVENTORY, name, arguments),
              () ->
                  look.inventory().isClosed()
                      ? new ViewList<>(
                          look.watched(find.apply(look.inventory(), texts(arguments))), type::view)
                      : null);
        });
  }

  @FunctionalInterface
  private interface Prediction<T> {
    /** Gives the prediction; null when it hangs on what is not known. */
    @Nullable T of(WorldLook look, Object[] arguments);
  }

  private static <T> CelFunction predict(
      String name, List<ExpressionType> parameters, RecordType<T> type, Prediction<T> prediction) {
    return new CelFunction(
        name,
        PREDICT_TYPE,
        parameters,
        type.type(),
        arguments -> {
          WorldLook look = look(arguments);
          return look.answer(
              () -> call(PREDICT, name, arguments),
              () -> {
                T predicted = prediction.of(look, arguments);
                return predicted == null ? null : type.view(predicted);
              });
        });
  }

  private static String[] texts(Object[] arguments) {
    String[] texts = new String[arguments.length - 1];
    for (int i = 0; i < texts.length; i++) {
      if (!(arguments[i + 1] instanceof String text)) {
        throw new CelFailure("no such overload");
      }
      texts[i] = text;
    }
    return texts;
  }

  private static String call(String of, String name, Object[] arguments) {
    StringBuilder out = new StringBuilder(of).append('.').append(name).append('(');
    for (int i = 1; i < arguments.length; i++) {
      out.append(i == 1 ? "" : ", ").append(written(arguments[i]));
    }
    return out.append(')').toString();
  }

  private static String written(Object argument) {
    return switch (argument) {
      case String text -> Sentence.of("%q", text).message();
      case Long number -> number.toString();
      case TreeObject object -> object.variable().isEmpty() ? "…" : object.variable();
      default -> "…";
    };
  }
}

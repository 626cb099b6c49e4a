package dev.haetae.cluster.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cluster.client.ListedObjects;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.resource.DeviceClass;
import dev.haetae.resource.Node;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Origin;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.resource.StorageClass;
import dev.haetae.resource.text.KeptFields;
import dev.haetae.resource.text.ObjectStream;
import dev.haetae.resource.text.StreamedObject;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.schema.FieldType;
import dev.haetae.schema.ObjectType;
import dev.haetae.schema.Schema;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is read of a kind is all that its record takes, and no more than its bounds. */
class InventoryKindTest {
  // What rules ask for by name of annotations, and any two labels.
  private static final List<String> KEYS =
      List.of(
          "a",
          "example.dev/b",
          "volume.beta.kubernetes.io/storage-class",
          "storageclass.kubernetes.io/is-default-class",
          "pv.kubernetes.io/bind-completed",
          "volume.kubernetes.io/selected-node",
          "kubernetes.io/enforce-mountable-secrets");

  private int values;

  /** An object of a kind in which every field of the schema is written. */
  private ObjectValue whole(InventoryKind kind) {
    ObjectType type =
        Schema.kubernetes().kind(kind.apiVersion(), kind.word()).orElseThrow(AssertionError::new);
    return ((ObjectValue) object(type, 0)).without("apiVersion").without("kind");
  }

  private Value object(ObjectType type, int depth) {
    ObjectValue.Builder object = new ObjectValue.Builder(8);
    for (String field : type.fieldNames()) {
      Value value = value(field, type.field(field).orElseThrow(), depth + 1);
      object.put(field, value);
    }
    return object.build();
  }

  private Value value(String field, FieldType type, int depth) {
    assertThat(depth).isLessThan(40);
    return switch (type) {
      case FieldType.ObjectOf of -> object(of.type(), depth);
      case FieldType.ObjectOr or -> object(or.type(), depth);
      case FieldType.ListOf of ->
          ArrayValue.of(
              List.of(value(field, of.element(), depth), value(field, of.element(), depth)));
      case FieldType.MapOf of -> {
        ObjectValue.Builder map = new ObjectValue.Builder(KEYS.size());
        for (String key : KEYS) {
          map.put(key, value(key, of.value(), depth));
        }
        yield map.build();
      }
      case FieldType.Any _ -> ObjectValue.EMPTY;
      case FieldType.Scalar scalar -> scalar(field, scalar);
    };
  }

  private Value scalar(String field, FieldType.Scalar scalar) {
    values++;
    return switch (scalar) {
      case BOOLEAN -> BooleanValue.TRUE;
      case INT32, INT64, UINT8, NUMBER -> NumberValue.of(values % 200);
      case QUANTITY -> new StringValue(values % 1000 + "Mi");
      case STRING, INT_OR_STRING, TIME, MICRO_TIME, BYTES ->
          new StringValue(
              switch (field) {
                case "operator" -> "In";
                case "phase" -> "Running";
                case "storageclass.kubernetes.io/is-default-class" -> "true";
                default -> "text-" + values;
              });
    };
  }

  private static StreamedObject read(InventoryKind kind, ObjectValue object) throws Exception {
    List<StreamedObject> items = new ArrayList<>();
    byte[] list = ("{\"items\":[" + JsonWriter.toText(object) + "]}").getBytes(UTF_8);
    var _ =
        new ObjectStream(
                new ByteArrayInputStream(list),
                KeptFields.of(kind.fields().toArray(String[]::new)),
                kind.longest())
            .list(items::add);
    return items.getFirst();
  }

  private static Object seen(InventoryKind kind, ObjectValue tree) {
    Resource object = ListedObjects.of(tree, kind.apiVersion(), kind.word());
    return switch (kind) {
      case NAMESPACE -> object.labels();
      case NODE -> Node.of(object);
      case STORAGE_CLASS -> StorageClass.of(object);
      case DEVICE_CLASS -> DeviceClass.of(object);
      case RESOURCE_QUOTA -> quota(object);
      case LIMIT_RANGE -> object.view().object("spec").value();
      case RUNTIME_CLASS ->
          List.of(
              object.view().object("overhead").object("podFixed").value(),
              object.view().object("scheduling").value());
      case PRIORITY_CLASS ->
          List.of(
              object.view().integer("value", 0),
              object.view().flag("globalDefault", false),
              object.view().text("preemptionPolicy"));
      case SERVICE_ACCOUNT -> account(object);
      case PERSISTENT_VOLUME -> PersistentVolume.of(object);
      case PERSISTENT_VOLUME_CLAIM -> PersistentVolumeClaim.of(object);
      case SERVICE -> ServiceView.of(object).spec().value();
      case POD -> PlacedPod.of(object);
    };
  }

  // All that the ledger of quotas reads.
  private static Object quota(Resource object) {
    ObjectView spec = object.view().object("spec");
    ObjectView status = object.view().object("status");
    return List.of(
        spec.object("hard").value(),
        spec.texts("scopes"),
        spec.object("scopeSelector").value(),
        status.object("hard").value(),
        status.object("used").value());
  }

  // All that the plugin of service accounts reads.
  private static Object account(Resource object) {
    List<Object> read = new ArrayList<>();
    read.add(object.view().flag("automountServiceAccountToken", true));
    read.add(
        object
            .view()
            .object("metadata")
            .object("annotations")
            .text("kubernetes.io/enforce-mountable-secrets"));
    for (String list : List.of("imagePullSecrets", "secrets")) {
      object.view().objects(list).forEach(one -> read.add(one.text("name")));
    }
    return read;
  }

  @ParameterizedTest
  @EnumSource
  void allThatARecordTakesIsRead(InventoryKind kind) throws Exception {
    ObjectValue whole = whole(kind);
    StreamedObject read = read(kind, whole);
    assertThat(read.problem()).isEmpty();
    assertThat(seen(kind, read.tree())).isEqualTo(seen(kind, whole));
    assertThat(read.name()).isEqualTo(Resource.of(whole, Origin.NONE, "").name());
  }

  /** What nobody asks for may have any size. */
  @ParameterizedTest
  @EnumSource
  void nothingElseIsKept(InventoryKind kind) throws Exception {
    ObjectValue metadata =
        new ObjectValue.Builder(4)
            .put("name", new StringValue("n"))
            .put("annotations", ObjectValue.of("a", new StringValue("x".repeat(300_000))))
            .put("managedFields", new StringValue("x".repeat(300_000)))
            .put("labels", ObjectValue.of("a", new StringValue("x".repeat(300_000))))
            .build();
    StreamedObject read = read(kind, ObjectValue.of("metadata", metadata));
    assertThat(read.isReadable()).isTrue();
    assertThat(read.bytes()).isLessThan(100);
    // Of the other kinds nobody asks for any label.
    assertThat(read.isCut())
        .isEqualTo(
            kind == InventoryKind.NAMESPACE
                || kind == InventoryKind.NODE
                || kind == InventoryKind.PERSISTENT_VOLUME
                || kind == InventoryKind.POD);
  }
}

package dev.haetae.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeviceClassTest {
  private static DeviceClass of(String expression) {
    ObjectValue selector =
        ObjectValue.of("cel", ObjectValue.of("expression", new StringValue(expression)));
    ObjectValue tree =
        ObjectValue.of("apiVersion", new StringValue("resource.k8s.io/v1"))
            .with("kind", new StringValue("DeviceClass"))
            .with("metadata", ObjectValue.of("name", new StringValue("fast")))
            .with(
                "spec",
                ObjectValue.of("selectors", ArrayValue.of(List.of(selector)))
                    .with("extendedResourceName", new StringValue("example.com/fast")));
    return DeviceClass.of(Resource.of(tree, Origin.NONE, ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "device.driver == 'gpu.nvidia.com' ; gpu.nvidia.com",
        "device.driver==\"nic.x.io\" && device.attributes['nic.x.io'].fast ; nic.x.io",
        "device.driver == 'a' || device.driver == 'b' ; a,b",
        "device.driver in ['a', \"b\" , 'c'] ; a,b,c",
        "device.driver.startsWith('gpu.') ; ``",
        "device.driver == DRIVER ; ``",
        "device.driver == ; ``",
        "device.driver in [ ; ``",
        "device.driver in ['a ; ``",
        "device.attributes['gpu.nvidia.com'].type == 'gpu' ; ``"
      })
  void readsTheDriversThatASelectorNames(String expression, String drivers) {
    assertThat(String.join(",", of(expression).drivers())).isEqualTo(drivers);
  }

  @Test
  void standsForAResource() {
    assertThat(of("").name()).isEqualTo("fast");
    assertThat(of("").extendedResourceName()).isEqualTo("example.com/fast");
    assertThat(DeviceClass.nameOf("deviceclass.resource.kubernetes.io/fast")).isEqualTo("fast");
    assertThat(DeviceClass.nameOf("example.com/fast")).isNull();
  }
}

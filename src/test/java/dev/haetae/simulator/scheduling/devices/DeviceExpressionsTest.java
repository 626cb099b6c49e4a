package dev.haetae.simulator.scheduling.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haetae.resource.NodeSelector;
import dev.haetae.resource.Quantity;
import dev.haetae.simulator.scheduling.devices.Device.Attribute;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The expressions by which devices are usually selected. */
final class DeviceExpressionsTest {
  private static final @Nullable NodeSelector NO_SELECTOR = null;
  private static final Device GPU =
      new Device(
          new Device.Id("gpu.nvidia.com", "n1", "gpu-0"),
          Map.of(
              "productName", new Attribute("string", "NVIDIA A100"),
              "numa", new Attribute("int", "1"),
              "mig", new Attribute("bool", "false"),
              "driverVersion", new Attribute("version", "535.104.5"),
              "other.io/rack", new Attribute("string", "r1")),
          Map.of("memory", Objects.requireNonNull(Quantity.parse("80Gi"))),
          CounterSets.NONE,
          List.of(),
          new DevicePlace("n1", false, NO_SELECTOR));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "device.driver == 'gpu.nvidia.com'",
        "device.attributes['gpu.nvidia.com'].productName == 'NVIDIA A100'",
        "device.attributes[\"gpu.nvidia.com\"].productName.lowerAscii().matches('^.*a100.*$')",
        "device.attributes['gpu.nvidia.com']['numa'] in [0, 1]",
        "device.attributes['gpu.nvidia.com'].numa + 1 > 1 &&"
            + " !device.attributes['gpu.nvidia.com'].mig",
        "device.attributes['other.io'].rack.startsWith('r')",
        "'rack' in device.attributes['other.io']",
        "!('x' in device.attributes['nobody.io'])",
        "has(device.attributes['gpu.nvidia.com'].numa) && !has(device.attributes['a.io'].b)",
        "device.capacity['gpu.nvidia.com'].memory.compareTo(quantity('40Gi')) >= 0",
        "device.capacity['gpu.nvidia.com'].memory.isGreaterThan(quantity('79Gi'))",
        "device.capacity['gpu.nvidia.com'].memory == quantity('81920Mi')",
        "device.attributes['gpu.nvidia.com'].driverVersion.isGreaterThan(semver('535.54.3'))",
        "device.attributes['gpu.nvidia.com'].driverVersion.major() == 535",
        "semver('1.0.0-rc.1').compareTo(semver('1.0.0')) < 0",
        "device.attributes['a.io'].?color.orValue('none') == 'none'",
        "cel.bind(g, device.attributes['gpu.nvidia.com'], g.numa == 1 && g.mig == false)",
        "['A100', 'H100'].exists(p, device.attributes['gpu.nvidia.com'].productName.endsWith(p))",
        "device.driver == 'a' ? false : true",
        "device.attributes['a.io'].b == 1 || true",
        "true || device.attributes['a.io'].b == 1",
        "device.attributes['gpu.nvidia.com'].numa != 'one'"
      })
  void selectDevices(String expression) {
    assertThat(DeviceExpressions.USUAL.matches(expression, GPU)).isTrue();
    assertThat(DeviceExpressions.USUAL.matches("!(" + expression + ")", GPU)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "device.attributes['gpu.nvidia.com'].color == 'red'",
        "device.attributes['a.io'].b == 1 && true",
        "device.capacity['gpu.nvidia.com'].cores.compareTo(quantity('1')) > 0",
        "device.attributes['gpu.nvidia.com'].productName < 3",
        "device.driver.matches('(')",
        "quantity('a lot') == quantity('1')",
        "device.driver"
      })
  void failOnWhatTheDeviceHasNot(String expression) {
    assertThatThrownBy(() -> DeviceExpressions.USUAL.matches(expression, GPU))
        .isInstanceOf(DeviceErrorException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "device.driver ==",
        "device.driver == 'a' )",
        "unknown(device.driver)",
        "device.driver.split('.')[0] == 'gpu'",
        "[1, 2].map(x, x + 1) == [2, 3]",
        "device.driver.matches('^(g+)+$')",
        "1.5 > 1",
        "'open",
        "somebody.driver == 'a'",
        "device.driver == b'x'"
      })
  void othersAreSaidToBeUnknown(String expression) {
    assertThatThrownBy(() -> DeviceExpressions.USUAL.matches(expression, GPU))
        .isInstanceOf(UnknownExpressionException.class);
  }

  @Test
  void nestedDeeperThanAnybodyWouldIsUnknown() {
    String deep = "(".repeat(10_000) + "true" + ")".repeat(10_000);
    assertThatThrownBy(() -> DeviceExpressions.USUAL.matches(deep, GPU))
        .isInstanceOf(UnknownExpressionException.class);
    assertThatThrownBy(() -> DeviceExpressions.USUAL.matches("!".repeat(10_000) + "true", GPU))
        .isInstanceOf(UnknownExpressionException.class);
  }
}

package dev.haetae.simulator.scheduling.devices;

/** An evaluator of the expressions in CEL by which device classes and requests select devices. */
@FunctionalInterface
public interface DeviceExpressions {
  /** The expressions that drivers and users usually write; others are unknown to it. */
  DeviceExpressions USUAL = new UsualExpressions();

  /**
   * Returns whether a device is selected.
   *
   * @throws DeviceErrorException when it fails on the device, as on an attribute that is not there
   * @throws UnknownExpressionException when it cannot be evaluated here
   */
  boolean matches(String expression, Device device);
}

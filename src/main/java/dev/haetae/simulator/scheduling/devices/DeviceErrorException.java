package dev.haetae.simulator.scheduling.devices;

/** An error that ends the scheduling of a pod on whatever node, in the allocator's words. */
public final class DeviceErrorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error with these words. */
  public DeviceErrorException(String message) {
    super(message, null, false, false);
  }

  /** The words. */
  public String words() {
    return String.valueOf(getMessage());
  }
}

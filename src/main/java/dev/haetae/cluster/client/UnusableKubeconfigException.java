package dev.haetae.cluster.client;

/** A kubeconfig that cannot be read, or gives no credentials. */
final class UnusableKubeconfigException extends Exception {
  private static final long serialVersionUID = 1L;

  UnusableKubeconfigException() {
    super(null, null, false, false);
  }
}

package dev.haetae.server;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reviews that exercise the way through the server: allowed ones, denied ones, a Service. */
final class WarmUpReviews {
  /**
   * A review in one line without a single quote, for a shell: a Pod that mounts its node's root.
   */
  static final String EXAMPLE =
      review(
          "Pod",
          """
          "volumes":[{"name":"root","hostPath":{"path":"/"}}],\
          "containers":[{"name":"main","image":"registry.example.com/main:1.0"}]\
          """);

  private static final String POD =
      review(
          "Pod",
          """
          "volumes":[{"name":"scratch","emptyDir":{}}],"containers":[{"name":"main",\
          "image":"registry.example.com/main:1.0","resources":{"requests":{"cpu":"500m"},\
          "limits":{"memory":"1Gi"}},"volumeMounts":[{"name":"scratch","mountPath":"/scratch"}]}],\
          "nodeSelector":{"kubernetes.io/os":"linux"},"restartPolicy":"Always\"\
          """);

  private static final String GPU_POD =
      review(
          "Pod",
          """
          "volumes":[{"name":"data","persistentVolumeClaim":{"claimName":"data"}}],\
          "containers":[{"name":"main","image":"registry.example.com/main:1.0",\
          "resources":{"limits":{"nvidia.com/gpu":"1"}}}]\
          """);

  private static final String SERVICE =
      review(
          "Service",
          """
          "type":"NodePort","selector":{"app":"main"},"ports":[{"name":"http","port":80,\
          "targetPort":8080,"protocol":"TCP","nodePort":30080}]\
          """);

  static final List<byte[]> ALL =
      List.of(bytes(POD), bytes(EXAMPLE), bytes(GPU_POD), bytes(SERVICE));

  private WarmUpReviews() {}

  private static byte[] bytes(String review) {
    return review.getBytes(StandardCharsets.UTF_8);
  }

  private static String review(String kind, String spec) {
    return """
    {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{\
    "uid":"00000000-0000-0000-0000-000000000000",\
    "kind":{"group":"","version":"v1","kind":"KIND"},"namespace":"default",\
    "operation":"CREATE","object":{"apiVersion":"v1","kind":"KIND",\
    "metadata":{"name":"example","namespace":"default"},"spec":{SPEC}}}}\
    """
        .replace("KIND", kind)
        .replace("SPEC", spec);
  }
}

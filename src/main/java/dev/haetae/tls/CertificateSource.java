package dev.haetae.tls;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A serving certificate that comes, and is replaced, while the server runs. */
public interface CertificateSource {
  /**
   * The place where clients find the authorities, for messages: {@code Secret haetae/certificates}.
   */
  String place();

  /** A word for a shell that stands for a file with the authorities. */
  String authorityFile();

  /** The certificate of the moment; null before the first has come. */
  @Nullable ServingCertificate current();

  /** The end of the authority that signs; null while there is none. */
  @Nullable Instant authorityNotAfter();

  /**
   * Tells of every later certificate as soon as it is there.
   *
   * @param listener must be quick, and is called by one thread at a time
   */
  void onChange(Consumer<ServingCertificate> listener);
}

package dev.haetae.admission;

import io.micronaut.http.HttpRequest;
import java.util.function.BooleanSupplier;

/** A client watch knows of each request whether its client still waits for the answer. */
public interface ClientWatch {
  /**
   * Tells, as often as it is asked, whether the client of {@code request} has gone: its connection
   * has closed, or it has reset the request's HTTP/2 stream.
   *
   * @return asked from any thread, for the price of a volatile read
   */
  BooleanSupplier gone(HttpRequest<?> request);

  /**
   * Tells whether the body of {@code request} was tried before it came here, see {@link
   * ReviewLanes#atOnce}.
   */
  boolean isTried(HttpRequest<?> request);
}

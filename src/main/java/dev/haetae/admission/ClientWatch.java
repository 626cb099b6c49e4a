package dev.haetae.admission;

import io.micronaut.http.HttpRequest;
import java.util.function.BooleanSupplier;

/** What knows of each request whether its client still waits for the answer. */
public interface ClientWatch {
  /**
   * Whether the client of {@code request} has gone, asked again and again: its connection has
   * closed, or it has reset the request's HTTP/2 stream.
   *
   * @return asked from any thread, for the price of a volatile read
   */
  BooleanSupplier gone(HttpRequest<?> request);
}

package dev.haetae.cluster.client;

import java.io.FilterInputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Response;

/**
 * A body of an answer that another thread than its reader may cut off, and its connection with it.
 */
public final class CutStream extends FilterInputStream {
  private final Call call;
  private final Response response;

  CutStream(Call call, Response response) {
    super(response.body().byteStream());
    this.call = call;
    this.response = response;
  }

  int code() {
    return response.code();
  }

  /** The texts of the {@code Warning} headers, as they were sent. */
  List<String> warnings() {
    return response.headers("Warning");
  }

  /** Has it break off when nothing has come for too long, as a dead connection does not. */
  CutStream impatient(Duration patience) {
    var _ = response.body().source().timeout().timeout(patience.toNanos(), TimeUnit.NANOSECONDS);
    return this;
  }

  /** Cuts it off: whoever reads it gets an error. Any thread may. */
  public void cut() {
    call.cancel();
  }
}

package dev.haetae.cluster.client;

import java.io.FilterInputStream;
import okhttp3.Call;
import okhttp3.Response;

/**
 * A body of an answer that another thread than its reader may cut off, and its connection with it.
 */
public final class CutStream extends FilterInputStream {
  private final Call call;
  private final int code;

  CutStream(Call call, Response response) {
    super(response.body().byteStream());
    this.call = call;
    this.code = response.code();
  }

  /** The HTTP status of the answer. */
  int code() {
    return code;
  }

  /** Cuts it off: whoever reads it gets an error. Any thread may. */
  public void cut() {
    call.cancel();
  }
}

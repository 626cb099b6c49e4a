package dev.haetae.realcluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A TCP proxy on loopback whose network can fail: connections can be cut, refused or swallowed.
 *
 * <p>With more than one target it takes them in turn, skipping those that refuse, as a Service
 * does.
 */
final class NetworkProxy implements AutoCloseable {
  private enum State {
    /** Bytes go through. */
    OPEN,
    /** Connections are closed as soon as they are made. */
    CUT,
    /** Connections are made, and nothing comes through: what a lost route looks like. */
    BLACK_HOLE
  }

  private final ServerSocket listener;
  private final Supplier<List<Integer>> targets;
  private final AtomicInteger turn = new AtomicInteger();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Object change = new Object();
  private volatile State state = State.OPEN;
  private volatile boolean closed;

  NetworkProxy(int target) throws IOException {
    this(() -> List.of(target));
  }

  /** {@code targets} are ports on loopback, asked for each connection. */
  NetworkProxy(Supplier<List<Integer>> targets) throws IOException {
    this.targets = targets;
    this.listener = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Closes what is open, and every new connection at once. */
  void cut() {
    become(State.CUT);
    closeConnections();
  }

  /** Closes what is open; new connections go through. */
  void closeConnections() {
    for (Socket socket : sockets) {
      closeQuietly(socket);
    }
  }

  /** Leaves everything open and lets nothing through, either way. */
  void swallow() {
    become(State.BLACK_HOLE);
  }

  /** Lets bytes through again, those of open connections too. */
  void mend() {
    become(State.OPEN);
  }

  private void become(State next) {
    synchronized (change) {
      state = next;
      change.notifyAll();
    }
  }

  private void accept() {
    while (!closed) {
      try {
        Socket client = listener.accept();
        if (state == State.CUT) {
          closeQuietly(client);
        } else {
          sockets.add(client);
          Thread.ofVirtual().start(() -> connect(client));
        }
      } catch (IOException e) {
        // Closed, or one connection less: the loop's condition knows which.
      }
    }
  }

  private void connect(Socket client) {
    try {
      passing();
      Socket server = dial();
      sockets.add(server);
      Thread.ofVirtual().start(() -> pump(client, server));
      pump(server, client);
    } catch (IOException | InterruptedException e) {
      closeQuietly(client);
    }
  }

  private Socket dial() throws IOException {
    List<Integer> ports = targets.get();
    IOException last = new IOException("no target");
    for (int attempt = 0; attempt < ports.size(); attempt++) {
      Socket server = new Socket();
      try {
        int port = ports.get(Math.floorMod(turn.getAndIncrement(), ports.size()));
        server.setTcpNoDelay(true);
        server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2000);
        return server;
      } catch (IOException e) {
        closeQuietly(server);
        last = e;
      }
    }
    throw last;
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[16_384];
    try {
      from.setTcpNoDelay(true);
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        passing();
        out.write(buffer, 0, count);
      }
      to.shutdownOutput();
    } catch (IOException | InterruptedException e) {
      closeQuietly(to);
      closeQuietly(from);
    } finally {
      if (to.isClosed() || (from.isInputShutdown() && to.isOutputShutdown())) {
        sockets.remove(from);
      }
    }
  }

  private void passing() throws InterruptedException {
    synchronized (change) {
      while (state == State.BLACK_HOLE && !closed) {
        change.wait();
      }
    }
  }

  private void closeQuietly(Socket socket) {
    sockets.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // Closed it is.
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    listener.close();
    become(State.OPEN);
    closeConnections();
  }
}

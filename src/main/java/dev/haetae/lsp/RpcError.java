package dev.haetae.lsp;

/** The codes of errors in answers, as JSON-RPC and the protocol number them. */
final class RpcError {
  static final int PARSE_ERROR = -32700;
  static final int INVALID_REQUEST = -32600;
  static final int METHOD_NOT_FOUND = -32601;
  static final int INVALID_PARAMS = -32602;
  static final int INTERNAL_ERROR = -32603;
  static final int NOT_INITIALIZED = -32002;
  static final int REQUEST_CANCELLED = -32800;

  private RpcError() {}
}

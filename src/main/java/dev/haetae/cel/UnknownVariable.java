package dev.haetae.cel;

import dev.cel.common.CelErrorCode;
import dev.cel.common.exceptions.CelRuntimeException;
import java.util.List;

/**
 * An unknown variable: it was asked for, and hangs on what is not known. Thrown, since logic
 * absorbs it where it absorbs an error, and {@code has()} cannot mistake it for a value.
 */
final class UnknownVariable extends CelRuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<String> names;

  UnknownVariable(List<String> names) {
    super(new IllegalStateException(), CelErrorCode.INTERNAL_ERROR);
    this.names = names;
  }

  List<String> names() {
    return names;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}

package dev.haetae.cel.library.kind;

/** A value that has a size of its own for what calls cost. */
public interface Sized {
  /** Its size as the API server counts it: bytes of an address or of a prefix. */
  public long celSize();
}

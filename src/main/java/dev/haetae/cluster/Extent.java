package dev.haetae.cluster;

/**
 * How much was read of an object.
 *
 * @param bytes of JSON, without what nobody reads
 * @param isCut whether its labels were left out since they are too long
 */
record Extent(int bytes, boolean isCut) {}

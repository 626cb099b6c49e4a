package dev.haetae.cluster.client;

/**
 * How much was read of an object.
 *
 * @param bytes of JSON, without what nobody reads
 * @param isCut whether its labels were left out since they are too long
 */
public record Extent(int bytes, boolean isCut) {}

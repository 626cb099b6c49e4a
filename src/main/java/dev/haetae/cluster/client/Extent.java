package dev.haetae.cluster.client;

/**
 * The extent to which an object was read.
 *
 * @param bytes of JSON, without what nobody reads
 * @param isCut whether its labels were left out since they are too long
 */
public record Extent(int bytes, boolean isCut) {}

package dev.haetae.overview;

/**
 * The rest of a resource, in the words of people: {@code 400m} of {@code 64} CPUs.
 *
 * @param free what is left; {@code 0} where more is taken than there is
 * @param all what there is
 */
public record Amount(String free, String all) {}

package dev.haetae.simulator.admission.quota;

import dev.haetae.simulator.defaults.Amount;

/**
 * A resource of which a quota has too little left.
 *
 * @param quota the name of the ResourceQuota
 * @param resource such as {@code requests.nvidia.com/gpu}
 * @param each what one object takes
 * @param left what is left; negative when more is used than may be
 * @param hard the most there may be
 * @param copies how many objects it has enough left for
 */
public record Shortage(
    String quota, String resource, Amount each, Amount left, Amount hard, long copies) {}

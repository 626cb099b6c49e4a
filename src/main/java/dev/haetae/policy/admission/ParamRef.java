package dev.haetae.policy.admission;

import dev.haetae.resource.LabelSelector;
import org.jspecify.annotations.Nullable;

/**
 * The objects that a binding takes for its policy's parameters.
 *
 * @param name of the one object; empty when a selector says which
 * @param namespace where they are; empty for that of the request
 * @param selector on their labels; null when there is a name
 * @param allowsNone whether the policy is not for a request without such an object, where it would
 *     deny
 */
public record ParamRef(
    String name, String namespace, @Nullable LabelSelector selector, boolean allowsNone) {}

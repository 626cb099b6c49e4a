package dev.haetae.overview;

/**
 * Pods that one controller keeps, told as that controller; or a pod of its own.
 *
 * @param kind such as {@code Deployment}; {@code Pod} for a pod of its own
 * @param namespace the namespace
 * @param name the controller's name
 * @param pods how many of its pods are meant
 * @param terminating how many of these are being deleted
 */
public record Holder(String kind, String namespace, String name, int pods, int terminating) {}

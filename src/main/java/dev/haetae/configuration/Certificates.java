package dev.haetae.configuration;

import dev.haetae.tls.Lifetimes;

/**
 * The keeping of the certificates that all replicas share.
 *
 * @param secret the name of the Secret in Haetae's namespace; it exists, be it without data
 * @param lifetimes how long they are good for; a new one is made at two thirds of that
 */
public record Certificates(String secret, Lifetimes lifetimes) {}

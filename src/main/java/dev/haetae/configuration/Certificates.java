package dev.haetae.configuration;

import java.time.Duration;

/**
 * How the certificates are kept that all replicas share.
 *
 * @param secret the name of the Secret in Haetae's namespace; it exists, be it without data
 * @param leafLifetime how long a serving certificate is good for; a new one is made at two thirds
 * @param authorityLifetime how long an authority is good for, three times as long as a leaf at
 *     least
 */
public record Certificates(String secret, Duration leafLifetime, Duration authorityLifetime) {}

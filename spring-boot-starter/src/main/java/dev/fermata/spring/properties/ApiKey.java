package dev.fermata.spring.properties;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A secret that opens the HTTP API, of which only the SHA-256 hash is kept. */
public final class ApiKey {

    private final byte[] hash;

    private ApiKey(byte[] hash) {
        this.hash = hash;
    }

    /** Called by Spring's conversion of a property's text. */
    public static ApiKey valueOf(String secret) {
        PropertyException.require(
                !secret.isBlank() && secret.strip().equals(secret),
                "fermata.api.keys.*",
                secret.isBlank() ? "" : "…",
                "a secret without spaces around it; take 32 or more random characters");
        return new ApiKey(sha256(secret));
    }

    /** Whether {@code secret} is it; takes equally long however much of it is right. */
    public boolean opensWith(String secret) {
        return MessageDigest.isEqual(hash, sha256(secret));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "ApiKey[hidden]";
    }
}

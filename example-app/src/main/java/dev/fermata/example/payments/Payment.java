package dev.fermata.example.payments;

/** Money taken. */
public record Payment(String id, int orderId, int cents) {}

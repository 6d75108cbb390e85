package dev.fermata.example.orders;

/** What the customer gets in the end. */
public record Receipt(int orderId, String customer, int cents, String paymentId, int reservedLines) {}

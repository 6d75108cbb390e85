package dev.fermata.example.orders;

/** Which order to process; there are 1 to 1000. */
public record OrderRequest(int orderId) {}

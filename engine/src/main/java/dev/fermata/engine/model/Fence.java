package dev.fermata.engine.model;

import java.util.UUID;

/**
 * A worker's right to write, first half: its row and the epoch it was registered with. The epoch rises when the worker
 * is declared dead, so every later write of the dead one fails on the row it has to lock. The second half is the claim
 * number of each run.
 */
public record Fence(UUID worker, int epoch) {}

package dev.fermata.machine;

/** A machine that another one calls, and what is known of it. */
public record Callee(MachineDescriptor descriptor, TaskMachine machine) {}

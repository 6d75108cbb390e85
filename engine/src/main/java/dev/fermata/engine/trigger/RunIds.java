package dev.fermata.engine.trigger;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.fermata.engine.model.RunId;

/** New run ids: UUIDs of version 7, so that rows of neighbouring runs stand beside each other. */
final class RunIds {

    private static final NoArgGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    private RunIds() {}

    static RunId next() {
        return new RunId(GENERATOR.generate());
    }
}

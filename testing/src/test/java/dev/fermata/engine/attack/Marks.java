package dev.fermata.engine.attack;

import dev.fermata.engine.model.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Where each run stands that a worker holds, in a file both processes map into memory: another process sees it at once,
 * and it outlives {@code kill -9}, so that it can be told afterwards what exactly the kill interrupted.
 */
final class Marks implements Watcher {

    private static final int SLOTS = 256;
    private static final int SIZE = 24;

    /** A claim ends here, or is found ended. */
    private static final Set<Place> ENDS = Set.of(
            Place.AFTER_SUSPENSION,
            Place.AFTER_RETRY,
            Place.AFTER_COMPLETION,
            Place.AFTER_END,
            Place.AFTER_RELEASE,
            Place.CLAIM_LOST);

    private final MappedByteBuffer file;
    private final Map<RunId, Integer> slots = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Integer> free = new ConcurrentLinkedQueue<>();

    private Marks(MappedByteBuffer file) {
        this.file = file;
        for (int slot = 0; slot < SLOTS; slot++) {
            free.add(slot);
        }
    }

    /** Of this process, to write. */
    static Marks create(Path path) {
        return new Marks(map(path));
    }

    /** Of another process, to read. */
    static Marks of(Path path) {
        return new Marks(map(path));
    }

    private static MappedByteBuffer map(Path path) {
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) SLOTS * SIZE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void at(Place place, @Nullable RunId run) {
        if (run == null) {
            return;
        }
        if (ENDS.contains(place)) {
            Integer slot = slots.remove(run);
            if (slot != null) {
                file.putInt(slot * SIZE, 0);
                free.add(slot);
            }
            return;
        }
        Integer held = slots.get(run);
        int slot = held == null ? take(run) : held;
        file.putInt(slot * SIZE, place.ordinal() + 1);
    }

    private int take(RunId run) {
        Integer slot = free.poll();
        if (slot == null) {
            throw new IllegalStateException("more runs than marks");
        }
        slots.put(run, slot);
        file.putLong(slot * SIZE + 8, run.value().getMostSignificantBits());
        file.putLong(slot * SIZE + 16, run.value().getLeastSignificantBits());
        return slot;
    }

    /** Whether some run stands at one of these places now. */
    boolean showAny(Collection<Place> places) {
        for (int slot = 0; slot < SLOTS; slot++) {
            int place = file.getInt(slot * SIZE);
            if (place > 0 && places.contains(Place.values()[place - 1])) {
                return true;
            }
        }
        return false;
    }

    /** What a process that is no more left behind. */
    Map<RunId, Place> all() {
        Map<RunId, Place> all = new HashMap<>();
        for (int slot = 0; slot < SLOTS; slot++) {
            int place = file.getInt(slot * SIZE);
            if (place > 0) {
                UUID run = new UUID(file.getLong(slot * SIZE + 8), file.getLong(slot * SIZE + 16));
                all.put(new RunId(run), Place.values()[place - 1]);
            }
        }
        return all;
    }
}

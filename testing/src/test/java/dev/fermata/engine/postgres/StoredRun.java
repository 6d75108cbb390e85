package dev.fermata.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.engine.frame.FrameLedger;
import dev.fermata.engine.model.AttemptWrite.Checkpoint;
import dev.fermata.engine.model.AttemptWrite.Release;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.model.StoredFrame.Component;
import dev.fermata.engine.model.TaskRegistration;
import dev.fermata.engine.model.TaskRegistration.Point;
import dev.fermata.engine.model.WriteResult;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One run whose frames a test makes up, written and read back as an attempt does. */
final class StoredRun {

    private final StoreFixture fixture;
    private final Fence worker;
    private final int keep;
    private final RunId run;
    private FrameLedger ledger;
    private Claim claim;
    private int sequence;
    private long writtenBytes;

    /** @param sets the sets of variables that will be live together */
    static StoredRun begun(StoreFixture fixture, int keep, List<List<String>> sets) {
        List<Point> points = new ArrayList<>(List.of(StoreFixture.START));
        sets.forEach(variables -> points.add(new Point(label(variables), "AFTER", variables)));
        Fence worker = fixture.workers.register(
                "test", List.of(new TaskRegistration(StoreFixture.TASK, "orders", points)), StoreFixture.LEASE);
        return new StoredRun(fixture, worker, keep);
    }

    private StoredRun(StoreFixture fixture, Fence worker, int keep) {
        this.fixture = fixture;
        this.worker = worker;
        this.keep = keep;
        this.run = fixture.run();
        this.claim = fixture.claim(worker);
        this.ledger = new FrameLedger(keep);
    }

    RunId id() {
        return run;
    }

    int sequence() {
        return sequence;
    }

    /** Bytes of the frame columns written so far, also of rows that are gone. */
    long writtenBytes() {
        return writtenBytes;
    }

    /** Commits a frame of lone variables; answers the bytes of its column. */
    int checkpoint(Map<String, byte[]> variables) {
        return checkpointOf(lone(variables));
    }

    /** Commits a frame of components; answers the bytes of its column. */
    int checkpointOf(Map<List<String>, byte[]> components) {
        return commit(components, write -> fixture.write(worker, write));
    }

    /** Commits a frame of components together with a transaction of the host. */
    int checkpointInTransaction(Map<List<String>, byte[]> components) {
        return commit(components, write -> {
            try (Connection connection = fixture.database.dataSource().getConnection()) {
                connection.setAutoCommit(false);
                WriteResult result = fixture.store.ports().transacted().write(connection, worker, write);
                connection.commit();
                return result;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private int commit(Map<List<String>, byte[]> components, Function<Checkpoint, WriteResult> write) {
        StoredFrame placed = place(components);
        Checkpoint checkpoint = new Checkpoint(run, claim.number(), sequence + 1, placed, StoreFixture.TRACE, false);
        assertThat(write.apply(checkpoint)).isEqualTo(WriteResult.WRITTEN);
        ledger.written();
        sequence++;
        int bytes = FrameBytes.write(sequence, names(components), placed).length;
        writtenBytes += bytes;
        return bytes;
    }

    /** Commits many frames by other means than the engine's, for speed: the same rows, all kept. */
    void fill(int steps, IntFunction<Map<String, byte[]>> frames) {
        try (Connection connection = fixture.database.dataSource().getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into fermata.checkpoint (run_id, sequence, resume_point, claim_number, attempts,
                            duration_us, unwinding, committed_at, frame)
                        select ?, ?, id, ?, 1, 1, false, fermata.now(), ? from fermata.resume_point where label = ?""")) {
            connection.setAutoCommit(false);
            for (int step = 1; step <= steps; step++) {
                Map<List<String>, byte[]> components = lone(frames.apply(step));
                List<String> names = names(components);
                StoredFrame placed = place(components);
                sequence++;
                byte[] bytes = FrameBytes.write(sequence, names, placed);
                ledger.written();
                writtenBytes += bytes.length;
                insert.setObject(1, run.value());
                insert.setInt(2, sequence);
                insert.setInt(3, claim.number());
                insert.setBytes(4, bytes);
                insert.setString(5, placed.label());
                insert.addBatch();
                if (step % 500 == 0 || step == steps) {
                    insert.executeBatch();
                }
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a frame and loses it, as a step does whose transaction is rolled back. */
    void placeInVain(Map<List<String>, byte[]> components) {
        assertThat(place(components).components()).hasSameSizeAs(components.keySet());
    }

    private StoredFrame place(Map<List<String>, byte[]> components) {
        List<Component> all = new ArrayList<>();
        components.forEach((variables, bytes) -> all.add(new Component(variables, bytes)));
        return ledger.place(sequence + 1, new StoredFrame(label(names(components)), "AFTER", all));
    }

    /** Another attempt claims the run and knows only what it reads. */
    Map<List<String>, byte[]> takeOver() {
        assertThat(fixture.write(worker, new Release(run, claim.number()))).isEqualTo(WriteResult.WRITTEN);
        claim = fixture.claim(worker);
        assertThat(claim.run()).isEqualTo(run);
        assertThat(claim.progress().sequence()).isEqualTo(sequence);
        StoredFrame frame = Objects.requireNonNull(claim.progress().frame());
        ledger = new FrameLedger(keep);
        ledger.read(sequence, frame);
        return components(frame);
    }

    /** The frame of any checkpoint that is kept, read as a redrive would. */
    Optional<StoredFrame> frameAt(int at) {
        return fixture.database.rows("""
                        select c.frame, p.label, p.phase, p.variables from fermata.checkpoint c
                        join fermata.resume_point p on p.id = c.resume_point
                        where c.run_id = ? and c.sequence = ?""", run.value(), at).stream()
                .findFirst()
                .map(row -> new FrameRows.Last(
                        run.value(),
                        at,
                        (String) Objects.requireNonNull(row.get("label")),
                        (String) Objects.requireNonNull(row.get("phase")),
                        (String) Objects.requireNonNull(row.get("variables")),
                        (byte[]) Objects.requireNonNull(row.get("frame"))))
                .map(this::read);
    }

    private StoredFrame read(FrameRows.Last last) {
        KeptConnection connection = new KeptConnection(
                new Connector(PostgresSettings.of(
                        fixture.database.jdbcUrl(), fixture.database.user(), fixture.database.password())),
                "test");
        try {
            Map<UUID, StoredFrame> frames = new FrameRows(new SchemaSql("fermata")).read(connection, List.of(last));
            return Objects.requireNonNull(frames.get(run.value()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            connection.cut();
        }
    }

    /** Which rows beside the last one a resume has to read. */
    Set<Integer> neededRows() {
        Set<Integer> needed = new TreeSet<>();
        for (Component component : frameAt(sequence).orElseThrow().components()) {
            needed.add(component.standing().listedAt());
            Stream.concat(component.standing().listed().stream(), component.standing().pieces().stream())
                    .forEach(piece -> needed.addAll(List.of(piece.sequence(), piece.source())));
        }
        needed.removeAll(Set.of(0, sequence));
        return needed;
    }

    List<Integer> rows() {
        return fixture
                .database
                .rows("select sequence from fermata.checkpoint where run_id = ? order by sequence", run.value())
                .stream()
                .map(row -> (Integer) Objects.requireNonNull(row.get("sequence")))
                .toList();
    }

    static Map<List<String>, byte[]> components(StoredFrame frame) {
        assertThat(frame.damage()).isNull();
        Map<List<String>, byte[]> components = new TreeMap<>(Comparator.comparing(Object::toString));
        frame.components().forEach(component -> components.put(component.variables(), component.bytes()));
        return components;
    }

    private static Map<List<String>, byte[]> lone(Map<String, byte[]> variables) {
        return variables.entrySet().stream()
                .collect(Collectors.toMap(entry -> List.of(entry.getKey()), Map.Entry::getValue));
    }

    private static List<String> names(Map<List<String>, byte[]> components) {
        return components.keySet().stream().flatMap(List::stream).sorted().toList();
    }

    private static String label(List<String> variables) {
        return String.join("-", variables);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

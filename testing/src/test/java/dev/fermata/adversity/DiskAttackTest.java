package dev.fermata.adversity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Attack 5, the part that needs a disk to fill: the one of the tables and the one of the server's log. */
@Timeout(1200)
class DiskAttackTest {

    private static final Duration PACE = Duration.ofMillis(30);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DISK_FULL = "53100";

    /** As the server's log says it when it cannot go on. */
    private static final Pattern PANIC = Pattern.compile("PANIC:.*No space left on device");

    @TempDir
    private Path directory;

    /** Writes fail one by one: the rows of checkpoints find no place. */
    @Test
    void theDiskOfTheTablesIsFull() {
        Form form = new Form("disk-full");
        int rounds = Form.pick(1, 12);
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("small"), 24);
                AttackedServer attacked = AttackedServer.create(directory, "tables", List.of(), List.of())) {
            attacked.administer("create tablespace small location '" + disk.directory("ts") + "'");
            attacked.administer("grant create on tablespace small to public");
            attacked.database().execute("alter table fermata.checkpoint set tablespace small");
            try (Storm storm = attacked.storm(PACE)) {
                for (int i = 0; i < rounds; i++) {
                    int before = storm.watch().failures(DISK_FULL);
                    disk.fill();
                    await().atMost(PATIENCE).until(() -> storm.watch().failures(DISK_FULL) > before + 3);
                    Form.lasts(Duration.ofSeconds(1));
                    disk.free();
                    storm.goesOn();
                }
                storm.calm();
                form.report(rounds + " times, " + storm.verify());
            }
        }
    }

    /** The server gives up, recovers, gives up again, and may stay down until it is started by hand. */
    @Test
    void theDiskOfTheLogIsFull() {
        Form form = new Form("log-disk-full");
        Random random = form.random();
        int rounds = Form.pick(2, 8);
        int starts = 0;
        // No segment is used again, so the log asks for a new one whenever a megabyte is written.
        List<String> settings =
                List.of("wal_recycle = off", "max_wal_size = 1GB", "min_wal_size = 2MB", "checkpoint_timeout = 1h");
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("log-disk"), 128);
                AttackedServer attacked = AttackedServer.create(
                        directory,
                        "logged",
                        settings,
                        List.of(
                                "--wal-segsize=1",
                                "--waldir=" + disk.directory("of").resolve("wal")));
                Storm storm = attacked.storm(PACE)) {
            for (int i = 0; i < rounds; i++) {
                long before = panics(attacked);
                await("the server panics").atMost(PATIENCE).until(() -> {
                    disk.fill();
                    attacked.writeToLog(500_000);
                    return panics(attacked) > before;
                });
                for (int more = random.nextInt(5); more > 0; more--) {
                    // Its recovery removes what it no longer needs.
                    disk.fill();
                    Form.lasts(Storm.LEASE.dividedBy(4));
                }
                disk.free();
                int accepted = storm.accepted();
                while (storm.accepted() <= accepted + 10) {
                    if (!attacked.server().isRunning()) {
                        attacked.server().start();
                        starts++;
                    }
                    Form.lasts(Duration.ofMillis(100));
                }
            }
            storm.calm();
            String figures = storm.verify();
            long panics = panics(attacked);
            assertThat(panics).isGreaterThanOrEqualTo(rounds);
            form.report(panics + " panics, " + starts + " starts by hand, " + figures);
        }
    }

    private static long panics(AttackedServer attacked) {
        return PANIC.matcher(attacked.server().said()).results().count();
    }
}

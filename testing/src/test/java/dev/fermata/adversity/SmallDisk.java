package dev.fermata.adversity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Assumptions;

/** A file system of a few megabytes, in memory, that a test fills to the last byte. */
final class SmallDisk implements AutoCloseable {

    private final Path root;
    private final Path filler;

    private SmallDisk(Path root) {
        this.root = root;
        this.filler = root.resolve("filler");
    }

    /** Where no file system can be mounted, the test is skipped. */
    static SmallDisk mount(Path root, int megabytes) {
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")), "only root can mount a small file system");
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m,mode=777", "tmpfs", root.toString()) == 0,
                "no file system can be mounted here");
        return new SmallDisk(root);
    }

    /** A directory on it that belongs to the server. */
    Path directory(String name) {
        Path directory = root.resolve(name);
        try {
            Files.createDirectories(directory);
            Files.setOwner(
                    directory,
                    directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes what is left, also what others have given back since the last time. */
    void fill() {
        byte[] page = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (Files.size(filler) < 1L << 30) {
                out.write(page);
            }
            throw new AssertionError("the disk is larger than it should be");
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    /** There is space again. */
    void free() {
        try {
            Files.deleteIfExists(filler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Also while a server stands on it. */
    @Override
    public void close() {
        int exit = run("umount", "-l", root.toString());
        assertThat(exit).as("umount").isZero();
    }

    private static int run(String... command) {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}

package dev.fermata.testing.builds;

import static java.util.Objects.requireNonNull;

import dev.fermata.Task;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * A project of a user, built by the Maven that runs this test, with the compiler plugin of this build and without a
 * network.
 */
final class MavenProject {

    private static final long MINUTES = 5;

    private final Path directory;
    private final Path maven;

    private MavenProject(Path directory, Path maven) {
        this.directory = directory;
        this.maven = maven;
    }

    /** Nothing where no Maven runs this test, as in an IDE. */
    static Optional<MavenProject> in(Path directory) throws IOException {
        String home = System.getProperty("fermata.test.maven", "");
        Path maven = Path.of(home, "bin", System.getProperty("os.name").startsWith("Windows") ? "mvn.cmd" : "mvn");
        if (home.isEmpty() || !Files.isExecutable(maven)) {
            return Optional.empty();
        }
        MavenProject project = new MavenProject(directory, maven);
        project.writePom();
        return Optional.of(project);
    }

    Path classes() {
        return directory.resolve("target/classes");
    }

    Path generatedSources() {
        return directory.resolve("target/generated-sources/annotations");
    }

    void write(String file, String text) throws IOException {
        Path path = directory.resolve("src/main/java").resolve(file);
        Files.createDirectories(requireNonNull(path.getParent()));
        Files.writeString(path, text);
    }

    void delete(String file) throws IOException {
        Files.delete(directory.resolve("src/main/java").resolve(file));
    }

    /** What Maven says. */
    String compile() throws IOException, InterruptedException {
        Path log = directory.resolve("build.log");
        ProcessBuilder builder = new ProcessBuilder(
                        maven.toString(),
                        "--offline",
                        "--batch-mode",
                        // the machine may have fetched from a mirror of another name
                        "-Dmaven.legacyLocalRepo=true",
                        "-Dmaven.repo.local=" + System.getProperty("fermata.test.repository"),
                        "org.apache.maven.plugins:maven-compiler-plugin:"
                                + System.getProperty("fermata.test.compilerPlugin") + ":compile")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("MAVEN_OPTS");
        Process process = builder.start();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        String said = Files.readString(log);
        if (!ended || process.exitValue() != 0) {
            throw new AssertionError("the build fails:\n" + said);
        }
        return said;
    }

    private void writePom() throws IOException {
        Path annotations = jar(location(Task.class));
        String pom = """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>app</groupId>
                  <artifactId>app</artifactId>
                  <version>1</version>
                  <properties>
                    <maven.compiler.release>17</maven.compiler.release>
                    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                  </properties>
                  <dependencies>
                %s%s  </dependencies>
                  <build>
                    <plugins>
                      <plugin>
                        <groupId>org.apache.maven.plugins</groupId>
                        <artifactId>maven-compiler-plugin</artifactId>
                        <configuration>
                          <compilerArgs>
                            <arg>-processorpath</arg>
                            <arg>%s</arg>
                          </compilerArgs>
                        </configuration>
                      </plugin>
                    </plugins>
                  </build>
                </project>
                """.formatted(
                        dependency("annotations", annotations),
                        dependency("jspecify", location(NullMarked.class)),
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        Files.writeString(directory.resolve("pom.xml"), pom);
    }

    private static String dependency(String name, Path jar) {
        return """
                    <dependency>
                      <groupId>lib</groupId>
                      <artifactId>%s</artifactId>
                      <version>1</version>
                      <scope>system</scope>
                      <systemPath>%s</systemPath>
                    </dependency>
                """.formatted(name, jar);
    }

    /** A dependency is a file. */
    private Path jar(Path classes) throws IOException {
        if (Files.isRegularFile(classes)) {
            return classes;
        }
        Path jar = directory.resolve("annotations.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
            }
        }
        return jar;
    }

    private static Path location(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.fermata.example.crash;

import dev.fermata.example.ExampleApplication;
import dev.fermata.testing.cluster.JvmProcess;
import dev.fermata.testing.postgres.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One process of the example, on a port of its own choice. */
final class Node implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(3);
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final JvmProcess process;

    private Node(JvmProcess process) {
        this.process = process;
    }

    /** Starts it, and does not wait until it is ready. */
    static Node start(TestDatabase database) {
        Map<String, String> environment = Map.of(
                "SPRING_DATASOURCE_URL", database.jdbcUrl(),
                "SPRING_DATASOURCE_USERNAME", database.user(),
                "SPRING_DATASOURCE_PASSWORD", database.password(),
                "SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE", "4",
                "SERVER_PORT", "0",
                "FERMATA_WORKER_CONCURRENCY", "16",
                "FERMATA_WORKER_LEASE", "3s",
                "FERMATA_WORKER_POLLINTERVAL", "200ms",
                "EXAMPLE_COOLINGOFF", "500ms");
        List<String> options = List.of("-Xmx192m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
        return new Node(JvmProcess.start(ExampleApplication.class, environment, options));
    }

    long pid() {
        return process.pid();
    }

    boolean isReady() {
        return process.output().stream().anyMatch(line -> PORT.matcher(line).find());
    }

    void kill() {
        process.kill();
    }

    /** Triggers a run; repeatable, because the key is the order's. Waits for the node to be ready. */
    String trigger(int order) throws IOException, InterruptedException {
        String body =
                "{\"payload\":{\"orderId\":" + order + "},\"options\":{\"idempotencyKey\":\"order-" + order + "\"}}";
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port() + "/api/v1/tasks/process-order/trigger"))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError("node " + pid() + " answers " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    /** The last lines it printed, for a failure's message. */
    String tail() {
        return process.tail();
    }

    private int port() {
        String line = process.awaitLine(text -> PORT.matcher(text).find(), START);
        Matcher port = PORT.matcher(line);
        if (!port.find()) {
            throw new AssertionError(line);
        }
        return Integer.parseInt(port.group(1));
    }

    @Override
    public void close() {
        process.close();
    }
}

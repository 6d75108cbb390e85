package dev.fermata.example.payments;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import org.springframework.core.env.Environment;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** The payment provider's API. Default address: this application, which plays the provider too. */
@Component
public class PaymentClient {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Environment environment;
    private final RestClient http;

    PaymentClient(Environment environment) {
        this.environment = environment;
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(LIMIT)
                .build());
        requests.setReadTimeout(LIMIT);
        this.http = RestClient.builder().requestFactory(requests).build();
    }

    /** @throws org.springframework.web.client.RestClientException the provider failed; the money may have been taken */
    public Payment charge(int orderId, int cents, String idempotencyKey) {
        Payment payment = http.post()
                .uri(address() + "/payments")
                .header("Idempotency-Key", idempotencyKey)
                .body(new PaymentProvider.Charge(orderId, cents))
                .retrieve()
                .body(Payment.class);
        return Objects.requireNonNull(payment, "the provider answers with a payment");
    }

    private String address() {
        String own = "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port");
        return environment.getProperty("example.payments.url", own);
    }
}

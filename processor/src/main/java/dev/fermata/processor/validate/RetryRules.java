package dev.fermata.processor.validate;

import dev.fermata.processor.diagnostic.Code;
import dev.fermata.processor.diagnostic.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ExecutableElement;
import org.jspecify.annotations.Nullable;

/** Rules for {@code retry} of a task or a step: at most one policy, and values that mean something. */
final class RetryRules {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
    private static final Duration DEFAULT_MIN = Duration.ofSeconds(1);
    private static final Duration DEFAULT_MAX = Duration.ofMinutes(1);

    private final ExecutableElement method;
    private final AnnotationMirror owner;
    private final Consumer<Finding> findings;

    RetryRules(ExecutableElement method, AnnotationMirror owner, Consumer<Finding> findings) {
        this.method = method;
        this.owner = owner;
        this.findings = findings;
    }

    void check() {
        Optional<AnnotationValue> retry = Annotations.written(owner, "retry");
        if (retry.isEmpty()) {
            return;
        }
        List<AnnotationMirror> policies = Annotations.nested(retry.get());
        if (policies.size() > 1) {
            refuse(Code.RETRY_TWICE, retry.get(), method.getSimpleName(), policies.size());
            return;
        }
        policies.forEach(this::check);
    }

    private void check(AnnotationMirror policy) {
        Annotations.written(policy, "maxAttempts")
                .filter(value -> value.getValue() instanceof Integer attempts && attempts < 1)
                .ifPresent(value -> refuse(Code.RETRY_ATTEMPTS, value, value.getValue()));
        Annotations.written(policy, "factor")
                .filter(value -> value.getValue() instanceof Double factor && !(factor >= 1 && factor < 1e9))
                .ifPresent(value -> refuse(Code.RETRY_FACTOR, value, value.getValue()));
        Duration min = delay(policy, "minDelay", DEFAULT_MIN);
        Duration max = delay(policy, "maxDelay", DEFAULT_MAX);
        if (min != null && max != null && min.compareTo(max) > 0) {
            AnnotationValue at = Annotations.written(policy, "minDelay")
                    .or(() -> Annotations.written(policy, "maxDelay"))
                    .orElseThrow();
            refuse(Code.RETRY_ORDER, at, text(policy, "minDelay", "1s"), text(policy, "maxDelay", "1m"));
        }
    }

    private @Nullable Duration delay(AnnotationMirror policy, String name, Duration absent) {
        Optional<AnnotationValue> written = Annotations.written(policy, name);
        if (written.isEmpty()) {
            return absent;
        }
        String text = String.valueOf(written.get().getValue());
        Duration parsed = parse(text);
        if (parsed == null) {
            refuse(Code.RETRY_DELAY, written.get(), name, text);
        }
        return parsed;
    }

    private static @Nullable Duration parse(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            return null;
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static String text(AnnotationMirror policy, String name, String absent) {
        return Annotations.written(policy, name)
                .map(value -> String.valueOf(value.getValue()))
                .orElse(absent);
    }

    private void refuse(Code code, AnnotationValue at, Object... arguments) {
        findings.accept(new Finding(code, method, owner, at, List.of(arguments)));
    }
}

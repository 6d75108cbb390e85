package dev.fermata.spring.http;

import dev.fermata.spring.properties.ApiKey;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who may call the API: whoever has a key. While none is configured, programs on this machine: not what a proxy passes
 * on, and not a page in a browser on this machine that was served from elsewhere.
 */
final class Gate {

    private static final String SCHEME = "bearer ";

    /** Set by Tomcat when it has already replaced the address by what a forwarding header says. */
    private static final String FORWARDED_BY_TOMCAT = "org.apache.tomcat.request.forwarded";

    private final List<ApiKey> keys;

    Gate(Collection<ApiKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** @throws Problem the caller may not */
    void check(HttpServletRequest request) {
        if (keys.isEmpty()) {
            checkMachine(unwrap(request));
        } else if (!hasKey(request.getHeader("Authorization"))) {
            throw Problem.wrongKey();
        }
    }

    private boolean hasKey(@Nullable String authorization) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return false;
        }
        String secret = authorization.substring(SCHEME.length()).strip();
        boolean isOpen = false;
        for (ApiKey key : keys) {
            isOpen |= key.opensWith(secret);
        }
        return isOpen;
    }

    private static void checkMachine(HttpServletRequest request) {
        if (!isLoopback(request.getRemoteAddr())) {
            throw Problem.notOfThisMachine("this request comes from " + request.getRemoteAddr());
        }
        if (isForwarded(request)) {
            throw Problem.notOfThisMachine("this request was forwarded by a proxy");
        }
        String host = request.getHeader("Host");
        if (host != null && !isLocalName("http://" + host)) {
            throw Problem.notOfThisMachine("this request asks for the host '" + host + "'");
        }
        String origin = request.getHeader("Origin");
        if (origin != null && !isLocalName(origin)) {
            throw Problem.notOfThisMachine("this request comes from a page of '" + origin + "'");
        }
    }

    private static boolean isForwarded(HttpServletRequest request) {
        if (request.getAttribute(FORWARDED_BY_TOMCAT) != null) {
            return true;
        }
        for (var names = request.getHeaderNames(); names.hasMoreElements(); ) {
            String name = names.nextElement().toLowerCase(Locale.ROOT);
            if (name.equals("forwarded") || name.startsWith("x-forwarded-") || name.equals("x-real-ip")) {
                return true;
            }
        }
        return false;
    }

    /** Below what filters make of it: Spring's ForwardedHeaderFilter believes the header and hides it. */
    private static HttpServletRequest unwrap(HttpServletRequest request) {
        ServletRequest at = request;
        while (at instanceof ServletRequestWrapper wrapper) {
            at = wrapper.getRequest();
        }
        return at instanceof HttpServletRequest http ? http : request;
    }

    private static boolean isLocalName(String origin) {
        try {
            String host = new URI(origin).getHost();
            return host != null && (host.equalsIgnoreCase("localhost") || isLoopback(host));
        } catch (java.net.URISyntaxException e) {
            return false;
        }
    }

    /** Only of literal addresses: a name must not be looked up. */
    private static boolean isLoopback(String address) {
        if (!address.startsWith("127.") && !address.contains(":")) {
            return false;
        }
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}

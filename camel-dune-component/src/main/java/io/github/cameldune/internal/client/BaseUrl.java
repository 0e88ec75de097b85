package io.github.cameldune.internal.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where Dune's API is, checked: it decides to which host the API key goes, so that everything that could send the key to
 * another one, or unencrypted, is refused.
 *
 * @param value without {@code /v1} and slashes at its end
 */
public record BaseUrl(String value) {

    private static final Pattern END = Pattern.compile("(?<![:/])(?:/+v1)*/*$");
    private static final Pattern LOOPBACK_IPV4 = Pattern.compile("127(\\.\\d{1,3}){3}");

    /**
     * Checks an URL that a user configured. A slash at its end is ignored, and so is {@code /v1}, which every request's path
     * begins with. Throws an {@link IllegalArgumentException} that names the option {@code baseUrl} if it is null, no
     * absolute http or https URL, has user information, a query or a fragment, has a port that is none, or would send the key
     * unencrypted.
     *
     * @param allowInsecure whether {@code http:} may go to another host than this one
     */
    public static BaseUrl of(String text, boolean allowInsecure) {
        URI uri = parse(text);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http") || uri.getHost() == null) {
            throw invalid("is no absolute https: URL");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw invalid("has user information, a query or a fragment: leave them out");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw invalid(
                    "has the port " + uri.getPort() + ", which is none: write one from 1 to 65535, or leave it out");
        }
        if (scheme.equals("http") && !allowInsecure && !isLoopback(uri.getHost())) {
            throw invalid("would send the API key unencrypted to " + uri.getHost()
                    + ": write https:, or set the option allowInsecure=true if you accept that");
        }
        return new BaseUrl(END.matcher(text.strip()).replaceFirst(""));
    }

    private static URI parse(String text) {
        try {
            return new URI(text == null ? "" : text.strip());
        } catch (URISyntaxException e) {
            throw invalid("is no URL: " + e.getReason());
        }
    }

    private static boolean isLoopback(String host) {
        // by its literal form, since a name that resolves to loopback today need not tomorrow
        return host.equalsIgnoreCase("localhost")
                || LOOPBACK_IPV4.matcher(host).matches()
                || host.equals("[::1]")
                || host.equals("[0:0:0:0:0:0:0:1]");
    }

    private static IllegalArgumentException invalid(String what) {
        return new IllegalArgumentException("The option baseUrl " + what + "; Dune's is https://api.dune.com/api");
    }

    @Override
    public String toString() {
        return value;
    }
}

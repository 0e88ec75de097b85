package io.github.cameldune.internal.client;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.PluginHelper;
import org.apache.hc.client5.http.impl.auth.SystemDefaultCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHost;

/**
 * The proxy between the component and Dune. A user's {@code httpComponent} decides on its own; otherwise the proxy options
 * of the context's Camel HTTP component count, and without them the JVM's system properties such as
 * {@code https.proxyHost}.
 *
 * @param options of an endpoint of Camel HTTP
 * @param ofSystem as the system properties say; null for none, or when Camel HTTP has one
 */
record Proxy(String options, HttpHost ofSystem) {

    /** An option of the Camel context that Camel HTTP still reads. */
    private static final String GLOBAL_OPTION = "http.proxyHost";

    /** Whether requests go straight to Dune. */
    boolean isNone(CamelContext context) {
        return options.isEmpty() && ofSystem == null && context.getGlobalOption(GLOBAL_OPTION) == null;
    }

    /** Finds the proxy. Our own component, null with a user's, gets the options of the context's. */
    static Proxy of(CamelContext context, HttpTransport.Settings settings, HttpComponent own) {
        if (own == null) {
            return new Proxy(options(settings.httpComponent()), null);
        }
        HttpComponent configured = configured(context, settings.baseUrl());
        if (configured == null) {
            return new Proxy("", ofSystem(settings.baseUrl()));
        }
        own.setProxyHost(configured.getProxyHost());
        own.setProxyPort(configured.getProxyPort());
        own.setProxyAuthScheme(configured.getProxyAuthScheme());
        own.setProxyAuthMethod(configured.getProxyAuthMethod());
        own.setProxyAuthUsername(configured.getProxyAuthUsername());
        own.setProxyAuthPassword(configured.getProxyAuthPassword());
        // an option that Camel HTTP 4.14 has not
        Object exceptions =
                PluginHelper.getBeanIntrospection(context).getOrElseProperty(configured, "nonProxyHosts", null, true);
        return new Proxy(options(own) + (exceptions == null ? "" : "&nonProxyHosts=" + encoded(exceptions)), null);
    }

    private static String encoded(Object value) {
        return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
    }

    private static String options(HttpComponent component) {
        if (component.getProxyHost() == null) {
            return "";
        }
        // Camel HTTP would speak TLS to the proxy of an https: URL, which hardly any proxy understands
        String scheme = component.getProxyAuthScheme();
        return "&proxyAuthScheme=" + (scheme == null ? "http" : scheme);
    }

    private static HttpComponent configured(CamelContext context, BaseUrl url) {
        String scheme = URI.create(url.value()).getScheme();
        for (String name : List.of(scheme, "http")) {
            if (context.hasComponent(name) instanceof HttpComponent component && component.getProxyHost() != null) {
                return component;
            }
        }
        return null;
    }

    private static HttpHost ofSystem(BaseUrl url) {
        ProxySelector selector = ProxySelector.getDefault();
        if (selector != null) {
            for (java.net.Proxy proxy : selector.select(URI.create(url.value()))) {
                if (proxy.type() == java.net.Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress address) {
                    return new HttpHost("http", address.getHostString(), address.getPort());
                }
            }
        }
        return null;
    }

    void configure(HttpClientBuilder builder) {
        if (ofSystem != null) {
            builder.setProxy(ofSystem).setDefaultCredentialsProvider(new SystemDefaultCredentialsProvider());
        }
    }
}

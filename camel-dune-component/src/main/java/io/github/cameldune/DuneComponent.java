package io.github.cameldune;

import io.github.cameldune.internal.camel.OptionValues;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.util.PropertiesHelper;
import org.apache.camel.util.URISupport;

/**
 * The component {@code dune:}: what its endpoints have in common.
 *
 * <p>Camel makes it for the first URI that begins with {@code dune:}. To set its options in Java, before routes start:
 *
 * <pre>{@code
 * DuneComponent dune = camelContext.getComponent("dune", DuneComponent.class);
 * dune.getConfiguration().setApiKey(key);
 * }</pre>
 *
 * <p>Endpoints take a copy of the configuration when they are made, so a later change does not reach them; an API key or a
 * limit that is replaced here counts from the next start of a route on.
 */
@Component("dune")
public class DuneComponent extends HealthCheckComponent implements SSLContextParametersAware {

    @Metadata(description = "The options that endpoints start with.")
    private DuneConfiguration configuration = new DuneConfiguration();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        // of the URI, since Camel has taken bridgeErrorHandler and lazyStartProducer out of the parameters
        Set<String> given = URISupport.parseQuery(URISupport.extractQuery(uri)).keySet();
        DuneEndpoint endpoint =
                new DuneEndpoint(uri, this, DuneOperation.parse(remaining), configuration.copy(), given);
        // Camel's half a second would be 120 requests a minute for one execution, three times what the Free plan allows
        endpoint.setDelay(
                endpoint.getOperation() == DuneOperation.latest
                        ? DuneEndpoint.DEFAULT_DELAY_OF_LATEST
                        : DuneEndpoint.DEFAULT_DELAY);
        Map<String, Object> queryParameters = PropertiesHelper.extractProperties(parameters, "parameters.");
        if (!queryParameters.isEmpty()) {
            endpoint.setParameters(queryParameters);
        }
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    public PropertyConfigurer getComponentPropertyConfigurer() {
        return OptionValues.checked(super.getComponentPropertyConfigurer());
    }

    @Override
    public PropertyConfigurer getEndpointPropertyConfigurer() {
        return OptionValues.checked(super.getEndpointPropertyConfigurer());
    }

    /**
     * The options that endpoints start with.
     *
     * @return never null
     */
    public DuneConfiguration getConfiguration() {
        return configuration;
    }

    /**
     * The options that endpoints start with.
     *
     * @param configuration not null
     */
    public void setConfiguration(DuneConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return configuration.isUseGlobalSslContextParameters();
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        configuration.setUseGlobalSslContextParameters(useGlobalSslContextParameters);
    }
}

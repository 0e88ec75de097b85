package io.github.cameldune.springboot;

import java.util.Locale;
import java.util.Set;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * Keeps the API key out of Spring Boot's actuator. It shows no values as it comes, but with
 * {@code management.endpoint.env.show-values=always} or that of {@code configprops} it shows all that nobody masks.
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public class DuneActuatorAutoConfiguration {

    /** Without separators and in lower case, so that each of Spring's spellings is one of these. */
    private static final Set<String> SECRETS = Set.of("camelcomponentduneapikey", "duneapikey");

    /** Made by Spring. */
    public DuneActuatorAutoConfiguration() {}

    /**
     * Masks the API key, whichever way it is spelt, and also that of the environment variable {@code DUNE_API_KEY}.
     *
     * @return called for each value that the actuator is about to show
     */
    @Bean
    public SanitizingFunction duneApiKeySanitizingFunction() {
        return data -> isSecret(data.getKey()) ? data.withSanitizedValue() : data;
    }

    private static boolean isSecret(String key) {
        return SECRETS.contains(key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""));
    }
}

package io.github.cameldune.springboot;

import io.github.cameldune.DuneComponent;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.ComponentConfigurationProperties;
import org.apache.camel.spring.boot.util.CamelPropertiesHelper;
import org.apache.camel.spring.boot.util.ConditionalOnCamelContextAndAutoConfigurationBeans;
import org.apache.camel.spring.boot.util.ConditionalOnHierarchicalProperties;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.springframework.boot.autoconfigure.AutoConfigureAfter;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * Hands {@code camel.component.dune.*} to the component, unless {@code camel.component.dune.enabled} or
 * {@code camel.component.dune.customizer.enabled} is false, or those of {@code camel.component}.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(ConditionalOnCamelContextAndAutoConfigurationBeans.class)
@EnableConfigurationProperties({ComponentConfigurationProperties.class, DuneComponentConfiguration.class})
@ConditionalOnHierarchicalProperties({"camel.component", "camel.component.dune"})
@AutoConfigureAfter({CamelAutoConfiguration.class, DuneComponentConverter.class})
public class DuneComponentAutoConfiguration {

    /** Made by Spring. */
    public DuneComponentAutoConfiguration() {}

    /**
     * Configures each component {@code dune:} before it starts.
     *
     * @param application the application, for the switches
     * @param camelContext whose type converters apply
     * @param options what the application's properties say
     * @return called by Camel
     */
    @Lazy
    @Bean
    public ComponentCustomizer configureDuneComponent(
            ApplicationContext application, CamelContext camelContext, DuneComponentConfiguration options) {
        return new ComponentCustomizer() {
            @Override
            public void configure(String name, Component target) {
                Map<String, Object> written = CamelPropertiesHelper.getNonNullProperties(camelContext, options);
                // before the others, which it would otherwise replace
                Object configuration = written.remove("configuration");
                if (configuration != null) {
                    CamelPropertiesHelper.copyProperties(
                            camelContext, new HashMap<>(Map.of("configuration", configuration)), target);
                }
                CamelPropertiesHelper.copyProperties(camelContext, written, target);
            }

            @Override
            public boolean isEnabled(String name, Component target) {
                return HierarchicalPropertiesEvaluator.evaluate(
                                application, "camel.component.customizer", "camel.component.dune.customizer")
                        && target instanceof DuneComponent;
            }
        };
    }
}

package io.github.cameldune.examples.springboot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application. It asks Dune itself, with the API key of the environment variable {@code DUNE_API_KEY}. */
@SpringBootApplication
public class WatchingApplication {

    /** Made by Spring. */
    public WatchingApplication() {}

    /**
     * Starts the application; it runs until the process is ended.
     *
     * @param args as Spring Boot takes them
     */
    public static void main(String[] args) {
        SpringApplication.run(WatchingApplication.class, args);
    }
}

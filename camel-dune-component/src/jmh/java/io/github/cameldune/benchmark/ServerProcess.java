package io.github.cameldune.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A server in a process of its own, ended with this object; it tells its port in the first line of its output. */
final class ServerProcess implements AutoCloseable {

    private final Process process;
    private final int port;

    ServerProcess() {
        this(LeanServer.class);
    }

    ServerProcess(Class<?> server) {
        try {
            process = new ProcessBuilder(java(), "-cp", System.getProperty("java.class.path"), server.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
            port = Integer.parseInt(out.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
    }
}

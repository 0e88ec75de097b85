package io.github.cameldune.internal.camel;

import io.github.cameldune.internal.results.CsvStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

/**
 * CSV as the body of a message. Camel would read any other stream into memory before the next step of a route, to be able to
 * read it twice. This one passes as a {@link StreamCache} so that it streams, and can be read once: a second reading throws
 * instead of finding an end. For one thread, except {@link #close()}.
 */
public final class CsvBody extends InputStream implements StreamCache {

    private final CsvStream csv;
    private boolean begun;
    private boolean readAgain;

    /** Reads a stream, which is closed with the body. */
    public CsvBody(CsvStream csv) {
        this.csv = csv;
    }

    @Override
    public int read() throws IOException {
        begin();
        return csv.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        begin();
        return csv.read(buffer, offset, length);
    }

    private void begin() throws IOException {
        if (readAgain) {
            throw new IOException("The CSV of outputType=Csv was read before, and streams once: to read it more often,"
                    + " convert the body first, such as with convertBodyTo(byte[].class), or write it to a file");
        }
        begun = true;
    }

    /** Called by Camel before each step of a route, whether that reads the body or not. */
    @Override
    public void reset() {
        readAgain = begun;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        transferTo(out);
    }

    /** None: there is one stream for all branches of a route. */
    @Override
    public StreamCache copy(Exchange exchange) {
        return null;
    }

    @Override
    public boolean inMemory() {
        return false;
    }

    /** Not known. */
    @Override
    public long length() {
        return 0;
    }

    /** Not known. */
    @Override
    public long position() {
        return -1;
    }

    /** Ends the reading, as when the file was written; the exchange does so in any case when it completes. */
    @Override
    public void close() {
        csv.close();
    }
}

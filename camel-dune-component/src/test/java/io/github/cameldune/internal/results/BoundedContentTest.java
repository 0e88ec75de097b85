package io.github.cameldune.internal.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** The bound of a page of rows. */
class BoundedContentTest {

    private static InputStream page() {
        return new ByteArrayInputStream(new byte[1_000]);
    }

    @Test
    void aPageMayHaveMaxPageBytesAndNotOneMore() throws IOException {
        assertThat(new BoundedContent(page(), 1_000).readAllBytes()).hasSize(1_000);
        assertThatThrownBy(() -> new BoundedContent(page(), 999).readAllBytes())
                .isInstanceOfSatisfying(
                        RowsException.class,
                        refused -> assertThat(refused.failure().message()).contains("maxPageBytes (999"));
    }
}

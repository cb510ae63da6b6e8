package io.tandem.control.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.store.RecordQuery;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordsRequestTest {

    @Test
    void nothingAskedForIsTheFirstPageOfEverything() throws Exception {
        assertThat(RecordsRequest.parse("")).isEqualTo(new RecordQuery("", null, null, 50, null));
        assertThat(RecordsRequest.parse("token=x&q=&limit=&before="))
                .isEqualTo(new RecordQuery("", null, null, 50, null));
    }

    @Test
    void everythingAskedForIsRead() throws Exception {
        String key = "0b7c6ad4-58a5-3f4c-9f1e-0d0f5a6b7c8d";

        RecordQuery query = RecordsRequest.parse(
                "q=+49%2030&from=2026-11-21T05:00:00Z&to=2026-11-22T05%3A00%3A00Z&limit=7&before=1795237200123." + key);

        assertThat(query)
                .isEqualTo(new RecordQuery(
                        "49 30",
                        Instant.parse("2026-11-21T05:00:00Z"),
                        Instant.parse("2026-11-22T05:00:00Z"),
                        7,
                        new RecordQuery.Cursor(Instant.ofEpochMilli(1795237200123L), key)));
        assertThat(query.before().text()).isEqualTo("1795237200123." + key);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            limit=0            | limit: 0 (expected: a whole number from 1 to 500)
            limit=501          | limit: 501 (expected: a whole number from 1 to 500)
            limit=many         | limit: many (expected: a whole number from 1 to 500)
            from=yesterday     | from: yesterday (expected: a time such as 2026-11-21T05:00:00Z)
            to=2026-11-21      | to: 2026-11-21 (expected: a time such as 2026-11-21T05:00:00Z)
            before=';DROP      | before: ';DROP (expected: `next` of the page before)
            before=1.x         | before: 1.x (expected: `next` of the page before)
            q=%zz              | q: %zz (expected: percent-encoded text)
            """)
    void whatIsWrongIsToldWithItsValue(String query, String fault) {
        assertThatThrownBy(() -> RecordsRequest.parse(query)).hasMessage(fault);
    }
}

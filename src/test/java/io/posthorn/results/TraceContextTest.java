package io.posthorn.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class TraceContextTest {

    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void theTraceGoesOnWithASpanThatIsTheEventsOwn() {
        UUID event = UUID.fromString("0198c0de-0000-7000-8000-000000000001");

        String next = TraceContext.next(PARENT, event);

        assertThat(next)
                .matches("00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01")
                .isNotEqualTo(PARENT);
        assertThat(TraceContext.next(PARENT, event)).isEqualTo(next);
    }

    @Test
    void noSpanIsAllZeros() {
        assertThat(TraceContext.next(PARENT, new UUID(7, 7))).endsWith("-0000000000000001-01");
    }
}

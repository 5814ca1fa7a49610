package io.braid.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedExchangeTest {
    private static final String TICKET = "ticket-of-this-test";

    @AfterEach
    void close() {
        FeedExchange.close(TICKET);
    }

    @Test
    void aReceiverIsFoundByItsTicket() {
        FeedReceiver receiver = new Nowhere();
        FeedExchange.open(TICKET, receiver);
        assertThat(FeedExchange.require(TICKET)).isSameAs(receiver);
    }

    @Test
    void aTicketIsOpenOnce() {
        FeedExchange.open(TICKET, new Nowhere());
        assertThatThrownBy(() -> FeedExchange.open(TICKET, new Nowhere()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is open already");
    }

    @Test
    void aClosedFeedSaysSo() {
        FeedExchange.open(TICKET, new Nowhere());
        FeedExchange.close(TICKET);
        FeedExchange.close(TICKET);
        assertThatThrownBy(() -> FeedExchange.require(TICKET))
                .isInstanceOf(FeedClosedException.class)
                .hasMessage("feed \"" + TICKET + "\" is closed");
    }

    private static final class Nowhere implements FeedReceiver {
        @Override
        public void restored(long epoch) {}

        @Override
        public void accept(RowBatch batch) {}

        @Override
        public void flush() {}

        @Override
        public void finished() {}
    }
}

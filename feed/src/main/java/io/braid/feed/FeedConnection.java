package io.braid.feed;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The job's end of a feed that leads to another JVM. Called by the job's thread; a thread of its own takes the answers. A
 * connection that broke is not mended: what was under way is lost, and the job has to go back to its checkpoint.
 *
 * <p>On a channel, not a socket: Flink interrupts a task that it cancels, and a socket's write would not notice.
 */
public final class FeedConnection implements FeedReceiver, AutoCloseable {
    private static final int PAUSE_MILLIS = 500;

    private final String ticket;
    private final FeedAddress address;
    private final SocketChannel channel;
    private final Object lock = new Object();
    private int unanswered;
    private @Nullable RuntimeException over;
    private volatile boolean closed;

    private FeedConnection(String ticket, FeedAddress address, SocketChannel channel) {
        this.ticket = ticket;
        this.address = address;
        this.channel = channel;
    }

    /**
     * Connects at once.
     *
     * @throws FeedClosedException when nobody waits for this feed
     */
    public static FeedConnection open(FeedAddress address, String ticket) {
        try {
            return connect(address, ticket);
        } catch (IOException e) {
            throw unreachable(address, e);
        }
    }

    /** Connects when the server is there and waits for this feed: a server that starts again takes its time. */
    public static FeedConnection await(FeedAddress address, String ticket) {
        while (true) {
            try {
                return connect(address, ticket);
            } catch (IOException | FeedClosedException e) {
                try {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw unreachable(address, interrupted);
                }
                if (Thread.currentThread().isInterrupted()) {
                    throw unreachable(address, e);
                }
            }
        }
    }

    private static IllegalStateException unreachable(FeedAddress address, Exception cause) {
        return new IllegalStateException("the server cannot be reached at " + address, cause);
    }

    private static FeedConnection connect(FeedAddress address, String ticket) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.connect(new InetSocketAddress(address.host(), address.port()));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            FeedConnection connection = new FeedConnection(ticket, address, channel);
            connection.greet();
            Thread answers = new Thread(connection::takeAnswers, "braid-feed-answers");
            answers.setDaemon(true);
            answers.start();
            return connection;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void greet() throws IOException {
        ByteBuffer greeting = read(Integer.BYTES + 1 + FeedKey.LENGTH);
        if (greeting.getInt() != FeedWire.MAGIC || greeting.get() != FeedWire.VERSION) {
            throw new IllegalStateException("what listens at " + address + " is no server of this version");
        }
        byte[] nonce = new byte[FeedKey.LENGTH];
        greeting.get(nonce);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(FeedWire.MAGIC);
        out.writeByte(FeedWire.VERSION);
        out.writeUTF(ticket);
        out.write(FeedKey.proof(address.tokenBytes(), nonce));
        write(bytes);
        switch (read(1).get()) {
            case FeedWire.WELCOME -> {
                // go on
            }
            case FeedWire.NOBODY_WAITS -> throw new FeedClosedException(ticket);
            default -> throw new IllegalStateException("the server at " + address + " refuses feed \"" + ticket + '"');
        }
    }

    private ByteBuffer read(int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the server closed the connection");
            }
        }
        return buffer.flip();
    }

    private void write(ByteArrayOutputStream bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
        while (buffer.hasRemaining()) {
            int written = channel.write(buffer);
            if (written < 0) {
                throw new EOFException("the server closed the connection");
            }
        }
    }

    private void takeAnswers() {
        try {
            while (true) {
                int answer = read(1).get();
                synchronized (lock) {
                    unanswered--;
                    switch (answer) {
                        case FeedWire.DONE -> {
                            // one more may go
                        }
                        case FeedWire.CLOSED -> over = new FeedClosedException(ticket);
                        default -> over = new IllegalStateException("the server could not take the rows of a feed");
                    }
                    lock.notifyAll();
                    if (over != null) {
                        return;
                    }
                }
            }
        } catch (IOException e) {
            synchronized (lock) {
                over = new IllegalStateException("the connection to the server at " + address + " broke", e);
                lock.notifyAll();
            }
        }
    }

    private interface Message {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private void send(Message message, int mostUnanswered) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            message.writeTo(new DataOutputStream(bytes));
            synchronized (lock) {
                awaitAtMost(FeedWire.CREDIT - 1);
                unanswered++;
            }
            write(bytes);
            synchronized (lock) {
                awaitAtMost(mostUnanswered);
            }
        } catch (IOException e) {
            check();
            throw new IllegalStateException("the connection to the server at " + address + " broke", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server took rows", e);
        }
    }

    private void awaitAtMost(int most) throws InterruptedException {
        check();
        while (unanswered > most) {
            lock.wait();
            check();
        }
    }

    /** Throws when the connection is over, so that a job without rows notices. */
    public void check() {
        synchronized (lock) {
            if (over != null && !closed) {
                throw over;
            }
        }
    }

    @Override
    public void restored(long epoch) {
        send(
                out -> {
                    out.writeByte(FeedWire.RESTORED);
                    out.writeLong(epoch);
                },
                0);
    }

    @Override
    public void accept(RowBatch batch) {
        send(
                out -> {
                    out.writeByte(FeedWire.ROWS);
                    out.writeLong(batch.epoch());
                    out.writeInt(batch.size());
                    for (FeedRow row : batch.rows()) {
                        FeedValues.writeRow(row, out);
                    }
                },
                FeedWire.CREDIT);
    }

    @Override
    public void flush() {
        send(out -> out.writeByte(FeedWire.FLUSH), 0);
    }

    @Override
    public void finished() {
        send(out -> out.writeByte(FeedWire.FINISHED), 0);
    }

    @Override
    public void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            // it is over either way
            return;
        }
    }
}

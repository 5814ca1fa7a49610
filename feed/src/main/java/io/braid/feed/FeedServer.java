package io.braid.feed;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Takes the rows of jobs in other JVMs and hands them to whoever waits in {@link FeedExchange}. One thread a connection,
 * because a receiver that is not ready blocks. Shared between threads.
 */
public final class FeedServer implements AutoCloseable {
    private static final int GREETING_MILLIS = 10_000;
    private static final int LEAVING_MILLIS = 10_000;
    private static final int MOST_CONNECTIONS = 2_000;

    private final ServerSocket listener;
    private final FeedKey key;
    private final Semaphore room = new Semaphore(MOST_CONNECTIONS);
    private final AtomicInteger numbers = new AtomicInteger();
    /** The connection that feeds a ticket now: an attempt of a job that has been given up must not write beside the next. */
    private final Map<String, Connection> feeding = new ConcurrentHashMap<>();

    private final Map<Integer, Connection> connections = new ConcurrentHashMap<>();

    private final BiConsumer<String, RuntimeException> problems;

    private FeedServer(ServerSocket listener, FeedKey key, BiConsumer<String, RuntimeException> problems) {
        this.problems = problems;
        this.listener = listener;
        this.key = key;
    }

    /**
     * @param port 0 picks a free one
     * @param problems told what a receiver threw, and of which ticket
     */
    public static FeedServer start(String host, int port, FeedKey key, BiConsumer<String, RuntimeException> problems)
            throws IOException {
        ServerSocket listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        FeedServer server = new FeedServer(listener, key, problems);
        daemon(server::listen, "braid-feed-listener").start();
        return server;
    }

    public int port() {
        return listener.getLocalPort();
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                take(listener.accept());
            } catch (IOException e) {
                // Closed, or one that left while it knocked: the loop looks which.
                Thread.onSpinWait();
            }
        }
    }

    private void take(Socket socket) throws IOException {
        if (!room.tryAcquire()) {
            socket.close();
            return;
        }
        Connection connection = new Connection(numbers.incrementAndGet(), socket);
        connections.put(connection.number, connection);
        connection.thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        List<Connection> open = new ArrayList<>(connections.values());
        open.forEach(Connection::end);
    }

    /** One job that feeds, or wants to. */
    private final class Connection {
        private final int number;
        private final Socket socket;
        private final Thread thread;

        Connection(int number, Socket socket) {
            this.number = number;
            this.socket = socket;
            this.thread = daemon(this::run, "braid-feed-" + number);
        }

        private void run() {
            try (socket) {
                socket.setTcpNoDelay(true);
                socket.setKeepAlive(true);
                socket.setSoTimeout(GREETING_MILLIS);
                DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
                serve(in, out);
            } catch (IOException e) {
                // The job has left, or what knocked was none. Flink knows what becomes of the job.
                return;
            } finally {
                connections.remove(number);
                room.release();
            }
        }

        private void serve(DataInputStream in, DataOutputStream out) throws IOException {
            byte[] nonce = FeedKey.random();
            out.writeInt(FeedWire.MAGIC);
            out.writeByte(FeedWire.VERSION);
            out.write(nonce);
            out.flush();
            if (in.readInt() != FeedWire.MAGIC || in.readUnsignedByte() != FeedWire.VERSION) {
                return;
            }
            String ticket = in.readUTF();
            byte[] proof = in.readNBytes(FeedKey.LENGTH);
            if (!MessageDigest.isEqual(proof, FeedKey.proof(key.token(ticket), nonce))) {
                answer(FeedWire.NOT_YOURS, out);
                return;
            }
            if (!takeOver(ticket)) {
                answer(FeedWire.NOBODY_WAITS, out);
                return;
            }
            try {
                FeedReceiver receiver = FeedExchange.require(ticket);
                socket.setSoTimeout(0);
                answer(FeedWire.WELCOME, out);
                receive(ticket, receiver, in, out);
            } catch (FeedClosedException e) {
                answer(FeedWire.NOBODY_WAITS, out);
            } finally {
                feeding.remove(ticket, this);
            }
        }

        /** Says whether nobody else feeds the ticket any more. */
        private boolean takeOver(String ticket) {
            Connection before = feeding.put(ticket, this);
            if (before == null) {
                return true;
            }
            before.end();
            try {
                before.thread.join(LEAVING_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (before.thread.isAlive()) {
                feeding.replace(ticket, this, before);
                return false;
            }
            return feeding.get(ticket) == this;
        }

        private void receive(String ticket, FeedReceiver receiver, DataInputStream in, DataOutputStream out)
                throws IOException {
            while (true) {
                int message = in.read();
                if (message < 0) {
                    return;
                }
                Runnable call = call(message, receiver, in);
                try {
                    call.run();
                } catch (FeedClosedException e) {
                    answer(FeedWire.CLOSED, out);
                    return;
                } catch (RuntimeException e) {
                    // its text may hold values of rows, and the job's log is another's
                    problems.accept(ticket, e);
                    answer(FeedWire.FAILED, out);
                    return;
                }
                answer(FeedWire.DONE, out);
            }
        }

        private static Runnable call(int message, FeedReceiver receiver, DataInputStream in) throws IOException {
            switch (message) {
                case FeedWire.RESTORED -> {
                    long epoch = in.readLong();
                    return () -> receiver.restored(epoch);
                }
                case FeedWire.ROWS -> {
                    long epoch = in.readLong();
                    int size = in.readInt();
                    List<FeedRow> rows = new ArrayList<>();
                    for (int i = 0; i < size; i++) {
                        rows.add(FeedValues.readRow(in));
                    }
                    return () -> receiver.accept(new RowBatch(rows, epoch));
                }
                case FeedWire.FLUSH -> {
                    return receiver::flush;
                }
                case FeedWire.FINISHED -> {
                    return receiver::finished;
                }
                default -> throw new IOException("message " + message + " is not known");
            }
        }

        private static void answer(int word, DataOutputStream out) throws IOException {
            out.writeByte(word);
            out.flush();
        }

        private void end() {
            try {
                socket.close();
            } catch (IOException e) {
                // it is over either way
                return;
            } finally {
                thread.interrupt();
            }
        }
    }
}

package io.braid.flink.runtime;

import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import org.apache.flink.runtime.rest.ConnectionClosedException;
import org.apache.flink.util.ExceptionUtils;

/** Tells a cluster that is not there from one that says no. */
final class Unreachable {
    private Unreachable() {}

    static boolean is(Throwable error) {
        return ExceptionUtils.findThrowable(error, SocketException.class).isPresent()
                || ExceptionUtils.findThrowable(error, UnknownHostException.class)
                        .isPresent()
                || ExceptionUtils.findThrowable(error, ConnectionClosedException.class)
                        .isPresent()
                || ExceptionUtils.findThrowable(error, TimeoutException.class).isPresent()
                || ExceptionUtils.findThrowable(error, Unreachable::isConnectTimeout)
                        .isPresent();
    }

    /** Netty's own, which lies under a relocated name. */
    private static boolean isConnectTimeout(Throwable error) {
        return error.getClass().getName().endsWith("ConnectTimeoutException");
    }

    static String why(Throwable error) {
        if (ExceptionUtils.findThrowable(error, ConnectException.class).isPresent()) {
            return "nobody listens there";
        }
        if (ExceptionUtils.findThrowable(error, UnknownHostException.class).isPresent()) {
            return "there is no such host";
        }
        boolean late =
                ExceptionUtils.findThrowable(error, TimeoutException.class).isPresent()
                        || ExceptionUtils.findThrowable(error, Unreachable::isConnectTimeout)
                                .isPresent();
        return late ? "it does not answer in time" : "the connection broke";
    }
}

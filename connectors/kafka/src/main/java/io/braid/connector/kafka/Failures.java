package io.braid.connector.kafka;

import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Says in words what Kafka's exceptions mean to the person who typed the statement. */
final class Failures {
    private final String addresses;
    private final boolean tls;

    Failures(List<String> addresses, boolean tls) {
        this.addresses = String.join(", ", addresses);
        this.tls = tls;
    }

    /** @param topic which the request was about; empty when about none */
    StatementException explain(Throwable failure, String topic) {
        Throwable cause = unwrap(failure);
        if (cause instanceof StatementException known) {
            return known;
        }
        if (cause instanceof AuthenticationException) {
            // To Kafka this is also an invalid configuration, so it comes first.
            return unreachable(cause, failure);
        }
        if (cause instanceof UnknownTopicOrPartitionException) {
            return missing(topic);
        }
        if (cause instanceof TopicExistsException) {
            return StatementException.of(ErrorCode.DUPLICATE_OBJECT, "entity \"%s\" already exists", topic);
        }
        if (cause instanceof InvalidTopicException) {
            return refused("\"" + topic + "\" is not a name for an entity: " + sentence(cause));
        }
        if (cause instanceof InvalidPartitionsException
                || cause instanceof InvalidReplicationFactorException
                || cause instanceof InvalidConfigurationException
                || cause instanceof InvalidRequestException
                || cause instanceof PolicyViolationException) {
            return refused("the store refuses entity \"" + topic + "\": " + sentence(cause));
        }
        if (cause instanceof RecordTooLargeException) {
            return StatementException.of(
                    ErrorCode.LIMIT_EXCEEDED, "the record is larger than entity \"%s\" takes", topic);
        }
        if (cause instanceof AuthorizationException) {
            return unavailable("the store at " + addresses + " does not allow this: " + sentence(cause), failure);
        }
        return unreachable(cause, failure);
    }

    static StatementException missing(String topic) {
        return StatementException.of(ErrorCode.INVALID_PARAMETER, "entity \"%s\" does not exist", topic);
    }

    static StatementException refused(String text) {
        return StatementException.of(ErrorCode.INVALID_PARAMETER, "%s", text);
    }

    private StatementException unreachable(Throwable cause, Throwable failure) {
        Throwable root = rootOf(cause);
        if (cause instanceof SslAuthenticationException || rootIs(cause, SslAuthenticationException.class)) {
            return unavailable("no TLS connection to the store at " + addresses + ": " + sentence(root), failure)
                    .hint("'tls.disabled' = TRUE is for stores without TLS");
        }
        if (cause instanceof AuthenticationException) {
            return unavailable("the store at " + addresses + " refuses the credentials", failure);
        }
        if (rootIs(cause, ConfigException.class)) {
            return unavailable("cannot connect to the store at " + addresses + ": " + sentence(root), failure);
        }
        StatementException silent = unavailable("the store does not answer at " + addresses, failure);
        return tls ? silent.hint("it is asked with TLS; 'tls.disabled' = TRUE is for stores without") : silent;
    }

    private static StatementException unavailable(String text, Throwable cause) {
        return StatementException.of(ErrorCode.REMOTE_UNAVAILABLE, "%s", text).causedBy(cause);
    }

    static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException
                        || cause instanceof CompletionException
                        || cause.getClass() == KafkaException.class)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean rootIs(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** Kafka's sentence in our manner: one line, no full stop. */
    private static String sentence(Throwable failure) {
        String text = String.valueOf(failure.getMessage()).strip();
        int end = text.indexOf('\n');
        text = end < 0 ? text : text.substring(0, end);
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}

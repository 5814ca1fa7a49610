package io.braid.flink.job.format;

import java.io.IOException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * A record that is not what its format promises. The same bytes will be read after a restart, so the annotation tells
 * Flink not to start the job again. The message is meant for the owner of the query.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class RecordFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    RecordFormatException(String message) {
        super(message);
    }

    RecordFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}

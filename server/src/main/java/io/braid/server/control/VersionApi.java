package io.braid.server.control;

import io.braid.client.wire.Version;
import io.braid.server.exchange.Reply;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code GET /version}. */
public final class VersionApi {
    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)");

    private final Reply reply;

    /** @param version as the build names it, such as {@code 0.1.0-SNAPSHOT} */
    public VersionApi(String version) {
        this.reply = Reply.of(200, parse(version));
    }

    public Reply get() {
        return reply;
    }

    static Version parse(String version) {
        Matcher numbers = NUMBERS.matcher(version);
        return numbers.lookingAt()
                ? new Version(
                        Integer.parseInt(numbers.group(1)),
                        Integer.parseInt(numbers.group(2)),
                        Integer.parseInt(numbers.group(3)))
                : new Version(0, 0, 0);
    }
}

package io.braid.server.control;

import io.braid.client.wire.DataplaneRequest;
import io.braid.engine.Caller;
import io.braid.server.exchange.Request;
import java.time.ZoneId;
import java.util.UUID;

/** Says where the rows of a streaming statement are to be had. The data plane implements it. */
@FunctionalInterface
public interface LiveDoor {
    /**
     * @param request whose client decides the form of the address
     * @param zone TIMESTAMP_LTZ values are rendered in it
     */
    DataplaneRequest open(Request request, UUID statement, Caller caller, ZoneId zone);
}

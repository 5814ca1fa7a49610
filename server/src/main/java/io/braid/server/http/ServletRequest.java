package io.braid.server.http;

import io.braid.server.exchange.Request;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;

/** A request as the HTTP library has it. */
record ServletRequest(Context context, BodyReader bodies) implements Request {
    @Override
    public String path(String name) {
        return context.pathParam(name);
    }

    @Override
    public Optional<String> query(String name) {
        return Optional.ofNullable(context.queryParam(name));
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(context.header(name));
    }

    @Override
    public boolean secure() {
        return context.req().isSecure();
    }

    @Override
    public byte[] body() throws IOException {
        return bodies.read(context.req().getInputStream(), context.req().getContentLengthLong());
    }
}

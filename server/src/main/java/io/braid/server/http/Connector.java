package io.braid.server.http;

import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** Where the server listens, plain or with TLS. */
record Connector(String host, int port, @Nullable SSLContext tls) {

    static Connector of(HttpOptions options) throws IOException {
        Path certificate = options.certificate();
        Path key = options.key();
        return new Connector(
                options.host(),
                options.port(),
                certificate == null || key == null ? null : Tls.context(certificate, key));
    }

    org.eclipse.jetty.server.Connector open(Server server, HttpConfiguration http) {
        ServerConnector connector;
        if (tls == null) {
            connector = new ServerConnector(server, new HttpConnectionFactory(http));
        } else {
            // Clients reach us by addresses and by names that a proxy or a test made up; the certificate is theirs to
            // check, not ours.
            http.addCustomizer(new SecureRequestCustomizer(false));
            SslContextFactory.Server ssl = new SslContextFactory.Server();
            ssl.setSslContext(tls);
            ssl.setSniRequired(false);
            connector = new ServerConnector(server, ssl, new HttpConnectionFactory(http));
        }
        connector.setHost(host);
        connector.setPort(port);
        connector.setAcceptQueueSize(256);
        return connector;
    }
}

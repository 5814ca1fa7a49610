package io.braid.engine.eval;

import static io.braid.engine.eval.Parameter.ANY;
import static io.braid.engine.eval.Parameter.BIGINT;
import static io.braid.engine.eval.Parameter.BYTES;
import static io.braid.engine.eval.Parameter.INTEGER;
import static io.braid.engine.eval.Parameter.TEXT;
import static io.braid.engine.eval.Parameter.TEXT_OR_BYTES;
import static io.braid.engine.eval.TextFunctions.number;
import static io.braid.engine.eval.TextFunctions.text;
import static io.braid.spi.DataType.VARCHAR;

import io.braid.spi.DataType;
import io.braid.spi.DataType.Kind;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Functions that write texts and bytes in other letters, and their digests. */
final class EncodingFunctions {
    private EncodingFunctions() {}

    static void define(Library library) {
        library.define("ascii", TEXT).gives(DataType.INTEGER, a -> ascii(text(a, 0)));
        library.define("chr", BIGINT).gives(VARCHAR, a -> character((Long) a[0]));
        library.define("encode", TEXT, TEXT).mayBeNull().gives(DataType.VARBINARY, a -> text(a, 0)
                .getBytes(charset(text(a, 1))));
        library.define("decode", BYTES, TEXT)
                .mayBeNull()
                .gives(VARCHAR, a -> new String((byte[]) a[0], charset(text(a, 1))));
        library.define("to_base64", TEXT).exact().gives(VARCHAR, a -> Base64.getEncoder()
                .encodeToString(utf8(a[0])));
        library.define("from_base64", TEXT)
                .mayBeNull()
                .gives(VARCHAR, a -> new String(Base64.getDecoder().decode(text(a, 0)), StandardCharsets.UTF_8));
        library.define("hex", ANY).exact().builtBy(EncodingFunctions::hex);
        library.define("unhex", TEXT).mayBeNull().gives(DataType.VARBINARY, a -> unhex(text(a, 0)));
        library.define("bin", BIGINT).exact().gives(VARCHAR, a -> Long.toBinaryString((Long) a[0]));
        library.define("url_encode", TEXT).gives(VARCHAR, a -> URLEncoder.encode(text(a, 0), StandardCharsets.UTF_8));
        library.define("url_decode", TEXT).mayBeNull().gives(VARCHAR, a -> urlDecoded(text(a, 0)));
        library.define("uuid")
                .builtBy(
                        call -> Node.of(VARCHAR, false, row -> UUID.randomUUID().toString()));
        library.define("printf", TEXT).repeated(ANY).mayBeNull().builtBy(EncodingFunctions::printf);
        digests(library);
    }

    private static void digests(Library library) {
        for (List<String> digest : List.of(
                List.of("md5", "MD5"),
                List.of("sha1", "SHA-1"),
                List.of("sha224", "SHA-224"),
                List.of("sha256", "SHA-256"),
                List.of("sha384", "SHA-384"),
                List.of("sha512", "SHA-512"))) {
            library.define(digest.get(0), TEXT_OR_BYTES)
                    .exact()
                    .gives(DataType.varchar(length(digest.get(1))), a -> digest(digest.get(1), utf8(a[0])));
        }
        library.define("sha2", TEXT_OR_BYTES, INTEGER)
                .mayBeNull()
                .gives(DataType.varchar(128), a -> digest("SHA-" + number(a, 1), utf8(a[0])));
    }

    private static int length(String algorithm) {
        return digest(algorithm, new byte[0]).length();
    }

    private static byte[] utf8(Object value) {
        return value instanceof byte[] bytes ? bytes : ((String) value).getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw Problems.value("there is no digest %s", algorithm)
                    .hint("SHA2 takes 224, 256, 384 and 512")
                    .causedBy(missing);
        }
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException missing) {
            throw Problems.value("character set \"%s\" does not exist", name).causedBy(missing);
        }
    }

    private static int ascii(String text) {
        return text.isEmpty() ? 0 : text.getBytes(StandardCharsets.UTF_8)[0];
    }

    private static String character(long code) {
        return code < 0 ? "" : String.valueOf((char) (code & 0xFF));
    }

    private static Node hex(Library.Invocation call) {
        Node value = call.argument(0);
        Kind kind = value.type().kind();
        if (kind.isInteger()) {
            return Node.of1(VARCHAR, false, value, number -> Long.toHexString(((Number) number).longValue())
                    .toUpperCase(Locale.ROOT));
        }
        if (kind != Kind.VARCHAR && kind != Kind.VARBINARY) {
            throw Problems.at(call.at(), "function \"hex\" does not take %s as argument 1", value.kindOfValue());
        }
        return Node.of1(
                VARCHAR, false, value, bytes -> HexFormat.of().withUpperCase().formatHex(utf8(bytes)));
    }

    private static byte @Nullable [] unhex(String text) {
        try {
            return HexFormat.of().parseHex(text.length() % 2 == 0 ? text : "0" + text);
        } catch (IllegalArgumentException noHex) {
            return null;
        }
    }

    private static @Nullable String urlDecoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException wrong) {
            return null;
        }
    }

    private static Node printf(Library.Invocation call) {
        return Node.of(VARCHAR, true, row -> {
            Object format = call.argument(0).evaluate(row);
            if (format == null) {
                return null;
            }
            @Nullable Object[] values = new @Nullable Object[call.count() - 1];
            for (int i = 0; i < values.length; i++) {
                values[i] = call.argument(i + 1).evaluate(row);
            }
            try {
                return String.format(Locale.US, (String) format, values);
            } catch (IllegalArgumentException wrong) {
                return null;
            }
        });
    }
}

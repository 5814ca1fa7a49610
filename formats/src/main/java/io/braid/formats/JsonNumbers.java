package io.braid.formats;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * Numbers of JSON in the types of the language. JSON knows one kind of number, so {@code 7.0} and {@code 7E0} are the
 * integer 7; what would lose something more than digits after a decimal point is no value of the type. Exponents are
 * the sender's choice: nothing here takes longer when one of them is a thousand million.
 */
final class JsonNumbers {
    private JsonNumbers() {}

    static int integer(JsonParser parser, int least, int greatest) throws IOException {
        long number = integer(parser);
        if (number < least || number > greatest) {
            throw new ArithmeticException("out of range");
        }
        return (int) number;
    }

    static long integer(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT -> parser.getLongValue();
            // exact, and quick: it looks at the number of digits first
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue().longValueExact();
            default -> throw noNumber();
        };
    }

    static float real32(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return (float) special(parser.getText());
        }
        float number = Float.parseFloat(text(parser));
        if (Float.isInfinite(number)) {
            throw new ArithmeticException("out of range");
        }
        return number;
    }

    static double real64(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return special(parser.getText());
        }
        double number = Double.parseDouble(text(parser));
        if (Double.isInfinite(number)) {
            throw new ArithmeticException("out of range");
        }
        return number;
    }

    static BigDecimal decimal(JsonParser parser, int precision, int scale) throws IOException {
        if (!isNumber(parser)) {
            throw noNumber();
        }
        return Decimals.fit(parser.getDecimalValue(), precision, scale);
    }

    /** What JSON has no numbers for is written as text, by us as by many others. */
    private static double special(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw noNumber();
        };
    }

    private static String text(JsonParser parser) throws IOException {
        if (!isNumber(parser)) {
            throw noNumber();
        }
        return parser.getText();
    }

    private static boolean isNumber(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
    }

    private static IllegalArgumentException noNumber() {
        return new IllegalArgumentException("no number");
    }
}

package io.braid.sql.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "SELECT 'a' FROM s WHERE b = 'c' # SELECT 'a' FROM s WHERE b = 'c'",
                "CREATE STORE s WITH ('type' = KAFKA, 'kafka.sasl.password' = 'pw') # CREATE STORE s WITH ('type' = KAFKA, 'kafka.sasl.password' = '***')",
                "CREATE STORE s WITH (kafka.sasl.password = 'p''w', 'x' = 1) # CREATE STORE s WITH (kafka.sasl.password = '***', 'x' = 1)",
                "CREATE STORE s WITH ('aws.secret_access_key' = \"pw\") # CREATE STORE s WITH ('aws.secret_access_key' = '***')",
                "CREATE STORE s WITH ('uris' = 'postgresql://me:pw@host:1/db') # CREATE STORE s WITH ('uris' = 'postgresql://***@host:1/db')",
                "CREATE SCHEMA_REGISTRY s WITH ('confluent_cloud.key' = 'k', 'confluent.username' = 'u', 'uris' = 'x') # CREATE SCHEMA_REGISTRY s WITH ('confluent_cloud.key' = '***', 'confluent.username' = '***', 'uris' = 'x')",
                "CREATE SECRET s WITH ('type' = generic_string, 'any' = 'pw') # CREATE SECRET s WITH ('type' = generic_string, 'any' = '***')",
                "UPDATE SECRET s WITH ('description' = 'd', 'any' = 'pw'); SELECT 'x' # UPDATE SECRET s WITH ('description' = 'd', 'any' = '***'); SELECT 'x'",
                "CREATE SECRET s WITH ('any' = 'pw # CREATE SECRET s WITH ('any' = '***'"
            })
    void secretsGoAndTheRestStays(String text, String redacted) {
        assertThat(Redaction.of(text)).isEqualTo(redacted);
    }

    @Test
    void nothingIsSureOfATextThatDoesNotParse() {
        assertThat(Redaction.ofUnparsed("CREATE STORE s WITH 'k' = 'me' 'pw' -- 'p'"))
                .isEqualTo("CREATE STORE s WITH 'k' = '***' '***' -- 'p'");
    }

    @Test
    void placesCountCharactersAlsoAfterRareOnes() {
        assertThat(Redaction.of("CREATE SECRET \"😀\" WITH ('a' = 'pw')"))
                .isEqualTo("CREATE SECRET \"😀\" WITH ('a' = '***')");
        assertThat(Placeholders.in("SELECT '?', \"?\", ? -- ?\nFROM \"😀\" LIMIT ?"))
                .containsExactly(17, 40);
    }

    @Test
    void aQuantifierIsNoPlaceholder() {
        assertThat(Placeholders.in("x MATCH_RECOGNIZE (PATTERN (A? (B C)?? D) DEFINE A AS a > ?)"))
                .hasSize(1);
    }
}

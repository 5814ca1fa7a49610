package io.braid.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.braid.sql.format.SqlFormatter;
import io.braid.sql.parse.ParsingException;
import io.braid.sql.parse.SqlParser;
import io.braid.sql.tree.ApplicationStatement.BeginApplication;
import io.braid.sql.tree.DescribeStatement.DescribePlan;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.Expression.ColumnReference;
import io.braid.sql.tree.Expression.FieldAccess;
import io.braid.sql.tree.ListStatement.ListObjects;
import io.braid.sql.tree.ObjectType;
import io.braid.sql.tree.ParsedStatement;
import io.braid.sql.tree.Predicate;
import io.braid.sql.tree.Property;
import io.braid.sql.tree.QualifiedName;
import io.braid.sql.tree.Query;
import io.braid.sql.tree.QueryBody;
import io.braid.sql.tree.QueryStatement.SelectRows;
import io.braid.sql.tree.QueryStatement.TerminateQuery;
import io.braid.sql.tree.StoreStatement.CreateStore;
import io.braid.sql.tree.TypeName;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SqlParserTest {
    private final SqlParser parser = new SqlParser();

    @Test
    void keepsTheExactTextOfEachStatement() {
        String batch = "\n-- first\n SELECT  'é𝄞' ;; LIST  STREAMS ; -- end";

        List<ParsedStatement> statements = parser.parse(batch);

        assertThat(statements).extracting(ParsedStatement::text).containsExactly("SELECT  'é𝄞'", "LIST  STREAMS");
        assertThat(statements)
                .allSatisfy(s -> assertThat(batch.substring(s.start(), s.end())).isEqualTo(s.text()));
    }

    @Test
    void keepsTheTextOfStatementsInsideOthers() {
        BeginApplication application = (BeginApplication)
                parser.parseOne("BEGIN APPLICATION a INSERT INTO x  SELECT y FROM z; USE STORE s; END APPLICATION")
                        .statement();
        DescribePlan plan =
                (DescribePlan) parser.parseOne("DESCRIBE  SELECT  1").statement();

        assertThat(application.body())
                .extracting(ParsedStatement::text)
                .containsExactly("INSERT INTO x  SELECT y FROM z", "USE STORE s");
        assertThat(plan.statement().text()).isEqualTo("SELECT  1");
    }

    @Test
    void positionsCountFromOne() {
        ParsedStatement second = parser.parse("SELECT 1;\n  SELECT 2").get(1);

        assertThat(second.statement().at().line()).isEqualTo(2);
        assertThat(second.statement().at().column()).isEqualTo(3);
        assertThat(second.statement().at().offset()).isEqualTo(12);
    }

    @Test
    void takesExactlyOneStatementWhenAsked() {
        assertThatThrownBy(() -> parser.parseOne(" -- none")).hasMessage("there is no statement");
        assertThatThrownBy(() -> parser.parseOne("SELECT 1; SELECT 2")).hasMessage("there is more than one statement");
    }

    @Test
    void bareNamesFoldAndQuotedOnesDoNot() {
        assertThat(parser.parseExpression("UserId")).isEqualTo(parser.parseExpression("\"userid\""));
        assertThat(parser.parseExpression("\"UserId\"")).isNotEqualTo(parser.parseExpression("userid"));
        assertThat(parser.parseExpression("`a\"b`")).isEqualTo(parser.parseExpression("\"a\"\"b\""));
    }

    @Test
    void dotsBelongToTheNameAndArrowsLeadIntoTheValue() {
        FieldAccess access = (FieldAccess) parser.parseExpression("a.b->c");

        assertThat(access.base()).isInstanceOfSatisfying(ColumnReference.class, column -> assertThat(column.name())
                .isEqualTo(QualifiedName.of("a", "b")));
        assertThat(access.field().value()).isEqualTo("c");
    }

    @Test
    void negationIsAlwaysAround() {
        assertThat(parser.parseExpression("a NOT IN (1)")).isEqualTo(parser.parseExpression("NOT a IN (1)"));
        assertThat(parser.parseExpression("a NOT IN (1)")).isInstanceOf(Predicate.Not.class);
    }

    @Test
    void equalExpressionsAreEqualWhereverTheyStand() {
        Query query = ((SelectRows) parser.parseOne("SELECT f(a + 1)\nFROM t GROUP BY F(A+1)")
                        .statement())
                .query();
        QueryBody.Select select = (QueryBody.Select) query.body();

        Expression selected = ((QueryBody.SelectItem.Column) select.items().get(0)).expression();
        assertThat(select.groupBy()).containsExactly(new QueryBody.GroupItem.By(selected));
    }

    @Test
    void idsOfQueriesAreIds() {
        TerminateQuery byId = (TerminateQuery) parser.parseOne("TERMINATE QUERY 1E5A97B0-97e9-40eb-8dbf-431b96474972")
                .statement();
        TerminateQuery byName =
                (TerminateQuery) parser.parseOne("TERMINATE QUERY q:3").statement();

        assertThat(byId.query().id()).contains(UUID.fromString("1e5a97b0-97e9-40eb-8dbf-431b96474972"));
        assertThat(byName.query().id()).isEmpty();
        assertThat(byName.query().version()).isEqualTo(3);
    }

    @Test
    void propertiesAreFoundInAnyCase() {
        CreateStore store = (CreateStore)
                parser.parseOne("CREATE STORE s WITH ('Type' = KAFKA, 'flag')").statement();

        assertThat(Property.find(store.properties(), "type"))
                .map(Property::text)
                .contains("kafka");
        assertThat(Property.find(store.properties(), "FLAG"))
                .map(Property::text)
                .contains("true");
        assertThat(Property.find(store.properties(), "uris")).isEmpty();
    }

    @Test
    void readsTypesThatStandInStrings() {
        TypeName type = parser.parseType("STRUCT<userid VARCHAR, \"Tags\" ARRAY<DECIMAL(5, 2)>>");

        assertThat(SqlFormatter.format(type)).isEqualTo("STRUCT<userid VARCHAR, \"Tags\" ARRAY<DECIMAL(5, 2)>>");
        assertThatThrownBy(() -> parser.parseType("STRUCT<a")).isInstanceOf(ParsingException.class);
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeOfObjectCanBeListed(ObjectType type) {
        assertThat(parser.parseOne("LIST " + type.pluralKeyword()).statement())
                .isInstanceOfSatisfying(
                        ListObjects.class, list -> assertThat(list.type()).isEqualTo(type));
    }

    static List<String> keywords() {
        return SqlParser.keywords().stream().sorted().toList();
    }

    /** A word that is neither reserved nor in the list of free words could name nothing, by oversight. */
    @ParameterizedTest
    @MethodSource("keywords")
    void everyWordIsANameOrSaysThatItIsReserved(String word) {
        String text = "SELECT a AS " + word + " FROM b AS " + word + " WHERE " + word + ".x = 1";
        boolean reserved = SqlParser.reservedWords().contains(word);

        ParsingException problem = catchThrowableOfType(ParsingException.class, () -> parser.parse(text));

        assertThat(problem == null).isEqualTo(!reserved);
    }

    /** The formatter knows which names need quotes. */
    @ParameterizedTest
    @MethodSource("keywords")
    void everyWordSurvivesFormattingAsAName(String word) {
        String text = """
                SELECT "@", "@" + 1, "@" - 'x', "@"[1], "@"."@"->"@", "@"(1), TRIM("@"), TRIM("@" FROM "@"), ("@"),
                  CASE "@" WHEN "@" THEN "@" END, "@" IS NULL, "@" LIKE 'x', JSON_OBJECT("@" VALUE "@"), f("@")
                FROM "@" AS "@" WITH ('x' = "@") JOIN TUMBLE("@", SIZE 1 HOUR) ON "@" WHERE "@" GROUP BY "@", "@"("@")
                ORDER BY "@";
                SELECT * FROM "@" MATCH_RECOGNIZE (ORDER BY "@" MEASURES "@" AS "@" PATTERN ("@" "@"+) DEFINE "@" AS "@");
                SELECT DISTINCT "@" FROM (SELECT 1) AS "@" ("@") GROUP BY "@";
                CREATE STREAM "@" ("@" INT, "c" STRUCT<"@" INT>, PRIMARY KEY ("@"));
                INSERT INTO "@" SELECT 1; INSERT INTO "@" VALUES ('x'); INSERT INTO ENTITY "@"."@" IN STORE "@" VALUE ('x');
                DESCRIBE QUERY "@"; DESCRIBE RELATION "@"; LIST ENTITIES IN "@" IN STORE "@"; ALTER STREAM "@" OWNER TO "@";
                GRANT ROLE "@" TO ROLE "@"; GRANT OWNERSHIP ON STORE "@" TO "@"; DROP DATABASE "@"; USE SCHEMA "@"."@";
                CREATE FUNCTION "@" ("@" INT) RETURNS INT LANGUAGE "@"; TRUNCATE RELATION "@"; TERMINATE QUERY "@":1""".replace("@", word.toLowerCase(java.util.Locale.ROOT));

        for (ParsedStatement statement : parser.parse(text)) {
            String formatted = SqlFormatter.format(statement.statement());
            assertThat(parser.parseOne(formatted).statement()).as(formatted).isEqualTo(statement.statement());
        }
    }

    @Test
    void errorsKnowTheirPlaceAndText() {
        ParsingException problem =
                catchThrowableOfType(ParsingException.class, () -> parser.parse("SELECT 1;\nSELECT * FRM t"));

        assertThat(problem.position().line()).isEqualTo(2);
        assertThat(problem.position().column()).isEqualTo(10);
        assertThat(problem.position().offset()).isEqualTo(19);
        assertThat(problem.offendingText()).isEqualTo("FRM");
    }
}

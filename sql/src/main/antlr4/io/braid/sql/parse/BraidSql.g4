// The language, all of it. Says what can be written; what it means is for others.
grammar BraidSql;

options {
    caseInsensitive = true;
}

// ---- entry points ----

batch
    : SEMICOLON* (statement (SEMICOLON+ statement)* SEMICOLON*)? EOF
    ;

standaloneExpression
    : expression EOF
    ;

standaloneType
    : dataType EOF
    ;

// ---- statements ----

statement
    : query # selectRows
    | CREATE createBody # create
    | DROP dropBody # drop
    | UPDATE updateBody # update
    | ALTER alterBody # alter
    | INSERT INTO insertBody # insert
    | BEGIN APPLICATION identifier (applicationMember SEMICOLON+)* applicationMember? END APPLICATION properties? # application
    | (LIST | SHOW) listed = identifier second = identifier? listScope* (WHERE expression)? # list
    | DESCRIBE describeBody # describe
    | EXPLAIN statement # explain
    | USE contextType objectName # use
    | SET DEFAULT_ contextType objectName # setDefault
    | CAN I (action securable | anyWord) # canI
    | (PRINT (ENTITY | TOPIC)) qualifiedName inStore? (FROM BEGINNING)? properties? # printEntity
    | TERMINATE QUERY queryReference # terminateQuery
    | RESTART QUERY queryReference # restartQuery
    | RESUME QUERY queryReference # resumeQuery
    | START startable # start
    | STOP startable # stop
    | TEST STORE identifier # testStore
    | TEST DATATYPES # testDatatypes
    | TRUNCATE RELATION? qualifiedName # truncateRelation
    | COPY (FUNCTION_SOURCE | DESCRIPTOR_SOURCE) identifier (TO string)? # copySource
    | GENERATE generateBody # generate
    | GRANT ROLE identifiers TO grantee # grantRole
    | GRANT OWNERSHIP ON securable TO ROLE? identifier # grantOwnership
    | GRANT privileges ON securable TO ROLE? identifiers (WITH GRANT OPTION)? # grantPrivileges
    | REVOKE ROLE identifiers FROM grantee # revokeRole
    | REVOKE privileges (ON securable)? FROM ROLE? identifiers # revokePrivileges
    | REVOKE INVITATION invitationId # revokeInvitation
    | ACCEPT INVITATION invitationId # acceptInvitation
    | REJECT INVITATION invitationId # rejectInvitation
    | INVITE USER email (COMMA email)* properties? # inviteUser
    ;

applicationMember
    : statement
    ;

createBody
    : ORGANIZATION ifNotExists? identifier # createOrganization
    | DATABASE ifNotExists? identifier # createDatabase
    | SCHEMA ifNotExists? identifier (IN DATABASE identifier)? # createSchema
    | STORE ifNotExists? identifier properties # createStore
    | SCHEMA_REGISTRY ifNotExists? identifier properties # createSchemaRegistry
    | (ENTITY | TOPIC) ifNotExists? qualifiedName inStore? properties? # createEntity
    | VIRTUAL? relationKind ifNotExists? qualifiedName relationBody # createRelation
    | INDEX ifNotExists? qualifiedName ON qualifiedName LPAREN sortItem (COMMA sortItem)* RPAREN properties? # createIndex
    | DESCRIPTOR_SOURCE ifNotExists? identifier fileOrProperties # createDescriptorSource
    | FUNCTION_SOURCE ifNotExists? identifier fileOrProperties # createFunctionSource
    | FUNCTION ifNotExists? identifier signature RETURNS dataType LANGUAGE identifier properties? # createFunction
    | FUNCTION ifNotExists? identifier AS expression # createFunctionAs
    | SECRET ifNotExists? identifier properties # createSecret
    | ROLE ifNotExists? identifier (WITH LPAREN roleOption (COMMA roleOption)* COMMA? RPAREN)? # createRole
    | API_TOKEN ifNotExists? identifier properties? # createApiToken
    | COMPUTE_POOL ifNotExists? identifier properties? # createComputePool
    | (METRICS | SECURITY) INTEGRATION ifNotExists? identifier properties # createIntegration
    ;

relationBody
    : LPAREN relationElement (COMMA relationElement)* COMMA? RPAREN properties?
    | properties? (AS query trailing = properties?)?
    ;

relationElement
    : PRIMARY KEY LPAREN identifiers RPAREN # primaryKey
    | column # columnElement
    ;

column
    : identifier dataType (NOT? NULL)?
    ;

fileOrProperties
    : FROM string properties?
    | properties
    ;

roleOption
    : IN ROLE LPAREN identifiers RPAREN # inRoles
    | ROLE LPAREN identifiers RPAREN # memberRoles
    ;

dropBody
    : DATABASE ifExists? identifier # dropDatabase
    | SCHEMA ifExists? qualifiedName # dropSchema
    | STORE ifExists? identifier # dropStore
    | SCHEMA_REGISTRY ifExists? identifier # dropSchemaRegistry
    | (ENTITY | TOPIC) ifExists? qualifiedName inStore? # dropEntity
    | (RELATION | relationKind) ifExists? qualifiedName # dropRelation
    | INDEX ifExists? qualifiedName # dropIndex
    | DESCRIPTOR_SOURCE ifExists? identifier # dropDescriptorSource
    | FUNCTION_SOURCE ifExists? identifier # dropFunctionSource
    | FUNCTION ifExists? identifier signature? # dropFunction
    | SECRET ifExists? identifier # dropSecret
    | ROLE ifExists? identifier # dropRole
    | USER ifExists? email # dropUser
    | API_TOKEN ifExists? identifier # dropApiToken
    | COMPUTE_POOL ifExists? identifier # dropComputePool
    | (METRICS | SECURITY) INTEGRATION ifExists? identifier # dropIntegration
    ;

updateBody
    : STORE identifier properties # updateStore
    | SCHEMA_REGISTRY identifier properties # updateSchemaRegistry
    | (ENTITY | TOPIC) qualifiedName inStore? properties # updateEntity
    | (ENTITY | TOPIC) qualifiedName inStore? SET SCHEMA LPAREN column (COMMA column)* COMMA? RPAREN # setEntitySchema
    | SECRET identifier properties # updateSecret
    | COMPUTE_POOL identifier properties # updateComputePool
    ;

alterBody
    : (RELATION | relationKind) qualifiedName OWNER TO ROLE? identifier # alterRelationOwner
    | (RELATION | relationKind) qualifiedName SET (DESCRIPTION | COMMENT) EQ? string # setRelationDescription
    | DATABASE identifier SET COMMENT EQ? string # setDatabaseComment
    | SCHEMA qualifiedName SET COMMENT EQ? string # setSchemaComment
    | QUERY queryReference OWNER TO ROLE? identifier # alterQueryOwner
    | QUERY queryReference ADD TAG tagKey = string EQ tagValue = string # addQueryTag
    | QUERY queryReference REMOVE TAG tagKey = string # removeQueryTag
    | API_TOKEN identifier RENEW TOKEN # renewApiToken
    | (METRICS | SECURITY) INTEGRATION identifier (RENEW TOKEN)? # renewIntegration
    ;

insertBody
    : (ENTITY | TOPIC) qualifiedName inStore? (VALUE | VALUES) entityValue (COMMA entityValue)* properties? # insertIntoEntity
    | qualifiedName columnNames? properties? query # insertIntoRelation
    ;

entityValue
    : LPAREN string (COMMA string)* RPAREN
    ;

listScope
    : IN STORE identifier # inStoreScope
    | IN DATABASE identifier # inNamespaceScope
    | IN SCHEMA qualifiedName # inNamespaceScope
    | IN qualifiedName # inNamespaceScope
    ;

describeBody
    : SANDBOX # describeSandbox
    | (RELATION | relationKind)? COLUMNS qualifiedName # describeColumns
    | QUERY aspect = (METRICS | EVENTS | STATE | HISTORY) queryReference # describeQueryAspect
    | QUERY STATE # describeAllQueryState
    | QUERY queryReference # describeQuery
    | (ENTITY | TOPIC) qualifiedName inStore? # describeEntity
    | USER email # describeUser
    | FUNCTION identifier signature? # describeFunction
    | namedType objectName # describeObject
    | statement # describeStatement
    ;

generateBody
    : relationKind DDL qualifiedName properties? # generateDdl
    | COLUMNS FOR (ENTITY | TOPIC) qualifiedName inStore? properties? # generateColumns
    | TEMPLATE identifier qualifiedName? properties? # generateTemplate
    ;

startable
    : SANDBOX properties? # startableSandbox
    | COMPUTE_POOL identifier # startableComputePool
    | relationKind qualifiedName # startableRelation
    ;

// ---- parts of statements ----

ifNotExists
    : IF NOT EXISTS
    ;

ifExists
    : IF EXISTS
    ;

inStore
    : IN STORE identifier
    ;

relationKind
    : STREAM
    | CHANGELOG
    | TABLE
    | MATERIALIZED VIEW
    ;

contextType
    : ORGANIZATION
    | ROLE
    | DATABASE
    | SCHEMA
    | STORE
    | COMPUTE_POOL
    ;

// Types whose objects have a plain name.
namedType
    : ORGANIZATION
    | DATABASE
    | SCHEMA
    | STORE
    | SCHEMA_REGISTRY
    | RELATION
    | STREAM
    | CHANGELOG
    | TABLE
    | MATERIALIZED VIEW
    | INDEX
    | FUNCTION_SOURCE
    | DESCRIPTOR
    | DESCRIPTOR_SOURCE
    | SECRET
    | ROLE
    | API_TOKEN
    | COMPUTE_POOL
    | METRICS INTEGRATION
    | SECURITY INTEGRATION
    | REGION
    ;

securable
    : ORGANIZATION objectName? # securableOrganization
    | QUERY queryReference # securableQuery
    | FUNCTION identifier signature? # securableFunction
    | ENTITY qualifiedName # securableEntity
    | namedType objectName # securableObject
    ;

action
    : USE
    | DROP
    | CREATE IN
    | SELECT FROM
    | INSERT INTO
    ;

privileges
    : privilege (COMMA privilege)*
    ;

privilege
    : ALL PRIVILEGES?
    | anyWord
    ;

grantee
    : USER email # userGrantee
    | ROLE? identifiers # roleGrantee
    ;

email
    : string
    | identifier
    ;

invitationId
    : UUID
    | string
    | identifier
    ;

signature
    : LPAREN (argument (COMMA argument)*)? RPAREN
    ;

argument
    : identifier dataType
    ;

queryReference
    : (UUID | string | identifier) (COLON INTEGER)?
    ;

objectName
    : qualifiedName
    | UUID
    ;

properties
    : WITH propertyList
    ;

propertyList
    : LPAREN (property (COMMA property)* COMMA?)? RPAREN
    ;

property
    : propertyKey (EQ propertyValue)?
    ;

propertyKey
    : string
    | anyWord (DOT anyWord)*
    ;

propertyValue
    : string # textValue
    | (PLUS | MINUS)? number # numberValue
    | (TRUE | FALSE) # boolValue
    | NULL # nullValue
    | UUID # idValue
    | anyWord (DOT anyWord)* # nameValue
    | LPAREN (propertyValue (COMMA propertyValue)* COMMA?)? RPAREN # itemsValue
    | LBRACKET (propertyValue (COMMA propertyValue)* COMMA?)? RBRACKET # itemsValue
    ;

// ---- queries ----

query
    : (WITH commonTable (COMMA commonTable)*)? queryBody queryTail*
    ;

commonTable
    : identifier columnNames? AS LPAREN query RPAREN
    ;

queryBody
    : left = queryBody INTERSECT setQuantifier? right = queryBody # setOperation
    | left = queryBody (UNION | EXCEPT) setQuantifier? right = queryBody # setOperation
    | select # selectBody
    | VALUES valuesRow (COMMA valuesRow)* # valuesBody
    | LPAREN query RPAREN # nestedBody
    ;

valuesRow
    : LPAREN expression (COMMA expression)* RPAREN
    | expression
    ;

queryTail
    : PARTITION BY identifiers # partitionTail
    | ORDER BY sortItem (COMMA sortItem)* # orderTail
    | LIMIT (ALL | INTEGER | QUESTION) # limitTail
    | OFFSET (INTEGER | QUESTION) # offsetTail
    | QUERY properties # propertiesTail
    ;

select
    : SELECT setQuantifier? selectItem (COMMA selectItem)*
      (FROM fromItem (WHERE where = expression)? (GROUP BY groupItem (COMMA groupItem)*)? (HAVING having = expression)?)?
    ;

setQuantifier
    : ALL
    | DISTINCT
    ;

selectItem
    : STAR # allColumns
    | qualifiedName DOT STAR # allColumnsOf
    | expression alias? # selectColumn
    ;

groupItem
    : GROUPING SETS LPAREN groupingSet (COMMA groupingSet)* RPAREN # groupingSets
    | ROLLUP LPAREN expression (COMMA expression)* RPAREN # rollup
    | CUBE LPAREN expression (COMMA expression)* RPAREN # cube
    | LPAREN RPAREN # emptyGroup
    | expression # groupBy
    ;

groupingSet
    : LPAREN (expression (COMMA expression)*)? RPAREN
    | expression
    ;

sortItem
    : expression (ASC | DESC)? (NULLS (FIRST | LAST))?
    ;

fromItem
    : left = fromItem CROSS JOIN right = fromPrimary # crossJoin
    | left = fromItem joinType? JOIN right = fromPrimary (WITHIN timeSpan)? ON expression trailing = properties? # join
    | fromPrimary # singleItem
    ;

joinType
    : INNER
    | LEFT OUTER?
    | RIGHT OUTER?
    | FULL OUTER?
    ;

fromPrimary
    : UNNEST LPAREN expression RPAREN (WITH ORDINALITY)? (alias columnNames?)? # unnest
    | LATERAL TABLE LPAREN expression RPAREN (alias columnNames?)? # tableFunction
    | relation matchRecognize? (alias columnNames?)? properties? # relationItem
    ;

relation
    : kind = (TUMBLE | HOP | CUMULATE | SESSION) LPAREN qualifiedName (PARTITION BY expression (COMMA expression)*)?
      (COMMA windowArgument)* RPAREN # windowedRelation
    | qualifiedName # namedRelation
    | LPAREN query RPAREN # subSelect
    ;

windowArgument
    : (SIZE | GAP | STEP | ADVANCE BY) timeSpan
    ;

columnNames
    : LPAREN identifiers RPAREN
    ;

timeSpan
    : INTEGER unit = timeUnit
    ;

timeUnit
    : identifier
    ;

matchRecognize
    : MATCH_RECOGNIZE LPAREN
      (PARTITION BY partition += expression (COMMA partition += expression)*)?
      (ORDER BY sortItem (COMMA sortItem)*)?
      (MEASURES measure (COMMA measure)*)?
      rowsPerMatch?
      (AFTER MATCH skipTo)?
      PATTERN LPAREN pattern RPAREN (WITHIN timeSpan)?
      (DEFINE definition (COMMA definition)*)?
      RPAREN
    ;

measure
    : expression AS identifier
    ;

rowsPerMatch
    : ONE ROW PER MATCH
    | ALL ROWS PER MATCH
    ;

skipTo
    : SKIP_ PAST LAST ROW # skipPastLast
    | SKIP_ TO NEXT ROW # skipToNext
    | SKIP_ TO (FIRST | LAST)? identifier # skipToVariable
    ;

pattern
    : patternSequence (PIPE patternSequence)*
    ;

patternSequence
    : patternItem+
    ;

patternItem
    : patternPrimary (quantifier reluctant = QUESTION?)?
    ;

patternPrimary
    : identifier
    | LPAREN pattern RPAREN
    ;

quantifier
    : STAR # anyTimes
    | PLUS # someTimes
    | QUESTION # atMostOnce
    | LBRACE exactly = INTEGER RBRACE # exactTimes
    | LBRACE least = INTEGER? COMMA most = INTEGER? RBRACE # rangeOfTimes
    ;

definition
    : identifier AS expression
    ;

// ---- expressions ----

expression
    : NOT expression # not
    | valueExpression predicate* # predicated
    | expression AND expression # and
    | expression OR expression # or
    ;

predicate
    : comparisonOperator valueExpression # comparison
    | NOT? BETWEEN (SYMMETRIC | ASYMMETRIC)? low = valueExpression AND high = valueExpression # between
    | NOT? IN LPAREN (query | expression (COMMA expression)*) RPAREN # in
    | NOT? LIKE patternText = valueExpression (ESCAPE escape = valueExpression)? # like
    | NOT? SIMILAR TO patternText = valueExpression (ESCAPE escape = valueExpression)? # similarTo
    | IS NOT? NULL # isNull
    | IS NOT? truth = (TRUE | FALSE | UNKNOWN) # isTruth
    | IS NOT? DISTINCT FROM valueExpression # isDistinctFrom
    | IS NOT? JSON shape = (VALUE | SCALAR | ARRAY | OBJECT)? # isJson
    | OVERLAPS valueExpression # overlaps
    ;

comparisonOperator
    : EQ
    | NEQ
    | LT
    | LTE
    | GT
    | GTE
    ;

valueExpression
    : primary # plainValue
    | (PLUS | MINUS) valueExpression # signed
    | left = valueExpression operator = (STAR | SLASH | PERCENT | CONCAT) right = valueExpression # arithmetic
    | left = valueExpression operator = (PLUS | MINUS) right = valueExpression # arithmetic
    ;

primary
    : string # textLiteral
    | number # numberLiteral
    | (TRUE | FALSE) # boolLiteral
    | NULL # nullLiteral
    | BINARY # binaryLiteral
    | (DATE | TIME | TIMESTAMP) string # temporalLiteral
    | INTERVAL (PLUS | MINUS)? string from = timeUnit intervalPrecision? (TO to = timeUnit intervalPrecision?)? # intervalLiteral
    | QUESTION # parameter
    | CASE operand = expression? when+ (ELSE otherwise = expression)? END # case
    | (CAST | TRY_CAST) LPAREN expression AS dataType RPAREN # cast
    | EXISTS LPAREN query RPAREN # exists
    | EXTRACT LPAREN unit = timeUnit FROM expression RPAREN # extract
    | (FLOOR | CEIL | CEILING) LPAREN expression (TO unit = timeUnit | (COMMA expression)+)? RPAREN # round
    | TRIM LPAREN side = (BOTH | LEADING | TRAILING)? first = expression? (FROM second = expression)? RPAREN # trim
    | SUBSTRING LPAREN expression (FROM expression (FOR expression)? | (COMMA expression)*) RPAREN # substring
    | OVERLAY LPAREN expression PLACING expression FROM expression (FOR expression)? RPAREN # overlay
    | POSITION LPAREN valueExpression IN valueExpression RPAREN # positionOf
    | JSON_VALUE LPAREN expression COMMA expression (RETURNING dataType)? fallback* RPAREN # jsonValue
    | JSON_QUERY LPAREN expression COMMA expression (RETURNING dataType)? jsonWrapper? fallback* RPAREN # jsonQuery
    | JSON_EXISTS LPAREN expression COMMA expression ((TRUE | FALSE | UNKNOWN | ERROR) ON ERROR)? RPAREN # jsonExists
    | JSON_OBJECT LPAREN (jsonMember (COMMA jsonMember)*)? onNull? RPAREN # jsonObject
    | JSON_ARRAY LPAREN (expression (COMMA expression)*)? onNull? RPAREN # jsonArray
    | JSON_OBJECTAGG LPAREN jsonMember onNull? RPAREN # jsonObjectAgg
    | JSON_ARRAYAGG LPAREN expression onNull? RPAREN # jsonArrayAgg
    | ARRAY LBRACKET (expression (COMMA expression)*)? RBRACKET # arrayConstructor
    | MAP LBRACKET (expression COMMA expression (COMMA expression COMMA expression)*)? RBRACKET # mapConstructor
    | ROW LPAREN (expression (COMMA expression)*)? RPAREN # rowConstructor
    | functionName LPAREN callArguments RPAREN nullTreatment? withinGroup? filter? over? # call
    | LPAREN query RPAREN # scalarSubquery
    | LPAREN expression (COMMA expression)* RPAREN # parenthesized
    | identifier # column_
    | primary DOT identifier # dot
    | primary ARROW anyWord # arrow
    | primary LBRACKET valueExpression RBRACKET # element
    ;

intervalPrecision
    : LPAREN INTEGER (COMMA INTEGER)? RPAREN
    ;

when
    : WHEN condition = expression THEN result = expression
    ;

callArguments
    : STAR
    | (setQuantifier? expression (COMMA expression)*)? (ORDER BY sortItem (COMMA sortItem)*)? nullTreatment?
    ;

nullTreatment
    : (IGNORE | RESPECT) NULLS
    ;

withinGroup
    : WITHIN GROUP LPAREN ORDER BY sortItem (COMMA sortItem)* RPAREN
    ;

filter
    : FILTER LPAREN WHERE expression RPAREN
    ;

over
    : OVER LPAREN (PARTITION BY expression (COMMA expression)*)? (ORDER BY sortItem (COMMA sortItem)*)? frame? RPAREN
    ;

frame
    : extent = (ROWS | RANGE) start = bound
    | extent = (ROWS | RANGE) BETWEEN start = bound AND end = bound
    ;

bound
    : UNBOUNDED (PRECEDING | FOLLOWING) # unboundedBound
    | CURRENT ROW # currentRowBound
    | timeSpan (PRECEDING | FOLLOWING) # timeBound
    | valueExpression (PRECEDING | FOLLOWING) # rowsBound
    ;

jsonMember
    : KEY? expression VALUE expression
    ;

onNull
    : (NULL | ABSENT) ON NULL
    ;

jsonWrapper
    : WITHOUT ARRAY? WRAPPER
    | WITH (CONDITIONAL | UNCONDITIONAL)? ARRAY? WRAPPER
    ;

fallback
    : (NULL | ERROR | EMPTY_ (ARRAY | OBJECT)? | DEFAULT_ expression) ON on = (EMPTY_ | ERROR)
    ;

// ---- types ----

dataType
    : ARRAY LT dataType GT # arrayType
    | MAP LT dataType COMMA dataType GT # mapType
    | (STRUCT | ROW) LT structField (COMMA structField)* COMMA? GT # structType
    | identifier (LPAREN INTEGER (COMMA INTEGER)* RPAREN)? timeZone? # simpleType
    ;

structField
    : identifier COLON? dataType (NOT? NULL)?
    ;

timeZone
    : WITH LOCAL TIME ZONE
    | WITH TIME ZONE
    | WITHOUT TIME ZONE
    ;

// ---- small things ----

string
    : STRING
    ;

number
    : INTEGER
    | DECIMAL
    | DOUBLE
    ;

qualifiedName
    : identifier (DOT identifier)*
    ;

identifiers
    : identifier (COMMA identifier)*
    ;

// ---- names ----

identifier
    : IDENTIFIER # bareIdentifier
    | QUOTED_IDENTIFIER # quotedIdentifier
    | BACK_QUOTED_IDENTIFIER # backQuotedIdentifier
    | (freeWord | functionWord | clauseWord) # bareIdentifier
    ;

// What may name a function that has no syntax of its own.
functionName
    : IDENTIFIER # bareFunctionName
    | QUOTED_IDENTIFIER # quotedFunctionName
    | BACK_QUOTED_IDENTIFIER # backQuotedFunctionName
    | (freeWord | LEFT | RIGHT) # bareFunctionName
    ;

// An alias without AS; words that begin the next clause need AS.
alias
    : AS identifier
    | bareAlias
    ;

bareAlias
    : IDENTIFIER
    | QUOTED_IDENTIFIER
    | BACK_QUOTED_IDENTIFIER
    | freeWord
    | functionWord
    ;

anyWord
    : identifier
    | reservedWord
    ;

// Words of the language that are names wherever a name is expected. SqlParserWordsTest holds these lists to the tokens.
freeWord
    : ABSENT | ACCEPT | ADD | ADVANCE | AFTER | ALL | ALTER | API_TOKEN | APPLICATION | ARRAY | ASC |
    ASYMMETRIC | BEGIN | BEGINNING | BOTH | BY | CAN | CHANGELOG | COLUMNS | COMMENT | COMPUTE_POOL |
    CONDITIONAL | COPY | CUBE | CUMULATE | CURRENT | DATABASE | DATATYPES | DATE | DDL | DEFAULT_ | DEFINE |
    DESC | DESCRIBE | DESCRIPTION | DESCRIPTOR | DESCRIPTOR_SOURCE | DROP | EMPTY_ | ENTITY | ERROR | ESCAPE |
    EVENTS | EXPLAIN | FILTER | FIRST | FOLLOWING | FOR | FUNCTION | FUNCTION_SOURCE | GAP | GENERATE | GRANT
    | GROUPING | HISTORY | HOP | I | IF | IGNORE | INDEX | INTEGRATION | INTERVAL | INVITATION | INVITE | JSON
    | KEY | LANGUAGE | LAST | LATERAL | LEADING | LIST | LOCAL | MAP | MATCH | MATERIALIZED | MEASURES |
    METRICS | NEXT | NULLS | OBJECT | ONE | OPTION | ORDINALITY | ORGANIZATION | OUTER | OVER | OVERLAPS |
    OWNER | OWNERSHIP | PAST | PATTERN | PER | PLACING | PRECEDING | PRIMARY | PRINT | PRIVILEGES | RANGE |
    REGION | REJECT | RELATION | REMOVE | RENEW | RESPECT | RESTART | RESUME | RETURNING | RETURNS | REVOKE |
    ROLE | ROLLUP | ROWS | SANDBOX | SCALAR | SCHEMA | SCHEMA_REGISTRY | SECRET | SECURITY | SESSION | SET |
    SETS | SHOW | SIMILAR | SIZE | SKIP_ | START | STATE | STEP | STOP | STORE | STREAM | STRUCT | SYMMETRIC |
    TABLE | TAG | TEMPLATE | TERMINATE | TEST | TIME | TIMESTAMP | TO | TOKEN | TOPIC | TRAILING | TRUNCATE |
    TUMBLE | UNBOUNDED | UNCONDITIONAL | UNKNOWN | UNNEST | UPDATE | USE | USER | VALUE | VALUES | VIEW |
    VIRTUAL | WITHOUT | WRAPPER | ZONE
    ;

// Names of functions with a syntax of their own; free otherwise.
functionWord
    : CEIL | CEILING | EXISTS | EXTRACT | FLOOR | JSON_ARRAY | JSON_ARRAYAGG | JSON_EXISTS | JSON_OBJECT |
    JSON_OBJECTAGG | JSON_QUERY | JSON_VALUE | OVERLAY | POSITION | ROW | SUBSTRING | TRIM | TRY_CAST
    ;

// Words that would be taken for an alias.
clauseWord
    : MATCH_RECOGNIZE | OFFSET | QUERY
    ;

reservedWord
    : AND | AS | BETWEEN | CASE | CAST | CREATE | CROSS | DISTINCT | ELSE | END | EXCEPT | FALSE | FROM | FULL
    | GROUP | HAVING | IN | INNER | INSERT | INTERSECT | INTO | IS | JOIN | LEFT | LIKE | LIMIT | NOT | NULL |
    ON | OR | ORDER | PARTITION | RIGHT | SELECT | THEN | TRUE | UNION | WHEN | WHERE | WITH | WITHIN
    ;

// ---- words ----

ABSENT: 'ABSENT';
ACCEPT: 'ACCEPT';
ADD: 'ADD';
ADVANCE: 'ADVANCE';
AFTER: 'AFTER';
ALL: 'ALL';
ALTER: 'ALTER';
AND: 'AND';
API_TOKEN: 'API_TOKEN';
APPLICATION: 'APPLICATION';
ARRAY: 'ARRAY';
AS: 'AS';
ASC: 'ASC';
ASYMMETRIC: 'ASYMMETRIC';
BEGIN: 'BEGIN';
BEGINNING: 'BEGINNING';
BETWEEN: 'BETWEEN';
BOTH: 'BOTH';
BY: 'BY';
CAN: 'CAN';
CASE: 'CASE';
CAST: 'CAST';
CEIL: 'CEIL';
CEILING: 'CEILING';
CHANGELOG: 'CHANGELOG';
COLUMNS: 'COLUMNS';
COMMENT: 'COMMENT';
COMPUTE_POOL: 'COMPUTE_POOL';
CONDITIONAL: 'CONDITIONAL';
COPY: 'COPY';
CREATE: 'CREATE';
CROSS: 'CROSS';
CUBE: 'CUBE';
CUMULATE: 'CUMULATE';
CURRENT: 'CURRENT';
DATABASE: 'DATABASE';
DATATYPES: 'DATATYPES';
DATE: 'DATE';
DDL: 'DDL';
DEFAULT_: 'DEFAULT';
DEFINE: 'DEFINE';
DESC: 'DESC';
DESCRIBE: 'DESCRIBE';
DESCRIPTION: 'DESCRIPTION';
DESCRIPTOR: 'DESCRIPTOR';
DESCRIPTOR_SOURCE: 'DESCRIPTOR_SOURCE';
DISTINCT: 'DISTINCT';
DROP: 'DROP';
ELSE: 'ELSE';
EMPTY_: 'EMPTY';
END: 'END';
ENTITY: 'ENTITY';
ERROR: 'ERROR';
ESCAPE: 'ESCAPE';
EVENTS: 'EVENTS';
EXCEPT: 'EXCEPT';
EXISTS: 'EXISTS';
EXPLAIN: 'EXPLAIN';
EXTRACT: 'EXTRACT';
FALSE: 'FALSE';
FILTER: 'FILTER';
FIRST: 'FIRST';
FLOOR: 'FLOOR';
FOLLOWING: 'FOLLOWING';
FOR: 'FOR';
FROM: 'FROM';
FULL: 'FULL';
FUNCTION: 'FUNCTION';
FUNCTION_SOURCE: 'FUNCTION_SOURCE';
GAP: 'GAP';
GENERATE: 'GENERATE';
GRANT: 'GRANT';
GROUP: 'GROUP';
GROUPING: 'GROUPING';
HAVING: 'HAVING';
HISTORY: 'HISTORY';
HOP: 'HOP';
I: 'I';
IF: 'IF';
IGNORE: 'IGNORE';
IN: 'IN';
INDEX: 'INDEX';
INNER: 'INNER';
INSERT: 'INSERT';
INTEGRATION: 'INTEGRATION';
INTERSECT: 'INTERSECT';
INTERVAL: 'INTERVAL';
INTO: 'INTO';
INVITATION: 'INVITATION';
INVITE: 'INVITE';
IS: 'IS';
JOIN: 'JOIN';
JSON: 'JSON';
JSON_ARRAY: 'JSON_ARRAY';
JSON_ARRAYAGG: 'JSON_ARRAYAGG';
JSON_EXISTS: 'JSON_EXISTS';
JSON_OBJECT: 'JSON_OBJECT';
JSON_OBJECTAGG: 'JSON_OBJECTAGG';
JSON_QUERY: 'JSON_QUERY';
JSON_VALUE: 'JSON_VALUE';
KEY: 'KEY';
LANGUAGE: 'LANGUAGE';
LAST: 'LAST';
LATERAL: 'LATERAL';
LEADING: 'LEADING';
LEFT: 'LEFT';
LIKE: 'LIKE';
LIMIT: 'LIMIT';
LIST: 'LIST';
LOCAL: 'LOCAL';
MAP: 'MAP';
MATCH: 'MATCH';
MATCH_RECOGNIZE: 'MATCH_RECOGNIZE';
MATERIALIZED: 'MATERIALIZED';
MEASURES: 'MEASURES';
METRICS: 'METRICS';
NEXT: 'NEXT';
NOT: 'NOT';
NULL: 'NULL';
NULLS: 'NULLS';
OBJECT: 'OBJECT';
OFFSET: 'OFFSET';
ON: 'ON';
ONE: 'ONE';
OPTION: 'OPTION';
OR: 'OR';
ORDER: 'ORDER';
ORDINALITY: 'ORDINALITY';
ORGANIZATION: 'ORGANIZATION';
OUTER: 'OUTER';
OVER: 'OVER';
OVERLAPS: 'OVERLAPS';
OVERLAY: 'OVERLAY';
OWNER: 'OWNER';
OWNERSHIP: 'OWNERSHIP';
PARTITION: 'PARTITION';
PAST: 'PAST';
PATTERN: 'PATTERN';
PER: 'PER';
PLACING: 'PLACING';
POSITION: 'POSITION';
PRECEDING: 'PRECEDING';
PRIMARY: 'PRIMARY';
PRINT: 'PRINT';
PRIVILEGES: 'PRIVILEGES';
QUERY: 'QUERY';
RANGE: 'RANGE';
REGION: 'REGION';
REJECT: 'REJECT';
RELATION: 'RELATION';
REMOVE: 'REMOVE';
RENEW: 'RENEW';
RESPECT: 'RESPECT';
RESTART: 'RESTART';
RESUME: 'RESUME';
RETURNING: 'RETURNING';
RETURNS: 'RETURNS';
REVOKE: 'REVOKE';
RIGHT: 'RIGHT';
ROLE: 'ROLE';
ROLLUP: 'ROLLUP';
ROW: 'ROW';
ROWS: 'ROWS';
SANDBOX: 'SANDBOX';
SCALAR: 'SCALAR';
SCHEMA: 'SCHEMA';
SCHEMA_REGISTRY: 'SCHEMA_REGISTRY';
SECRET: 'SECRET';
SECURITY: 'SECURITY';
SELECT: 'SELECT';
SESSION: 'SESSION';
SET: 'SET';
SETS: 'SETS';
SHOW: 'SHOW';
SIMILAR: 'SIMILAR';
SIZE: 'SIZE';
SKIP_: 'SKIP';
START: 'START';
STATE: 'STATE';
STEP: 'STEP';
STOP: 'STOP';
STORE: 'STORE';
STREAM: 'STREAM';
STRUCT: 'STRUCT';
SUBSTRING: 'SUBSTRING';
SYMMETRIC: 'SYMMETRIC';
TABLE: 'TABLE';
TAG: 'TAG';
TEMPLATE: 'TEMPLATE';
TERMINATE: 'TERMINATE';
TEST: 'TEST';
THEN: 'THEN';
TIME: 'TIME';
TIMESTAMP: 'TIMESTAMP';
TO: 'TO';
TOKEN: 'TOKEN';
TOPIC: 'TOPIC';
TRAILING: 'TRAILING';
TRIM: 'TRIM';
TRUE: 'TRUE';
TRUNCATE: 'TRUNCATE';
TRY_CAST: 'TRY_CAST';
TUMBLE: 'TUMBLE';
UNBOUNDED: 'UNBOUNDED';
UNCONDITIONAL: 'UNCONDITIONAL';
UNION: 'UNION';
UNKNOWN: 'UNKNOWN';
UNNEST: 'UNNEST';
UPDATE: 'UPDATE';
USE: 'USE';
USER: 'USER';
VALUE: 'VALUE';
VALUES: 'VALUES';
VIEW: 'VIEW';
VIRTUAL: 'VIRTUAL';
WHEN: 'WHEN';
WHERE: 'WHERE';
WITH: 'WITH';
WITHIN: 'WITHIN';
WITHOUT: 'WITHOUT';
WRAPPER: 'WRAPPER';
ZONE: 'ZONE';

// ---- symbols ----

EQ: '=';
NEQ: '<>' | '!=';
LT: '<';
LTE: '<=';
GT: '>';
GTE: '>=';
PLUS: '+';
MINUS: '-';
STAR: '*';
SLASH: '/';
PERCENT: '%';
CONCAT: '||';
PIPE: '|';
ARROW: '->';
DOT: '.';
COMMA: ',';
COLON: ':';
SEMICOLON: ';';
QUESTION: '?';
LPAREN: '(';
RPAREN: ')';
LBRACKET: '[';
RBRACKET: ']';
LBRACE: '{';
RBRACE: '}';

// ---- values and names ----

STRING: '\'' (~'\'' | '\'\'')* '\'';
BINARY: 'X\'' ~'\''* '\'';

// An id of a query or an invitation, written bare. Longest match lets it win over arithmetic of names and numbers.
UUID: HEX4 HEX4 '-' HEX4 '-' HEX4 '-' HEX4 '-' HEX4 HEX4 HEX4;

INTEGER: DIGIT+;
DECIMAL: DIGIT+ '.' DIGIT+ | '.' DIGIT+;
DOUBLE: DIGIT+ ('.' DIGIT+)? 'E' [+-]? DIGIT+ | '.' DIGIT+ 'E' [+-]? DIGIT+;
IDENTIFIER: (LETTER | '_') (LETTER | DIGIT | '_')*;
QUOTED_IDENTIFIER: '"' (~'"' | '""')* '"';
BACK_QUOTED_IDENTIFIER: '`' (~'`' | '``')* '`';

fragment DIGIT: [0-9];
fragment LETTER: [\p{L}];
fragment HEX: [0-9A-F];
fragment HEX4: HEX HEX HEX HEX;

// ---- what is not said ----

LINE_COMMENT: '--' ~[\r\n]* -> channel(HIDDEN);
BLOCK_COMMENT: '/*' .*? '*/' -> channel(HIDDEN);
SPACE: [ \t\r\n\u000B\f\u00A0\u2028\u2029\uFEFF]+ -> channel(HIDDEN);

// ---- mistakes with a name ----

OPEN_STRING: '\'' (~'\'' | '\'\'')*;
OPEN_QUOTED_IDENTIFIER: '"' (~'"' | '""')*;
OPEN_BACK_QUOTED_IDENTIFIER: '`' (~'`' | '``')*;
OPEN_COMMENT: '/*' ~'*'* ('*'+ ~[/*] ~'*'*)* '*'*;
UNRECOGNIZED: .;

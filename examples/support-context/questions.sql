-- Who is asking, and in which mood?
SELECT account_id, company, plan, tickets, messages, angry FROM support_context ORDER BY account_id;

-- Where was most said?
SELECT ticket_id, lines, CHAR_LENGTH(transcript) AS characters FROM transcripts ORDER BY lines DESC, ticket_id LIMIT 5;

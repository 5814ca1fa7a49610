-- Which payments ask for a look?
SELECT tx_id, card_id, score FROM alerts ORDER BY score DESC, tx_id;

-- Which cards were tried out, and what was taken?
SELECT card_id, tries, taken FROM tested_cards ORDER BY card_id;

-- Where is money spent?
SELECT country, SUM(payments) AS payments, SUM(total) AS total FROM spending GROUP BY country ORDER BY country;

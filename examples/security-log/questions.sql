-- Who is guessing passwords?
SELECT principal, ip, MAX(failures) AS failures FROM password_guessing GROUP BY principal, ip ORDER BY principal, ip;

-- Who is worth a look?
SELECT principal, events, worst_network, addresses, deleted_in_prod FROM risk WHERE worst_network >= 80 OR deleted_in_prod > 0 ORDER BY principal;

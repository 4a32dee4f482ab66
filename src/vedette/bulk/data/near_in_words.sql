-- Of each report that is asked for, the nearest others by the products of the shares of their common stems: the rules
-- of vedette.link.candidates.near_in_words.
SELECT asked.report AS one, held.report AS two, sum(asked.share::BIGINT * held.share)::BIGINT AS product
FROM asked JOIN held ON asked.stem = held.stem
WHERE asked.report <> held.report
GROUP BY one, two
HAVING product > 0
QUALIFY row_number() OVER (PARTITION BY one ORDER BY product DESC, two) <= $most

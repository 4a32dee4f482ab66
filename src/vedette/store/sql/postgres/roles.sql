-- Two roles for the people of a desk: a reader may look, an analyst may also add reports and judge. Neither may change or
-- remove a fact; what is derived may be made anew by an analyst. Given to a person with GRANT vedette_analyst TO anna.

DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['vedette_reader', 'vedette_analyst'] LOOP
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
        END IF;
    END LOOP;
END $$;

REVOKE ALL ON SCHEMA vedette_facts, vedette_derived FROM PUBLIC;
GRANT USAGE ON SCHEMA vedette_facts, vedette_derived TO vedette_reader, vedette_analyst;
GRANT SELECT ON ALL TABLES IN SCHEMA vedette_facts, vedette_derived TO vedette_reader, vedette_analyst;
GRANT INSERT ON vedette_facts.contents, vedette_facts.reports, vedette_facts.ledger, vedette_facts.judgements,
    vedette_facts.notes, vedette_facts.marks TO vedette_analyst;
GRANT INSERT, DELETE ON vedette_derived.annotations, vedette_derived.links, vedette_derived.indexed,
    vedette_derived.readings, vedette_derived.facets, vedette_derived.faceted, vedette_derived.reached TO vedette_analyst;

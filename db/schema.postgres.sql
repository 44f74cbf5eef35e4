-- Made by `tools/schema.py write` of db/migration: the schema as it is.

CREATE FUNCTION public.nes_refuse() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
END $$;

COMMENT ON FUNCTION public.nes_refuse() IS 'The guard of what may never change: refuses whatever fires it.';

CREATE TABLE public.migration (
    nr integer NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at bigint NOT NULL,
    CONSTRAINT migration_checksum_check CHECK ((length(checksum) = 64)),
    CONSTRAINT migration_nr_check CHECK ((nr > 0))
);

COMMENT ON TABLE public.migration IS 'Which migrations this database has seen. A merged migration is never edited: its checksum is compared at each start.';

COMMENT ON COLUMN public.migration.nr IS 'the number in the file''s name';

COMMENT ON COLUMN public.migration.name IS 'the rest of the file''s name';

COMMENT ON COLUMN public.migration.checksum IS 'SHA-256 of the file, in hexadecimal';

COMMENT ON COLUMN public.migration.applied_at IS 'when it was applied';

CREATE TABLE public.operation (
    id bytea NOT NULL,
    try integer NOT NULL,
    aborted boolean NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT operation_id_check CHECK ((length(id) = 16)),
    CONSTRAINT operation_try_check CHECK ((try > 0))
);

COMMENT ON TABLE public.operation IS 'How each try of an operation ended, so that a COMMIT whose answer was lost can be resolved: the try itself inserts its row in its transaction; who doubts inserts the same key as aborted, which waits for the first and then decides. PostgreSQL only: with SQLite the process that commits always knows, or stops.';

COMMENT ON COLUMN public.operation.id IS 'the operation, the same over its tries';

COMMENT ON COLUMN public.operation.try IS '1, 2, ... of that operation';

COMMENT ON COLUMN public.operation.aborted IS 'true: this try can never commit';

COMMENT ON COLUMN public.operation.at IS 'the instant of the transaction';

ALTER TABLE ONLY public.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (nr);

ALTER TABLE ONLY public.operation
    ADD CONSTRAINT operation_key PRIMARY KEY (id, try);

CREATE INDEX operation_at ON public.operation USING btree (at);

-- What is lent, and what clients are told before they borrow.

-- A product: all its versions.
CREATE TABLE product (
    id      BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),               -- the product
    code    TEXT NOT NULL CHECK (code <> ''),                                 -- short word that people use
    made_at BIGINT NOT NULL,                                                  -- when it was first proposed
    CONSTRAINT product_code UNIQUE (code)
);

-- The terms of a product from a day on. Proposed by one person, published by another; never edited.
CREATE TABLE product_version (
    id               BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),      -- the version
    product_id       BYTEA NOT NULL REFERENCES product (id),                  -- of which product
    nr               INTEGER NOT NULL CHECK (nr > 0),                         -- 1, 2, ... of it
    state            TEXT NOT NULL CHECK (state IN ('proposed', 'published', 'rejected')), -- what became of it
    from_on          DATE NOT NULL,                                           -- first day it holds; the next version ends it
    is_offered       BOOLEAN NOT NULL,                                        -- false: from that day no new applications
    name_kk          TEXT NOT NULL CHECK (name_kk <> ''),                     -- name in Kazakh
    name_ru          TEXT NOT NULL CHECK (name_ru <> ''),                     -- name in Russian
    name_en          TEXT NOT NULL CHECK (name_en <> ''),                     -- name in English
    class            TEXT NOT NULL CHECK (class IN ('consumer', 'mortgage', 'secured', 'business')), -- decides limits of the law
    amount_min_tiyn  BIGINT NOT NULL CHECK (amount_min_tiyn > 0),             -- smallest amount
    amount_max_tiyn  BIGINT NOT NULL,                                         -- largest amount
    amount_step_tiyn BIGINT NOT NULL CHECK (amount_step_tiyn > 0),            -- amounts are the smallest and so much more
    periods_min      INTEGER NOT NULL CHECK (periods_min > 0),                -- shortest term in months
    periods_max      INTEGER NOT NULL,                                        -- longest term in months
    rate_over        BIGINT NOT NULL CHECK (rate_over >= 0),                  -- rate of a year: numerator
    rate_under       BIGINT NOT NULL CHECK (rate_under > 0),                  -- its denominator
    by_annuity       BOOLEAN NOT NULL,                                        -- offered with equal payments
    by_parts         BOOLEAN NOT NULL,                                        -- offered with equal parts of principal (differentiated)
    by_end           BOOLEAN NOT NULL,                                        -- offered with one payment at the end
    day_count        TEXT NOT NULL CHECK (day_count IN ('30/360', 'act/365', 'act/360', 'act/act')), -- counting of days
    weekend_next     BOOLEAN NOT NULL,                                        -- due days move to the next working day
    penalty_over     BIGINT NOT NULL CHECK (penalty_over >= 0),               -- penalty of a day on what is overdue: numerator
    penalty_under    BIGINT NOT NULL CHECK (penalty_under > 0),               -- its denominator
    alone_max_tiyn   BIGINT NOT NULL CHECK (alone_max_tiyn >= 0),             -- up to it one person decides, above it two
    offer_days       INTEGER NOT NULL CHECK (offer_days BETWEEN 1 AND 90),    -- so many days an approval holds
    effective_e1     INTEGER,                                                 -- highest effective rate found, in tenths of a percent
    maker            BYTEA NOT NULL CHECK (length(maker) = 16),               -- who proposed
    made_at          BIGINT NOT NULL,                                         -- when
    decided_by       BYTEA,                                                   -- who decided; never the maker
    decided_at       BIGINT,                                                  -- when
    CONSTRAINT product_version_nr UNIQUE (product_id, nr),
    CONSTRAINT product_version_amounts CHECK (amount_max_tiyn >= amount_min_tiyn),
    CONSTRAINT product_version_periods CHECK (periods_max >= periods_min),
    CONSTRAINT product_version_method CHECK (by_annuity OR by_parts OR by_end),
    CONSTRAINT product_version_persons CHECK (decided_by IS NULL OR decided_by <> maker),
    CONSTRAINT product_version_decided CHECK ((state = 'proposed') = (decided_at IS NULL)),
    CONSTRAINT product_version_rate CHECK (state <> 'published' OR effective_e1 IS NOT NULL)
);
CREATE INDEX product_version_state ON product_version (state, from_on);

-- A text that clients are shown and acknowledge: the rules of lending (8.2), the rights and duties (8.5). Two persons; never edited.
CREATE TABLE disclosure (
    id         BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),            -- the text
    kind       TEXT NOT NULL CHECK (kind IN ('rules', 'rights')),             -- which
    nr         INTEGER NOT NULL CHECK (nr > 0),                               -- 1, 2, ... of its kind
    state      TEXT NOT NULL CHECK (state IN ('proposed', 'published', 'rejected')), -- what became of it
    from_on    DATE NOT NULL,                                                 -- first day it holds; the next one ends it
    body_kk    TEXT NOT NULL CHECK (body_kk <> ''),                           -- in Kazakh
    body_ru    TEXT NOT NULL CHECK (body_ru <> ''),                           -- in Russian
    hash_kk    BYTEA NOT NULL CHECK (length(hash_kk) = 32),                   -- SHA-256 of body_kk
    hash_ru    BYTEA NOT NULL CHECK (length(hash_ru) = 32),                   -- SHA-256 of body_ru
    maker      BYTEA NOT NULL CHECK (length(maker) = 16),                     -- who proposed
    made_at    BIGINT NOT NULL,                                               -- when
    decided_by BYTEA,                                                         -- who decided; never the maker
    decided_at BIGINT,                                                        -- when
    CONSTRAINT disclosure_nr UNIQUE (kind, nr),
    CONSTRAINT disclosure_persons CHECK (decided_by IS NULL OR decided_by <> maker),
    CONSTRAINT disclosure_decided CHECK ((state = 'proposed') = (decided_at IS NULL))
);

-- guard: product refuses update, delete
-- guard: product_version refuses delete
-- guard: product_version refuses update of product_id, nr, from_on, is_offered, name_kk, name_ru, name_en, class, amount_min_tiyn, amount_max_tiyn, amount_step_tiyn, periods_min, periods_max, rate_over, rate_under, by_annuity, by_parts, by_end, day_count, weekend_next, penalty_over, penalty_under, alone_max_tiyn, offer_days, maker, made_at
-- guard: disclosure refuses delete
-- guard: disclosure refuses update of kind, nr, from_on, body_kk, body_ru, hash_kk, hash_ru, maker, made_at

INSERT INTO role_perm (role, perm) VALUES
    ('administrator', 'PRODUCT_VIEW'), ('administrator', 'PRODUCT_CHANGE'),
    ('officer', 'PRODUCT_VIEW'), ('auditor', 'PRODUCT_VIEW'), ('accountant', 'PRODUCT_VIEW');

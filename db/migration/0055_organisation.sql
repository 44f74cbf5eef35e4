-- Who lends, and through which channels.

-- One row: the organisation as clients see it (7.2, 7.2.a, 24.1).
CREATE TABLE organisation (
    id              INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),              -- always 1
    bin             TEXT NOT NULL,                                            -- business identification number
    name_kk         TEXT NOT NULL,                                            -- name in Kazakh
    name_ru         TEXT NOT NULL,                                            -- name in Russian
    licence         TEXT NOT NULL,                                            -- number and day of the licence
    legal_address   TEXT NOT NULL,                                            -- legal address
    actual_address  TEXT NOT NULL,                                            -- actual address
    phones          TEXT NOT NULL,                                            -- telephone numbers
    fax             TEXT NOT NULL,                                            -- fax; empty: none
    email           TEXT NOT NULL,                                            -- e-mail
    site            TEXT NOT NULL,                                            -- web site
    head_last       TEXT NOT NULL,                                            -- first head: last name
    head_first      TEXT NOT NULL,                                            -- first head: first name
    head_patronymic TEXT NOT NULL,                                            -- first head: patronymic; empty: none
    colour          TEXT NOT NULL,                                            -- corporate colour, #RRGGBB
    logo            TEXT NOT NULL,                                            -- logo, SVG
    version         BIGINT NOT NULL CHECK (version > 0)                       -- for concurrent changes
);

-- Channels of electronic lending and their notifications to the authorised body (items 4 and 5).
CREATE TABLE channel (
    name        TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),                 -- web, mobile, or the terminal's name
    kind        TEXT NOT NULL CHECK (kind IN ('web', 'mobile', 'terminal')),  -- what it is
    place       TEXT NOT NULL,                                                -- web site, application or place of the terminal (4.1)
    services    TEXT NOT NULL,                                                -- services given through it (4.2)
    notified_on DATE NOT NULL,                                                -- day the authorised body was notified (4.0)
    notice      TEXT NOT NULL,                                                -- number and attachments of the notification (4.3)
    opened_at   BIGINT,                                                       -- when it was opened; empty: not yet
    closed_at   BIGINT                                                        -- when it was closed; empty: not
);

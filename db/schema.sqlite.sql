-- Made by `tools/schema.py write` of db/migration: the schema as it is.

CREATE TABLE account (
    -- The chart of accounts.
    code    TEXT NOT NULL PRIMARY KEY CHECK (code <> ''),                     -- number in the chart
    kind    TEXT NOT NULL CHECK (kind IN ('asset', 'liability', 'equity', 'income', 'expense', 'memo')), -- class
    name_kk TEXT NOT NULL,                                                    -- name in Kazakh
    name_ru TEXT NOT NULL,                                                    -- name in Russian
    name_en TEXT NOT NULL,                                                    -- name in English
    is_open INTEGER NOT NULL                                                  -- false: no new entries
) STRICT;

CREATE TABLE account_day (
    -- Totals of an account up to and with a closed day.
    account     TEXT NOT NULL REFERENCES account (code),                      -- the account
    day         TEXT NOT NULL,                                                -- the closed day
    debit_tiyn  INTEGER NOT NULL CHECK (debit_tiyn >= 0),                      -- turnover of the day, debit
    credit_tiyn INTEGER NOT NULL CHECK (credit_tiyn >= 0),                     -- turnover of the day, credit
    balance_tiyn INTEGER NOT NULL,                                             -- debit less credit, since the beginning
    CONSTRAINT account_day_key PRIMARY KEY (account, day)
) STRICT;

CREATE INDEX account_day_day ON account_day (day);

CREATE TABLE aml_case (
    -- Somebody who was found on a list. While it is open or confirmed, the client is frozen.
    id             BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),        -- the case
    client_id      BLOB NOT NULL REFERENCES client (id),                     -- who was found
    application_id BLOB REFERENCES application (id),                         -- while applying; empty: by the daily look
    list_id        BLOB NOT NULL,                                            -- on which list
    entry_nr       INTEGER NOT NULL,                                          -- which entry
    match          TEXT NOT NULL CHECK (match <> ''),                         -- what agreed: the number, or the words of the name with the day of birth
    is_sure        INTEGER NOT NULL,                                          -- true: by number; false: by name
    state          TEXT NOT NULL CHECK (state IN ('open', 'confirmed', 'cleared')), -- what a person decided
    opened_at      INTEGER NOT NULL,                                           -- when; the freeze begins
    decided_by     BLOB CHECK (length(decided_by) = 16),                     -- who decided
    decided_at     INTEGER,                                                    -- when
    note           TEXT NOT NULL,                                             -- the person's words
    leaf_id        BLOB NOT NULL CHECK (length(leaf_id) = 16),               -- the leaf of its opening in the audit log
    CONSTRAINT aml_case_entry FOREIGN KEY (list_id, entry_nr) REFERENCES aml_entry (list_id, nr),
    CONSTRAINT aml_case_once UNIQUE (client_id, match),
    CONSTRAINT aml_case_decided CHECK ((state = 'open') = (decided_at IS NULL))
) STRICT;

CREATE INDEX aml_case_application ON aml_case (application_id);

CREATE INDEX aml_case_client ON aml_case (client_id, state);

CREATE INDEX aml_case_entry_of ON aml_case (list_id, entry_nr);

CREATE INDEX aml_case_state ON aml_case (state, opened_at);

CREATE TABLE aml_entry (
    -- An entry of a list.
    list_id BLOB NOT NULL REFERENCES aml_list (id),                          -- the list
    nr      INTEGER NOT NULL CHECK (nr > 0),                                  -- 1, 2, ... in it
    kind    TEXT NOT NULL CHECK (kind IN ('person', 'org')),                  -- what it is
    name    TEXT NOT NULL,                                                    -- as it stands there
    words   TEXT NOT NULL,                                                    -- the words of the name in normal form, by order of the alphabet
    number  TEXT,                                                             -- IIN or BIN; empty: none is given
    born_on TEXT,                                                             -- day of birth; empty: none is given
    CONSTRAINT aml_entry_key PRIMARY KEY (list_id, nr)
) STRICT;

CREATE INDEX aml_entry_number ON aml_entry (list_id, number);

CREATE INDEX aml_entry_words ON aml_entry (list_id, words);

CREATE TABLE aml_list (
    -- A list as it was taken in. The newest one that was taken holds.
    id       BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),              -- the list
    kind     TEXT NOT NULL CHECK (kind IN ('financing', 'participants')),     -- which of the agency's lists
    state    TEXT NOT NULL CHECK (state IN ('taken', 'shrunk')),              -- shrunk: suspiciously shorter, kept and not used
    hash     BLOB NOT NULL CHECK (length(hash) = 32),                        -- SHA-256 of the file
    file     BLOB NOT NULL,                                                  -- the file as it came; it is public
    source   TEXT NOT NULL,                                                   -- address, or the name of the file
    taken_by BLOB CHECK (length(taken_by) = 16),                             -- who brought it; empty: the daily job
    taken_at INTEGER NOT NULL,                                                 -- when
    persons  INTEGER NOT NULL CHECK (persons >= 0),                           -- persons on it
    orgs     INTEGER NOT NULL CHECK (orgs >= 0)                               -- organisations on it
) STRICT;

CREATE INDEX aml_list_kind ON aml_list (kind, state, taken_at);

CREATE TABLE aml_look (
    -- How far the clients were looked for on a pair of lists; each pair is looked through once.
    financing_id    BLOB NOT NULL REFERENCES aml_list (id),                  -- the list of financing
    participants_id BLOB NOT NULL REFERENCES aml_list (id),                  -- the list of participants
    client_id       BLOB CHECK (length(client_id) = 16),                     -- the last client that was looked for
    found           INTEGER NOT NULL CHECK (found >= 0),                      -- clients that were found
    finished_at     INTEGER,                                                   -- when all were looked for; empty: not yet
    CONSTRAINT aml_look_key PRIMARY KEY (financing_id, participants_id)
) STRICT;

CREATE INDEX aml_look_participants ON aml_look (participants_id);

CREATE TABLE application (
    -- An application. Its state moves by the table in src/lending/application.c only.
    id                 BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),    -- the application
    client_id          BLOB NOT NULL REFERENCES client (id),                 -- who asks
    product_version_id BLOB NOT NULL REFERENCES product_version (id),        -- on which terms
    amount_tiyn        INTEGER NOT NULL CHECK (amount_tiyn > 0),               -- how much
    periods            INTEGER NOT NULL CHECK (periods > 0),                  -- for how many months
    purpose            TEXT NOT NULL CHECK (purpose <> ''),                   -- what for: a word of src/lending/purpose.def
    state              TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'checking', 'approved', 'refused', 'withdrawn', 'chosen', 'contract', 'concluded', 'lapsed')), -- where it stands
    version            INTEGER NOT NULL CHECK (version > 0),                   -- for concurrent changes
    made_at            INTEGER NOT NULL,                                       -- when the draft was begun
    submitted_at       INTEGER,                                                -- when it was submitted
    decided_at         INTEGER,                                                -- when it was approved or refused
    reason             TEXT,                                                  -- why it was refused: a word of src/lending/reason.def
    pep                INTEGER,                                               -- questionnaire: holds a public office or is close to one
    own_behalf         INTEGER,                                               -- questionnaire: borrows for himself
    questionnaire_id   BLOB REFERENCES document (id),                        -- the answers as given, sealed
    offered_on         TEXT,                                                  -- the day of the offers that hold
    lapses_on          TEXT,                                                  -- last day on which it can be concluded
    method             TEXT,                                                  -- which offer was chosen
    chosen_at          INTEGER,                                                -- when
    way                TEXT CHECK (way IN ('account', 'card', 'terminal', 'desk', 'seller')), -- how the money is handed over (8.6)
    payee              BLOB CHECK (length(payee) = 16),                      -- own bank account or card (8.7), or the contracted seller
    is_cooling         INTEGER NOT NULL,                                      -- cooling-off applies to the payout
    ended_at           INTEGER,                                                -- withdrawn, lapsed or concluded
    CONSTRAINT application_reason CHECK ((state = 'refused') = (reason IS NOT NULL)),
    CONSTRAINT application_chosen CHECK ((method IS NULL) = (chosen_at IS NULL)),
    CONSTRAINT application_contract CHECK (state NOT IN ('chosen', 'contract', 'concluded') OR method IS NOT NULL)
) STRICT;

CREATE INDEX application_client ON application (client_id, made_at);

CREATE INDEX application_questionnaire ON application (questionnaire_id);

CREATE INDEX application_state ON application (state, made_at);

CREATE INDEX application_submitted ON application (submitted_at);

CREATE INDEX application_version ON application (product_version_id);

CREATE TABLE application_ack (
    -- What the client acknowledged, as it was shown (8.2, 8.3, 8.5).
    application_id BLOB NOT NULL REFERENCES application (id),                -- the application
    kind           TEXT NOT NULL CHECK (kind IN ('rules', 'rights', 'payments')), -- what was shown
    hash           BLOB NOT NULL CHECK (length(hash) = 32),                  -- SHA-256 of it: of the text, or of the offer
    lang           TEXT NOT NULL CHECK (lang IN ('kk', 'ru')),                -- in which language
    disclosure_id  BLOB REFERENCES disclosure (id),                          -- the text; empty: an offer
    leaf_id        BLOB NOT NULL CHECK (length(leaf_id) = 16),               -- its leaf in the audit log
    at             INTEGER NOT NULL,                                           -- when
    CONSTRAINT application_ack_key PRIMARY KEY (application_id, kind, hash)
) STRICT;

CREATE INDEX application_ack_disclosure ON application_ack (disclosure_id);

CREATE TABLE application_decision (
    -- What members of staff decided: two different persons above an amount of the product.
    application_id BLOB NOT NULL REFERENCES application (id),                -- the application
    nr             INTEGER NOT NULL CHECK (nr > 0),                           -- 1, 2
    decided_by     BLOB NOT NULL CHECK (length(decided_by) = 16),            -- who
    approve        INTEGER NOT NULL,                                          -- false: refused
    reason         TEXT,                                                      -- refused: a word of src/lending/reason.def
    note           TEXT NOT NULL,                                             -- words for the file
    at             INTEGER NOT NULL,                                           -- when
    CONSTRAINT application_decision_key PRIMARY KEY (application_id, nr),
    CONSTRAINT application_decision_person UNIQUE (application_id, decided_by)
) STRICT;

CREATE TABLE application_gate (
    -- Checks before lending, one row each: src/lending/gate.def. Unknown is never passed.
    application_id BLOB NOT NULL REFERENCES application (id),                -- the application
    gate           TEXT NOT NULL CHECK (gate <> ''),                          -- a word of src/lending/gate.def
    state          TEXT NOT NULL CHECK (state IN ('waiting', 'passed', 'stopped', 'person')), -- what is known
    reason         TEXT,                                                      -- stopped or person: a word of src/lending/reason.def
    answer         BLOB CHECK (length(answer) = 16),                         -- what it relies on: report, list, case
    asked_at       INTEGER NOT NULL,                                           -- since when it is asked
    answered_at    INTEGER,                                                    -- when it was last answered
    decided_by     BLOB CHECK (length(decided_by) = 16),                     -- the person who passed or stopped it
    note           TEXT NOT NULL,                                             -- the person's words
    CONSTRAINT application_gate_key PRIMARY KEY (application_id, gate),
    CONSTRAINT application_gate_waiting CHECK ((state = 'waiting') = (answered_at IS NULL))
) STRICT;

CREATE TABLE application_offer (
    -- A draft schedule of an application by one method (8.4), as it was shown. A later day's offers are further rows.
    application_id    BLOB NOT NULL REFERENCES application (id),             -- the application
    offered_on        TEXT NOT NULL,                                          -- the day it was made; the schedule starts on it
    method            TEXT NOT NULL CHECK (method IN ('annuity', 'differentiated', 'bullet')), -- how it is repaid
    instalment_tiyn   INTEGER NOT NULL,                                        -- the regular payment; 0: there is none
    due_tiyn          INTEGER NOT NULL CHECK (due_tiyn > 0),                   -- all payments together
    remuneration_tiyn INTEGER NOT NULL CHECK (remuneration_tiyn >= 0),         -- of it remuneration: the overpayment
    effective_e6      INTEGER NOT NULL,                                        -- effective rate, in millionths of a percent
    legal_e1          INTEGER NOT NULL,                                       -- as the law rounds it, in tenths of a percent
    hash              BLOB NOT NULL CHECK (length(hash) = 32),               -- SHA-256 of figures and rows (docs/offer.md)
    CONSTRAINT application_offer_key PRIMARY KEY (application_id, offered_on, method)
) STRICT;

CREATE TABLE application_offer_row (
    -- Its rows: what is paid when.
    application_id    BLOB NOT NULL,                                         -- of the offer
    offered_on        TEXT NOT NULL,                                          -- of the offer
    method            TEXT NOT NULL,                                          -- of the offer
    nr                INTEGER NOT NULL CHECK (nr >= 0),                       -- 0: the payout; 1, 2, ...
    due_on            TEXT NOT NULL,                                          -- the day
    counted_to        TEXT NOT NULL,                                          -- remuneration is counted up to this day
    days              INTEGER NOT NULL CHECK (days >= 0),                     -- days counted
    payout_tiyn       INTEGER NOT NULL CHECK (payout_tiyn >= 0),               -- paid to the client (row 0)
    principal_tiyn    INTEGER NOT NULL CHECK (principal_tiyn >= 0),            -- principal
    remuneration_tiyn INTEGER NOT NULL CHECK (remuneration_tiyn >= 0),         -- remuneration
    balance_tiyn      INTEGER NOT NULL CHECK (balance_tiyn >= 0),              -- principal left after it
    CONSTRAINT application_offer_row_key PRIMARY KEY (application_id, offered_on, method, nr),
    CONSTRAINT application_offer_row_of FOREIGN KEY (application_id, offered_on, method) REFERENCES application_offer (application_id, offered_on, method)
) STRICT;

CREATE TABLE attempt (
    -- Attempts with a secret, by subject or by what was typed: limits hold over sessions, races and processes.
    key           BLOB NOT NULL PRIMARY KEY CHECK (length(key) = 32),        -- HMAC of kind of secret and who
    in_row        INTEGER NOT NULL CHECK (in_row >= 0),                       -- wrong ones since the last right one
    of_day        INTEGER NOT NULL CHECK (of_day >= 0),                       -- wrong ones of the day
    day           TEXT NOT NULL,                                              -- the day of of_day
    blocked_until INTEGER NOT NULL                                             -- not before
) STRICT;

CREATE TABLE audit_checkpoint (
    -- Signed statements on the tree.
    size INTEGER NOT NULL PRIMARY KEY CHECK (size > 0),                        -- leaves in the tree then
    root BLOB NOT NULL CHECK (length(root) = 32),                            -- its root
    at   INTEGER NOT NULL,                                                     -- when it was signed
    note TEXT NOT NULL                                                        -- the signed note, as anybody can check it
) STRICT;

CREATE TABLE audit_leaf (
    -- A leaf: what was changed, by whom; written in the transaction of the change.
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),             -- the leaf
    operation BLOB NOT NULL CHECK (length(operation) = 16),                  -- the operation that made the change
    kind      TEXT NOT NULL CHECK (kind <> ''),                               -- as in its bytes
    at        INTEGER NOT NULL CHECK (at >= 0),                                -- as in its bytes
    bytes     BLOB NOT NULL CHECK (length(bytes) <= 4096)                    -- what is proven: docs/audit-format.md
) STRICT;

CREATE INDEX audit_leaf_operation ON audit_leaf (operation);

CREATE TABLE audit_node (
    -- The nodes of full subtrees above the leaves (RFC 6962).
    level INTEGER NOT NULL CHECK (level > 0),                                 -- the subtree has 2^level leaves ...
    nr    INTEGER NOT NULL CHECK (nr >= 0),                                    -- ... from nr * 2^level on
    hash  BLOB NOT NULL CHECK (length(hash) = 32),                           -- its root
    CONSTRAINT audit_node_key PRIMARY KEY (level, nr)
) STRICT;

CREATE TABLE audit_object (
    -- What a leaf is about, for finding it.
    leaf_id BLOB NOT NULL REFERENCES audit_leaf (id),                        -- the leaf
    nr      INTEGER NOT NULL CHECK (nr > 0),                                  -- 1, 2, ... as in its bytes
    kind    TEXT NOT NULL CHECK (kind <> ''),                                 -- "contract"
    object  BLOB NOT NULL CHECK (length(object) = 16),                       -- its id
    CONSTRAINT audit_object_key PRIMARY KEY (leaf_id, nr)
) STRICT;

CREATE INDEX audit_object_object ON audit_object (object, leaf_id);

CREATE TABLE audit_place (
    -- The place of a leaf in the tree. Two sequencers collide on the number.
    number  INTEGER NOT NULL PRIMARY KEY CHECK (number >= 0),                  -- 0, 1, 2, ... without gaps
    leaf_id BLOB NOT NULL REFERENCES audit_leaf (id),                        -- the leaf
    hash    BLOB NOT NULL CHECK (length(hash) = 32),                         -- its hash: the node of level 0
    CONSTRAINT audit_place_leaf UNIQUE (leaf_id)
) STRICT;

CREATE TABLE audit_waiting (
    -- Leaves that have no place yet, for some seconds at most.
    leaf_id BLOB NOT NULL PRIMARY KEY REFERENCES audit_leaf (id)             -- the leaf
) STRICT;

CREATE TABLE bank_account (
    -- A bank account of a client (8.7). Money goes there only where its holder is the client and the client confirmed it (6.6.a).
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the account
    client_id   BLOB NOT NULL REFERENCES client (id),                        -- who named it
    iban        BLOB NOT NULL,                                               -- sealed: normal form, 20 characters
    iban_index  BLOB NOT NULL CHECK (length(iban_index) = 32),               -- blind index of it
    bank        TEXT NOT NULL CHECK (length(bank) = 3),                       -- the bank's three digits
    tail        TEXT NOT NULL CHECK (length(tail) = 4),                       -- its last four characters, to be shown
    holder      TEXT NOT NULL CHECK (holder IN ('asked', 'own', 'other', 'unknown')), -- what the bank says of its holder
    reference   TEXT NOT NULL,                                                -- the bank's
    asked_at    INTEGER NOT NULL,                                              -- when it was named
    answered_at INTEGER,                                                       -- when the bank answered
    used_from   INTEGER,                                                       -- since when the client confirmed it
    used_until  INTEGER,                                                       -- when the client took it back
    evidence_id BLOB CHECK (length(evidence_id) = 16)                        -- of the confirmation
) STRICT;

CREATE INDEX bank_account_client ON bank_account (client_id, asked_at);

CREATE INDEX bank_account_index ON bank_account (iban_index);

CREATE TABLE bank_line (
    -- One entry of the own account, taken once, whatever statement brings it. Personal data stays in the statement.
    id           BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),          -- the line
    statement_id BLOB NOT NULL REFERENCES statement (id),                    -- the first statement that brought it
    ref          TEXT NOT NULL CHECK (ref <> ''),                             -- the bank's reference
    is_in        INTEGER NOT NULL,                                            -- true: money came
    state        TEXT NOT NULL CHECK (state IN ('matched', 'unidentified', 'own', 'strange')), -- what became of it
    amount_tiyn  INTEGER NOT NULL CHECK (amount_tiyn > 0),                     -- how much
    value_on     TEXT NOT NULL,                                               -- the bank's value day
    booked_on    TEXT NOT NULL,                                               -- the day the bank booked it
    decided_by   BLOB CHECK (length(decided_by) = 16),                       -- the person who assigned it
    decided_at   INTEGER,                                                      -- when
    version      INTEGER NOT NULL CHECK (version > 0), refund_id BLOB REFERENCES refund (id) /* an unidentified receipt: what returns it; none: nothing does */,                         -- for concurrent changes
    CONSTRAINT bank_line_ref UNIQUE (ref),
    CONSTRAINT bank_line_way CHECK (is_in = (state IN ('matched', 'unidentified')))
) STRICT;

CREATE INDEX bank_line_back ON bank_line (value_on, id) WHERE refund_id IS NOT NULL;

CREATE INDEX bank_line_booked ON bank_line (booked_on);

CREATE INDEX bank_line_refund ON bank_line (refund_id);

CREATE INDEX bank_line_state ON bank_line (state, value_on);

CREATE INDEX bank_line_statement ON bank_line (statement_id);

CREATE TABLE book (
    -- One row: how far the books are closed.
    id         INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),                   -- always 1
    closed_on  TEXT NOT NULL                                                  -- the last closed day; all before it are closed
) STRICT;

CREATE TABLE bureau_report (
    -- A credit report as it came; the figures that decisions use stand beside the sealed document.
    id             BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),        -- the report
    application_id BLOB NOT NULL REFERENCES application (id),                -- for which it was asked
    client_id      BLOB NOT NULL REFERENCES client (id),                     -- of whom it is
    errand_id      BLOB NOT NULL REFERENCES errand (id),                     -- the errand that brought it
    document_id    BLOB NOT NULL REFERENCES document (id),                   -- as it came, sealed
    reference      TEXT NOT NULL,                                             -- the bureau's own number
    taken_at       INTEGER NOT NULL,                                           -- when it came
    has_refusal    INTEGER NOT NULL,                                          -- a voluntary refusal is in force (8.8)
    refusal_at     INTEGER NOT NULL,                                           -- when the bureau looked for it
    delay_days     INTEGER NOT NULL CHECK (delay_days >= 0),                  -- longest delay now, on any open loan
    was_late       INTEGER NOT NULL,                                          -- over 90 days within the last 12 months
    bankrupt_on    TEXT,                                                      -- end of a citizen's bankruptcy; empty: none
    is_conscript   INTEGER NOT NULL,                                          -- serves as a conscript
    is_gambler     INTEGER NOT NULL,                                          -- on the list of self-restriction from gambling
    payments_tiyn  INTEGER NOT NULL CHECK (payments_tiyn >= 0),                -- monthly payments on open loans, overdue amounts included
    debt_tiyn      INTEGER NOT NULL CHECK (debt_tiyn >= 0),                    -- balances, overdue and used limits included
    unused_tiyn    INTEGER NOT NULL CHECK (unused_tiyn >= 0),                  -- unused limits
    income_tiyn    INTEGER CHECK (income_tiyn >= 0),                           -- confirmed income together; empty: the bureau knows none
    income_months  INTEGER NOT NULL CHECK (income_months >= 0),               -- of so many months
    CONSTRAINT bureau_report_errand UNIQUE (errand_id)
) STRICT;

CREATE INDEX bureau_report_application ON bureau_report (application_id, taken_at);

CREATE INDEX bureau_report_client ON bureau_report (client_id, taken_at);

CREATE INDEX bureau_report_document ON bureau_report (document_id);

CREATE TABLE bureau_told (
    -- The fact of an application, told to the bureau in real time (one hour at most).
    application_id BLOB NOT NULL PRIMARY KEY REFERENCES application (id),    -- the application
    errand_id      BLOB NOT NULL REFERENCES errand (id),                     -- the errand that tells it
    planned_at     INTEGER NOT NULL,                                           -- when it was planned
    told_at        INTEGER,                                                    -- when the bureau took it
    reference      TEXT,                                                      -- the bureau's own number
    is_failed      INTEGER NOT NULL                                           -- refused or given up: a person sees to it
) STRICT;

CREATE INDEX bureau_told_errand ON bureau_told (errand_id);

CREATE TABLE callback (
    -- Callbacks from outside: authenticated, stored raw, applied once.
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the callback
    source      TEXT NOT NULL CHECK (source <> ''),                           -- which partner
    key         TEXT NOT NULL CHECK (key <> ''),                              -- the partner's own id of the message
    body        BLOB NOT NULL,                                               -- as received
    received_at INTEGER NOT NULL,                                              -- when
    applied_at  INTEGER,                                                       -- when its effect was written; empty: not yet
    CONSTRAINT callback_once UNIQUE (source, key)
) STRICT;

CREATE TABLE cash_desk (
    -- A cash desk; none is open until an administrator opens it.
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),             -- the desk
    name      TEXT NOT NULL CHECK (name <> ''),                               -- its name
    place     TEXT NOT NULL CHECK (place <> ''),                              -- where it is
    is_open   INTEGER NOT NULL,                                               -- false: no cash leaves it
    version   INTEGER NOT NULL CHECK (version > 0),                            -- for concurrent changes
    CONSTRAINT cash_desk_name UNIQUE (name)
) STRICT;

CREATE TABLE cash_handover (
    -- Cash that was handed out: by whom, and how the client was identified (9.4). The number of the document stands in the client's own facts, with which it was compared.
    payout_id BLOB NOT NULL PRIMARY KEY REFERENCES payout (id),              -- which payout
    desk_id   BLOB NOT NULL REFERENCES cash_desk (id),                       -- at which desk
    cashier   BLOB NOT NULL CHECK (length(cashier) = 16),                    -- who handed it out
    document  TEXT NOT NULL CHECK (document IN ('identity_card', 'passport', 'residence_permit', 'stateless', 'refugee', 'digital')), -- what the client was compared with
    digital   TEXT,                                                           -- reference in the service of digital documents
    made_at   INTEGER NOT NULL,                                                -- when
    CONSTRAINT cash_handover_digital CHECK ((document = 'digital') = (digital IS NOT NULL))
) STRICT;

CREATE INDEX cash_handover_desk ON cash_handover (desk_id, made_at);

CREATE TABLE channel (
    -- Channels of electronic lending and their notifications to the authorised body (items 4 and 5).
    name        TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),                 -- web, mobile, or the terminal's name
    kind        TEXT NOT NULL CHECK (kind IN ('web', 'mobile', 'terminal')),  -- what it is
    place       TEXT NOT NULL,                                                -- web site, application or place of the terminal (4.1)
    services    TEXT NOT NULL,                                                -- services given through it (4.2)
    notified_on TEXT NOT NULL,                                                -- day the authorised body was notified (4.0)
    notice      TEXT NOT NULL,                                                -- number and attachments of the notification (4.3)
    opened_at   INTEGER,                                                       -- when it was opened; empty: not yet
    closed_at   INTEGER                                                        -- when it was closed; empty: not
) STRICT;

CREATE TABLE channel_attachment (
    -- The documents attached to it (4.3).
    notice_id   BLOB NOT NULL REFERENCES channel_notice (id),                -- to which notification
    internal_id BLOB NOT NULL REFERENCES internal_document (id),             -- which document
    CONSTRAINT channel_attachment_key PRIMARY KEY (notice_id, internal_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX channel_attachment_internal ON channel_attachment (internal_id);

CREATE TABLE channel_notice (
    -- What the authorised body was told of a channel: the first time before it opens, again before each change.
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the notification
    name        TEXT NOT NULL CHECK (name <> ''),                             -- web, mobile, or the terminal's name
    kind        TEXT NOT NULL CHECK (kind IN ('web', 'mobile', 'terminal')),  -- what it is
    place       TEXT NOT NULL CHECK (place <> ''),                            -- web site, application or place of the terminal (4.1)
    services    TEXT NOT NULL CHECK (services <> ''),                         -- services given through it (4.2)
    procedures  TEXT NOT NULL CHECK (procedures <> ''),                       -- that security procedures are approved (4.3)
    number      TEXT NOT NULL CHECK (number <> ''),                           -- number of the letter
    notified_on TEXT NOT NULL,                                                -- day it was sent (4.0)
    maker       BLOB NOT NULL CHECK (length(maker) = 16),                    -- who sent it
    made_at     INTEGER NOT NULL,                                              -- when
    begun_at    INTEGER                                                        -- when the channel began to be as it says; none: not yet
) STRICT;

CREATE INDEX channel_notice_name ON channel_notice (name, made_at);

CREATE TABLE client (
    -- A client (D.8); the id is that of the subject. Personal columns are sealed under the client's data key; exact search by blind index.
    id          BLOB NOT NULL PRIMARY KEY REFERENCES subject (id),           -- the client
    iin         BLOB NOT NULL,                                               -- sealed: individual identification number
    iin_index   BLOB NOT NULL CHECK (length(iin_index) = 32),                -- blind index of it
    name        BLOB NOT NULL,                                               -- sealed: last name, first name, patronymic
    phone       BLOB NOT NULL,                                               -- sealed: mobile number, +7 and ten digits
    phone_index BLOB NOT NULL CHECK (length(phone_index) = 32),              -- blind index of it
    lang        TEXT NOT NULL CHECK (lang IN ('kk', 'ru', 'en')),             -- in which we write to the client
    version     INTEGER NOT NULL CHECK (version > 0),                          -- for concurrent changes
    made_at     INTEGER NOT NULL,                                              -- when the record was made
    CONSTRAINT client_iin UNIQUE (iin_index)
) STRICT;

CREATE INDEX client_phone ON client (phone_index);

CREATE TABLE client_word (
    -- Words of the names of clients as keyed hashes: of each whole word and of its first letters (src/vault/column.h). A row tells nothing without the key.
    word      BLOB NOT NULL CHECK (length(word) = 32),                       -- blind index of a word or of its front
    client_id BLOB NOT NULL REFERENCES client (id),                          -- whose name has it
    CONSTRAINT client_word_key PRIMARY KEY (word, client_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX client_word_client ON client_word (client_id);

CREATE TABLE confirmation (
    -- A confirmation is bound to an operation, its object and the hash of what is confirmed; it lives minutes and is used once.
    id               BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),      -- the confirmation; challenge of its codes
    subject_id       BLOB NOT NULL REFERENCES subject (id),                  -- who confirms
    operation        TEXT NOT NULL CHECK (operation IN ('register', 'change_number', 'change_bank', 'conclude', 'amend', 'pay_seller', 'second_consent')), -- what it is for
    object           BLOB NOT NULL CHECK (length(object) = 16),              -- of which object
    what             BLOB NOT NULL CHECK (length(what) = 32),                -- hash of what is confirmed
    individual       INTEGER NOT NULL,                                        -- false: a legal entity confirms
    sentence         TEXT NOT NULL CHECK (sentence <> ''),                    -- key of the sentence that says what is confirmed
    figures          TEXT NOT NULL,                                           -- its figures, one a line
    password_version INTEGER,                                                  -- of the password that was right; none: not yet
    code_sends       INTEGER NOT NULL CHECK (code_sends >= 0),                -- codes sent; the last one counts
    code_sent_at     INTEGER,                                                  -- when the last one was planned
    code_at          INTEGER,                                                  -- when the right one was entered; none: not yet
    code_number      BLOB CHECK (length(code_number) = 16),                  -- subscriber number that it was sent to
    wrong            INTEGER NOT NULL CHECK (wrong >= 0),                     -- wrong passwords and codes
    face_id          BLOB CHECK (length(face_id) = 16),                      -- session of the camera that passed; none: not yet
    made_at          INTEGER NOT NULL,                                         -- when it was begun
    ends_at          INTEGER NOT NULL,                                         -- it counts before that
    used_at          INTEGER                                                   -- when it was spent; none: not yet
, eds_id BLOB CHECK (length(eds_id) = 16) /* signature that passed; none: not yet */) STRICT;

CREATE INDEX confirmation_subject ON confirmation (subject_id, made_at);

CREATE TABLE consent (
    -- A consent that was given: its proof is the hash of the text as shown, and its leaf.
    id           BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),          -- the consent
    subject_id   BLOB NOT NULL REFERENCES subject (id),                      -- who gave it
    kind         TEXT NOT NULL,                                               -- of which text
    version      INTEGER NOT NULL,                                            -- of which text
    lang         TEXT NOT NULL CHECK (lang IN ('kk', 'ru', 'en')),            -- in which it was shown
    hash         BLOB NOT NULL CHECK (length(hash) = 32),                    -- SHA-256 of the text as shown
    leaf_id      BLOB NOT NULL CHECK (length(leaf_id) = 16),                 -- its leaf in the audit log
    given_at     INTEGER NOT NULL,                                             -- when
    withdrawn_at INTEGER,                                                      -- when it was taken back
    CONSTRAINT consent_of_text FOREIGN KEY (kind, version) REFERENCES consent_text (kind, version)
) STRICT;

CREATE INDEX consent_subject ON consent (subject_id, kind);

CREATE INDEX consent_which ON consent (kind, version);

CREATE TABLE consent_text (
    -- Texts of consents, as they are shown. A text never changes: another one is another version.
    kind     TEXT NOT NULL CHECK (kind IN ('personal_data', 'number', 'bureau', 'biometric')), -- what is agreed to
    version  INTEGER NOT NULL CHECK (version > 0),                            -- 1, 2, ... the newest is shown
    years    INTEGER NOT NULL CHECK (years > 0),                              -- term: so long after the obligations end
    kk       TEXT NOT NULL CHECK (kk <> ''),                                  -- in Kazakh
    ru       TEXT NOT NULL CHECK (ru <> ''),                                  -- in Russian
    en       TEXT NOT NULL CHECK (en <> ''),                                  -- in English
    CONSTRAINT consent_text_key PRIMARY KEY (kind, version)
) STRICT;

CREATE TABLE contract (
    -- A contract. Its paper is a sealed document; the client confirms and the organisation signs the hash of it.
    id             BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),        -- the contract
    application_id BLOB NOT NULL REFERENCES application (id),                -- from which it was formed
    client_id      BLOB NOT NULL REFERENCES client (id),                     -- with whom
    number         TEXT NOT NULL CHECK (length(number) = 11),                 -- eleven digits, checked by the last two
    state          TEXT NOT NULL CHECK (state IN ('formed', 'concluded', 'lapsed')), -- where it stands
    amount_tiyn    INTEGER NOT NULL CHECK (amount_tiyn > 0),                   -- amount of the microcredit
    rate_over      INTEGER NOT NULL CHECK (rate_over >= 0),                    -- annual effective rate as in the paper ...
    rate_under     INTEGER NOT NULL CHECK (rate_under > 0),                    -- ... as a share of one
    document_id    BLOB NOT NULL REFERENCES document (id),                   -- the paper as PDF
    model_id       BLOB NOT NULL REFERENCES document (id),                   -- the same as a model, for pages
    hash           BLOB NOT NULL CHECK (length(hash) = 32),                  -- of all it says; stands on each of its pages
    signature      BLOB NOT NULL CHECK (length(signature) = 64),             -- of the organisation's key
    formed_on      TEXT NOT NULL,                                             -- it can be concluded on this day
    formed_at      INTEGER NOT NULL,                                           -- when
    concluded_at   INTEGER,                                                    -- when it was concluded
    evidence_id    BLOB REFERENCES evidence (id),                            -- the record of the two methods
    loan_id        BLOB REFERENCES loan (id),                                -- the loan it opened
    leaf_id        BLOB NOT NULL CHECK (length(leaf_id) = 16),               -- its leaf in the audit log
    version        INTEGER NOT NULL CHECK (version > 0),                       -- for concurrent changes
    CONSTRAINT contract_number UNIQUE (number),
    CONSTRAINT contract_concluded CHECK ((state = 'concluded') = (concluded_at IS NOT NULL)
        AND (concluded_at IS NULL) = (evidence_id IS NULL) AND (concluded_at IS NULL) = (loan_id IS NULL))
) STRICT;

CREATE INDEX contract_application ON contract (application_id, formed_at);

CREATE INDEX contract_client ON contract (client_id, formed_at);

CREATE INDEX contract_document ON contract (document_id);

CREATE INDEX contract_evidence ON contract (evidence_id);

CREATE UNIQUE INDEX contract_loan ON contract (loan_id);

CREATE INDEX contract_model ON contract (model_id);

CREATE TABLE data_key (
    -- A data key of an owner (client, member of staff, the organisation). The newest one seals, all of them open.
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the key, as sealed records name it
    owner       BLOB NOT NULL CHECK (length(owner) = 16),                    -- whose data it seals
    nr          INTEGER NOT NULL CHECK (nr > 0),                              -- 1, 2, ... of that owner
    wrapped     BLOB,                                                        -- under the master key; none: shredded for good
    master      BLOB NOT NULL CHECK (length(master) = 16),                   -- which master key wraps it
    sealed      INTEGER NOT NULL CHECK (sealed >= 0 AND sealed <= 4294967296), -- records sealed with it, 2^32 at most
    made_at     INTEGER NOT NULL,                                              -- when it was made
    shredded_at INTEGER,                                                       -- when it was destroyed, at the end of retention
    CONSTRAINT data_key_owner UNIQUE (owner, nr),
    CONSTRAINT data_key_shredded CHECK ((wrapped IS NULL) = (shredded_at IS NOT NULL))
) STRICT;

CREATE INDEX data_key_master ON data_key (master, id);

CREATE TABLE disclosure (
    -- A text that clients are shown and acknowledge: the rules of lending (8.2), the rights and duties (8.5). Two persons; never edited.
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),            -- the text
    kind       TEXT NOT NULL CHECK (kind IN ('rules', 'rights')),             -- which
    nr         INTEGER NOT NULL CHECK (nr > 0),                               -- 1, 2, ... of its kind
    state      TEXT NOT NULL CHECK (state IN ('proposed', 'published', 'rejected')), -- what became of it
    from_on    TEXT NOT NULL,                                                 -- first day it holds; the next one ends it
    body_kk    TEXT NOT NULL CHECK (body_kk <> ''),                           -- in Kazakh
    body_ru    TEXT NOT NULL CHECK (body_ru <> ''),                           -- in Russian
    hash_kk    BLOB NOT NULL CHECK (length(hash_kk) = 32),                   -- SHA-256 of body_kk
    hash_ru    BLOB NOT NULL CHECK (length(hash_ru) = 32),                   -- SHA-256 of body_ru
    maker      BLOB NOT NULL CHECK (length(maker) = 16),                     -- who proposed
    made_at    INTEGER NOT NULL,                                               -- when
    decided_by BLOB,                                                         -- who decided; never the maker
    decided_at INTEGER,                                                        -- when
    CONSTRAINT disclosure_nr UNIQUE (kind, nr),
    CONSTRAINT disclosure_persons CHECK (decided_by IS NULL OR decided_by <> maker),
    CONSTRAINT disclosure_decided CHECK ((state = 'proposed') = (decided_at IS NULL))
) STRICT;

CREATE TABLE document (
    -- A document as it was formed, sent or received, byte for byte; the bytes are in the document store.
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),            -- the document
    owner      BLOB NOT NULL CHECK (length(owner) = 16),                     -- whose it is
    key_id     BLOB NOT NULL REFERENCES data_key (id),                       -- the data key that seals it
    class      TEXT NOT NULL CHECK (class <> ''),                             -- what it is, for retention: "letter", "contract"
    media      TEXT NOT NULL CHECK (media <> ''),                             -- "application/pdf"
    origin     TEXT NOT NULL CHECK (origin IN ('formed', 'sent', 'received')), -- how it came to be here (34.2)
    blob       BLOB NOT NULL CHECK (length(blob) = 32),                      -- SHA-256 of the sealed bytes: their place
    content    BLOB NOT NULL CHECK (length(content) = 32),                   -- SHA-256 of the document; its audit leaf names it
    bytes      INTEGER NOT NULL CHECK (bytes >= 0),                            -- length of the document
    kept_at    INTEGER NOT NULL,                                               -- when it was kept
    dropped_at INTEGER                                                         -- when its bytes were destroyed, after retention
) STRICT;

CREATE INDEX document_blob ON document (blob);

CREATE INDEX document_key ON document (key_id);

CREATE INDEX document_owner ON document (owner, id);

CREATE TABLE early_repayment (
    -- One wish: whole or in part, how the schedule changes, until which day its money is awaited. A part changes the contract and needs two methods (9.1.a); the payment that brings the money books it.
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the wish
    loan_id     BLOB NOT NULL REFERENCES loan (id),                          -- of which loan
    client_id   BLOB NOT NULL REFERENCES client (id),                        -- whose
    mode        TEXT NOT NULL CHECK (mode IN ('full', 'shorten', 'lower')),   -- all; or a part, and what becomes of the rest
    state       TEXT NOT NULL CHECK (state IN ('asked', 'agreed', 'done', 'withdrawn')), -- where it stands
    amount_tiyn INTEGER NOT NULL CHECK (amount_tiyn > 0),                      -- a payment of so much or more books it
    pay_on      TEXT NOT NULL,                                                -- the day it was counted for
    until_on    TEXT NOT NULL,                                                -- the last value day that books it
    hash        BLOB NOT NULL CHECK (length(hash) = 32),                     -- SHA-256 of what is confirmed, the rows of pay_on among it
    evidence_id BLOB REFERENCES evidence (id),                               -- of the client's confirmation
    payment_id  BLOB REFERENCES payment (id),                                -- the payment that booked it
    made_at     INTEGER NOT NULL,                                              -- when it was asked for
    CONSTRAINT early_repayment_agreed CHECK (mode = 'full' OR state NOT IN ('agreed', 'done') OR evidence_id IS NOT NULL),
    CONSTRAINT early_repayment_done CHECK ((state = 'done') = (payment_id IS NOT NULL))
) STRICT;

CREATE INDEX early_repayment_client ON early_repayment (client_id);

CREATE INDEX early_repayment_evidence ON early_repayment (evidence_id);

CREATE UNIQUE INDEX early_repayment_living ON early_repayment (loan_id) WHERE state IN ('asked', 'agreed');

CREATE INDEX early_repayment_loan ON early_repayment (loan_id, made_at);

CREATE INDEX early_repayment_payment ON early_repayment (payment_id);

CREATE TABLE eds_code (
    -- An address that was shown as a QR code.
    token           BLOB NOT NULL PRIMARY KEY CHECK (length(token) = 32),    -- SHA-256 of what stands in the address
    confirmation_id BLOB NOT NULL REFERENCES confirmation (id),              -- what is signed there
    made_at         INTEGER NOT NULL,                                          -- when it was shown
    ends_at         INTEGER NOT NULL,                                          -- it counts before that
    used_at         INTEGER                                                    -- when a signature came; none: not yet
) STRICT;

CREATE INDEX eds_code_confirmation ON eds_code (confirmation_id, made_at);

CREATE TABLE eds_signature (
    -- A signature that a client gave for a confirmation, and what was found.
    id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),       -- the signature
    confirmation_id BLOB NOT NULL REFERENCES confirmation (id),              -- for which confirmation
    state           TEXT NOT NULL CHECK (state IN ('asking', 'passed', 'failed')), -- how it stands
    given_id        BLOB NOT NULL REFERENCES document (id),                  -- the signature as it came, sealed
    record_id       BLOB REFERENCES document (id),                           -- evidence to judge it again; none: not judged
    reason          TEXT NOT NULL,                                            -- why it failed: content, person, revoked, ...
    given_at        INTEGER NOT NULL,                                          -- when it was given
    ended_at        INTEGER,                                                   -- when it was judged
    CONSTRAINT eds_signature_proof CHECK (state <> 'passed' OR record_id IS NOT NULL)
) STRICT;

CREATE INDEX eds_signature_confirmation ON eds_signature (confirmation_id, given_at);

CREATE INDEX eds_signature_given ON eds_signature (given_id);

CREATE INDEX eds_signature_record ON eds_signature (record_id);

CREATE TABLE entry (
    -- An entry: one amount from one account to another, so that each entry is balanced by itself.
    journal_id  BLOB NOT NULL REFERENCES journal (id),                       -- its journal
    nr          INTEGER NOT NULL CHECK (nr > 0),                              -- 1, 2, ... in the journal
    debit       TEXT NOT NULL REFERENCES account (code),                      -- account debited
    credit      TEXT NOT NULL REFERENCES account (code),                      -- account credited
    amount_tiyn INTEGER NOT NULL CHECK (amount_tiyn > 0),                      -- the amount
    booked_on   TEXT NOT NULL,                                                -- as its journal's, for the sums of a day
    subject     BLOB,                                                        -- loan or client it concerns
    CONSTRAINT entry_key PRIMARY KEY (journal_id, nr),
    CONSTRAINT entry_sides CHECK (debit <> credit)
) STRICT;

CREATE INDEX entry_credit ON entry (credit, booked_on);

CREATE INDEX entry_debit ON entry (debit, booked_on);

CREATE TABLE errand (
    -- An errand: one thing asked of a partner. Its payload holds references, never secrets or personal data.
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the errand; our idempotency id towards the partner
    kind        TEXT NOT NULL CHECK (kind <> ''),                             -- row of the table of kinds
    subject     BLOB NOT NULL CHECK (length(subject) = 16),                  -- what it is for: notice, application, payout
    payload     TEXT NOT NULL,                                                -- references as JSON
    state       TEXT NOT NULL CHECK (state IN ('planned', 'sending', 'asking', 'answered', 'unknown', 'person', 'given_up')), -- where it stands
    lease       INTEGER NOT NULL CHECK (lease >= 0),                           -- fencing number: grows with each try
    lease_until INTEGER,                                                       -- who holds it may work until then
    due_at      INTEGER NOT NULL,                                              -- not to be taken before
    tries       INTEGER NOT NULL CHECK (tries >= 0),                          -- how often bytes may have left
    made_at     INTEGER NOT NULL,                                              -- when it was planned
    operation   BLOB NOT NULL CHECK (length(operation) = 16),                -- the operation that planned it
    answered_at INTEGER                                                        -- when the answer was applied
) STRICT;

CREATE INDEX errand_due ON errand (state, due_at);

CREATE INDEX errand_subject ON errand (subject);

CREATE TABLE errand_answer (
    -- Every answer of a partner, also those that came under an old lease and were not applied.
    errand_id BLOB NOT NULL REFERENCES errand (id),                          -- the errand
    lease     INTEGER NOT NULL,                                                -- under which it came
    at        INTEGER NOT NULL,                                                -- when
    outcome   TEXT NOT NULL CHECK (outcome IN ('done', 'refused', 'later', 'unknown')), -- as the gateway understood it
    applied   INTEGER NOT NULL,                                               -- false: stored only
    detail    TEXT NOT NULL,                                                  -- the partner's reference or code
    CONSTRAINT errand_answer_key PRIMARY KEY (errand_id, lease, at)
) STRICT;

CREATE TABLE evidence (
    -- What proves a confirmation that was used: kept as long as what it proves.
    id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),       -- the evidence
    confirmation_id BLOB NOT NULL REFERENCES confirmation (id),              -- the confirmation, with its methods
    subject_id      BLOB NOT NULL REFERENCES subject (id),                   -- who
    operation       TEXT NOT NULL,                                            -- what for
    object          BLOB NOT NULL CHECK (length(object) = 16),               -- of which object
    what            BLOB NOT NULL CHECK (length(what) = 32),                 -- hash of what was confirmed
    methods         TEXT NOT NULL CHECK (methods <> ''),                      -- "biometric two_factor"
    leaf_id         BLOB NOT NULL CHECK (length(leaf_id) = 16),              -- its leaf in the audit log
    made_at         INTEGER NOT NULL,                                          -- when it was used
    CONSTRAINT evidence_once UNIQUE (confirmation_id)
) STRICT;

CREATE INDEX evidence_object ON evidence (object);

CREATE INDEX evidence_subject ON evidence (subject_id, made_at);

CREATE TABLE face_capture (
    -- Face captures that were taken to account: each once, ever.
    capture  BLOB NOT NULL PRIMARY KEY CHECK (length(capture) = 32),         -- SHA-256 of the centre's id of the capture
    face_id  BLOB NOT NULL REFERENCES face_session (id),                     -- in which session it counted
    taken_at INTEGER NOT NULL                                                  -- when it counted
) STRICT, WITHOUT ROWID;

CREATE INDEX face_capture_face ON face_capture (face_id);

CREATE TABLE face_session (
    -- A session with the identification centre (COID): a person stands before its camera (35.2).
    id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),       -- the session, our id towards the centre
    confirmation_id BLOB NOT NULL REFERENCES confirmation (id),              -- for which confirmation
    state           TEXT NOT NULL CHECK (state IN ('asked', 'open', 'asking', 'passed', 'failed')), -- how it stands
    page            TEXT NOT NULL,                                            -- the centre's page with the camera
    reference       TEXT NOT NULL,                                            -- the centre's
    reason          TEXT NOT NULL,                                            -- why it failed: face, iin, names, photo, used, ...
    begun_at        INTEGER NOT NULL,                                          -- when
    ended_at        INTEGER                                                    -- when it passed or failed
) STRICT;

CREATE INDEX face_session_confirmation ON face_session (confirmation_id);

CREATE TABLE http_once (
    -- A call that was answered DONE or REFUSED under an Idempotency-Key: the same key gives the same answer again.
    actor_kind  INTEGER NOT NULL CHECK (actor_kind BETWEEN 0 AND 4),          -- as enum nes_caller_kind
    actor_id    BLOB NOT NULL CHECK (length(actor_id) = 16),                 -- who called; zero: anyone
    route       TEXT NOT NULL CHECK (length(route) BETWEEN 1 AND 300),        -- method and path with names of parameters
    key         TEXT NOT NULL CHECK (length(key) BETWEEN 16 AND 128),         -- the key that the caller chose or was given
    fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 32),              -- SHA-256 of address and content
    operation   BLOB NOT NULL CHECK (length(operation) = 16),                -- the operation that had the effect
    made_at     INTEGER NOT NULL,                                              -- when it was answered
    status      INTEGER CHECK (status BETWEEN 200 AND 599),                   -- of the answer; NULL only inside the transaction
    reply       BLOB,                                                        -- the answer with its headers, sealed
    CONSTRAINT http_once_key PRIMARY KEY (actor_kind, actor_id, route, key)
) STRICT;

CREATE INDEX http_once_made ON http_once (made_at);

CREATE TABLE http_operation (
    -- An operation that was accepted (202) and ends when the outside has answered.
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),            -- told to the caller
    actor_kind INTEGER NOT NULL CHECK (actor_kind BETWEEN 0 AND 4),           -- who began it, as enum nes_caller_kind
    actor_id   BLOB NOT NULL CHECK (length(actor_id) = 16),                  -- who began it
    owner      BLOB CHECK (length(owner) = 16),                              -- the client whose it is; NULL: the organisation
    route      TEXT NOT NULL CHECK (length(route) BETWEEN 1 AND 300),         -- the path with names of parameters
    begun_at   INTEGER NOT NULL,                                               -- when it began
    ended_at   INTEGER,                                                        -- when it ended; NULL: it runs
    status     INTEGER CHECK (status BETWEEN 200 AND 599),                    -- HTTP status of its end
    reply      BLOB                                                          -- JSON of its end, sealed
) STRICT;

CREATE INDEX http_operation_begun ON http_operation (begun_at);

CREATE TABLE identity_paper (
    -- A document that a client stated after registration. It counts once it was confirmed as at registration; the one before stays here.
    id           BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),          -- the document
    client_id    BLOB NOT NULL REFERENCES client (id),                       -- whose
    facts        BLOB NOT NULL,                                              -- sealed as the registration's facts: the same person with this document
    tail         TEXT NOT NULL CHECK (length(tail) = 2),                      -- last two characters of its number
    valid_until  TEXT NOT NULL,                                               -- its last day
    stated_at    INTEGER NOT NULL,                                             -- when it was stated
    evidence_id  BLOB REFERENCES evidence (id),                              -- of the methods; none: not confirmed
    used_at      INTEGER,                                                      -- since when it counts
    before_facts BLOB,                                                       -- what counted until then, sealed
    before_until TEXT,                                                        -- and its last day
    CONSTRAINT identity_paper_used CHECK ((used_at IS NULL) = (evidence_id IS NULL) AND (used_at IS NULL) = (before_facts IS NULL)
        AND (used_at IS NULL) = (before_until IS NULL))
) STRICT;

CREATE INDEX identity_paper_client ON identity_paper (client_id, stated_at);

CREATE INDEX identity_paper_evidence ON identity_paper (evidence_id);

CREATE TABLE incident (
    -- One finding, with the last days that the rules give from it.
    id           BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),          -- the finding
    kind         TEXT NOT NULL CHECK (kind IN ('access', 'change', 'third_party', 'fraud')), -- what it was
    what         TEXT NOT NULL CHECK (what <> ''),                            -- in words, without personal data
    found_on     TEXT NOT NULL,                                               -- when it was found
    measures_due TEXT NOT NULL,                                               -- last day for measures (13.1.a)
    clients_due  TEXT NOT NULL,                                               -- ... to inform clients (13.1.b)
    body_due     TEXT NOT NULL,                                               -- ... to inform the authorised body (13.1.c)
    maker        BLOB NOT NULL CHECK (length(maker) = 16),                   -- who wrote it down
    made_at      INTEGER NOT NULL                                              -- when
) STRICT;

CREATE INDEX incident_found ON incident (found_on);

CREATE TABLE incident_step (
    -- What was done about it: measures, a client informed, the authorised body informed.
    incident_id BLOB NOT NULL REFERENCES incident (id),                      -- about which finding
    nr          INTEGER NOT NULL CHECK (nr > 0),                              -- 1, 2, ... in the order in which it was written down
    kind        TEXT NOT NULL CHECK (kind IN ('measures', 'client', 'body')), -- what was done
    done_on     TEXT NOT NULL,                                                -- on which day
    words       TEXT NOT NULL,                                                -- the measures; the number of the letter to the body
    client_id   BLOB REFERENCES client (id),                                 -- who was informed
    notice_id   BLOB REFERENCES notice (id),                                 -- by which notice
    maker       BLOB NOT NULL CHECK (length(maker) = 16),                    -- who did it
    made_at     INTEGER NOT NULL,                                              -- when it was written down
    CONSTRAINT incident_step_key PRIMARY KEY (incident_id, nr),
    CONSTRAINT incident_step_client CHECK ((kind = 'client') = (client_id IS NOT NULL) AND (client_id IS NULL) = (notice_id IS NULL)),
    CONSTRAINT incident_step_words CHECK (kind = 'client' OR words <> '')
) STRICT;

CREATE INDEX incident_step_client_id ON incident_step (client_id);

CREATE INDEX incident_step_notice ON incident_step (notice_id);

CREATE UNIQUE INDEX incident_step_once ON incident_step (incident_id, client_id);

CREATE TABLE internal_document (
    -- An internal document: proposed with its file by one person, approved by another.
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the document
    title       TEXT NOT NULL CHECK (title <> ''),                            -- as it is called
    number      TEXT NOT NULL CHECK (number <> ''),                           -- number and day of the decision that adopted it
    distortion  INTEGER NOT NULL,                                             -- provides for finding changes of electronic documents (11.1)
    access      INTEGER NOT NULL,                                             -- provides for protection of the secrecy (11.2)
    replay      INTEGER NOT NULL,                                             -- provides that given data cannot be used again (11.3)
    integrity   INTEGER NOT NULL,                                             -- provides for the integrity of what is secret (11.4)
    document_id BLOB NOT NULL REFERENCES document (id),                      -- the file as it came
    maker       BLOB NOT NULL CHECK (length(maker) = 16),                    -- who proposed it
    made_at     INTEGER NOT NULL,                                              -- when
    checker     BLOB CHECK (length(checker) = 16),                           -- who approved it; never the maker
    approved_at INTEGER,                                                       -- when
    CONSTRAINT internal_document_persons CHECK (checker IS NULL OR checker <> maker),
    CONSTRAINT internal_document_approved CHECK ((checker IS NULL) = (approved_at IS NULL))
) STRICT;

CREATE INDEX internal_document_file ON internal_document (document_id);

CREATE TABLE job (
    -- Timed jobs: one row each, taken by a lease with a fencing number.
    name        TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),                 -- row of the table of jobs
    fence       INTEGER NOT NULL CHECK (fence >= 0),                           -- grows with each lease
    lease_until INTEGER,                                                       -- held until then
    next_at     INTEGER NOT NULL,                                              -- not before
    last_day    TEXT,                                                         -- daily jobs: the last day done, in order
    last_end    TEXT                                                          -- fine, or the code of the last fault
) STRICT;

CREATE TABLE journal (
    -- A journal: entries that belong together. Never changes; a mistake is undone by a reversing journal.
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),             -- the journal
    kind      TEXT NOT NULL CHECK (kind <> ''),                               -- what made it: manual, correction, ...
    value_on  TEXT NOT NULL,                                                  -- the day the event belongs to
    booked_on TEXT NOT NULL,                                                  -- the open day it was booked on
    operation BLOB NOT NULL CHECK (length(operation) = 16),                  -- the operation that wrote it; names its audit leaf
    reverses  BLOB REFERENCES journal (id),                                  -- the journal it undoes
    note      TEXT NOT NULL,                                                  -- words for the auditor
    booked_at INTEGER NOT NULL,                                                -- when it was written
    CONSTRAINT journal_days CHECK (booked_on >= value_on),
    CONSTRAINT journal_reverses UNIQUE (reverses)
) STRICT;

CREATE INDEX journal_booked ON journal (booked_on, id);

CREATE TABLE journal_proposal (
    -- A manual journal waiting for a second person.
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),            -- the proposal; its journal gets the same id
    value_on   TEXT NOT NULL,                                                 -- as journal.value_on
    note       TEXT NOT NULL CHECK (note <> ''),                              -- as journal.note
    reverses   BLOB REFERENCES journal (id),                                 -- as journal.reverses
    maker      BLOB NOT NULL CHECK (length(maker) = 16),                     -- who proposed it
    made_at    INTEGER NOT NULL,                                               -- when
    decided_by BLOB,                                                         -- who decided; never the maker
    decided_at INTEGER,                                                        -- when
    approved   INTEGER,                                                       -- the decision; empty: open
    CONSTRAINT journal_proposal_persons CHECK (decided_by IS NULL OR decided_by <> maker)
) STRICT;

CREATE TABLE journal_proposal_entry (
    -- Its entries.
    proposal_id BLOB NOT NULL REFERENCES journal_proposal (id),              -- the proposal
    nr          INTEGER NOT NULL CHECK (nr > 0),                              -- 1, 2, ... in it
    debit       TEXT NOT NULL REFERENCES account (code),                      -- as entry.debit
    credit      TEXT NOT NULL REFERENCES account (code),                      -- as entry.credit
    amount_tiyn INTEGER NOT NULL CHECK (amount_tiyn > 0),                      -- as entry.amount_tiyn
    CONSTRAINT journal_proposal_entry_key PRIMARY KEY (proposal_id, nr),
    CONSTRAINT journal_proposal_entry_sides CHECK (debit <> credit)
) STRICT;

CREATE TABLE letter (
    -- A letter. Its text is a sealed document; so is each file that came with it.
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the letter
    client_id   BLOB NOT NULL REFERENCES client (id),                        -- whose letters it is among
    from_client INTEGER NOT NULL,                                             -- true: the client wrote it
    author      BLOB NOT NULL CHECK (length(author) = 16),                   -- the client, or the member of staff
    document_id BLOB NOT NULL REFERENCES document (id),                      -- the text
    leaf_id     BLOB NOT NULL CHECK (length(leaf_id) = 16),                  -- its leaf in the audit log
    sent_at     INTEGER NOT NULL,                                              -- when it was sent
    read_at     INTEGER                                                        -- when the other side first opened it
) STRICT;

CREATE INDEX letter_client ON letter (client_id, sent_at);

CREATE INDEX letter_document ON letter (document_id);

CREATE TABLE letter_file (
    -- A file that came with a letter.
    letter_id   BLOB NOT NULL REFERENCES letter (id),                        -- the letter
    nr          INTEGER NOT NULL CHECK (nr > 0),                              -- 1, 2, ... in it
    document_id BLOB NOT NULL REFERENCES document (id),                      -- the file
    CONSTRAINT letter_file_key PRIMARY KEY (letter_id, nr)
) STRICT;

CREATE INDEX letter_file_document ON letter_file (document_id);

CREATE TABLE loan (
    -- A microcredit that was concluded. What it owes is folded from terms, schedule and events; nothing here repeats it but what the night looks for.
    id            BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),         -- the loan
    client_id     BLOB NOT NULL REFERENCES client (id),                      -- the borrower
    contract_id   BLOB NOT NULL CHECK (length(contract_id) = 16),            -- the contract
    number        TEXT NOT NULL CHECK (number <> ''),                         -- number of the contract, as printed on it
    product_id    BLOB NOT NULL CHECK (length(product_id) = 16),             -- the version of the product
    terms         TEXT NOT NULL CHECK (terms <> ''),                          -- as signed; form of src/calc/loan_text.h
    signed_on     TEXT NOT NULL,                                              -- when it was concluded
    amount_tiyn   INTEGER NOT NULL CHECK (amount_tiyn > 0),                    -- as signed
    state         TEXT NOT NULL CHECK (state IN ('signed', 'open', 'closed')), -- signed: nothing is paid out yet
    sleeps        INTEGER NOT NULL,                                           -- true: nights pass over it (nothing paid out, or closed and its last night done)
    next_due      TEXT,                                                       -- date of the next payment; none: nothing is to come
    overdue_since TEXT,                                                       -- first day of delay; none: nothing is late
    events        INTEGER NOT NULL CHECK (events >= 0),                       -- number of its events
    version       INTEGER NOT NULL CHECK (version > 0),                        -- for concurrent changes
    made_at       INTEGER NOT NULL, papered INTEGER NOT NULL DEFAULT FALSE /* the paper about its closing was asked for */,                                            -- when the row was made
    CONSTRAINT loan_number UNIQUE (number),
    CONSTRAINT loan_contract UNIQUE (contract_id)
) STRICT;

CREATE INDEX loan_awake ON loan (id) WHERE sleeps = FALSE;

CREATE INDEX loan_client ON loan (client_id, made_at);

CREATE INDEX loan_overdue ON loan (overdue_since) WHERE overdue_since IS NOT NULL;

CREATE INDEX loan_unpapered ON loan (id) WHERE state = 'closed' AND papered = FALSE;

CREATE TABLE loan_event (
    -- What happened to a loan. Members that a kind does not use are empty. docs/events.md says what each does.
    loan_id       BLOB NOT NULL REFERENCES loan (id),                        -- the loan
    nr            INTEGER NOT NULL CHECK (nr > 0),                            -- 1, 2, ... in the order of arrival
    id            BLOB NOT NULL CHECK (length(id) = 16),                     -- the event
    kind          TEXT NOT NULL CHECK (kind <> ''),                           -- "payment"
    day           TEXT NOT NULL,                                              -- value day
    amount_tiyn   INTEGER NOT NULL CHECK (amount_tiyn >= 0),                   -- amount
    of_id         BLOB CHECK (length(of_id) = 16),                           -- reversal: the event that never was
    until_on      TEXT,                                                       -- holiday: its last day
    mode          INTEGER NOT NULL,                                           -- early repayment: 0 shorten, 1 lower, 2 skip
    back          INTEGER NOT NULL,                                           -- resume: with the remuneration withheld
    accrues       INTEGER NOT NULL,                                           -- holiday: remuneration and penalty go on
    takes_overdue INTEGER NOT NULL,                                           -- reschedule: with what is due and overdue
    rate_over     INTEGER NOT NULL,                                            -- lower rate: of a year, rate_over / rate_under
    rate_under    INTEGER NOT NULL,                                            -- see rate_over
    w_principal   INTEGER NOT NULL CHECK (w_principal >= 0),                   -- write-off: at most so much principal
    w_remuneration INTEGER NOT NULL CHECK (w_remuneration >= 0),               -- ... remuneration
    w_penalty     INTEGER NOT NULL CHECK (w_penalty >= 0),                     -- ... penalty
    w_costs       INTEGER NOT NULL CHECK (w_costs >= 0),                       -- ... costs
    rows          INTEGER NOT NULL CHECK (rows >= 0),                         -- rows of the schedule agreed with it
    reason        TEXT NOT NULL,                                              -- words for the explanation
    source_id     BLOB CHECK (length(source_id) = 16),                       -- what caused it: a payment, an errand, a paper
    journal_id    BLOB REFERENCES journal (id),                              -- what was posted; none: nothing had to be
    made_at       INTEGER NOT NULL,                                            -- when it was written
    CONSTRAINT loan_event_key PRIMARY KEY (loan_id, nr),
    CONSTRAINT loan_event_id UNIQUE (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX loan_event_journal ON loan_event (journal_id);

CREATE TABLE loan_night (
    -- One row: how far the nights are. A loan whose id is not above the cursor has had the night of the day after done_on.
    id       INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),                     -- always 1
    done_on  TEXT NOT NULL,                                                   -- the last day whose night is done for all loans
    cursor_id BLOB CHECK (length(cursor_id) = 16),                           -- the last loan done of the running night; none: no night runs
    chunk    INTEGER NOT NULL CHECK (chunk >= 0)                              -- chunks done of the running night
) STRICT;

CREATE TABLE loan_night_journal (
    -- A journal of a night: one for each day, product, kind and chunk, so that no run can post it twice.
    day        TEXT NOT NULL,                                                 -- the day whose night it is
    product_id BLOB NOT NULL CHECK (length(product_id) = 16),                -- the version of the product
    kind       TEXT NOT NULL CHECK (kind <> ''),                              -- "loan.accrual"
    chunk      INTEGER NOT NULL CHECK (chunk > 0),                            -- the chunk of that night
    journal_id BLOB NOT NULL REFERENCES journal (id),                        -- what was posted
    CONSTRAINT loan_night_journal_key PRIMARY KEY (day, product_id, kind, chunk)
) STRICT;

CREATE INDEX loan_night_journal_journal ON loan_night_journal (journal_id);

CREATE TABLE loan_order (
    -- A suspension of accrual, its end, penalty forgiven, a debt written off: proposed by one of staff, decided by another.
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the order
    loan_id     BLOB NOT NULL REFERENCES loan (id),                          -- about which loan
    kind        TEXT NOT NULL CHECK (kind IN ('suspend', 'resume', 'forgive', 'write_off')), -- what is to be done
    state       TEXT NOT NULL CHECK (state IN ('proposed', 'done', 'rejected')), -- where it stands
    paper       TEXT NOT NULL CHECK (paper <> ''),                            -- which paper says so: who gave it, number, day
    received_on TEXT NOT NULL,                                                -- when the organisation received it
    due_on      TEXT,                                                         -- the last day of the law for it
    cancels_id  BLOB REFERENCES loan_order (id),                             -- resume: the suspension that was cancelled
    back        INTEGER NOT NULL,                                             -- resume: with the remuneration withheld
    guilty      INTEGER NOT NULL,                                             -- write_off: a court found the client guilty, the claim stays
    amount_tiyn INTEGER NOT NULL CHECK (amount_tiyn >= 0),                     -- forgive: at most so much, 0 all; done: what it came to
    maker       BLOB NOT NULL CHECK (length(maker) = 16),                    -- who proposed it
    made_at     INTEGER NOT NULL,                                              -- when
    checker     BLOB CHECK (length(checker) = 16),                           -- who decided; never the maker
    decided_at  INTEGER,                                                       -- when
    leaf_id     BLOB REFERENCES audit_leaf (id),                             -- its leaf in the audit log, once done
    version     INTEGER NOT NULL CHECK (version > 0),                          -- for concurrent changes
    CONSTRAINT loan_order_persons CHECK (checker IS NULL OR checker <> maker),
    CONSTRAINT loan_order_cancels CHECK ((kind = 'resume') = (cancels_id IS NOT NULL)),
    CONSTRAINT loan_order_decided CHECK ((state = 'proposed') = (checker IS NULL))
) STRICT;

CREATE UNIQUE INDEX loan_order_ended ON loan_order (cancels_id) WHERE state = 'done';

CREATE INDEX loan_order_leaf ON loan_order (leaf_id);

CREATE INDEX loan_order_loan ON loan_order (loan_id, made_at);

CREATE UNIQUE INDEX loan_order_open ON loan_order (loan_id) WHERE state = 'proposed';

CREATE INDEX loan_order_state ON loan_order (state, due_on);

CREATE TABLE loan_paper (
    -- A paper on a loan, asked for in the transaction of what it tells, formed after it: the contract with its evidence, the receipt of a payment, the certificate that nothing is owed.
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the paper
    loan_id     BLOB NOT NULL REFERENCES loan (id),                          -- of which loan
    client_id   BLOB NOT NULL REFERENCES client (id),                        -- whose
    kind        TEXT NOT NULL CHECK (kind IN ('contract', 'receipt', 'closed')),     -- what it is
    about       BLOB NOT NULL CHECK (length(about) = 16),                    -- the contract, the payment, or the loan
    document_id BLOB REFERENCES document (id),                               -- the paper as PDF; none: not formed yet
    model_id    BLOB REFERENCES document (id),                               -- the same as a model, for pages
    leaf_id     BLOB CHECK (length(leaf_id) = 16),                           -- its leaf in the audit log
    asked_at    INTEGER NOT NULL,                                              -- when it was asked for
    CONSTRAINT loan_paper_once UNIQUE (kind, about)
) STRICT;

CREATE INDEX loan_paper_client ON loan_paper (client_id);

CREATE INDEX loan_paper_document ON loan_paper (document_id);

CREATE INDEX loan_paper_loan ON loan_paper (loan_id, asked_at);

CREATE INDEX loan_paper_model ON loan_paper (model_id);

CREATE TABLE loan_row (
    -- A row of an agreed schedule: data, never built again. Schedule 0 is the signed one, others came with the event of that number.
    loan_id           BLOB NOT NULL REFERENCES loan (id),                    -- the loan
    schedule          INTEGER NOT NULL CHECK (schedule >= 0),                 -- 0, or the number of the event
    nr                INTEGER NOT NULL CHECK (nr > 0),                        -- 1, 2, ... in the schedule
    due_on            TEXT NOT NULL,                                          -- when it falls due
    counted_to        TEXT NOT NULL,                                          -- remuneration is counted up to this day
    days              INTEGER NOT NULL CHECK (days >= 0),                     -- days of the period by the day count
    principal_tiyn    INTEGER NOT NULL CHECK (principal_tiyn >= 0),            -- principal asked
    remuneration_tiyn INTEGER NOT NULL CHECK (remuneration_tiyn >= 0),         -- remuneration asked
    CONSTRAINT loan_row_key PRIMARY KEY (loan_id, schedule, nr)
) STRICT, WITHOUT ROWID;

CREATE TABLE migration (
    -- Which migrations this database has seen. A merged migration is never edited: its checksum is compared at each start.
    nr         INTEGER NOT NULL PRIMARY KEY CHECK (nr > 0),        -- the number in the file's name
    name       TEXT NOT NULL,                                      -- the rest of the file's name
    checksum   TEXT NOT NULL CHECK (length(checksum) = 64),        -- SHA-256 of the file, in hexadecimal
    applied_at INTEGER NOT NULL                                     -- when it was applied
) STRICT;

CREATE TABLE notice (
    -- A short message to a client's telephone; its text is built from kind and language when it leaves.
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),             -- the notice
    client_id BLOB NOT NULL REFERENCES client (id),                          -- to whom
    kind      TEXT NOT NULL CHECK (kind <> ''),                               -- which sentence: notice.KIND of the catalogue
    state     TEXT NOT NULL CHECK (state IN ('planned', 'sent', 'failed')),   -- what became of it
    made_by   BLOB NOT NULL CHECK (length(made_by) = 16),                    -- who sent it
    made_at   INTEGER NOT NULL,                                                -- when
    ended_at  INTEGER                                                          -- when the gateway answered
, way TEXT NOT NULL DEFAULT 'sms' CHECK (way IN ('sms', 'account')) /* account: shown in the personal account alone */, number_id BLOB REFERENCES subscriber_number (id) /* the number it goes to; none: the client's own of that moment */) STRICT;

CREATE INDEX notice_client ON notice (client_id, made_at);

CREATE INDEX notice_number ON notice (number_id);

CREATE TABLE often (
    -- Calls of one place in an hour: registrations from one address.
    key  BLOB NOT NULL PRIMARY KEY CHECK (length(key) = 32),                 -- HMAC of what is done and from where
    hour INTEGER NOT NULL,                                                     -- the hour that is counted, since 1970
    n    INTEGER NOT NULL CHECK (n >= 0)                                      -- how often in it
) STRICT;

CREATE INDEX often_hour ON often (hour);

CREATE TABLE operation (
    -- How each try of an operation ended, so that a COMMIT whose answer was lost can be resolved: the try itself inserts its row in its transaction; who doubts inserts the same key as aborted, which waits for the first and then decides. PostgreSQL only: with SQLite the process that commits always knows, or stops.
    id      BLOB NOT NULL CHECK (length(id) = 16),                -- the operation, the same over its tries
    try     INTEGER NOT NULL CHECK (try > 0),                      -- 1, 2, ... of that operation
    aborted INTEGER NOT NULL,                                      -- true: this try can never commit
    at      INTEGER NOT NULL,                                       -- the instant of the transaction
    CONSTRAINT operation_key PRIMARY KEY (id, try)
) STRICT;

CREATE INDEX operation_at ON operation (at);

CREATE TABLE organisation (
    -- One row: the organisation as clients see it (7.2, 7.2.a, 24.1).
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
    version         INTEGER NOT NULL CHECK (version > 0)                       -- for concurrent changes
) STRICT;

CREATE TABLE own_account (
    -- One row: the account of the organisation that money leaves from and comes back to (7.6).
    id       INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),                     -- always 1
    iban     TEXT NOT NULL CHECK (length(iban) = 20),                         -- the account
    bic      TEXT NOT NULL CHECK (bic <> ''),                                 -- of its bank
    bank_kk  TEXT NOT NULL CHECK (bank_kk <> ''),                             -- the bank in Kazakh
    bank_ru  TEXT NOT NULL CHECK (bank_ru <> ''),                             -- the bank in Russian
    kbe      TEXT NOT NULL CHECK (length(kbe) = 2),                           -- code of the beneficiary
    knp_out  TEXT NOT NULL CHECK (length(knp_out) = 3),                       -- purpose code of payouts
    knp_back TEXT NOT NULL CHECK (length(knp_back) = 3),                      -- purpose code of repayments
    version  INTEGER NOT NULL CHECK (version > 0)                              -- for concurrent changes
) STRICT;

CREATE TABLE password (
    -- The password of a subject: never itself, only its Argon2id string.
    subject_id BLOB NOT NULL PRIMARY KEY REFERENCES subject (id),            -- whose
    hash       TEXT NOT NULL,                                                 -- Argon2id with parameters and salt
    issued     INTEGER NOT NULL,                                              -- true: given by us, to be replaced at first use (35.3.a)
    version    INTEGER NOT NULL CHECK (version > 0),                           -- grows with each change
    set_at     INTEGER NOT NULL                                                -- when
) STRICT;

CREATE TABLE payment (
    -- Money that came back: an event of the loan, with a receipt.
    id           BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),          -- the payment, and its event
    loan_id      BLOB NOT NULL REFERENCES loan (id),                         -- of which loan
    client_id    BLOB NOT NULL REFERENCES client (id),                       -- whose
    line_id      BLOB NOT NULL REFERENCES bank_line (id),                    -- the line that brought it
    amount_tiyn  INTEGER NOT NULL CHECK (amount_tiyn > 0),                     -- how much
    value_on     TEXT NOT NULL,                                               -- the bank's day
    overdue_principal_tiyn    INTEGER NOT NULL CHECK (overdue_principal_tiyn >= 0), -- what it paid on its day: overdue principal
    overdue_remuneration_tiyn INTEGER NOT NULL CHECK (overdue_remuneration_tiyn >= 0), -- overdue remuneration
    penalty_tiyn              INTEGER NOT NULL CHECK (penalty_tiyn >= 0),         -- penalty
    principal_tiyn            INTEGER NOT NULL CHECK (principal_tiyn >= 0),       -- principal of the current period
    remuneration_tiyn         INTEGER NOT NULL CHECK (remuneration_tiyn >= 0),    -- remuneration of the current period
    costs_tiyn                INTEGER NOT NULL CHECK (costs_tiyn >= 0),           -- costs of obtaining performance
    kept_tiyn                 INTEGER NOT NULL CHECK (kept_tiyn >= 0),            -- what of it waits for its due day
    debt_principal_tiyn       INTEGER NOT NULL CHECK (debt_principal_tiyn >= 0),  -- debt that is left after it: principal
    debt_remuneration_tiyn    INTEGER NOT NULL CHECK (debt_remuneration_tiyn >= 0), -- remuneration
    debt_penalty_tiyn         INTEGER NOT NULL CHECK (debt_penalty_tiyn >= 0),    -- penalty
    leaf_id      BLOB NOT NULL CHECK (length(leaf_id) = 16),                 -- its leaf in the audit log
    made_at      INTEGER NOT NULL,                                             -- when it was taken
    CONSTRAINT payment_line UNIQUE (line_id)
) STRICT;

CREATE INDEX payment_client ON payment (client_id);

CREATE INDEX payment_day ON payment (value_on, amount_tiyn);

CREATE INDEX payment_loan ON payment (loan_id, value_on);

CREATE TABLE "payout" (
    -- Money that goes out for a contract. At most one of a contract is not refused.
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the payout
    contract_id BLOB NOT NULL REFERENCES contract (id),                      -- for which contract
    loan_id     BLOB NOT NULL REFERENCES loan (id),                          -- its loan
    client_id   BLOB NOT NULL REFERENCES client (id),                        -- whose
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'planned', 'done', 'refused')), -- where it stands
    way         TEXT NOT NULL CHECK (way IN ('account', 'seller', 'terminal', 'desk')), -- 9.2.a, 9.2.d, 9.2.b, 9.2.c
    needs       TEXT NOT NULL CHECK (needs IN ('nothing', 'consent', 'methods')), -- what the client must confirm before
    amount_tiyn INTEGER NOT NULL CHECK (amount_tiyn > 0),                      -- how much
    account_id  BLOB REFERENCES bank_account (id),                           -- the client's own account
    seller_id   BLOB REFERENCES seller (id),                                 -- the seller
    not_before  INTEGER,                                                       -- end of cooling-off
    evidence_id BLOB REFERENCES evidence (id),                               -- the record of the client's confirmation
    errand_id   BLOB REFERENCES errand (id),                                 -- who carries it; none: the cash desk
    ref         TEXT,                                                         -- the bank's reference, or the desk
    reason      TEXT,                                                         -- why it was refused
    value_on    TEXT,                                                         -- the bank's day, or that of the cash
    made_at     INTEGER NOT NULL,                                              -- when it was planned
    ended_at    INTEGER,                                                       -- when its end was known
    line_id     BLOB CHECK (length(line_id) = 16),                           -- the line of the statement that shows it
    version     INTEGER NOT NULL CHECK (version > 0),                          -- for concurrent changes
    CONSTRAINT payout_receiver CHECK ((account_id IS NOT NULL) = (way = 'account') AND (seller_id IS NOT NULL) = (way = 'seller')),
    CONSTRAINT payout_done CHECK ((state = 'done') = (value_on IS NOT NULL)),
    CONSTRAINT payout_allowed CHECK (needs = 'nothing' OR evidence_id IS NOT NULL OR state = 'waiting')
) STRICT;

CREATE INDEX payout_account ON payout (account_id);

CREATE INDEX payout_client ON payout (client_id);

CREATE INDEX payout_contract ON payout (contract_id, made_at);

CREATE INDEX payout_done ON payout (value_on, amount_tiyn) WHERE state = 'done';

CREATE UNIQUE INDEX payout_errand ON payout (errand_id);

CREATE INDEX payout_evidence ON payout (evidence_id);

CREATE INDEX payout_loan ON payout (loan_id);

CREATE UNIQUE INDEX payout_once ON payout (contract_id) WHERE state <> 'refused';

CREATE INDEX payout_seller ON payout (seller_id);

CREATE INDEX payout_state ON payout (state, made_at);

CREATE TABLE policy_day (
    -- Days that differ from the five-day week.
    day    TEXT NOT NULL,                                                     -- the day
    layer  TEXT NOT NULL CHECK (layer IN ('shipped', 'local')),               -- local wins
    is_off INTEGER NOT NULL,                                                  -- true: nobody works; false: a moved working day
    source TEXT NOT NULL CHECK (source <> ''),                                -- the act or calendar it comes from
    CONSTRAINT policy_day_key PRIMARY KEY (day, layer)
) STRICT;

CREATE TABLE policy_proposal (
    -- A local rule or day waiting for a second person.
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the proposal
    kind        TEXT NOT NULL,                                                -- as policy_row.kind
    from_on     TEXT NOT NULL,                                                -- as policy_row.from_on
    until_on    TEXT,                                                         -- as policy_row.until_on
    value_over  INTEGER NOT NULL,                                              -- as policy_row.value_over
    value_under INTEGER NOT NULL CHECK (value_under > 0),                      -- as policy_row.value_under
    source      TEXT NOT NULL CHECK (source <> ''),                           -- why, in the words of the proposer
    maker       BLOB NOT NULL CHECK (length(maker) = 16),                    -- who proposed
    made_at     INTEGER NOT NULL,                                              -- when
    decided_by  BLOB,                                                        -- who decided; never the maker
    decided_at  INTEGER,                                                       -- when
    approved    INTEGER,                                                      -- the decision; empty: open
    CONSTRAINT policy_proposal_persons CHECK (decided_by IS NULL OR decided_by <> maker)
) STRICT;

CREATE TABLE policy_row (
    -- Legal numbers by the day they take effect; src/policy/policy.def gives unit and meaning of each kind.
    kind        TEXT NOT NULL,                                                -- name in src/policy/policy.def
    layer       TEXT NOT NULL CHECK (layer IN ('shipped', 'local')),          -- shipped by migration; local by two persons
    from_on     TEXT NOT NULL,                                                -- first day it holds
    until_on    TEXT,                                                         -- first day it no longer holds; empty: open
    value_over  INTEGER NOT NULL,                                              -- numerator of the exact value; money in tiyn
    value_under INTEGER NOT NULL CHECK (value_under > 0),                      -- denominator
    source      TEXT NOT NULL CHECK (source <> ''),                           -- the act the number comes from
    CONSTRAINT policy_row_key PRIMARY KEY (kind, layer, from_on),
    CONSTRAINT policy_row_period CHECK (until_on IS NULL OR until_on > from_on)
) STRICT;

CREATE TABLE posting_rule (
    -- How the movements of loans are posted: from the totals of the fold to a pair of accounts. A movement back is posted the other way round.
    move   TEXT NOT NULL PRIMARY KEY CHECK (move <> ''),                      -- the movement: src/lending/move.def
    debit  TEXT NOT NULL REFERENCES account (code),                           -- debited where the total grows
    credit TEXT NOT NULL REFERENCES account (code),                           -- credited where the total grows
    CONSTRAINT posting_rule_sides CHECK (debit <> credit)
) STRICT;

CREATE INDEX posting_rule_credit ON posting_rule (credit);

CREATE INDEX posting_rule_debit ON posting_rule (debit);

CREATE TABLE product (
    -- A product: all its versions.
    id      BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),               -- the product
    code    TEXT NOT NULL CHECK (code <> ''),                                 -- short word that people use
    made_at INTEGER NOT NULL,                                                  -- when it was first proposed
    CONSTRAINT product_code UNIQUE (code)
) STRICT;

CREATE TABLE product_version (
    -- The terms of a product from a day on. Proposed by one person, published by another; never edited.
    id               BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),      -- the version
    product_id       BLOB NOT NULL REFERENCES product (id),                  -- of which product
    nr               INTEGER NOT NULL CHECK (nr > 0),                         -- 1, 2, ... of it
    state            TEXT NOT NULL CHECK (state IN ('proposed', 'published', 'rejected')), -- what became of it
    from_on          TEXT NOT NULL,                                           -- first day it holds; the next version ends it
    is_offered       INTEGER NOT NULL,                                        -- false: from that day no new applications
    name_kk          TEXT NOT NULL CHECK (name_kk <> ''),                     -- name in Kazakh
    name_ru          TEXT NOT NULL CHECK (name_ru <> ''),                     -- name in Russian
    name_en          TEXT NOT NULL CHECK (name_en <> ''),                     -- name in English
    class            TEXT NOT NULL CHECK (class IN ('consumer', 'mortgage', 'secured', 'business')), -- decides limits of the law
    amount_min_tiyn  INTEGER NOT NULL CHECK (amount_min_tiyn > 0),             -- smallest amount
    amount_max_tiyn  INTEGER NOT NULL,                                         -- largest amount
    amount_step_tiyn INTEGER NOT NULL CHECK (amount_step_tiyn > 0),            -- amounts are the smallest and so much more
    periods_min      INTEGER NOT NULL CHECK (periods_min > 0),                -- shortest term in months
    periods_max      INTEGER NOT NULL,                                        -- longest term in months
    rate_over        INTEGER NOT NULL CHECK (rate_over >= 0),                  -- rate of a year: numerator
    rate_under       INTEGER NOT NULL CHECK (rate_under > 0),                  -- its denominator
    by_annuity       INTEGER NOT NULL,                                        -- offered with equal payments
    by_parts         INTEGER NOT NULL,                                        -- offered with equal parts of principal (differentiated)
    by_end           INTEGER NOT NULL,                                        -- offered with one payment at the end
    day_count        TEXT NOT NULL CHECK (day_count IN ('30/360', 'act/365', 'act/360', 'act/act')), -- counting of days
    weekend_next     INTEGER NOT NULL,                                        -- due days move to the next working day
    penalty_over     INTEGER NOT NULL CHECK (penalty_over >= 0),               -- penalty of a day on what is overdue: numerator
    penalty_under    INTEGER NOT NULL CHECK (penalty_under > 0),               -- its denominator
    alone_max_tiyn   INTEGER NOT NULL CHECK (alone_max_tiyn >= 0),             -- up to it one person decides, above it two
    offer_days       INTEGER NOT NULL CHECK (offer_days BETWEEN 1 AND 90),    -- so many days an approval holds
    effective_e1     INTEGER,                                                 -- highest effective rate found, in tenths of a percent
    maker            BLOB NOT NULL CHECK (length(maker) = 16),               -- who proposed
    made_at          INTEGER NOT NULL,                                         -- when
    decided_by       BLOB,                                                   -- who decided; never the maker
    decided_at       INTEGER,                                                  -- when
    CONSTRAINT product_version_nr UNIQUE (product_id, nr),
    CONSTRAINT product_version_amounts CHECK (amount_max_tiyn >= amount_min_tiyn),
    CONSTRAINT product_version_periods CHECK (periods_max >= periods_min),
    CONSTRAINT product_version_method CHECK (by_annuity OR by_parts OR by_end),
    CONSTRAINT product_version_persons CHECK (decided_by IS NULL OR decided_by <> maker),
    CONSTRAINT product_version_decided CHECK ((state = 'proposed') = (decided_at IS NULL)),
    CONSTRAINT product_version_rate CHECK (state <> 'published' OR effective_e1 IS NOT NULL)
) STRICT;

CREATE INDEX product_version_state ON product_version (state, from_on);

CREATE TABLE refund (
    -- One return of money: asked by the borrower or proposed by staff, decided by another person, carried by an errand to the bank.
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the refund
    kind        TEXT NOT NULL CHECK (kind IN ('overpayment', 'verdict', 'receipt')), -- what is given back
    state       TEXT NOT NULL CHECK (state IN ('asked', 'proposed', 'planned', 'done', 'refused', 'rejected', 'withdrawn')), -- where it stands
    loan_id     BLOB REFERENCES loan (id),                                   -- of which loan; none: an unidentified receipt
    client_id   BLOB REFERENCES client (id),                                 -- to whom; none: the sender of the receipt
    account_id  BLOB REFERENCES bank_account (id),                           -- the client's own account
    line_id     BLOB REFERENCES bank_line (id),                              -- the receipt; its sender stands in the kept statement
    order_id    BLOB REFERENCES loan_order (id),                             -- verdict: the write-off
    tail        TEXT NOT NULL CHECK (length(tail) = 4),                       -- last four characters of the account it goes to
    amount_tiyn INTEGER NOT NULL CHECK (amount_tiyn > 0),                      -- how much
    due_on      TEXT,                                                         -- the last day of the law for it
    made_at     INTEGER NOT NULL,                                              -- when it was asked for or proposed
    maker       BLOB CHECK (length(maker) = 16),                             -- who of staff proposed it; none: only asked for
    checker     BLOB CHECK (length(checker) = 16),                           -- who decided; never the maker
    decided_at  INTEGER,                                                       -- when
    event_id    BLOB CHECK (length(event_id) = 16),                          -- the event of the loan, from the decision on
    errand_id   BLOB REFERENCES errand (id),                                 -- who carries it
    ref         TEXT,                                                         -- the bank's reference
    reason      TEXT,                                                         -- why the bank refused
    value_on    TEXT,                                                         -- the bank's day
    ended_at    INTEGER,                                                       -- when its end was known
    seen_id     BLOB REFERENCES bank_line (id),                              -- the line of the statement that shows it
    version     INTEGER NOT NULL CHECK (version > 0),                          -- for concurrent changes
    CONSTRAINT refund_persons CHECK (checker IS NULL OR (maker IS NOT NULL AND checker <> maker)),
    CONSTRAINT refund_what CHECK ((kind = 'receipt') = (line_id IS NOT NULL) AND (kind = 'receipt') = (loan_id IS NULL)),
    CONSTRAINT refund_whose CHECK ((loan_id IS NULL) = (client_id IS NULL) AND (loan_id IS NULL) = (account_id IS NULL)),
    CONSTRAINT refund_verdict CHECK ((kind = 'verdict') = (order_id IS NOT NULL)),
    CONSTRAINT refund_sent CHECK ((state IN ('planned', 'done', 'refused')) = (errand_id IS NOT NULL)),
    CONSTRAINT refund_decided CHECK (errand_id IS NULL OR checker IS NOT NULL),
    CONSTRAINT refund_done CHECK ((state = 'done') = (value_on IS NOT NULL))
) STRICT;

CREATE INDEX refund_account ON refund (account_id);

CREATE INDEX refund_client ON refund (client_id);

CREATE UNIQUE INDEX refund_errand ON refund (errand_id);

CREATE INDEX refund_line ON refund (line_id);

CREATE UNIQUE INDEX refund_line_living ON refund (line_id) WHERE state IN ('proposed', 'planned', 'done');

CREATE INDEX refund_loan ON refund (loan_id, made_at);

CREATE UNIQUE INDEX refund_loan_living ON refund (loan_id) WHERE state IN ('asked', 'proposed', 'planned');

CREATE INDEX refund_order ON refund (order_id);

CREATE INDEX refund_seen ON refund (seen_id);

CREATE INDEX refund_state ON refund (state, made_at);

CREATE TABLE registration (
    -- What somebody states who registers, one row a subject; it stays as the record of whom we registered.
    id          BLOB NOT NULL PRIMARY KEY REFERENCES subject (id),           -- the subject
    kind        TEXT NOT NULL CHECK (kind IN ('individual', 'legal')),        -- who borrows
    lang        TEXT NOT NULL CHECK (lang IN ('kk', 'ru', 'en')),             -- in which we write
    facts       BLOB,                                                        -- sealed: names, IIN, document, BIN (src/client/facts.h)
    iin_index   BLOB CHECK (length(iin_index) = 32),                         -- blind index of the IIN of the person or signatory
    valid_until TEXT,                                                         -- of the identity document
    photo_id    BLOB REFERENCES document (id),                               -- picture of the face (6.1.e, 6.2.g)
    order_id    BLOB REFERENCES document (id),                               -- scan of order or power of attorney (6.2.a)
    number_id   BLOB REFERENCES subscriber_number (id),                      -- the number that was named last
    evidence_id BLOB CHECK (length(evidence_id) = 16),                       -- of the two methods (6.4)
    version     INTEGER NOT NULL CHECK (version > 0),                          -- grows with each change
    begun_at    INTEGER NOT NULL,                                              -- when it was begun
    ended_at    INTEGER                                                        -- when the account was opened
) STRICT;

CREATE INDEX registration_iin ON registration (iin_index);

CREATE INDEX registration_number ON registration (number_id);

CREATE INDEX registration_order ON registration (order_id);

CREATE INDEX registration_photo ON registration (photo_id);

CREATE TABLE reveal (
    -- A masked value that was shown whole: to whom, why. Its leaf of the audit says the same.
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),             -- the reveal
    client_id BLOB NOT NULL REFERENCES client (id),                          -- whose
    staff_id  BLOB NOT NULL CHECK (length(staff_id) = 16),                   -- to whom it was shown
    field     TEXT NOT NULL CHECK (field IN ('iin', 'phone')),                -- what
    reason    TEXT NOT NULL CHECK (reason IN ('client_asked', 'check', 'court', 'letter', 'other')), -- why
    note      TEXT NOT NULL CHECK (note <> ''),                               -- the person's words
    leaf_id   BLOB NOT NULL CHECK (length(leaf_id) = 16),                    -- its leaf in the audit log
    at        INTEGER NOT NULL                                                 -- when
) STRICT;

CREATE INDEX reveal_client ON reveal (client_id, at);

CREATE TABLE role (
    -- Roles and the permissions they hold (names in src/http/perm.def).
    name    TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),                     -- "officer"
    name_kk TEXT NOT NULL,                                                    -- in Kazakh
    name_ru TEXT NOT NULL,                                                    -- in Russian
    name_en TEXT NOT NULL                                                     -- in English
) STRICT;

CREATE TABLE role_perm (
    -- What a role may do.
    role TEXT NOT NULL REFERENCES role (name),                                -- the role
    perm TEXT NOT NULL CHECK (perm <> ''),                                    -- name in src/http/perm.def
    CONSTRAINT role_perm_key PRIMARY KEY (role, perm)
) STRICT;

CREATE TABLE seller (
    -- A legal entity that has a contract with the organisation on paying for what a borrower obtains (9.2.d).
    id       BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),              -- the seller
    bin      TEXT NOT NULL CHECK (length(bin) = 12),                          -- business identification number
    name     TEXT NOT NULL CHECK (name <> ''),                                -- name
    iban     TEXT NOT NULL CHECK (length(iban) = 20),                         -- where money goes
    contract TEXT NOT NULL CHECK (contract <> ''),                            -- number and day of the contract with it
    maker    BLOB NOT NULL CHECK (length(maker) = 16),                       -- who proposed it
    made_at  INTEGER NOT NULL,                                                 -- when
    checker  BLOB CHECK (length(checker) = 16),                              -- who approved it; never the maker
    is_open  INTEGER NOT NULL,                                                -- false: no money goes there any more
    version  INTEGER NOT NULL CHECK (version > 0),                             -- for concurrent changes
    CONSTRAINT seller_bin UNIQUE (bin),
    CONSTRAINT seller_persons CHECK (checker IS NULL OR checker <> maker)
) STRICT;

CREATE TABLE session (
    -- Sessions. The token itself is only in the caller's hands.
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the session
    token_hash  BLOB NOT NULL CHECK (length(token_hash) = 32),               -- SHA-256 of the token
    subject_id  BLOB NOT NULL REFERENCES subject (id),                       -- who
    stage       TEXT NOT NULL CHECK (stage IN ('password', 'bind', 'code', 'full')), -- what is still missing
    version     INTEGER NOT NULL CHECK (version > 0),                          -- grows with each change of stage
    made_at     INTEGER NOT NULL,                                              -- when
    last_seen   INTEGER NOT NULL,                                              -- written at most once a minute
    ends_at     INTEGER NOT NULL,                                              -- the absolute end
    ended_at    INTEGER,                                                       -- when it was ended before
    end_reason  TEXT, address TEXT /* network address at its beginning, for its owner to look at */,                                                         -- signed_out, password_changed, closed_elsewhere
    CONSTRAINT session_token UNIQUE (token_hash)
) STRICT;

CREATE INDEX session_subject ON session (subject_id, ended_at);

CREATE TABLE staff (
    -- Members of staff; the id is that of their subject.
    id       BLOB NOT NULL PRIMARY KEY REFERENCES subject (id),              -- the member
    name     TEXT NOT NULL CHECK (name <> ''),                                -- last name, first name, patronymic
    version  INTEGER NOT NULL CHECK (version > 0)                              -- for concurrent changes
) STRICT;

CREATE TABLE staff_lock (
    -- When an account of staff was locked, why and by whom; and when it was opened again. While it is locked nobody signs in with it.
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the lock
    staff_id    BLOB NOT NULL REFERENCES staff (id),                         -- whose account
    reason      TEXT NOT NULL CHECK (reason IN ('dismissed', 'absent', 'unused', 'breach', 'asked')), -- why
    locked_by   BLOB CHECK (length(locked_by) = 16),                         -- who locked it; none: on the machine itself
    locked_at   INTEGER NOT NULL,                                              -- when
    unlocked_by BLOB CHECK (length(unlocked_by) = 16),                       -- who opened it again; none: on the machine itself
    unlocked_at INTEGER,                                                       -- when; none: it is locked
    CONSTRAINT staff_lock_persons CHECK (locked_by IS NULL OR locked_by <> staff_id)
) STRICT;

CREATE UNIQUE INDEX staff_lock_open ON staff_lock (staff_id) WHERE unlocked_at IS NULL;

CREATE INDEX staff_lock_staff ON staff_lock (staff_id, locked_at);

CREATE TABLE staff_role (
    -- Who holds which role.
    staff_id BLOB NOT NULL REFERENCES staff (id),                            -- the member
    role     TEXT NOT NULL REFERENCES role (name),                            -- the role
    CONSTRAINT staff_role_key PRIMARY KEY (staff_id, role)
) STRICT;

CREATE TABLE statement (
    -- A statement of the own account, kept as it came.
    id           BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),          -- the statement
    document_id  BLOB NOT NULL REFERENCES document (id),                     -- as it came, sealed
    from_on      TEXT NOT NULL,                                               -- its first day
    to_on        TEXT NOT NULL,                                               -- its last day
    opening_tiyn INTEGER NOT NULL,                                             -- balance before it
    closing_tiyn INTEGER NOT NULL,                                             -- balance after it
    taken_at     INTEGER NOT NULL                                              -- when
) STRICT;

CREATE INDEX statement_document ON statement (document_id);

CREATE TABLE statement_day (
    -- A day of an account whose statement was read when nothing could be booked on it any more, and the day before the first that was asked for. A later day that is not here is asked for.
    iban TEXT NOT NULL CHECK (length(iban) = 20),                             -- the organisation's account
    day  TEXT NOT NULL,                                                       -- the bank's day
    PRIMARY KEY (iban, day)
) STRICT;

CREATE TABLE subject (
    -- Somebody or something that can sign in. Persons stand elsewhere.
    id       BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),              -- the subject
    kind     TEXT NOT NULL CHECK (kind IN ('client', 'staff')),               -- whose door it is
    login    TEXT NOT NULL CHECK (login <> ''),                               -- the unique identifier (D.11), lower case
    is_open  INTEGER NOT NULL,                                                -- false: closed, cannot sign in
    made_at  INTEGER NOT NULL, registering INTEGER NOT NULL DEFAULT FALSE /* true: registration is not at its end; sessions reach nothing else */,                                                 -- when
    CONSTRAINT subject_login UNIQUE (kind, login)
) STRICT;

CREATE TABLE subscriber_number (
    -- A subscriber number that somebody named. It counts only after its owner's number matched (35.3.f).
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the number
    subject_id  BLOB NOT NULL REFERENCES subject (id),                       -- who named it
    phone       BLOB NOT NULL,                                               -- sealed as the client's phone: +7 and ten digits
    phone_index BLOB NOT NULL CHECK (length(phone_index) = 32),              -- blind index of it
    tail        TEXT NOT NULL CHECK (length(tail) = 4),                       -- its last four digits, to be shown
    owner       TEXT NOT NULL CHECK (owner IN ('asked', 'own', 'other', 'unknown')), -- what the registry says of its owner
    reference   TEXT NOT NULL,                                                -- the registry's
    asked_at    INTEGER NOT NULL,                                              -- when it was named
    answered_at INTEGER,                                                       -- when the registry answered
    used_from   INTEGER,                                                       -- since when it is the client's number
    used_until  INTEGER                                                        -- when another took its place
) STRICT;

CREATE INDEX subscriber_number_index ON subscriber_number (phone_index);

CREATE INDEX subscriber_number_subject ON subscriber_number (subject_id, asked_at);

CREATE TABLE totp (
    -- The authenticator application of a subject (TOTP).
    subject_id BLOB NOT NULL PRIMARY KEY REFERENCES subject (id),            -- whose
    wrapped    BLOB NOT NULL,                                                -- data key of this secret, wrapped
    secret     BLOB NOT NULL,                                                -- sealed under it
    bound      INTEGER NOT NULL,                                              -- true: a first code was right
    used_step  INTEGER NOT NULL,                                               -- the last step taken; it and those before are spent (D.5)
    set_at     INTEGER NOT NULL                                                -- when
) STRICT;

CREATE TRIGGER account_day_no_delete BEFORE DELETE ON account_day BEGIN SELECT RAISE(ABORT, 'account_day_no_delete'); END;

CREATE TRIGGER account_day_no_update BEFORE UPDATE ON account_day BEGIN SELECT RAISE(ABORT, 'account_day_no_update'); END;

CREATE TRIGGER aml_case_keeps_client_id_application_id_list_id_entry_nr_match_ BEFORE UPDATE OF client_id, application_id, list_id, entry_nr, match, is_sure, opened_at, leaf_id ON aml_case BEGIN SELECT RAISE(ABORT, 'aml_case_keeps_client_id_application_id_list_id_entry_nr_match_'); END;

CREATE TRIGGER aml_case_no_delete BEFORE DELETE ON aml_case BEGIN SELECT RAISE(ABORT, 'aml_case_no_delete'); END;

CREATE TRIGGER aml_entry_no_delete BEFORE DELETE ON aml_entry BEGIN SELECT RAISE(ABORT, 'aml_entry_no_delete'); END;

CREATE TRIGGER aml_entry_no_update BEFORE UPDATE ON aml_entry BEGIN SELECT RAISE(ABORT, 'aml_entry_no_update'); END;

CREATE TRIGGER aml_list_no_delete BEFORE DELETE ON aml_list BEGIN SELECT RAISE(ABORT, 'aml_list_no_delete'); END;

CREATE TRIGGER aml_list_no_update BEFORE UPDATE ON aml_list BEGIN SELECT RAISE(ABORT, 'aml_list_no_update'); END;

CREATE TRIGGER aml_look_no_delete BEFORE DELETE ON aml_look BEGIN SELECT RAISE(ABORT, 'aml_look_no_delete'); END;

CREATE TRIGGER application_keeps_client_id_made_at BEFORE UPDATE OF client_id, made_at ON application BEGIN SELECT RAISE(ABORT, 'application_keeps_client_id_made_at'); END;

CREATE TRIGGER application_no_delete BEFORE DELETE ON application BEGIN SELECT RAISE(ABORT, 'application_no_delete'); END;

CREATE TRIGGER application_ack_no_delete BEFORE DELETE ON application_ack BEGIN SELECT RAISE(ABORT, 'application_ack_no_delete'); END;

CREATE TRIGGER application_ack_no_update BEFORE UPDATE ON application_ack BEGIN SELECT RAISE(ABORT, 'application_ack_no_update'); END;

CREATE TRIGGER application_decision_no_delete BEFORE DELETE ON application_decision BEGIN SELECT RAISE(ABORT, 'application_decision_no_delete'); END;

CREATE TRIGGER application_decision_no_update BEFORE UPDATE ON application_decision BEGIN SELECT RAISE(ABORT, 'application_decision_no_update'); END;

CREATE TRIGGER application_gate_keeps_application_id_gate BEFORE UPDATE OF application_id, gate ON application_gate BEGIN SELECT RAISE(ABORT, 'application_gate_keeps_application_id_gate'); END;

CREATE TRIGGER application_gate_no_delete BEFORE DELETE ON application_gate BEGIN SELECT RAISE(ABORT, 'application_gate_no_delete'); END;

CREATE TRIGGER application_offer_no_delete BEFORE DELETE ON application_offer BEGIN SELECT RAISE(ABORT, 'application_offer_no_delete'); END;

CREATE TRIGGER application_offer_no_update BEFORE UPDATE ON application_offer BEGIN SELECT RAISE(ABORT, 'application_offer_no_update'); END;

CREATE TRIGGER application_offer_row_no_delete BEFORE DELETE ON application_offer_row BEGIN SELECT RAISE(ABORT, 'application_offer_row_no_delete'); END;

CREATE TRIGGER application_offer_row_no_update BEFORE UPDATE ON application_offer_row BEGIN SELECT RAISE(ABORT, 'application_offer_row_no_update'); END;

CREATE TRIGGER audit_checkpoint_no_delete BEFORE DELETE ON audit_checkpoint BEGIN SELECT RAISE(ABORT, 'audit_checkpoint_no_delete'); END;

CREATE TRIGGER audit_checkpoint_no_update BEFORE UPDATE ON audit_checkpoint BEGIN SELECT RAISE(ABORT, 'audit_checkpoint_no_update'); END;

CREATE TRIGGER audit_leaf_no_delete BEFORE DELETE ON audit_leaf BEGIN SELECT RAISE(ABORT, 'audit_leaf_no_delete'); END;

CREATE TRIGGER audit_leaf_no_update BEFORE UPDATE ON audit_leaf BEGIN SELECT RAISE(ABORT, 'audit_leaf_no_update'); END;

CREATE TRIGGER audit_node_no_delete BEFORE DELETE ON audit_node BEGIN SELECT RAISE(ABORT, 'audit_node_no_delete'); END;

CREATE TRIGGER audit_node_no_update BEFORE UPDATE ON audit_node BEGIN SELECT RAISE(ABORT, 'audit_node_no_update'); END;

CREATE TRIGGER audit_object_no_delete BEFORE DELETE ON audit_object BEGIN SELECT RAISE(ABORT, 'audit_object_no_delete'); END;

CREATE TRIGGER audit_object_no_update BEFORE UPDATE ON audit_object BEGIN SELECT RAISE(ABORT, 'audit_object_no_update'); END;

CREATE TRIGGER audit_place_no_delete BEFORE DELETE ON audit_place BEGIN SELECT RAISE(ABORT, 'audit_place_no_delete'); END;

CREATE TRIGGER audit_place_no_update BEFORE UPDATE ON audit_place BEGIN SELECT RAISE(ABORT, 'audit_place_no_update'); END;

CREATE TRIGGER audit_waiting_no_update BEFORE UPDATE ON audit_waiting BEGIN SELECT RAISE(ABORT, 'audit_waiting_no_update'); END;

CREATE TRIGGER bank_account_keeps_client_id_iban_iban_index_bank_tail_asked_at BEFORE UPDATE OF client_id, iban, iban_index, bank, tail, asked_at ON bank_account BEGIN SELECT RAISE(ABORT, 'bank_account_keeps_client_id_iban_iban_index_bank_tail_asked_at'); END;

CREATE TRIGGER bank_account_no_delete BEFORE DELETE ON bank_account BEGIN SELECT RAISE(ABORT, 'bank_account_no_delete'); END;

CREATE TRIGGER bank_line_keeps_statement_id_ref_is_in_amount_tiyn_value_on_boo BEFORE UPDATE OF statement_id, ref, is_in, amount_tiyn, value_on, booked_on ON bank_line BEGIN SELECT RAISE(ABORT, 'bank_line_keeps_statement_id_ref_is_in_amount_tiyn_value_on_boo'); END;

CREATE TRIGGER bank_line_no_delete BEFORE DELETE ON bank_line BEGIN SELECT RAISE(ABORT, 'bank_line_no_delete'); END;

CREATE TRIGGER bureau_report_no_delete BEFORE DELETE ON bureau_report BEGIN SELECT RAISE(ABORT, 'bureau_report_no_delete'); END;

CREATE TRIGGER bureau_report_no_update BEFORE UPDATE ON bureau_report BEGIN SELECT RAISE(ABORT, 'bureau_report_no_update'); END;

CREATE TRIGGER bureau_told_keeps_application_id_errand_id_planned_at BEFORE UPDATE OF application_id, errand_id, planned_at ON bureau_told BEGIN SELECT RAISE(ABORT, 'bureau_told_keeps_application_id_errand_id_planned_at'); END;

CREATE TRIGGER bureau_told_no_delete BEFORE DELETE ON bureau_told BEGIN SELECT RAISE(ABORT, 'bureau_told_no_delete'); END;

CREATE TRIGGER callback_keeps_source_key_body_received_at BEFORE UPDATE OF source, key, body, received_at ON callback BEGIN SELECT RAISE(ABORT, 'callback_keeps_source_key_body_received_at'); END;

CREATE TRIGGER callback_no_delete BEFORE DELETE ON callback BEGIN SELECT RAISE(ABORT, 'callback_no_delete'); END;

CREATE TRIGGER cash_desk_keeps_name BEFORE UPDATE OF name ON cash_desk BEGIN SELECT RAISE(ABORT, 'cash_desk_keeps_name'); END;

CREATE TRIGGER cash_desk_no_delete BEFORE DELETE ON cash_desk BEGIN SELECT RAISE(ABORT, 'cash_desk_no_delete'); END;

CREATE TRIGGER cash_handover_no_delete BEFORE DELETE ON cash_handover BEGIN SELECT RAISE(ABORT, 'cash_handover_no_delete'); END;

CREATE TRIGGER cash_handover_no_update BEFORE UPDATE ON cash_handover BEGIN SELECT RAISE(ABORT, 'cash_handover_no_update'); END;

CREATE TRIGGER channel_attachment_no_delete BEFORE DELETE ON channel_attachment BEGIN SELECT RAISE(ABORT, 'channel_attachment_no_delete'); END;

CREATE TRIGGER channel_attachment_no_update BEFORE UPDATE ON channel_attachment BEGIN SELECT RAISE(ABORT, 'channel_attachment_no_update'); END;

CREATE TRIGGER channel_notice_keeps_name_kind_place_services_procedures_number BEFORE UPDATE OF name, kind, place, services, procedures, number, notified_on, maker, made_at ON channel_notice BEGIN SELECT RAISE(ABORT, 'channel_notice_keeps_name_kind_place_services_procedures_number'); END;

CREATE TRIGGER channel_notice_no_delete BEFORE DELETE ON channel_notice BEGIN SELECT RAISE(ABORT, 'channel_notice_no_delete'); END;

CREATE TRIGGER client_keeps_iin_iin_index_made_at BEFORE UPDATE OF iin, iin_index, made_at ON client BEGIN SELECT RAISE(ABORT, 'client_keeps_iin_iin_index_made_at'); END;

CREATE TRIGGER client_no_delete BEFORE DELETE ON client BEGIN SELECT RAISE(ABORT, 'client_no_delete'); END;

CREATE TRIGGER confirmation_keeps_subject_id_operation_object_what_individual_ BEFORE UPDATE OF subject_id, operation, object, what, individual, sentence, figures, made_at, ends_at ON confirmation BEGIN SELECT RAISE(ABORT, 'confirmation_keeps_subject_id_operation_object_what_individual_'); END;

CREATE TRIGGER confirmation_no_delete BEFORE DELETE ON confirmation BEGIN SELECT RAISE(ABORT, 'confirmation_no_delete'); END;

CREATE TRIGGER consent_keeps_subject_id_kind_version_lang_hash_leaf_id_given_a BEFORE UPDATE OF subject_id, kind, version, lang, hash, leaf_id, given_at ON consent BEGIN SELECT RAISE(ABORT, 'consent_keeps_subject_id_kind_version_lang_hash_leaf_id_given_a'); END;

CREATE TRIGGER consent_no_delete BEFORE DELETE ON consent BEGIN SELECT RAISE(ABORT, 'consent_no_delete'); END;

CREATE TRIGGER consent_text_no_delete BEFORE DELETE ON consent_text BEGIN SELECT RAISE(ABORT, 'consent_text_no_delete'); END;

CREATE TRIGGER consent_text_no_update BEFORE UPDATE ON consent_text BEGIN SELECT RAISE(ABORT, 'consent_text_no_update'); END;

CREATE TRIGGER contract_keeps_application_id_client_id_number_amount_tiyn_rate BEFORE UPDATE OF application_id, client_id, number, amount_tiyn, rate_over, rate_under, document_id, model_id, hash, signature, formed_on, formed_at ON contract BEGIN SELECT RAISE(ABORT, 'contract_keeps_application_id_client_id_number_amount_tiyn_rate'); END;

CREATE TRIGGER contract_no_delete BEFORE DELETE ON contract BEGIN SELECT RAISE(ABORT, 'contract_no_delete'); END;

CREATE TRIGGER data_key_keeps_id_owner_nr_made_at BEFORE UPDATE OF id, owner, nr, made_at ON data_key BEGIN SELECT RAISE(ABORT, 'data_key_keeps_id_owner_nr_made_at'); END;

CREATE TRIGGER data_key_no_delete BEFORE DELETE ON data_key BEGIN SELECT RAISE(ABORT, 'data_key_no_delete'); END;

CREATE TRIGGER disclosure_keeps_kind_nr_from_on_body_kk_body_ru_hash_kk_hash_r BEFORE UPDATE OF kind, nr, from_on, body_kk, body_ru, hash_kk, hash_ru, maker, made_at ON disclosure BEGIN SELECT RAISE(ABORT, 'disclosure_keeps_kind_nr_from_on_body_kk_body_ru_hash_kk_hash_r'); END;

CREATE TRIGGER disclosure_no_delete BEFORE DELETE ON disclosure BEGIN SELECT RAISE(ABORT, 'disclosure_no_delete'); END;

CREATE TRIGGER document_keeps_id_owner_key_id_class_media_origin_blob_content_ BEFORE UPDATE OF id, owner, key_id, class, media, origin, blob, content, bytes, kept_at ON document BEGIN SELECT RAISE(ABORT, 'document_keeps_id_owner_key_id_class_media_origin_blob_content_'); END;

CREATE TRIGGER document_no_delete BEFORE DELETE ON document BEGIN SELECT RAISE(ABORT, 'document_no_delete'); END;

CREATE TRIGGER early_repayment_keeps_loan_id_client_id_mode_amount_tiyn_pay_on BEFORE UPDATE OF loan_id, client_id, mode, amount_tiyn, pay_on, until_on, hash, made_at ON early_repayment BEGIN SELECT RAISE(ABORT, 'early_repayment_keeps_loan_id_client_id_mode_amount_tiyn_pay_on'); END;

CREATE TRIGGER early_repayment_no_delete BEFORE DELETE ON early_repayment BEGIN SELECT RAISE(ABORT, 'early_repayment_no_delete'); END;

CREATE TRIGGER eds_code_keeps_token_confirmation_id_made_at_ends_at BEFORE UPDATE OF token, confirmation_id, made_at, ends_at ON eds_code BEGIN SELECT RAISE(ABORT, 'eds_code_keeps_token_confirmation_id_made_at_ends_at'); END;

CREATE TRIGGER eds_code_no_delete BEFORE DELETE ON eds_code BEGIN SELECT RAISE(ABORT, 'eds_code_no_delete'); END;

CREATE TRIGGER eds_signature_keeps_confirmation_id_given_id_given_at BEFORE UPDATE OF confirmation_id, given_id, given_at ON eds_signature BEGIN SELECT RAISE(ABORT, 'eds_signature_keeps_confirmation_id_given_id_given_at'); END;

CREATE TRIGGER eds_signature_no_delete BEFORE DELETE ON eds_signature BEGIN SELECT RAISE(ABORT, 'eds_signature_no_delete'); END;

CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entry_no_delete'); END;

CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entry_no_update'); END;

CREATE TRIGGER errand_keeps_kind_subject_payload_made_at_operation BEFORE UPDATE OF kind, subject, payload, made_at, operation ON errand BEGIN SELECT RAISE(ABORT, 'errand_keeps_kind_subject_payload_made_at_operation'); END;

CREATE TRIGGER errand_no_delete BEFORE DELETE ON errand BEGIN SELECT RAISE(ABORT, 'errand_no_delete'); END;

CREATE TRIGGER errand_answer_no_delete BEFORE DELETE ON errand_answer BEGIN SELECT RAISE(ABORT, 'errand_answer_no_delete'); END;

CREATE TRIGGER errand_answer_no_update BEFORE UPDATE ON errand_answer BEGIN SELECT RAISE(ABORT, 'errand_answer_no_update'); END;

CREATE TRIGGER evidence_no_delete BEFORE DELETE ON evidence BEGIN SELECT RAISE(ABORT, 'evidence_no_delete'); END;

CREATE TRIGGER evidence_no_update BEFORE UPDATE ON evidence BEGIN SELECT RAISE(ABORT, 'evidence_no_update'); END;

CREATE TRIGGER face_capture_no_delete BEFORE DELETE ON face_capture BEGIN SELECT RAISE(ABORT, 'face_capture_no_delete'); END;

CREATE TRIGGER face_capture_no_update BEFORE UPDATE ON face_capture BEGIN SELECT RAISE(ABORT, 'face_capture_no_update'); END;

CREATE TRIGGER face_session_keeps_confirmation_id_begun_at BEFORE UPDATE OF confirmation_id, begun_at ON face_session BEGIN SELECT RAISE(ABORT, 'face_session_keeps_confirmation_id_begun_at'); END;

CREATE TRIGGER face_session_no_delete BEFORE DELETE ON face_session BEGIN SELECT RAISE(ABORT, 'face_session_no_delete'); END;

CREATE TRIGGER identity_paper_keeps_client_id_facts_tail_valid_until_stated_at BEFORE UPDATE OF client_id, facts, tail, valid_until, stated_at ON identity_paper BEGIN SELECT RAISE(ABORT, 'identity_paper_keeps_client_id_facts_tail_valid_until_stated_at'); END;

CREATE TRIGGER identity_paper_no_delete BEFORE DELETE ON identity_paper BEGIN SELECT RAISE(ABORT, 'identity_paper_no_delete'); END;

CREATE TRIGGER incident_no_delete BEFORE DELETE ON incident BEGIN SELECT RAISE(ABORT, 'incident_no_delete'); END;

CREATE TRIGGER incident_no_update BEFORE UPDATE ON incident BEGIN SELECT RAISE(ABORT, 'incident_no_update'); END;

CREATE TRIGGER incident_step_no_delete BEFORE DELETE ON incident_step BEGIN SELECT RAISE(ABORT, 'incident_step_no_delete'); END;

CREATE TRIGGER incident_step_no_update BEFORE UPDATE ON incident_step BEGIN SELECT RAISE(ABORT, 'incident_step_no_update'); END;

CREATE TRIGGER internal_document_keeps_title_number_distortion_access_replay_i BEFORE UPDATE OF title, number, distortion, access, replay, integrity, document_id, maker, made_at ON internal_document BEGIN SELECT RAISE(ABORT, 'internal_document_keeps_title_number_distortion_access_replay_i'); END;

CREATE TRIGGER internal_document_no_delete BEFORE DELETE ON internal_document BEGIN SELECT RAISE(ABORT, 'internal_document_no_delete'); END;

CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'journal_no_delete'); END;

CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'journal_no_update'); END;

CREATE TRIGGER journal_proposal_keeps_value_on_note_reverses_maker_made_at BEFORE UPDATE OF value_on, note, reverses, maker, made_at ON journal_proposal BEGIN SELECT RAISE(ABORT, 'journal_proposal_keeps_value_on_note_reverses_maker_made_at'); END;

CREATE TRIGGER journal_proposal_no_delete BEFORE DELETE ON journal_proposal BEGIN SELECT RAISE(ABORT, 'journal_proposal_no_delete'); END;

CREATE TRIGGER journal_proposal_entry_no_delete BEFORE DELETE ON journal_proposal_entry BEGIN SELECT RAISE(ABORT, 'journal_proposal_entry_no_delete'); END;

CREATE TRIGGER journal_proposal_entry_no_update BEFORE UPDATE ON journal_proposal_entry BEGIN SELECT RAISE(ABORT, 'journal_proposal_entry_no_update'); END;

CREATE TRIGGER letter_keeps_client_id_from_client_author_document_id_leaf_id_s BEFORE UPDATE OF client_id, from_client, author, document_id, leaf_id, sent_at ON letter BEGIN SELECT RAISE(ABORT, 'letter_keeps_client_id_from_client_author_document_id_leaf_id_s'); END;

CREATE TRIGGER letter_no_delete BEFORE DELETE ON letter BEGIN SELECT RAISE(ABORT, 'letter_no_delete'); END;

CREATE TRIGGER letter_file_no_delete BEFORE DELETE ON letter_file BEGIN SELECT RAISE(ABORT, 'letter_file_no_delete'); END;

CREATE TRIGGER letter_file_no_update BEFORE UPDATE ON letter_file BEGIN SELECT RAISE(ABORT, 'letter_file_no_update'); END;

CREATE TRIGGER loan_keeps_client_id_contract_id_number_product_id_terms_signed BEFORE UPDATE OF client_id, contract_id, number, product_id, terms, signed_on, amount_tiyn, made_at ON loan BEGIN SELECT RAISE(ABORT, 'loan_keeps_client_id_contract_id_number_product_id_terms_signed'); END;

CREATE TRIGGER loan_no_delete BEFORE DELETE ON loan BEGIN SELECT RAISE(ABORT, 'loan_no_delete'); END;

CREATE TRIGGER loan_event_no_delete BEFORE DELETE ON loan_event BEGIN SELECT RAISE(ABORT, 'loan_event_no_delete'); END;

CREATE TRIGGER loan_event_no_update BEFORE UPDATE ON loan_event BEGIN SELECT RAISE(ABORT, 'loan_event_no_update'); END;

CREATE TRIGGER loan_night_no_delete BEFORE DELETE ON loan_night BEGIN SELECT RAISE(ABORT, 'loan_night_no_delete'); END;

CREATE TRIGGER loan_night_journal_no_delete BEFORE DELETE ON loan_night_journal BEGIN SELECT RAISE(ABORT, 'loan_night_journal_no_delete'); END;

CREATE TRIGGER loan_night_journal_no_update BEFORE UPDATE ON loan_night_journal BEGIN SELECT RAISE(ABORT, 'loan_night_journal_no_update'); END;

CREATE TRIGGER loan_order_keeps_loan_id_kind_paper_received_on_due_on_cancels_ BEFORE UPDATE OF loan_id, kind, paper, received_on, due_on, cancels_id, back, guilty, maker, made_at ON loan_order BEGIN SELECT RAISE(ABORT, 'loan_order_keeps_loan_id_kind_paper_received_on_due_on_cancels_'); END;

CREATE TRIGGER loan_order_no_delete BEFORE DELETE ON loan_order BEGIN SELECT RAISE(ABORT, 'loan_order_no_delete'); END;

CREATE TRIGGER loan_paper_keeps_loan_id_client_id_kind_about_asked_at BEFORE UPDATE OF loan_id, client_id, kind, about, asked_at ON loan_paper BEGIN SELECT RAISE(ABORT, 'loan_paper_keeps_loan_id_client_id_kind_about_asked_at'); END;

CREATE TRIGGER loan_paper_no_delete BEFORE DELETE ON loan_paper BEGIN SELECT RAISE(ABORT, 'loan_paper_no_delete'); END;

CREATE TRIGGER loan_row_no_delete BEFORE DELETE ON loan_row BEGIN SELECT RAISE(ABORT, 'loan_row_no_delete'); END;

CREATE TRIGGER loan_row_no_update BEFORE UPDATE ON loan_row BEGIN SELECT RAISE(ABORT, 'loan_row_no_update'); END;

CREATE TRIGGER notice_keeps_client_id_kind_made_by_made_at BEFORE UPDATE OF client_id, kind, made_by, made_at ON notice BEGIN SELECT RAISE(ABORT, 'notice_keeps_client_id_kind_made_by_made_at'); END;

CREATE TRIGGER notice_keeps_way_number_id BEFORE UPDATE OF way, number_id ON notice BEGIN SELECT RAISE(ABORT, 'notice_keeps_way_number_id'); END;

CREATE TRIGGER notice_no_delete BEFORE DELETE ON notice BEGIN SELECT RAISE(ABORT, 'notice_no_delete'); END;

CREATE TRIGGER payment_no_delete BEFORE DELETE ON payment BEGIN SELECT RAISE(ABORT, 'payment_no_delete'); END;

CREATE TRIGGER payment_no_update BEFORE UPDATE ON payment BEGIN SELECT RAISE(ABORT, 'payment_no_update'); END;

CREATE TRIGGER payout_keeps_contract_id_loan_id_client_id_way_needs_amount_tiy BEFORE UPDATE OF contract_id, loan_id, client_id, way, needs, amount_tiyn, account_id, seller_id, not_before, made_at ON payout BEGIN SELECT RAISE(ABORT, 'payout_keeps_contract_id_loan_id_client_id_way_needs_amount_tiy'); END;

CREATE TRIGGER payout_no_delete BEFORE DELETE ON payout BEGIN SELECT RAISE(ABORT, 'payout_no_delete'); END;

CREATE TRIGGER policy_day_no_delete BEFORE DELETE ON policy_day BEGIN SELECT RAISE(ABORT, 'policy_day_no_delete'); END;

CREATE TRIGGER policy_day_no_update BEFORE UPDATE ON policy_day BEGIN SELECT RAISE(ABORT, 'policy_day_no_update'); END;

CREATE TRIGGER policy_proposal_keeps_kind_from_on_until_on_value_over_value_un BEFORE UPDATE OF kind, from_on, until_on, value_over, value_under, source, maker, made_at ON policy_proposal BEGIN SELECT RAISE(ABORT, 'policy_proposal_keeps_kind_from_on_until_on_value_over_value_un'); END;

CREATE TRIGGER policy_proposal_no_delete BEFORE DELETE ON policy_proposal BEGIN SELECT RAISE(ABORT, 'policy_proposal_no_delete'); END;

CREATE TRIGGER policy_row_no_delete BEFORE DELETE ON policy_row BEGIN SELECT RAISE(ABORT, 'policy_row_no_delete'); END;

CREATE TRIGGER policy_row_no_update BEFORE UPDATE ON policy_row BEGIN SELECT RAISE(ABORT, 'policy_row_no_update'); END;

CREATE TRIGGER product_no_delete BEFORE DELETE ON product BEGIN SELECT RAISE(ABORT, 'product_no_delete'); END;

CREATE TRIGGER product_no_update BEFORE UPDATE ON product BEGIN SELECT RAISE(ABORT, 'product_no_update'); END;

CREATE TRIGGER product_version_keeps_product_id_nr_from_on_is_offered_name_kk_ BEFORE UPDATE OF product_id, nr, from_on, is_offered, name_kk, name_ru, name_en, class, amount_min_tiyn, amount_max_tiyn, amount_step_tiyn, periods_min, periods_max, rate_over, rate_under, by_annuity, by_parts, by_end, day_count, weekend_next, penalty_over, penalty_under, alone_max_tiyn, offer_days, maker, made_at ON product_version BEGIN SELECT RAISE(ABORT, 'product_version_keeps_product_id_nr_from_on_is_offered_name_kk_'); END;

CREATE TRIGGER product_version_no_delete BEFORE DELETE ON product_version BEGIN SELECT RAISE(ABORT, 'product_version_no_delete'); END;

CREATE TRIGGER refund_keeps_kind_loan_id_client_id_account_id_line_id_order_id BEFORE UPDATE OF kind, loan_id, client_id, account_id, line_id, order_id, tail, amount_tiyn, due_on, made_at ON refund BEGIN SELECT RAISE(ABORT, 'refund_keeps_kind_loan_id_client_id_account_id_line_id_order_id'); END;

CREATE TRIGGER refund_no_delete BEFORE DELETE ON refund BEGIN SELECT RAISE(ABORT, 'refund_no_delete'); END;

CREATE TRIGGER registration_keeps_kind_begun_at BEFORE UPDATE OF kind, begun_at ON registration BEGIN SELECT RAISE(ABORT, 'registration_keeps_kind_begun_at'); END;

CREATE TRIGGER registration_no_delete BEFORE DELETE ON registration BEGIN SELECT RAISE(ABORT, 'registration_no_delete'); END;

CREATE TRIGGER reveal_no_delete BEFORE DELETE ON reveal BEGIN SELECT RAISE(ABORT, 'reveal_no_delete'); END;

CREATE TRIGGER reveal_no_update BEFORE UPDATE ON reveal BEGIN SELECT RAISE(ABORT, 'reveal_no_update'); END;

CREATE TRIGGER seller_keeps_bin_iban_maker_made_at BEFORE UPDATE OF bin, iban, maker, made_at ON seller BEGIN SELECT RAISE(ABORT, 'seller_keeps_bin_iban_maker_made_at'); END;

CREATE TRIGGER seller_no_delete BEFORE DELETE ON seller BEGIN SELECT RAISE(ABORT, 'seller_no_delete'); END;

CREATE TRIGGER session_keeps_address BEFORE UPDATE OF address ON session BEGIN SELECT RAISE(ABORT, 'session_keeps_address'); END;

CREATE TRIGGER staff_lock_keeps_staff_id_reason_locked_by_locked_at BEFORE UPDATE OF staff_id, reason, locked_by, locked_at ON staff_lock BEGIN SELECT RAISE(ABORT, 'staff_lock_keeps_staff_id_reason_locked_by_locked_at'); END;

CREATE TRIGGER staff_lock_no_delete BEFORE DELETE ON staff_lock BEGIN SELECT RAISE(ABORT, 'staff_lock_no_delete'); END;

CREATE TRIGGER statement_no_delete BEFORE DELETE ON statement BEGIN SELECT RAISE(ABORT, 'statement_no_delete'); END;

CREATE TRIGGER statement_no_update BEFORE UPDATE ON statement BEGIN SELECT RAISE(ABORT, 'statement_no_update'); END;

CREATE TRIGGER statement_day_no_delete BEFORE DELETE ON statement_day BEGIN SELECT RAISE(ABORT, 'statement_day_no_delete'); END;

CREATE TRIGGER statement_day_no_update BEFORE UPDATE ON statement_day BEGIN SELECT RAISE(ABORT, 'statement_day_no_update'); END;

CREATE TRIGGER subject_keeps_kind_login_made_at BEFORE UPDATE OF kind, login, made_at ON subject BEGIN SELECT RAISE(ABORT, 'subject_keeps_kind_login_made_at'); END;

CREATE TRIGGER subject_no_delete BEFORE DELETE ON subject BEGIN SELECT RAISE(ABORT, 'subject_no_delete'); END;

CREATE TRIGGER subscriber_number_keeps_subject_id_phone_phone_index_tail_asked BEFORE UPDATE OF subject_id, phone, phone_index, tail, asked_at ON subscriber_number BEGIN SELECT RAISE(ABORT, 'subscriber_number_keeps_subject_id_phone_phone_index_tail_asked'); END;

CREATE TRIGGER subscriber_number_no_delete BEFORE DELETE ON subscriber_number BEGIN SELECT RAISE(ABORT, 'subscriber_number_no_delete'); END;


-- The books: double entry by pairs, closed day by day.

-- The chart of accounts.
CREATE TABLE account (
    code    TEXT NOT NULL PRIMARY KEY CHECK (code <> ''),                     -- number in the chart
    kind    TEXT NOT NULL CHECK (kind IN ('asset', 'liability', 'equity', 'income', 'expense', 'memo')), -- class
    name_kk TEXT NOT NULL,                                                    -- name in Kazakh
    name_ru TEXT NOT NULL,                                                    -- name in Russian
    name_en TEXT NOT NULL,                                                    -- name in English
    is_open BOOLEAN NOT NULL                                                  -- false: no new entries
);

-- One row: how far the books are closed.
CREATE TABLE book (
    id         INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),                   -- always 1
    closed_on  DATE NOT NULL                                                  -- the last closed day; all before it are closed
);

-- A journal: entries that belong together. Never changes; a mistake is undone by a reversing journal.
CREATE TABLE journal (
    id        BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),             -- the journal
    kind      TEXT NOT NULL CHECK (kind <> ''),                               -- what made it: manual, correction, ...
    value_on  DATE NOT NULL,                                                  -- the day the event belongs to
    booked_on DATE NOT NULL,                                                  -- the open day it was booked on
    operation BYTEA NOT NULL CHECK (length(operation) = 16),                  -- the operation that wrote it; names its audit leaf
    reverses  BYTEA REFERENCES journal (id),                                  -- the journal it undoes
    note      TEXT NOT NULL,                                                  -- words for the auditor
    booked_at BIGINT NOT NULL,                                                -- when it was written
    CONSTRAINT journal_days CHECK (booked_on >= value_on),
    CONSTRAINT journal_reverses UNIQUE (reverses)
);
CREATE INDEX journal_booked ON journal (booked_on, id);

-- An entry: one amount from one account to another, so that each entry is balanced by itself.
CREATE TABLE entry (
    journal_id  BYTEA NOT NULL REFERENCES journal (id),                       -- its journal
    nr          INTEGER NOT NULL CHECK (nr > 0),                              -- 1, 2, ... in the journal
    debit       TEXT NOT NULL REFERENCES account (code),                      -- account debited
    credit      TEXT NOT NULL REFERENCES account (code),                      -- account credited
    amount_tiyn BIGINT NOT NULL CHECK (amount_tiyn > 0),                      -- the amount
    booked_on   DATE NOT NULL,                                                -- as its journal's, for the sums of a day
    subject     BYTEA,                                                        -- loan or client it concerns
    CONSTRAINT entry_key PRIMARY KEY (journal_id, nr),
    CONSTRAINT entry_sides CHECK (debit <> credit)
);
CREATE INDEX entry_debit ON entry (debit, booked_on);
CREATE INDEX entry_credit ON entry (credit, booked_on);

-- Totals of an account up to and with a closed day.
CREATE TABLE account_day (
    account     TEXT NOT NULL REFERENCES account (code),                      -- the account
    day         DATE NOT NULL,                                                -- the closed day
    debit_tiyn  BIGINT NOT NULL CHECK (debit_tiyn >= 0),                      -- turnover of the day, debit
    credit_tiyn BIGINT NOT NULL CHECK (credit_tiyn >= 0),                     -- turnover of the day, credit
    balance_tiyn BIGINT NOT NULL,                                             -- debit less credit, since the beginning
    CONSTRAINT account_day_key PRIMARY KEY (account, day)
);
CREATE INDEX account_day_day ON account_day (day);

-- A manual journal waiting for a second person.
CREATE TABLE journal_proposal (
    id         BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),            -- the proposal; its journal gets the same id
    value_on   DATE NOT NULL,                                                 -- as journal.value_on
    note       TEXT NOT NULL CHECK (note <> ''),                              -- as journal.note
    reverses   BYTEA REFERENCES journal (id),                                 -- as journal.reverses
    maker      BYTEA NOT NULL CHECK (length(maker) = 16),                     -- who proposed it
    made_at    BIGINT NOT NULL,                                               -- when
    decided_by BYTEA,                                                         -- who decided; never the maker
    decided_at BIGINT,                                                        -- when
    approved   BOOLEAN,                                                       -- the decision; empty: open
    CONSTRAINT journal_proposal_persons CHECK (decided_by IS NULL OR decided_by <> maker)
);

-- Its entries.
CREATE TABLE journal_proposal_entry (
    proposal_id BYTEA NOT NULL REFERENCES journal_proposal (id),              -- the proposal
    nr          INTEGER NOT NULL CHECK (nr > 0),                              -- 1, 2, ... in it
    debit       TEXT NOT NULL REFERENCES account (code),                      -- as entry.debit
    credit      TEXT NOT NULL REFERENCES account (code),                      -- as entry.credit
    amount_tiyn BIGINT NOT NULL CHECK (amount_tiyn > 0),                      -- as entry.amount_tiyn
    CONSTRAINT journal_proposal_entry_key PRIMARY KEY (proposal_id, nr),
    CONSTRAINT journal_proposal_entry_sides CHECK (debit <> credit)
);

-- guard: journal refuses update, delete
-- guard: entry refuses update, delete
-- guard: account_day refuses update, delete
-- guard: journal_proposal refuses delete
-- guard: journal_proposal refuses update of value_on, note, reverses, maker, made_at
-- guard: journal_proposal_entry refuses update, delete

-- The chart shipped: the part of the standard chart for microfinance organisations that lending needs. Rows may be added
-- and closed by the organisation.
INSERT INTO account (code, kind, name_kk, name_ru, name_en, is_open) VALUES
    ('1010', 'asset',     'Кассадағы ақша',                        'Деньги в кассе',                             'Cash on hand', TRUE),
    ('1030', 'asset',     'Ағымдағы шоттардағы ақша',              'Деньги на текущих счетах',                   'Money on current accounts', TRUE),
    ('1040', 'asset',     'Жолдағы ақша',                          'Деньги в пути',                              'Money in transit', TRUE),
    ('1110', 'asset',     'Берілген микрокредиттер: негізгі борыш', 'Предоставленные микрокредиты: основной долг', 'Microcredits: principal', TRUE),
    ('1111', 'asset',     'Мерзімі өткен негізгі борыш',           'Просроченный основной долг',                 'Overdue principal', TRUE),
    ('1112', 'asset',     'Есептелген сыйақы',                     'Начисленное вознаграждение',                 'Remuneration receivable', TRUE),
    ('1113', 'asset',     'Мерзімі өткен сыйақы',                  'Просроченное вознаграждение',                'Overdue remuneration', TRUE),
    ('1114', 'asset',     'Есептелген тұрақсыздық айыбы',          'Начисленная неустойка',                      'Penalty receivable', TRUE),
    ('1290', 'asset',     'Микрокредиттер бойынша резервтер',      'Резервы по микрокредитам',                   'Provisions for microcredits', TRUE),
    ('3390', 'liability', 'Анықталмаған түсімдер',                 'Невыясненные поступления',                   'Unidentified receipts', TRUE),
    ('3391', 'liability', 'Клиенттерге артық төлем',               'Переплата клиентов',                         'Overpayments due to clients', TRUE),
    ('5010', 'equity',    'Жарғылық капитал',                      'Уставный капитал',                           'Share capital', TRUE),
    ('5500', 'equity',    'Бөлінбеген пайда',                      'Нераспределённая прибыль',                   'Retained earnings', TRUE),
    ('6110', 'income',    'Сыйақы бойынша кіріс',                  'Доход по вознаграждению',                    'Income from remuneration', TRUE),
    ('6111', 'income',    'Тұрақсыздық айыбы бойынша кіріс',       'Доход по неустойке',                         'Income from penalty', TRUE),
    ('7210', 'expense',   'Әкімшілік шығыстар',                    'Административные расходы',                   'Administrative expenses', TRUE),
    ('7440', 'expense',   'Резервтер бойынша шығыс',               'Расходы по резервам',                        'Expense on provisions', TRUE),
    ('7470', 'expense',   'Есептен шығарылған борыш',              'Списанная задолженность',                    'Debt written off', TRUE);

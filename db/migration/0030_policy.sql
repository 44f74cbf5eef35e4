-- Dated rules of law.

-- Legal numbers by the day they take effect; src/policy/policy.def gives unit and meaning of each kind.
CREATE TABLE policy_row (
    kind        TEXT NOT NULL,                                                -- name in src/policy/policy.def
    layer       TEXT NOT NULL CHECK (layer IN ('shipped', 'local')),          -- shipped by migration; local by two persons
    from_on     DATE NOT NULL,                                                -- first day it holds
    until_on    DATE,                                                         -- first day it no longer holds; empty: open
    value_over  BIGINT NOT NULL,                                              -- numerator of the exact value; money in tiyn
    value_under BIGINT NOT NULL CHECK (value_under > 0),                      -- denominator
    source      TEXT NOT NULL CHECK (source <> ''),                           -- the act the number comes from
    CONSTRAINT policy_row_key PRIMARY KEY (kind, layer, from_on),
    CONSTRAINT policy_row_period CHECK (until_on IS NULL OR until_on > from_on)
);

-- Days that differ from the five-day week.
CREATE TABLE policy_day (
    day    DATE NOT NULL,                                                     -- the day
    layer  TEXT NOT NULL CHECK (layer IN ('shipped', 'local')),               -- local wins
    is_off BOOLEAN NOT NULL,                                                  -- true: nobody works; false: a moved working day
    source TEXT NOT NULL CHECK (source <> ''),                                -- the act or calendar it comes from
    CONSTRAINT policy_day_key PRIMARY KEY (day, layer)
);

-- A local rule or day waiting for a second person.
CREATE TABLE policy_proposal (
    id          BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the proposal
    kind        TEXT NOT NULL,                                                -- as policy_row.kind
    from_on     DATE NOT NULL,                                                -- as policy_row.from_on
    until_on    DATE,                                                         -- as policy_row.until_on
    value_over  BIGINT NOT NULL,                                              -- as policy_row.value_over
    value_under BIGINT NOT NULL CHECK (value_under > 0),                      -- as policy_row.value_under
    source      TEXT NOT NULL CHECK (source <> ''),                           -- why, in the words of the proposer
    maker       BYTEA NOT NULL CHECK (length(maker) = 16),                    -- who proposed
    made_at     BIGINT NOT NULL,                                              -- when
    decided_by  BYTEA,                                                        -- who decided; never the maker
    decided_at  BIGINT,                                                       -- when
    approved    BOOLEAN,                                                      -- the decision; empty: open
    CONSTRAINT policy_proposal_persons CHECK (decided_by IS NULL OR decided_by <> maker)
);

-- guard: policy_row refuses update, delete
-- guard: policy_day refuses update, delete
-- guard: policy_proposal refuses delete
-- guard: policy_proposal refuses update of kind, from_on, until_on, value_over, value_under, source, maker, made_at

INSERT INTO policy_row (kind, layer, from_on, until_on, value_over, value_under, source) VALUES
    ('MCI', 'shipped', '2019-01-01', NULL, 252500, 1, 'Law on the republican budget for 2019'),
    ('MCI', 'shipped', '2020-01-01', NULL, 265100, 1, 'Law on the republican budget for 2020'),
    ('MCI', 'shipped', '2020-04-01', NULL, 277800, 1, 'Decree on the adjusted republican budget for 2020'),
    ('MCI', 'shipped', '2021-01-01', NULL, 291700, 1, 'Law on the republican budget for 2021'),
    ('MCI', 'shipped', '2022-01-01', NULL, 306300, 1, 'Law on the republican budget for 2022'),
    ('MCI', 'shipped', '2022-04-01', NULL, 318000, 1, 'Law on the adjusted republican budget for 2022'),
    ('MCI', 'shipped', '2023-01-01', NULL, 345000, 1, 'Law on the republican budget for 2023'),
    ('MCI', 'shipped', '2024-01-01', NULL, 369200, 1, 'Law on the republican budget for 2024'),
    ('MCI', 'shipped', '2025-01-01', NULL, 393200, 1, 'Law on the republican budget for 2025'),
    ('MCI', 'shipped', '2026-01-01', NULL, 432500, 1, 'Law on the republican budget for 2026'),
    ('RATE_CAP', 'shipped', '2020-01-01', NULL, 56, 100, 'joint resolution on the highest annual effective rate'),
    ('RATE_CAP', 'shipped', '2024-08-20', NULL, 46, 100, 'joint resolution 62/45 of 19.08.2024, reg. 34960'),
    ('SHORT_RATE_CAP', 'shipped', '2024-08-20', NULL, 179, 100, 'joint resolution 62/45 of 19.08.2024, reg. 34960'),
    ('SHORT_DAILY_CAP', 'shipped', '2024-08-20', NULL, 3, 1000, 'joint resolution 62/45 of 19.08.2024; strictly under'),
    ('SHORT_TERM', 'shipped', '2024-08-20', NULL, 45, 1, 'joint resolution 62/45 of 19.08.2024, reg. 34960'),
    ('SHORT_AMOUNT', 'shipped', '2024-08-20', NULL, 45, 1, 'joint resolution 62/45 of 19.08.2024, reg. 34960'),
    ('LOAN_AMOUNT', 'shipped', '2020-01-01', NULL, 20000, 1, 'Law on microfinance activity, art. 3(1-1)'),
    ('PENALTY_FIRST', 'shipped', '2020-01-01', NULL, 5, 1000, 'Law on microfinance activity, art. 6(3)'),
    ('PENALTY_FIRST_DAYS', 'shipped', '2020-01-01', NULL, 90, 1, 'Law on microfinance activity, art. 6(3)'),
    ('PENALTY_LATER', 'shipped', '2020-01-01', NULL, 3, 10000, 'Law on microfinance activity, art. 6(3)'),
    ('PENALTY_YEAR_CAP', 'shipped', '2020-01-01', NULL, 10, 100, 'Law on microfinance activity, art. 6(3)'),
    ('ACCRUAL_STOP', 'shipped', '2020-01-01', NULL, 90, 1, 'Law on microfinance activity, art. 7(3)(4)'),
    ('ACCRUAL_STOP_MORTGAGE', 'shipped', '2020-01-01', NULL, 180, 1, 'Law on microfinance activity, art. 7(3)(5)'),
    ('ACCELERATION_AFTER', 'shipped', '2020-01-01', NULL, 40, 1, 'Civil Code, special part, art. 728(7)'),
    ('DELAY_GATE', 'shipped', '2024-08-20', NULL, 90, 1, 'Law on microfinance activity, art. 7(3)(1-1)'),
    ('BANKRUPTCY_GATE', 'shipped', '2023-03-03', NULL, 5, 1, 'Law on microfinance activity, art. 3(1-5)'),
    ('DEBT_BURDEN', 'shipped', '2020-01-01', NULL, 5, 10, 'Resolution 215 of 28.11.2019, reg. 19670'),
    ('DEBT_BURDEN_RESTRICTED', 'shipped', '2024-04-01', NULL, 25, 100, 'Resolution 215 of 28.11.2019 as amended'),
    ('DEBT_TO_INCOME', 'shipped', '2020-01-01', NULL, 8, 1, 'Resolution 215 of 28.11.2019, item 6'),
    ('DEBT_UNUSED_LIMIT', 'shipped', '2020-01-01', NULL, 20, 100, 'Resolution 215 of 28.11.2019, item 6'),
    ('INCOME_MONTHS', 'shipped', '2020-01-01', NULL, 6, 1, 'Resolution 215 of 28.11.2019'),
    ('COOLING_OFF', 'shipped', '2025-09-30', NULL, 24, 1, 'Law on microfinance activity, art. 3(3-3)'),
    ('COOLING_OFF_AMOUNT', 'shipped', '2025-09-30', NULL, 75, 1, 'by-law of the authorised body under Law on microfinance activity, art. 3(3-3)'),
    ('SPOUSE_AMOUNT', 'shipped', '2024-09-01', NULL, 1000, 1, 'by-law of the authorised body under Law on microfinance activity, art. 3(3-3)'),
    ('OVERDUE_NOTICE', 'shipped', '2020-01-01', NULL, 10, 1, 'Law on microfinance activity, art. 9-2'),
    ('RELIEF_APPLY', 'shipped', '2020-01-01', NULL, 30, 1, 'Law on microfinance activity, art. 9-2'),
    ('RELIEF_ANSWER', 'shipped', '2020-01-01', NULL, 15, 1, 'Law on microfinance activity, art. 9-2'),
    ('IMPROVEMENT_REJECT', 'shipped', '2020-01-01', NULL, 14, 1, 'Law on microfinance activity, art. 3(6)'),
    ('COMPLAINT_ANSWER', 'shipped', '2020-01-01', NULL, 15, 1, 'Law on microfinance activity, art. 17(1)(9)'),
    ('COMPLAINT_EXTENSION', 'shipped', '2020-01-01', NULL, 15, 1, 'Law on microfinance activity, art. 17(1)(9)'),
    ('COMPLAINT_EXTENSION_NOTICE', 'shipped', '2020-01-01', NULL, 3, 1, 'Law on microfinance activity, art. 17(1)(9)'),
    ('CHANNEL_NOTICE', 'shipped', '2020-01-01', NULL, 10, 1, 'Resolution 217 of 28.11.2019, items 4, 5'),
    ('INCIDENT_CLIENT', 'shipped', '2020-01-01', NULL, 1, 1, 'Resolution 217 of 28.11.2019, item 13; Law on microfinance activity, art. 3(3-4)'),
    ('INCIDENT_BODY', 'shipped', '2020-01-01', NULL, 1, 1, 'Resolution 217 of 28.11.2019, item 13; Law on microfinance activity, art. 3(3-4)'),
    ('INCIDENT_MEASURES', 'shipped', '2020-01-01', NULL, 2, 1, 'Resolution 217 of 28.11.2019, item 13 (stricter than the 10 working days of the Law)'),
    ('SUSPENSION', 'shipped', '2020-01-01', NULL, 3, 1, 'Law on microfinance activity, art. 3(3-4): calendar days, stricter than the working days of R217 item 13'),
    ('WRITE_OFF', 'shipped', '2020-01-01', NULL, 10, 1, 'Law on microfinance activity, art. 3(3-4), stricter than the 15 working days of R217 item 13'),
    ('BIOMETRICS_WRITE_OFF', 'shipped', '2025-09-30', NULL, 3, 1, 'Law on microfinance activity, art. 3(3-5)'),
    ('BUREAU_APPLICATION', 'shipped', '2020-01-01', NULL, 1, 1, 'Law on credit bureaus, art. 19(2), 1(16-2)'),
    ('BUREAU_CONTRACT', 'shipped', '2020-01-01', NULL, 1, 1, 'Law on credit bureaus, art. 19(2)(8)'),
    ('BUREAU_OTHER', 'shipped', '2020-01-01', NULL, 10, 1, 'Law on credit bureaus, art. 19(2)(8)'),
    ('BUREAU_DISPUTE', 'shipped', '2020-01-01', NULL, 15, 1, 'Law on credit bureaus, art. 31'),
    ('BUREAU_CORRECTION', 'shipped', '2020-01-01', NULL, 10, 1, 'Law on credit bureaus, art. 31'),
    ('AML_CASH', 'shipped', '2020-01-01', NULL, 1000000000, 1, 'law against money laundering, threshold operations'),
    ('AML_THRESHOLD_REPORT', 'shipped', '2020-01-01', NULL, 1, 1, 'monitoring agency, order 13 of 22.02.2022'),
    ('AML_SUSPICION_REPORT', 'shipped', '2020-01-01', NULL, 24, 1, 'monitoring agency, order 13 of 22.02.2022'),
    ('AML_FREEZE', 'shipped', '2020-01-01', NULL, 24, 1, 'law against money laundering, freezing'),
    ('KEEP_DOCUMENTS', 'shipped', '2020-01-01', NULL, 5, 1, 'Resolution 217 of 28.11.2019, item 34'),
    ('KEEP_BUREAU_CONSENT', 'shipped', '2020-01-01', NULL, 10, 1, 'Law on credit bureaus, art. 23(6), 29(3-1)'),
    ('KEEP_AML', 'shipped', '2020-01-01', NULL, 5, 1, 'law against money laundering, retention'),
    ('CONSENT_WITHDRAWAL', 'shipped', '2020-01-01', NULL, 15, 1, 'Law on personal data, art. 8'),
    ('BREACH_NOTICE', 'shipped', '2020-01-01', NULL, 1, 1, 'Law on personal data, art. 25(2)(8)'),
    ('OBJECTION_ANSWER', 'shipped', '2026-01-20', NULL, 3, 1, 'Law on personal data, art. 19-1');

INSERT INTO policy_day (day, layer, is_off, source) VALUES
    ('2024-01-01', 'shipped', TRUE, 'New Year; Law on holidays'),
    ('2024-01-02', 'shipped', TRUE, 'New Year; Law on holidays'),
    ('2024-03-08', 'shipped', TRUE, 'Women''s Day; Law on holidays'),
    ('2024-03-21', 'shipped', TRUE, 'Nauryz; Law on holidays'),
    ('2024-03-22', 'shipped', TRUE, 'Nauryz; Law on holidays'),
    ('2024-03-25', 'shipped', TRUE, 'Nauryz, moved from 23.03; Law on holidays'),
    ('2024-05-01', 'shipped', TRUE, 'Unity Day; Law on holidays'),
    ('2024-05-07', 'shipped', TRUE, 'Defender''s Day; Law on holidays'),
    ('2024-05-09', 'shipped', TRUE, 'Victory Day; Law on holidays'),
    ('2024-07-08', 'shipped', TRUE, 'Capital Day, moved from 06.07; Law on holidays'),
    ('2024-08-30', 'shipped', TRUE, 'Constitution Day; Law on holidays'),
    ('2024-10-25', 'shipped', TRUE, 'Republic Day; Law on holidays'),
    ('2024-12-16', 'shipped', TRUE, 'Independence Day; Law on holidays'),
    ('2025-01-01', 'shipped', TRUE, 'New Year; Law on holidays'),
    ('2025-01-02', 'shipped', TRUE, 'New Year; Law on holidays'),
    ('2025-01-07', 'shipped', TRUE, 'Christmas; Law on holidays'),
    ('2025-03-10', 'shipped', TRUE, 'Women''s Day, moved from 08.03; Law on holidays'),
    ('2025-03-21', 'shipped', TRUE, 'Nauryz; Law on holidays'),
    ('2025-03-24', 'shipped', TRUE, 'Nauryz, moved from 22.03; Law on holidays'),
    ('2025-03-25', 'shipped', TRUE, 'Nauryz, moved from 23.03; Law on holidays'),
    ('2025-05-01', 'shipped', TRUE, 'Unity Day; Law on holidays'),
    ('2025-05-07', 'shipped', TRUE, 'Defender''s Day; Law on holidays'),
    ('2025-05-09', 'shipped', TRUE, 'Victory Day; Law on holidays'),
    ('2025-06-06', 'shipped', TRUE, 'Kurban-ait; Law on holidays'),
    ('2025-07-07', 'shipped', TRUE, 'Capital Day, moved from 06.07; Law on holidays'),
    ('2025-09-01', 'shipped', TRUE, 'Constitution Day, moved from 30.08; Law on holidays'),
    ('2025-10-27', 'shipped', TRUE, 'Republic Day, moved from 25.10; Law on holidays'),
    ('2025-12-16', 'shipped', TRUE, 'Independence Day; Law on holidays'),
    ('2026-01-01', 'shipped', TRUE, 'New Year; Law on holidays'),
    ('2026-01-02', 'shipped', TRUE, 'New Year; Law on holidays'),
    ('2026-01-07', 'shipped', TRUE, 'Christmas; Law on holidays'),
    ('2026-03-09', 'shipped', TRUE, 'Women''s Day, moved from 08.03; Law on holidays'),
    ('2026-03-23', 'shipped', TRUE, 'Nauryz; Law on holidays'),
    ('2026-03-24', 'shipped', TRUE, 'Nauryz, moved from 21.03; Law on holidays'),
    ('2026-03-25', 'shipped', TRUE, 'Nauryz, moved from 22.03; Law on holidays'),
    ('2026-05-01', 'shipped', TRUE, 'Unity Day; Law on holidays'),
    ('2026-05-07', 'shipped', TRUE, 'Defender''s Day; Law on holidays'),
    ('2026-05-11', 'shipped', TRUE, 'Victory Day, moved from 09.05; Law on holidays'),
    ('2026-05-27', 'shipped', TRUE, 'Kurban-ait; Law on holidays'),
    ('2026-07-06', 'shipped', TRUE, 'Capital Day; Law on holidays'),
    ('2026-10-26', 'shipped', TRUE, 'Republic Day, moved from 25.10; Law on holidays'),
    ('2026-12-16', 'shipped', TRUE, 'Independence Day; Law on holidays'),
    ('2027-01-01', 'shipped', TRUE, 'New Year; Law on holidays'),
    ('2027-01-04', 'shipped', TRUE, 'New Year, moved from 02.01; Law on holidays'),
    ('2027-01-07', 'shipped', TRUE, 'Christmas; Law on holidays'),
    ('2027-03-08', 'shipped', TRUE, 'Women''s Day; Law on holidays'),
    ('2027-03-15', 'shipped', TRUE, 'Constitution Day; Law on holidays'),
    ('2027-03-22', 'shipped', TRUE, 'Nauryz; Law on holidays'),
    ('2027-03-23', 'shipped', TRUE, 'Nauryz; Law on holidays'),
    ('2027-03-24', 'shipped', TRUE, 'Nauryz, moved from 21.03; Law on holidays'),
    ('2027-05-03', 'shipped', TRUE, 'Unity Day, moved from 01.05; Law on holidays'),
    ('2027-05-07', 'shipped', TRUE, 'Defender''s Day; Law on holidays'),
    ('2027-05-10', 'shipped', TRUE, 'Victory Day, moved from 09.05; Law on holidays'),
    ('2027-07-06', 'shipped', TRUE, 'Capital Day; Law on holidays'),
    ('2027-10-25', 'shipped', TRUE, 'Republic Day; Law on holidays'),
    ('2027-12-16', 'shipped', TRUE, 'Independence Day; Law on holidays');

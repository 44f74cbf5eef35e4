-- Registration of clients (6.1 to 6.4): consents, what is stated, subscriber numbers, bank accounts.

ALTER TABLE subject ADD COLUMN registering BOOLEAN NOT NULL DEFAULT FALSE; -- true: registration is not at its end; sessions reach nothing else

-- Texts of consents, as they are shown. A text never changes: another one is another version.
CREATE TABLE consent_text (
    kind     TEXT NOT NULL CHECK (kind IN ('personal_data', 'number', 'bureau', 'biometric')), -- what is agreed to
    version  INTEGER NOT NULL CHECK (version > 0),                            -- 1, 2, ... the newest is shown
    years    INTEGER NOT NULL CHECK (years > 0),                              -- term: so long after the obligations end
    kk       TEXT NOT NULL CHECK (kk <> ''),                                  -- in Kazakh
    ru       TEXT NOT NULL CHECK (ru <> ''),                                  -- in Russian
    en       TEXT NOT NULL CHECK (en <> ''),                                  -- in English
    CONSTRAINT consent_text_key PRIMARY KEY (kind, version)
);

-- A consent that was given: its proof is the hash of the text as shown, and its leaf.
CREATE TABLE consent (
    id           BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),          -- the consent
    subject_id   BYTEA NOT NULL REFERENCES subject (id),                      -- who gave it
    kind         TEXT NOT NULL,                                               -- of which text
    version      INTEGER NOT NULL,                                            -- of which text
    lang         TEXT NOT NULL CHECK (lang IN ('kk', 'ru', 'en')),            -- in which it was shown
    hash         BYTEA NOT NULL CHECK (length(hash) = 32),                    -- SHA-256 of the text as shown
    leaf_id      BYTEA NOT NULL CHECK (length(leaf_id) = 16),                 -- its leaf in the audit log
    given_at     BIGINT NOT NULL,                                             -- when
    withdrawn_at BIGINT,                                                      -- when it was taken back
    CONSTRAINT consent_of_text FOREIGN KEY (kind, version) REFERENCES consent_text (kind, version)
);
CREATE INDEX consent_subject ON consent (subject_id, kind);
CREATE INDEX consent_which ON consent (kind, version);

-- A subscriber number that somebody named. It counts only after its owner's number matched (35.3.f).
CREATE TABLE subscriber_number (
    id          BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the number
    subject_id  BYTEA NOT NULL REFERENCES subject (id),                       -- who named it
    phone       BYTEA NOT NULL,                                               -- sealed as the client's phone: +7 and ten digits
    phone_index BYTEA NOT NULL CHECK (length(phone_index) = 32),              -- blind index of it
    tail        TEXT NOT NULL CHECK (length(tail) = 4),                       -- its last four digits, to be shown
    owner       TEXT NOT NULL CHECK (owner IN ('asked', 'own', 'other', 'unknown')), -- what the registry says of its owner
    reference   TEXT NOT NULL,                                                -- the registry's
    asked_at    BIGINT NOT NULL,                                              -- when it was named
    answered_at BIGINT,                                                       -- when the registry answered
    used_from   BIGINT,                                                       -- since when it is the client's number
    used_until  BIGINT                                                        -- when another took its place
);
CREATE INDEX subscriber_number_subject ON subscriber_number (subject_id, asked_at);
CREATE INDEX subscriber_number_index ON subscriber_number (phone_index);

-- What somebody states who registers, one row a subject; it stays as the record of whom we registered.
CREATE TABLE registration (
    id          BYTEA NOT NULL PRIMARY KEY REFERENCES subject (id),           -- the subject
    kind        TEXT NOT NULL CHECK (kind IN ('individual', 'legal')),        -- who borrows
    lang        TEXT NOT NULL CHECK (lang IN ('kk', 'ru', 'en')),             -- in which we write
    facts       BYTEA,                                                        -- sealed: names, IIN, document, BIN (src/client/facts.h)
    iin_index   BYTEA CHECK (length(iin_index) = 32),                         -- blind index of the IIN of the person or signatory
    valid_until DATE,                                                         -- of the identity document
    photo_id    BYTEA REFERENCES document (id),                               -- picture of the face (6.1.e, 6.2.g)
    order_id    BYTEA REFERENCES document (id),                               -- scan of order or power of attorney (6.2.a)
    number_id   BYTEA REFERENCES subscriber_number (id),                      -- the number that was named last
    evidence_id BYTEA CHECK (length(evidence_id) = 16),                       -- of the two methods (6.4)
    version     BIGINT NOT NULL CHECK (version > 0),                          -- grows with each change
    begun_at    BIGINT NOT NULL,                                              -- when it was begun
    ended_at    BIGINT                                                        -- when the account was opened
);
CREATE INDEX registration_iin ON registration (iin_index);
CREATE INDEX registration_photo ON registration (photo_id);
CREATE INDEX registration_order ON registration (order_id);
CREATE INDEX registration_number ON registration (number_id);

-- A bank account of a client (8.7). Money goes there only where its holder is the client and the client confirmed it (6.6.a).
CREATE TABLE bank_account (
    id          BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the account
    client_id   BYTEA NOT NULL REFERENCES client (id),                        -- who named it
    iban        BYTEA NOT NULL,                                               -- sealed: normal form, 20 characters
    iban_index  BYTEA NOT NULL CHECK (length(iban_index) = 32),               -- blind index of it
    bank        TEXT NOT NULL CHECK (length(bank) = 3),                       -- the bank's three digits
    tail        TEXT NOT NULL CHECK (length(tail) = 4),                       -- its last four characters, to be shown
    holder      TEXT NOT NULL CHECK (holder IN ('asked', 'own', 'other', 'unknown')), -- what the bank says of its holder
    reference   TEXT NOT NULL,                                                -- the bank's
    asked_at    BIGINT NOT NULL,                                              -- when it was named
    answered_at BIGINT,                                                       -- when the bank answered
    used_from   BIGINT,                                                       -- since when the client confirmed it
    used_until  BIGINT,                                                       -- when the client took it back
    evidence_id BYTEA CHECK (length(evidence_id) = 16)                        -- of the confirmation
);
CREATE INDEX bank_account_client ON bank_account (client_id, asked_at);
CREATE INDEX bank_account_index ON bank_account (iban_index);

-- guard: consent_text refuses update, delete
-- guard: consent refuses delete
-- guard: consent refuses update of subject_id, kind, version, lang, hash, leaf_id, given_at
-- guard: subscriber_number refuses delete
-- guard: subscriber_number refuses update of subject_id, phone, phone_index, tail, asked_at
-- guard: registration refuses delete
-- guard: registration refuses update of kind, begun_at
-- guard: bank_account refuses delete
-- guard: bank_account refuses update of client_id, iban, iban_index, bank, tail, asked_at

INSERT INTO consent_text (kind, version, years, kk, ru, en) VALUES
    ('personal_data', 1, 5,
     'Ұйымның микрокредит беру және оған қызмет көрсету мақсатында менің дербес деректерімді (аты-жөнім, ЖСН, жеке басымды куәландыратын құжат, сурет, байланыс деректері, шоттар) жинауына және өңдеуіне келісемін. Мерзімі: шарт бойынша міндеттемелер аяқталғаннан кейін 5 жылға дейін. Үшінші тұлғаларға тек заңда көзделген жағдайларда беріледі; шекарадан өткізілмейді; көпшілікке таратылмайды. Келісімді заңға қайшы келмесе және ашық міндеттеме болмаса кері қайтарып алуға болады.',
     'Даю согласие на сбор и обработку организацией моих персональных данных (имя, ИИН, документ, удостоверяющий личность, фотография, контакты, счета) для предоставления и обслуживания микрокредита. Срок: до 5 лет после прекращения обязательств по договору. Третьим лицам передаются только в случаях, предусмотренных законом; за границу не передаются; в общедоступных источниках не распространяются. Согласие можно отозвать, если это не противоречит закону и нет неисполненного обязательства.',
     'I agree that the organisation collects and processes my personal data (names, IIN, identity document, photo, contacts, accounts) to grant and service a microcredit. Term: up to 5 years after the obligations under the contract end. They go to third parties only as the law provides, do not leave the country, are not made public. Consent can be withdrawn where the law allows it and no obligation is open.'),
    ('number', 1, 5,
     'Менің ұялы нөмірімнің иесі мен екенін байланыс операторларының дерекқорынан тексеруге және осы нөмірге бір реттік кодтар мен хабарламалар жіберуге келісемін. Мерзімі: шарт бойынша міндеттемелер аяқталғаннан кейін 5 жылға дейін.',
     'Согласен на проверку принадлежности мне абонентского номера по базам операторов связи и на получение на этот номер одноразовых кодов и сообщений. Срок: до 5 лет после прекращения обязательств по договору.',
     'I agree that it is checked with the operators that the subscriber number is mine, and that one-time codes and messages are sent to it. Term: up to 5 years after the obligations under the contract end.'),
    ('bureau', 1, 10,
     'Кредиттік бюролардан мен туралы кредиттік есеп алуға және оларға мен туралы ақпарат беруге келісемін. Мерзімі: соңғы деректер берілген күннен бастап 10 жыл.',
     'Согласен на получение кредитного отчёта обо мне из кредитных бюро и на предоставление им информации обо мне. Срок: 10 лет с последней передачи данных.',
     'I agree that my credit report is obtained from credit bureaus and that information about me is given to them. Term: 10 years after the last data.'),
    ('biometric', 1, 5,
     'Сәйкестендіру деректерін алмасу орталығы арқылы бетімнің бейнесі бойынша биометриялық сәйкестендіруден өтуге келісемін. Мерзімі: шарт бойынша міндеттемелер аяқталғаннан кейін 5 жылға дейін.',
     'Согласен на биометрическую идентификацию по изображению лица через центр обмена идентификационными данными. Срок: до 5 лет после прекращения обязательств по договору.',
     'I agree to be identified by my face through the identification data exchange centre. Term: up to 5 years after the obligations under the contract end.');

-- Made by `tools/schema.py write` of db/migration: the schema as it is.

CREATE FUNCTION public.nes_refuse() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
END $$;

COMMENT ON FUNCTION public.nes_refuse() IS 'The guard of what may never change: refuses whatever fires it.';

CREATE TABLE public.account (
    code text NOT NULL,
    kind text NOT NULL,
    name_kk text NOT NULL,
    name_ru text NOT NULL,
    name_en text NOT NULL,
    is_open boolean NOT NULL,
    CONSTRAINT account_code_check CHECK ((code <> ''::text)),
    CONSTRAINT account_kind_check CHECK ((kind = ANY (ARRAY['asset'::text, 'liability'::text, 'equity'::text, 'income'::text, 'expense'::text, 'memo'::text])))
);

COMMENT ON TABLE public.account IS 'The chart of accounts.';

COMMENT ON COLUMN public.account.code IS 'number in the chart';

COMMENT ON COLUMN public.account.kind IS 'class';

COMMENT ON COLUMN public.account.name_kk IS 'name in Kazakh';

COMMENT ON COLUMN public.account.name_ru IS 'name in Russian';

COMMENT ON COLUMN public.account.name_en IS 'name in English';

COMMENT ON COLUMN public.account.is_open IS 'false: no new entries';

CREATE TABLE public.account_day (
    account text NOT NULL,
    day date NOT NULL,
    debit_tiyn bigint NOT NULL,
    credit_tiyn bigint NOT NULL,
    balance_tiyn bigint NOT NULL,
    CONSTRAINT account_day_credit_tiyn_check CHECK ((credit_tiyn >= 0)),
    CONSTRAINT account_day_debit_tiyn_check CHECK ((debit_tiyn >= 0))
);

COMMENT ON TABLE public.account_day IS 'Totals of an account up to and with a closed day.';

COMMENT ON COLUMN public.account_day.account IS 'the account';

COMMENT ON COLUMN public.account_day.day IS 'the closed day';

COMMENT ON COLUMN public.account_day.debit_tiyn IS 'turnover of the day, debit';

COMMENT ON COLUMN public.account_day.credit_tiyn IS 'turnover of the day, credit';

COMMENT ON COLUMN public.account_day.balance_tiyn IS 'debit less credit, since the beginning';

CREATE TABLE public.aml_case (
    id bytea NOT NULL,
    client_id bytea NOT NULL,
    application_id bytea,
    list_id bytea NOT NULL,
    entry_nr integer NOT NULL,
    match text NOT NULL,
    is_sure boolean NOT NULL,
    state text NOT NULL,
    opened_at bigint NOT NULL,
    decided_by bytea,
    decided_at bigint,
    note text NOT NULL,
    leaf_id bytea NOT NULL,
    CONSTRAINT aml_case_decided CHECK (((state = 'open'::text) = (decided_at IS NULL))),
    CONSTRAINT aml_case_decided_by_check CHECK ((length(decided_by) = 16)),
    CONSTRAINT aml_case_id_check CHECK ((length(id) = 16)),
    CONSTRAINT aml_case_leaf_id_check CHECK ((length(leaf_id) = 16)),
    CONSTRAINT aml_case_match_check CHECK ((match <> ''::text)),
    CONSTRAINT aml_case_state_check CHECK ((state = ANY (ARRAY['open'::text, 'confirmed'::text, 'cleared'::text])))
);

COMMENT ON TABLE public.aml_case IS 'Somebody who was found on a list. While it is open or confirmed, the client is frozen.';

COMMENT ON COLUMN public.aml_case.id IS 'the case';

COMMENT ON COLUMN public.aml_case.client_id IS 'who was found';

COMMENT ON COLUMN public.aml_case.application_id IS 'while applying; empty: by the daily look';

COMMENT ON COLUMN public.aml_case.list_id IS 'on which list';

COMMENT ON COLUMN public.aml_case.entry_nr IS 'which entry';

COMMENT ON COLUMN public.aml_case.match IS 'what agreed: the number, or the words of the name with the day of birth';

COMMENT ON COLUMN public.aml_case.is_sure IS 'true: by number; false: by name';

COMMENT ON COLUMN public.aml_case.state IS 'what a person decided';

COMMENT ON COLUMN public.aml_case.opened_at IS 'when; the freeze begins';

COMMENT ON COLUMN public.aml_case.decided_by IS 'who decided';

COMMENT ON COLUMN public.aml_case.decided_at IS 'when';

COMMENT ON COLUMN public.aml_case.note IS 'the person''s words';

COMMENT ON COLUMN public.aml_case.leaf_id IS 'the leaf of its opening in the audit log';

CREATE TABLE public.aml_entry (
    list_id bytea NOT NULL,
    nr integer NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    words text NOT NULL,
    number text,
    born_on date,
    CONSTRAINT aml_entry_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'org'::text]))),
    CONSTRAINT aml_entry_nr_check CHECK ((nr > 0))
);

COMMENT ON TABLE public.aml_entry IS 'An entry of a list.';

COMMENT ON COLUMN public.aml_entry.list_id IS 'the list';

COMMENT ON COLUMN public.aml_entry.nr IS '1, 2, ... in it';

COMMENT ON COLUMN public.aml_entry.kind IS 'what it is';

COMMENT ON COLUMN public.aml_entry.name IS 'as it stands there';

COMMENT ON COLUMN public.aml_entry.words IS 'the words of the name in normal form, by order of the alphabet';

COMMENT ON COLUMN public.aml_entry.number IS 'IIN or BIN; empty: none is given';

COMMENT ON COLUMN public.aml_entry.born_on IS 'day of birth; empty: none is given';

CREATE TABLE public.aml_list (
    id bytea NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    hash bytea NOT NULL,
    file bytea NOT NULL,
    source text NOT NULL,
    taken_by bytea,
    taken_at bigint NOT NULL,
    persons integer NOT NULL,
    orgs integer NOT NULL,
    CONSTRAINT aml_list_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT aml_list_id_check CHECK ((length(id) = 16)),
    CONSTRAINT aml_list_kind_check CHECK ((kind = ANY (ARRAY['financing'::text, 'participants'::text]))),
    CONSTRAINT aml_list_orgs_check CHECK ((orgs >= 0)),
    CONSTRAINT aml_list_persons_check CHECK ((persons >= 0)),
    CONSTRAINT aml_list_state_check CHECK ((state = ANY (ARRAY['taken'::text, 'shrunk'::text]))),
    CONSTRAINT aml_list_taken_by_check CHECK ((length(taken_by) = 16))
);

COMMENT ON TABLE public.aml_list IS 'A list as it was taken in. The newest one that was taken holds.';

COMMENT ON COLUMN public.aml_list.id IS 'the list';

COMMENT ON COLUMN public.aml_list.kind IS 'which of the agency''s lists';

COMMENT ON COLUMN public.aml_list.state IS 'shrunk: suspiciously shorter, kept and not used';

COMMENT ON COLUMN public.aml_list.hash IS 'SHA-256 of the file';

COMMENT ON COLUMN public.aml_list.file IS 'the file as it came; it is public';

COMMENT ON COLUMN public.aml_list.source IS 'address, or the name of the file';

COMMENT ON COLUMN public.aml_list.taken_by IS 'who brought it; empty: the daily job';

COMMENT ON COLUMN public.aml_list.taken_at IS 'when';

COMMENT ON COLUMN public.aml_list.persons IS 'persons on it';

COMMENT ON COLUMN public.aml_list.orgs IS 'organisations on it';

CREATE TABLE public.aml_look (
    financing_id bytea NOT NULL,
    participants_id bytea NOT NULL,
    client_id bytea,
    found integer NOT NULL,
    finished_at bigint,
    CONSTRAINT aml_look_client_id_check CHECK ((length(client_id) = 16)),
    CONSTRAINT aml_look_found_check CHECK ((found >= 0))
);

COMMENT ON TABLE public.aml_look IS 'How far the clients were looked for on a pair of lists; each pair is looked through once.';

COMMENT ON COLUMN public.aml_look.financing_id IS 'the list of financing';

COMMENT ON COLUMN public.aml_look.participants_id IS 'the list of participants';

COMMENT ON COLUMN public.aml_look.client_id IS 'the last client that was looked for';

COMMENT ON COLUMN public.aml_look.found IS 'clients that were found';

COMMENT ON COLUMN public.aml_look.finished_at IS 'when all were looked for; empty: not yet';

CREATE TABLE public.application (
    id bytea NOT NULL,
    client_id bytea NOT NULL,
    product_version_id bytea NOT NULL,
    amount_tiyn bigint NOT NULL,
    periods integer NOT NULL,
    purpose text NOT NULL,
    state text NOT NULL,
    version bigint NOT NULL,
    made_at bigint NOT NULL,
    submitted_at bigint,
    decided_at bigint,
    reason text,
    pep boolean,
    own_behalf boolean,
    questionnaire_id bytea,
    offered_on date,
    lapses_on date,
    method text,
    chosen_at bigint,
    way text,
    payee bytea,
    is_cooling boolean NOT NULL,
    ended_at bigint,
    CONSTRAINT application_amount_tiyn_check CHECK ((amount_tiyn > 0)),
    CONSTRAINT application_chosen CHECK (((method IS NULL) = (chosen_at IS NULL))),
    CONSTRAINT application_contract CHECK (((state <> ALL (ARRAY['chosen'::text, 'contract'::text, 'concluded'::text])) OR (method IS NOT NULL))),
    CONSTRAINT application_id_check CHECK ((length(id) = 16)),
    CONSTRAINT application_payee_check CHECK ((length(payee) = 16)),
    CONSTRAINT application_periods_check CHECK ((periods > 0)),
    CONSTRAINT application_purpose_check CHECK ((purpose <> ''::text)),
    CONSTRAINT application_reason CHECK (((state = 'refused'::text) = (reason IS NOT NULL))),
    CONSTRAINT application_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'checking'::text, 'approved'::text, 'refused'::text, 'withdrawn'::text, 'chosen'::text, 'contract'::text, 'concluded'::text, 'lapsed'::text]))),
    CONSTRAINT application_version_check CHECK ((version > 0)),
    CONSTRAINT application_way_check CHECK ((way = ANY (ARRAY['account'::text, 'card'::text, 'terminal'::text, 'desk'::text, 'seller'::text])))
);

COMMENT ON TABLE public.application IS 'An application. Its state moves by the table in src/lending/application.c only.';

COMMENT ON COLUMN public.application.id IS 'the application';

COMMENT ON COLUMN public.application.client_id IS 'who asks';

COMMENT ON COLUMN public.application.product_version_id IS 'on which terms';

COMMENT ON COLUMN public.application.amount_tiyn IS 'how much';

COMMENT ON COLUMN public.application.periods IS 'for how many months';

COMMENT ON COLUMN public.application.purpose IS 'what for: a word of src/lending/purpose.def';

COMMENT ON COLUMN public.application.state IS 'where it stands';

COMMENT ON COLUMN public.application.version IS 'for concurrent changes';

COMMENT ON COLUMN public.application.made_at IS 'when the draft was begun';

COMMENT ON COLUMN public.application.submitted_at IS 'when it was submitted';

COMMENT ON COLUMN public.application.decided_at IS 'when it was approved or refused';

COMMENT ON COLUMN public.application.reason IS 'why it was refused: a word of src/lending/reason.def';

COMMENT ON COLUMN public.application.pep IS 'questionnaire: holds a public office or is close to one';

COMMENT ON COLUMN public.application.own_behalf IS 'questionnaire: borrows for himself';

COMMENT ON COLUMN public.application.questionnaire_id IS 'the answers as given, sealed';

COMMENT ON COLUMN public.application.offered_on IS 'the day of the offers that hold';

COMMENT ON COLUMN public.application.lapses_on IS 'last day on which it can be concluded';

COMMENT ON COLUMN public.application.method IS 'which offer was chosen';

COMMENT ON COLUMN public.application.chosen_at IS 'when';

COMMENT ON COLUMN public.application.way IS 'how the money is handed over (8.6)';

COMMENT ON COLUMN public.application.payee IS 'own bank account or card (8.7), or the contracted seller';

COMMENT ON COLUMN public.application.is_cooling IS 'cooling-off applies to the payout';

COMMENT ON COLUMN public.application.ended_at IS 'withdrawn, lapsed or concluded';

CREATE TABLE public.application_ack (
    application_id bytea NOT NULL,
    kind text NOT NULL,
    hash bytea NOT NULL,
    lang text NOT NULL,
    disclosure_id bytea,
    leaf_id bytea NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT application_ack_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT application_ack_kind_check CHECK ((kind = ANY (ARRAY['rules'::text, 'rights'::text, 'payments'::text]))),
    CONSTRAINT application_ack_lang_check CHECK ((lang = ANY (ARRAY['kk'::text, 'ru'::text]))),
    CONSTRAINT application_ack_leaf_id_check CHECK ((length(leaf_id) = 16))
);

COMMENT ON TABLE public.application_ack IS 'What the client acknowledged, as it was shown (8.2, 8.3, 8.5).';

COMMENT ON COLUMN public.application_ack.application_id IS 'the application';

COMMENT ON COLUMN public.application_ack.kind IS 'what was shown';

COMMENT ON COLUMN public.application_ack.hash IS 'SHA-256 of it: of the text, or of the offer';

COMMENT ON COLUMN public.application_ack.lang IS 'in which language';

COMMENT ON COLUMN public.application_ack.disclosure_id IS 'the text; empty: an offer';

COMMENT ON COLUMN public.application_ack.leaf_id IS 'its leaf in the audit log';

COMMENT ON COLUMN public.application_ack.at IS 'when';

CREATE TABLE public.application_decision (
    application_id bytea NOT NULL,
    nr integer NOT NULL,
    decided_by bytea NOT NULL,
    approve boolean NOT NULL,
    reason text,
    note text NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT application_decision_decided_by_check CHECK ((length(decided_by) = 16)),
    CONSTRAINT application_decision_nr_check CHECK ((nr > 0))
);

COMMENT ON TABLE public.application_decision IS 'What members of staff decided: two different persons above an amount of the product.';

COMMENT ON COLUMN public.application_decision.application_id IS 'the application';

COMMENT ON COLUMN public.application_decision.nr IS '1, 2';

COMMENT ON COLUMN public.application_decision.decided_by IS 'who';

COMMENT ON COLUMN public.application_decision.approve IS 'false: refused';

COMMENT ON COLUMN public.application_decision.reason IS 'refused: a word of src/lending/reason.def';

COMMENT ON COLUMN public.application_decision.note IS 'words for the file';

COMMENT ON COLUMN public.application_decision.at IS 'when';

CREATE TABLE public.application_gate (
    application_id bytea NOT NULL,
    gate text NOT NULL,
    state text NOT NULL,
    reason text,
    answer bytea,
    asked_at bigint NOT NULL,
    answered_at bigint,
    decided_by bytea,
    note text NOT NULL,
    CONSTRAINT application_gate_answer_check CHECK ((length(answer) = 16)),
    CONSTRAINT application_gate_decided_by_check CHECK ((length(decided_by) = 16)),
    CONSTRAINT application_gate_gate_check CHECK ((gate <> ''::text)),
    CONSTRAINT application_gate_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'passed'::text, 'stopped'::text, 'person'::text]))),
    CONSTRAINT application_gate_waiting CHECK (((state = 'waiting'::text) = (answered_at IS NULL)))
);

COMMENT ON TABLE public.application_gate IS 'Checks before lending, one row each: src/lending/gate.def. Unknown is never passed.';

COMMENT ON COLUMN public.application_gate.application_id IS 'the application';

COMMENT ON COLUMN public.application_gate.gate IS 'a word of src/lending/gate.def';

COMMENT ON COLUMN public.application_gate.state IS 'what is known';

COMMENT ON COLUMN public.application_gate.reason IS 'stopped or person: a word of src/lending/reason.def';

COMMENT ON COLUMN public.application_gate.answer IS 'what it relies on: report, list, case';

COMMENT ON COLUMN public.application_gate.asked_at IS 'since when it is asked';

COMMENT ON COLUMN public.application_gate.answered_at IS 'when it was last answered';

COMMENT ON COLUMN public.application_gate.decided_by IS 'the person who passed or stopped it';

COMMENT ON COLUMN public.application_gate.note IS 'the person''s words';

CREATE TABLE public.application_offer (
    application_id bytea NOT NULL,
    offered_on date NOT NULL,
    method text NOT NULL,
    instalment_tiyn bigint NOT NULL,
    due_tiyn bigint NOT NULL,
    remuneration_tiyn bigint NOT NULL,
    effective_e6 bigint NOT NULL,
    legal_e1 integer NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT application_offer_due_tiyn_check CHECK ((due_tiyn > 0)),
    CONSTRAINT application_offer_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT application_offer_method_check CHECK ((method = ANY (ARRAY['annuity'::text, 'differentiated'::text, 'bullet'::text]))),
    CONSTRAINT application_offer_remuneration_tiyn_check CHECK ((remuneration_tiyn >= 0))
);

COMMENT ON TABLE public.application_offer IS 'A draft schedule of an application by one method (8.4), as it was shown. A later day''s offers are further rows.';

COMMENT ON COLUMN public.application_offer.application_id IS 'the application';

COMMENT ON COLUMN public.application_offer.offered_on IS 'the day it was made; the schedule starts on it';

COMMENT ON COLUMN public.application_offer.method IS 'how it is repaid';

COMMENT ON COLUMN public.application_offer.instalment_tiyn IS 'the regular payment; 0: there is none';

COMMENT ON COLUMN public.application_offer.due_tiyn IS 'all payments together';

COMMENT ON COLUMN public.application_offer.remuneration_tiyn IS 'of it remuneration: the overpayment';

COMMENT ON COLUMN public.application_offer.effective_e6 IS 'effective rate, in millionths of a percent';

COMMENT ON COLUMN public.application_offer.legal_e1 IS 'as the law rounds it, in tenths of a percent';

COMMENT ON COLUMN public.application_offer.hash IS 'SHA-256 of figures and rows (docs/offer.md)';

CREATE TABLE public.application_offer_row (
    application_id bytea NOT NULL,
    offered_on date NOT NULL,
    method text NOT NULL,
    nr integer NOT NULL,
    due_on date NOT NULL,
    counted_to date NOT NULL,
    days integer NOT NULL,
    payout_tiyn bigint NOT NULL,
    principal_tiyn bigint NOT NULL,
    remuneration_tiyn bigint NOT NULL,
    balance_tiyn bigint NOT NULL,
    CONSTRAINT application_offer_row_balance_tiyn_check CHECK ((balance_tiyn >= 0)),
    CONSTRAINT application_offer_row_days_check CHECK ((days >= 0)),
    CONSTRAINT application_offer_row_nr_check CHECK ((nr >= 0)),
    CONSTRAINT application_offer_row_payout_tiyn_check CHECK ((payout_tiyn >= 0)),
    CONSTRAINT application_offer_row_principal_tiyn_check CHECK ((principal_tiyn >= 0)),
    CONSTRAINT application_offer_row_remuneration_tiyn_check CHECK ((remuneration_tiyn >= 0))
);

COMMENT ON TABLE public.application_offer_row IS 'Its rows: what is paid when.';

COMMENT ON COLUMN public.application_offer_row.application_id IS 'of the offer';

COMMENT ON COLUMN public.application_offer_row.offered_on IS 'of the offer';

COMMENT ON COLUMN public.application_offer_row.method IS 'of the offer';

COMMENT ON COLUMN public.application_offer_row.nr IS '0: the payout; 1, 2, ...';

COMMENT ON COLUMN public.application_offer_row.due_on IS 'the day';

COMMENT ON COLUMN public.application_offer_row.counted_to IS 'remuneration is counted up to this day';

COMMENT ON COLUMN public.application_offer_row.days IS 'days counted';

COMMENT ON COLUMN public.application_offer_row.payout_tiyn IS 'paid to the client (row 0)';

COMMENT ON COLUMN public.application_offer_row.principal_tiyn IS 'principal';

COMMENT ON COLUMN public.application_offer_row.remuneration_tiyn IS 'remuneration';

COMMENT ON COLUMN public.application_offer_row.balance_tiyn IS 'principal left after it';

CREATE TABLE public.attempt (
    key bytea NOT NULL,
    in_row integer NOT NULL,
    of_day integer NOT NULL,
    day date NOT NULL,
    blocked_until bigint NOT NULL,
    CONSTRAINT attempt_in_row_check CHECK ((in_row >= 0)),
    CONSTRAINT attempt_key_check CHECK ((length(key) = 32)),
    CONSTRAINT attempt_of_day_check CHECK ((of_day >= 0))
);

COMMENT ON TABLE public.attempt IS 'Attempts with a secret, by subject or by what was typed: limits hold over sessions, races and processes.';

COMMENT ON COLUMN public.attempt.key IS 'HMAC of kind of secret and who';

COMMENT ON COLUMN public.attempt.in_row IS 'wrong ones since the last right one';

COMMENT ON COLUMN public.attempt.of_day IS 'wrong ones of the day';

COMMENT ON COLUMN public.attempt.day IS 'the day of of_day';

COMMENT ON COLUMN public.attempt.blocked_until IS 'not before';

CREATE TABLE public.audit_checkpoint (
    size bigint NOT NULL,
    root bytea NOT NULL,
    at bigint NOT NULL,
    note text NOT NULL,
    CONSTRAINT audit_checkpoint_root_check CHECK ((length(root) = 32)),
    CONSTRAINT audit_checkpoint_size_check CHECK ((size > 0))
);

COMMENT ON TABLE public.audit_checkpoint IS 'Signed statements on the tree.';

COMMENT ON COLUMN public.audit_checkpoint.size IS 'leaves in the tree then';

COMMENT ON COLUMN public.audit_checkpoint.root IS 'its root';

COMMENT ON COLUMN public.audit_checkpoint.at IS 'when it was signed';

COMMENT ON COLUMN public.audit_checkpoint.note IS 'the signed note, as anybody can check it';

CREATE TABLE public.audit_leaf (
    id bytea NOT NULL,
    operation bytea NOT NULL,
    kind text NOT NULL,
    at bigint NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT audit_leaf_at_check CHECK ((at >= 0)),
    CONSTRAINT audit_leaf_bytes_check CHECK ((length(bytes) <= 4096)),
    CONSTRAINT audit_leaf_id_check CHECK ((length(id) = 16)),
    CONSTRAINT audit_leaf_kind_check CHECK ((kind <> ''::text)),
    CONSTRAINT audit_leaf_operation_check CHECK ((length(operation) = 16))
);

COMMENT ON TABLE public.audit_leaf IS 'A leaf: what was changed, by whom; written in the transaction of the change.';

COMMENT ON COLUMN public.audit_leaf.id IS 'the leaf';

COMMENT ON COLUMN public.audit_leaf.operation IS 'the operation that made the change';

COMMENT ON COLUMN public.audit_leaf.kind IS 'as in its bytes';

COMMENT ON COLUMN public.audit_leaf.at IS 'as in its bytes';

COMMENT ON COLUMN public.audit_leaf.bytes IS 'what is proven: docs/audit-format.md';

CREATE TABLE public.audit_node (
    level integer NOT NULL,
    nr bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT audit_node_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT audit_node_level_check CHECK ((level > 0)),
    CONSTRAINT audit_node_nr_check CHECK ((nr >= 0))
);

COMMENT ON TABLE public.audit_node IS 'The nodes of full subtrees above the leaves (RFC 6962).';

COMMENT ON COLUMN public.audit_node.level IS 'the subtree has 2^level leaves ...';

COMMENT ON COLUMN public.audit_node.nr IS '... from nr * 2^level on';

COMMENT ON COLUMN public.audit_node.hash IS 'its root';

CREATE TABLE public.audit_object (
    leaf_id bytea NOT NULL,
    nr integer NOT NULL,
    kind text NOT NULL,
    object bytea NOT NULL,
    CONSTRAINT audit_object_kind_check CHECK ((kind <> ''::text)),
    CONSTRAINT audit_object_nr_check CHECK ((nr > 0)),
    CONSTRAINT audit_object_object_check CHECK ((length(object) = 16))
);

COMMENT ON TABLE public.audit_object IS 'What a leaf is about, for finding it.';

COMMENT ON COLUMN public.audit_object.leaf_id IS 'the leaf';

COMMENT ON COLUMN public.audit_object.nr IS '1, 2, ... as in its bytes';

COMMENT ON COLUMN public.audit_object.kind IS '"contract"';

COMMENT ON COLUMN public.audit_object.object IS 'its id';

CREATE TABLE public.audit_place (
    number bigint NOT NULL,
    leaf_id bytea NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT audit_place_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT audit_place_number_check CHECK ((number >= 0))
);

COMMENT ON TABLE public.audit_place IS 'The place of a leaf in the tree. Two sequencers collide on the number.';

COMMENT ON COLUMN public.audit_place.number IS '0, 1, 2, ... without gaps';

COMMENT ON COLUMN public.audit_place.leaf_id IS 'the leaf';

COMMENT ON COLUMN public.audit_place.hash IS 'its hash: the node of level 0';

CREATE TABLE public.audit_waiting (
    leaf_id bytea NOT NULL
);

COMMENT ON TABLE public.audit_waiting IS 'Leaves that have no place yet, for some seconds at most.';

COMMENT ON COLUMN public.audit_waiting.leaf_id IS 'the leaf';

CREATE TABLE public.bank_account (
    id bytea NOT NULL,
    client_id bytea NOT NULL,
    iban bytea NOT NULL,
    iban_index bytea NOT NULL,
    bank text NOT NULL,
    tail text NOT NULL,
    holder text NOT NULL,
    reference text NOT NULL,
    asked_at bigint NOT NULL,
    answered_at bigint,
    used_from bigint,
    used_until bigint,
    evidence_id bytea,
    CONSTRAINT bank_account_bank_check CHECK ((length(bank) = 3)),
    CONSTRAINT bank_account_evidence_id_check CHECK ((length(evidence_id) = 16)),
    CONSTRAINT bank_account_holder_check CHECK ((holder = ANY (ARRAY['asked'::text, 'own'::text, 'other'::text, 'unknown'::text]))),
    CONSTRAINT bank_account_iban_index_check CHECK ((length(iban_index) = 32)),
    CONSTRAINT bank_account_id_check CHECK ((length(id) = 16)),
    CONSTRAINT bank_account_tail_check CHECK ((length(tail) = 4))
);

COMMENT ON TABLE public.bank_account IS 'A bank account of a client (8.7). Money goes there only where its holder is the client and the client confirmed it (6.6.a).';

COMMENT ON COLUMN public.bank_account.id IS 'the account';

COMMENT ON COLUMN public.bank_account.client_id IS 'who named it';

COMMENT ON COLUMN public.bank_account.iban IS 'sealed: normal form, 20 characters';

COMMENT ON COLUMN public.bank_account.iban_index IS 'blind index of it';

COMMENT ON COLUMN public.bank_account.bank IS 'the bank''s three digits';

COMMENT ON COLUMN public.bank_account.tail IS 'its last four characters, to be shown';

COMMENT ON COLUMN public.bank_account.holder IS 'what the bank says of its holder';

COMMENT ON COLUMN public.bank_account.reference IS 'the bank''s';

COMMENT ON COLUMN public.bank_account.asked_at IS 'when it was named';

COMMENT ON COLUMN public.bank_account.answered_at IS 'when the bank answered';

COMMENT ON COLUMN public.bank_account.used_from IS 'since when the client confirmed it';

COMMENT ON COLUMN public.bank_account.used_until IS 'when the client took it back';

COMMENT ON COLUMN public.bank_account.evidence_id IS 'of the confirmation';

CREATE TABLE public.bank_line (
    id bytea NOT NULL,
    statement_id bytea NOT NULL,
    ref text NOT NULL,
    is_in boolean NOT NULL,
    state text NOT NULL,
    amount_tiyn bigint NOT NULL,
    value_on date NOT NULL,
    booked_on date NOT NULL,
    decided_by bytea,
    decided_at bigint,
    version bigint NOT NULL,
    refund_id bytea,
    CONSTRAINT bank_line_amount_tiyn_check CHECK ((amount_tiyn > 0)),
    CONSTRAINT bank_line_decided_by_check CHECK ((length(decided_by) = 16)),
    CONSTRAINT bank_line_id_check CHECK ((length(id) = 16)),
    CONSTRAINT bank_line_ref_check CHECK ((ref <> ''::text)),
    CONSTRAINT bank_line_state_check CHECK ((state = ANY (ARRAY['matched'::text, 'unidentified'::text, 'own'::text, 'strange'::text]))),
    CONSTRAINT bank_line_version_check CHECK ((version > 0)),
    CONSTRAINT bank_line_way CHECK ((is_in = (state = ANY (ARRAY['matched'::text, 'unidentified'::text]))))
);

COMMENT ON TABLE public.bank_line IS 'One entry of the own account, taken once, whatever statement brings it. Personal data stays in the statement.';

COMMENT ON COLUMN public.bank_line.id IS 'the line';

COMMENT ON COLUMN public.bank_line.statement_id IS 'the first statement that brought it';

COMMENT ON COLUMN public.bank_line.ref IS 'the bank''s reference';

COMMENT ON COLUMN public.bank_line.is_in IS 'true: money came';

COMMENT ON COLUMN public.bank_line.state IS 'what became of it';

COMMENT ON COLUMN public.bank_line.amount_tiyn IS 'how much';

COMMENT ON COLUMN public.bank_line.value_on IS 'the bank''s value day';

COMMENT ON COLUMN public.bank_line.booked_on IS 'the day the bank booked it';

COMMENT ON COLUMN public.bank_line.decided_by IS 'the person who assigned it';

COMMENT ON COLUMN public.bank_line.decided_at IS 'when';

COMMENT ON COLUMN public.bank_line.version IS 'for concurrent changes';

COMMENT ON COLUMN public.bank_line.refund_id IS 'an unidentified receipt: what returns it; none: nothing does';

CREATE TABLE public.book (
    id integer NOT NULL,
    closed_on date NOT NULL,
    CONSTRAINT book_id_check CHECK ((id = 1))
);

COMMENT ON TABLE public.book IS 'One row: how far the books are closed.';

COMMENT ON COLUMN public.book.id IS 'always 1';

COMMENT ON COLUMN public.book.closed_on IS 'the last closed day; all before it are closed';

CREATE TABLE public.bureau_report (
    id bytea NOT NULL,
    application_id bytea NOT NULL,
    client_id bytea NOT NULL,
    errand_id bytea NOT NULL,
    document_id bytea NOT NULL,
    reference text NOT NULL,
    taken_at bigint NOT NULL,
    has_refusal boolean NOT NULL,
    refusal_at bigint NOT NULL,
    delay_days integer NOT NULL,
    was_late boolean NOT NULL,
    bankrupt_on date,
    is_conscript boolean NOT NULL,
    is_gambler boolean NOT NULL,
    payments_tiyn bigint NOT NULL,
    debt_tiyn bigint NOT NULL,
    unused_tiyn bigint NOT NULL,
    income_tiyn bigint,
    income_months integer NOT NULL,
    CONSTRAINT bureau_report_debt_tiyn_check CHECK ((debt_tiyn >= 0)),
    CONSTRAINT bureau_report_delay_days_check CHECK ((delay_days >= 0)),
    CONSTRAINT bureau_report_id_check CHECK ((length(id) = 16)),
    CONSTRAINT bureau_report_income_months_check CHECK ((income_months >= 0)),
    CONSTRAINT bureau_report_income_tiyn_check CHECK ((income_tiyn >= 0)),
    CONSTRAINT bureau_report_payments_tiyn_check CHECK ((payments_tiyn >= 0)),
    CONSTRAINT bureau_report_unused_tiyn_check CHECK ((unused_tiyn >= 0))
);

COMMENT ON TABLE public.bureau_report IS 'A credit report as it came; the figures that decisions use stand beside the sealed document.';

COMMENT ON COLUMN public.bureau_report.id IS 'the report';

COMMENT ON COLUMN public.bureau_report.application_id IS 'for which it was asked';

COMMENT ON COLUMN public.bureau_report.client_id IS 'of whom it is';

COMMENT ON COLUMN public.bureau_report.errand_id IS 'the errand that brought it';

COMMENT ON COLUMN public.bureau_report.document_id IS 'as it came, sealed';

COMMENT ON COLUMN public.bureau_report.reference IS 'the bureau''s own number';

COMMENT ON COLUMN public.bureau_report.taken_at IS 'when it came';

COMMENT ON COLUMN public.bureau_report.has_refusal IS 'a voluntary refusal is in force (8.8)';

COMMENT ON COLUMN public.bureau_report.refusal_at IS 'when the bureau looked for it';

COMMENT ON COLUMN public.bureau_report.delay_days IS 'longest delay now, on any open loan';

COMMENT ON COLUMN public.bureau_report.was_late IS 'over 90 days within the last 12 months';

COMMENT ON COLUMN public.bureau_report.bankrupt_on IS 'end of a citizen''s bankruptcy; empty: none';

COMMENT ON COLUMN public.bureau_report.is_conscript IS 'serves as a conscript';

COMMENT ON COLUMN public.bureau_report.is_gambler IS 'on the list of self-restriction from gambling';

COMMENT ON COLUMN public.bureau_report.payments_tiyn IS 'monthly payments on open loans, overdue amounts included';

COMMENT ON COLUMN public.bureau_report.debt_tiyn IS 'balances, overdue and used limits included';

COMMENT ON COLUMN public.bureau_report.unused_tiyn IS 'unused limits';

COMMENT ON COLUMN public.bureau_report.income_tiyn IS 'confirmed income together; empty: the bureau knows none';

COMMENT ON COLUMN public.bureau_report.income_months IS 'of so many months';

CREATE TABLE public.bureau_told (
    application_id bytea NOT NULL,
    errand_id bytea NOT NULL,
    planned_at bigint NOT NULL,
    told_at bigint,
    reference text,
    is_failed boolean NOT NULL
);

COMMENT ON TABLE public.bureau_told IS 'The fact of an application, told to the bureau in real time (one hour at most).';

COMMENT ON COLUMN public.bureau_told.application_id IS 'the application';

COMMENT ON COLUMN public.bureau_told.errand_id IS 'the errand that tells it';

COMMENT ON COLUMN public.bureau_told.planned_at IS 'when it was planned';

COMMENT ON COLUMN public.bureau_told.told_at IS 'when the bureau took it';

COMMENT ON COLUMN public.bureau_told.reference IS 'the bureau''s own number';

COMMENT ON COLUMN public.bureau_told.is_failed IS 'refused or given up: a person sees to it';

CREATE TABLE public.callback (
    id bytea NOT NULL,
    source text NOT NULL,
    key text NOT NULL,
    body bytea NOT NULL,
    received_at bigint NOT NULL,
    applied_at bigint,
    CONSTRAINT callback_id_check CHECK ((length(id) = 16)),
    CONSTRAINT callback_key_check CHECK ((key <> ''::text)),
    CONSTRAINT callback_source_check CHECK ((source <> ''::text))
);

COMMENT ON TABLE public.callback IS 'Callbacks from outside: authenticated, stored raw, applied once.';

COMMENT ON COLUMN public.callback.id IS 'the callback';

COMMENT ON COLUMN public.callback.source IS 'which partner';

COMMENT ON COLUMN public.callback.key IS 'the partner''s own id of the message';

COMMENT ON COLUMN public.callback.body IS 'as received';

COMMENT ON COLUMN public.callback.received_at IS 'when';

COMMENT ON COLUMN public.callback.applied_at IS 'when its effect was written; empty: not yet';

CREATE TABLE public.cash_desk (
    id bytea NOT NULL,
    name text NOT NULL,
    place text NOT NULL,
    is_open boolean NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT cash_desk_id_check CHECK ((length(id) = 16)),
    CONSTRAINT cash_desk_name_check CHECK ((name <> ''::text)),
    CONSTRAINT cash_desk_place_check CHECK ((place <> ''::text)),
    CONSTRAINT cash_desk_version_check CHECK ((version > 0))
);

COMMENT ON TABLE public.cash_desk IS 'A cash desk; none is open until an administrator opens it.';

COMMENT ON COLUMN public.cash_desk.id IS 'the desk';

COMMENT ON COLUMN public.cash_desk.name IS 'its name';

COMMENT ON COLUMN public.cash_desk.place IS 'where it is';

COMMENT ON COLUMN public.cash_desk.is_open IS 'false: no cash leaves it';

COMMENT ON COLUMN public.cash_desk.version IS 'for concurrent changes';

CREATE TABLE public.cash_handover (
    payout_id bytea NOT NULL,
    desk_id bytea NOT NULL,
    cashier bytea NOT NULL,
    document text NOT NULL,
    digital text,
    made_at bigint NOT NULL,
    CONSTRAINT cash_handover_cashier_check CHECK ((length(cashier) = 16)),
    CONSTRAINT cash_handover_digital CHECK (((document = 'digital'::text) = (digital IS NOT NULL))),
    CONSTRAINT cash_handover_document_check CHECK ((document = ANY (ARRAY['identity_card'::text, 'passport'::text, 'residence_permit'::text, 'stateless'::text, 'refugee'::text, 'digital'::text])))
);

COMMENT ON TABLE public.cash_handover IS 'Cash that was handed out: by whom, and how the client was identified (9.4). The number of the document stands in the client''s own facts, with which it was compared.';

COMMENT ON COLUMN public.cash_handover.payout_id IS 'which payout';

COMMENT ON COLUMN public.cash_handover.desk_id IS 'at which desk';

COMMENT ON COLUMN public.cash_handover.cashier IS 'who handed it out';

COMMENT ON COLUMN public.cash_handover.document IS 'what the client was compared with';

COMMENT ON COLUMN public.cash_handover.digital IS 'reference in the service of digital documents';

COMMENT ON COLUMN public.cash_handover.made_at IS 'when';

CREATE TABLE public.channel (
    name text NOT NULL,
    kind text NOT NULL,
    place text NOT NULL,
    services text NOT NULL,
    notified_on date NOT NULL,
    notice text NOT NULL,
    opened_at bigint,
    closed_at bigint,
    CONSTRAINT channel_kind_check CHECK ((kind = ANY (ARRAY['web'::text, 'mobile'::text, 'terminal'::text]))),
    CONSTRAINT channel_name_check CHECK ((name <> ''::text))
);

COMMENT ON TABLE public.channel IS 'Channels of electronic lending and their notifications to the authorised body (items 4 and 5).';

COMMENT ON COLUMN public.channel.name IS 'web, mobile, or the terminal''s name';

COMMENT ON COLUMN public.channel.kind IS 'what it is';

COMMENT ON COLUMN public.channel.place IS 'web site, application or place of the terminal (4.1)';

COMMENT ON COLUMN public.channel.services IS 'services given through it (4.2)';

COMMENT ON COLUMN public.channel.notified_on IS 'day the authorised body was notified (4.0)';

COMMENT ON COLUMN public.channel.notice IS 'number and attachments of the notification (4.3)';

COMMENT ON COLUMN public.channel.opened_at IS 'when it was opened; empty: not yet';

COMMENT ON COLUMN public.channel.closed_at IS 'when it was closed; empty: not';

CREATE TABLE public.channel_attachment (
    notice_id bytea NOT NULL,
    internal_id bytea NOT NULL
);

COMMENT ON TABLE public.channel_attachment IS 'The documents attached to it (4.3).';

COMMENT ON COLUMN public.channel_attachment.notice_id IS 'to which notification';

COMMENT ON COLUMN public.channel_attachment.internal_id IS 'which document';

CREATE TABLE public.channel_notice (
    id bytea NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    place text NOT NULL,
    services text NOT NULL,
    procedures text NOT NULL,
    number text NOT NULL,
    notified_on date NOT NULL,
    maker bytea NOT NULL,
    made_at bigint NOT NULL,
    begun_at bigint,
    CONSTRAINT channel_notice_id_check CHECK ((length(id) = 16)),
    CONSTRAINT channel_notice_kind_check CHECK ((kind = ANY (ARRAY['web'::text, 'mobile'::text, 'terminal'::text]))),
    CONSTRAINT channel_notice_maker_check CHECK ((length(maker) = 16)),
    CONSTRAINT channel_notice_name_check CHECK ((name <> ''::text)),
    CONSTRAINT channel_notice_number_check CHECK ((number <> ''::text)),
    CONSTRAINT channel_notice_place_check CHECK ((place <> ''::text)),
    CONSTRAINT channel_notice_procedures_check CHECK ((procedures <> ''::text)),
    CONSTRAINT channel_notice_services_check CHECK ((services <> ''::text))
);

COMMENT ON TABLE public.channel_notice IS 'What the authorised body was told of a channel: the first time before it opens, again before each change.';

COMMENT ON COLUMN public.channel_notice.id IS 'the notification';

COMMENT ON COLUMN public.channel_notice.name IS 'web, mobile, or the terminal''s name';

COMMENT ON COLUMN public.channel_notice.kind IS 'what it is';

COMMENT ON COLUMN public.channel_notice.place IS 'web site, application or place of the terminal (4.1)';

COMMENT ON COLUMN public.channel_notice.services IS 'services given through it (4.2)';

COMMENT ON COLUMN public.channel_notice.procedures IS 'that security procedures are approved (4.3)';

COMMENT ON COLUMN public.channel_notice.number IS 'number of the letter';

COMMENT ON COLUMN public.channel_notice.notified_on IS 'day it was sent (4.0)';

COMMENT ON COLUMN public.channel_notice.maker IS 'who sent it';

COMMENT ON COLUMN public.channel_notice.made_at IS 'when';

COMMENT ON COLUMN public.channel_notice.begun_at IS 'when the channel began to be as it says; none: not yet';

CREATE TABLE public.client (
    id bytea NOT NULL,
    iin bytea NOT NULL,
    iin_index bytea NOT NULL,
    name bytea NOT NULL,
    phone bytea NOT NULL,
    phone_index bytea NOT NULL,
    lang text NOT NULL,
    version bigint NOT NULL,
    made_at bigint NOT NULL,
    CONSTRAINT client_iin_index_check CHECK ((length(iin_index) = 32)),
    CONSTRAINT client_lang_check CHECK ((lang = ANY (ARRAY['kk'::text, 'ru'::text, 'en'::text]))),
    CONSTRAINT client_phone_index_check CHECK ((length(phone_index) = 32)),
    CONSTRAINT client_version_check CHECK ((version > 0))
);

COMMENT ON TABLE public.client IS 'A client (D.8); the id is that of the subject. Personal columns are sealed under the client''s data key; exact search by blind index.';

COMMENT ON COLUMN public.client.id IS 'the client';

COMMENT ON COLUMN public.client.iin IS 'sealed: individual identification number';

COMMENT ON COLUMN public.client.iin_index IS 'blind index of it';

COMMENT ON COLUMN public.client.name IS 'sealed: last name, first name, patronymic';

COMMENT ON COLUMN public.client.phone IS 'sealed: mobile number, +7 and ten digits';

COMMENT ON COLUMN public.client.phone_index IS 'blind index of it';

COMMENT ON COLUMN public.client.lang IS 'in which we write to the client';

COMMENT ON COLUMN public.client.version IS 'for concurrent changes';

COMMENT ON COLUMN public.client.made_at IS 'when the record was made';

CREATE TABLE public.client_word (
    word bytea NOT NULL,
    client_id bytea NOT NULL,
    CONSTRAINT client_word_word_check CHECK ((length(word) = 32))
);

COMMENT ON TABLE public.client_word IS 'Words of the names of clients as keyed hashes: of each whole word and of its first letters (src/vault/column.h). A row tells nothing without the key.';

COMMENT ON COLUMN public.client_word.word IS 'blind index of a word or of its front';

COMMENT ON COLUMN public.client_word.client_id IS 'whose name has it';

CREATE TABLE public.confirmation (
    id bytea NOT NULL,
    subject_id bytea NOT NULL,
    operation text NOT NULL,
    object bytea NOT NULL,
    what bytea NOT NULL,
    individual boolean NOT NULL,
    sentence text NOT NULL,
    figures text NOT NULL,
    password_version bigint,
    code_sends integer NOT NULL,
    code_sent_at bigint,
    code_at bigint,
    code_number bytea,
    wrong integer NOT NULL,
    face_id bytea,
    made_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    used_at bigint,
    eds_id bytea,
    CONSTRAINT confirmation_code_number_check CHECK ((length(code_number) = 16)),
    CONSTRAINT confirmation_code_sends_check CHECK ((code_sends >= 0)),
    CONSTRAINT confirmation_eds_id_check CHECK ((length(eds_id) = 16)),
    CONSTRAINT confirmation_face_id_check CHECK ((length(face_id) = 16)),
    CONSTRAINT confirmation_id_check CHECK ((length(id) = 16)),
    CONSTRAINT confirmation_object_check CHECK ((length(object) = 16)),
    CONSTRAINT confirmation_operation_check CHECK ((operation = ANY (ARRAY['register'::text, 'change_number'::text, 'change_bank'::text, 'conclude'::text, 'amend'::text, 'pay_seller'::text, 'second_consent'::text]))),
    CONSTRAINT confirmation_sentence_check CHECK ((sentence <> ''::text)),
    CONSTRAINT confirmation_what_check CHECK ((length(what) = 32)),
    CONSTRAINT confirmation_wrong_check CHECK ((wrong >= 0))
);

COMMENT ON TABLE public.confirmation IS 'A confirmation is bound to an operation, its object and the hash of what is confirmed; it lives minutes and is used once.';

COMMENT ON COLUMN public.confirmation.id IS 'the confirmation; challenge of its codes';

COMMENT ON COLUMN public.confirmation.subject_id IS 'who confirms';

COMMENT ON COLUMN public.confirmation.operation IS 'what it is for';

COMMENT ON COLUMN public.confirmation.object IS 'of which object';

COMMENT ON COLUMN public.confirmation.what IS 'hash of what is confirmed';

COMMENT ON COLUMN public.confirmation.individual IS 'false: a legal entity confirms';

COMMENT ON COLUMN public.confirmation.sentence IS 'key of the sentence that says what is confirmed';

COMMENT ON COLUMN public.confirmation.figures IS 'its figures, one a line';

COMMENT ON COLUMN public.confirmation.password_version IS 'of the password that was right; none: not yet';

COMMENT ON COLUMN public.confirmation.code_sends IS 'codes sent; the last one counts';

COMMENT ON COLUMN public.confirmation.code_sent_at IS 'when the last one was planned';

COMMENT ON COLUMN public.confirmation.code_at IS 'when the right one was entered; none: not yet';

COMMENT ON COLUMN public.confirmation.code_number IS 'subscriber number that it was sent to';

COMMENT ON COLUMN public.confirmation.wrong IS 'wrong passwords and codes';

COMMENT ON COLUMN public.confirmation.face_id IS 'session of the camera that passed; none: not yet';

COMMENT ON COLUMN public.confirmation.made_at IS 'when it was begun';

COMMENT ON COLUMN public.confirmation.ends_at IS 'it counts before that';

COMMENT ON COLUMN public.confirmation.used_at IS 'when it was spent; none: not yet';

COMMENT ON COLUMN public.confirmation.eds_id IS 'signature that passed; none: not yet';

CREATE TABLE public.consent (
    id bytea NOT NULL,
    subject_id bytea NOT NULL,
    kind text NOT NULL,
    version integer NOT NULL,
    lang text NOT NULL,
    hash bytea NOT NULL,
    leaf_id bytea NOT NULL,
    given_at bigint NOT NULL,
    withdrawn_at bigint,
    CONSTRAINT consent_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT consent_id_check CHECK ((length(id) = 16)),
    CONSTRAINT consent_lang_check CHECK ((lang = ANY (ARRAY['kk'::text, 'ru'::text, 'en'::text]))),
    CONSTRAINT consent_leaf_id_check CHECK ((length(leaf_id) = 16))
);

COMMENT ON TABLE public.consent IS 'A consent that was given: its proof is the hash of the text as shown, and its leaf.';

COMMENT ON COLUMN public.consent.id IS 'the consent';

COMMENT ON COLUMN public.consent.subject_id IS 'who gave it';

COMMENT ON COLUMN public.consent.kind IS 'of which text';

COMMENT ON COLUMN public.consent.version IS 'of which text';

COMMENT ON COLUMN public.consent.lang IS 'in which it was shown';

COMMENT ON COLUMN public.consent.hash IS 'SHA-256 of the text as shown';

COMMENT ON COLUMN public.consent.leaf_id IS 'its leaf in the audit log';

COMMENT ON COLUMN public.consent.given_at IS 'when';

COMMENT ON COLUMN public.consent.withdrawn_at IS 'when it was taken back';

CREATE TABLE public.consent_text (
    kind text NOT NULL,
    version integer NOT NULL,
    years integer NOT NULL,
    kk text NOT NULL,
    ru text NOT NULL,
    en text NOT NULL,
    CONSTRAINT consent_text_en_check CHECK ((en <> ''::text)),
    CONSTRAINT consent_text_kind_check CHECK ((kind = ANY (ARRAY['personal_data'::text, 'number'::text, 'bureau'::text, 'biometric'::text]))),
    CONSTRAINT consent_text_kk_check CHECK ((kk <> ''::text)),
    CONSTRAINT consent_text_ru_check CHECK ((ru <> ''::text)),
    CONSTRAINT consent_text_version_check CHECK ((version > 0)),
    CONSTRAINT consent_text_years_check CHECK ((years > 0))
);

COMMENT ON TABLE public.consent_text IS 'Texts of consents, as they are shown. A text never changes: another one is another version.';

COMMENT ON COLUMN public.consent_text.kind IS 'what is agreed to';

COMMENT ON COLUMN public.consent_text.version IS '1, 2, ... the newest is shown';

COMMENT ON COLUMN public.consent_text.years IS 'term: so long after the obligations end';

COMMENT ON COLUMN public.consent_text.kk IS 'in Kazakh';

COMMENT ON COLUMN public.consent_text.ru IS 'in Russian';

COMMENT ON COLUMN public.consent_text.en IS 'in English';

CREATE TABLE public.contract (
    id bytea NOT NULL,
    application_id bytea NOT NULL,
    client_id bytea NOT NULL,
    number text NOT NULL,
    state text NOT NULL,
    amount_tiyn bigint NOT NULL,
    rate_over bigint NOT NULL,
    rate_under bigint NOT NULL,
    document_id bytea NOT NULL,
    model_id bytea NOT NULL,
    hash bytea NOT NULL,
    signature bytea NOT NULL,
    formed_on date NOT NULL,
    formed_at bigint NOT NULL,
    concluded_at bigint,
    evidence_id bytea,
    loan_id bytea,
    leaf_id bytea NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT contract_amount_tiyn_check CHECK ((amount_tiyn > 0)),
    CONSTRAINT contract_concluded CHECK ((((state = 'concluded'::text) = (concluded_at IS NOT NULL)) AND ((concluded_at IS NULL) = (evidence_id IS NULL)) AND ((concluded_at IS NULL) = (loan_id IS NULL)))),
    CONSTRAINT contract_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT contract_id_check CHECK ((length(id) = 16)),
    CONSTRAINT contract_leaf_id_check CHECK ((length(leaf_id) = 16)),
    CONSTRAINT contract_number_check CHECK ((length(number) = 11)),
    CONSTRAINT contract_rate_over_check CHECK ((rate_over >= 0)),
    CONSTRAINT contract_rate_under_check CHECK ((rate_under > 0)),
    CONSTRAINT contract_signature_check CHECK ((length(signature) = 64)),
    CONSTRAINT contract_state_check CHECK ((state = ANY (ARRAY['formed'::text, 'concluded'::text, 'lapsed'::text]))),
    CONSTRAINT contract_version_check CHECK ((version > 0))
);

COMMENT ON TABLE public.contract IS 'A contract. Its paper is a sealed document; the client confirms and the organisation signs the hash of it.';

COMMENT ON COLUMN public.contract.id IS 'the contract';

COMMENT ON COLUMN public.contract.application_id IS 'from which it was formed';

COMMENT ON COLUMN public.contract.client_id IS 'with whom';

COMMENT ON COLUMN public.contract.number IS 'eleven digits, checked by the last two';

COMMENT ON COLUMN public.contract.state IS 'where it stands';

COMMENT ON COLUMN public.contract.amount_tiyn IS 'amount of the microcredit';

COMMENT ON COLUMN public.contract.rate_over IS 'annual effective rate as in the paper ...';

COMMENT ON COLUMN public.contract.rate_under IS '... as a share of one';

COMMENT ON COLUMN public.contract.document_id IS 'the paper as PDF';

COMMENT ON COLUMN public.contract.model_id IS 'the same as a model, for pages';

COMMENT ON COLUMN public.contract.hash IS 'of all it says; stands on each of its pages';

COMMENT ON COLUMN public.contract.signature IS 'of the organisation''s key';

COMMENT ON COLUMN public.contract.formed_on IS 'it can be concluded on this day';

COMMENT ON COLUMN public.contract.formed_at IS 'when';

COMMENT ON COLUMN public.contract.concluded_at IS 'when it was concluded';

COMMENT ON COLUMN public.contract.evidence_id IS 'the record of the two methods';

COMMENT ON COLUMN public.contract.loan_id IS 'the loan it opened';

COMMENT ON COLUMN public.contract.leaf_id IS 'its leaf in the audit log';

COMMENT ON COLUMN public.contract.version IS 'for concurrent changes';

CREATE TABLE public.data_key (
    id bytea NOT NULL,
    owner bytea NOT NULL,
    nr integer NOT NULL,
    wrapped bytea,
    master bytea NOT NULL,
    sealed bigint NOT NULL,
    made_at bigint NOT NULL,
    shredded_at bigint,
    CONSTRAINT data_key_id_check CHECK ((length(id) = 16)),
    CONSTRAINT data_key_master_check CHECK ((length(master) = 16)),
    CONSTRAINT data_key_nr_check CHECK ((nr > 0)),
    CONSTRAINT data_key_owner_check CHECK ((length(owner) = 16)),
    CONSTRAINT data_key_sealed_check CHECK (((sealed >= 0) AND (sealed <= '4294967296'::bigint))),
    CONSTRAINT data_key_shredded CHECK (((wrapped IS NULL) = (shredded_at IS NOT NULL)))
);

COMMENT ON TABLE public.data_key IS 'A data key of an owner (client, member of staff, the organisation). The newest one seals, all of them open.';

COMMENT ON COLUMN public.data_key.id IS 'the key, as sealed records name it';

COMMENT ON COLUMN public.data_key.owner IS 'whose data it seals';

COMMENT ON COLUMN public.data_key.nr IS '1, 2, ... of that owner';

COMMENT ON COLUMN public.data_key.wrapped IS 'under the master key; none: shredded for good';

COMMENT ON COLUMN public.data_key.master IS 'which master key wraps it';

COMMENT ON COLUMN public.data_key.sealed IS 'records sealed with it, 2^32 at most';

COMMENT ON COLUMN public.data_key.made_at IS 'when it was made';

COMMENT ON COLUMN public.data_key.shredded_at IS 'when it was destroyed, at the end of retention';

CREATE TABLE public.disclosure (
    id bytea NOT NULL,
    kind text NOT NULL,
    nr integer NOT NULL,
    state text NOT NULL,
    from_on date NOT NULL,
    body_kk text NOT NULL,
    body_ru text NOT NULL,
    hash_kk bytea NOT NULL,
    hash_ru bytea NOT NULL,
    maker bytea NOT NULL,
    made_at bigint NOT NULL,
    decided_by bytea,
    decided_at bigint,
    CONSTRAINT disclosure_body_kk_check CHECK ((body_kk <> ''::text)),
    CONSTRAINT disclosure_body_ru_check CHECK ((body_ru <> ''::text)),
    CONSTRAINT disclosure_decided CHECK (((state = 'proposed'::text) = (decided_at IS NULL))),
    CONSTRAINT disclosure_hash_kk_check CHECK ((length(hash_kk) = 32)),
    CONSTRAINT disclosure_hash_ru_check CHECK ((length(hash_ru) = 32)),
    CONSTRAINT disclosure_id_check CHECK ((length(id) = 16)),
    CONSTRAINT disclosure_kind_check CHECK ((kind = ANY (ARRAY['rules'::text, 'rights'::text]))),
    CONSTRAINT disclosure_maker_check CHECK ((length(maker) = 16)),
    CONSTRAINT disclosure_nr_check CHECK ((nr > 0)),
    CONSTRAINT disclosure_persons CHECK (((decided_by IS NULL) OR (decided_by <> maker))),
    CONSTRAINT disclosure_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'published'::text, 'rejected'::text])))
);

COMMENT ON TABLE public.disclosure IS 'A text that clients are shown and acknowledge: the rules of lending (8.2), the rights and duties (8.5). Two persons; never edited.';

COMMENT ON COLUMN public.disclosure.id IS 'the text';

COMMENT ON COLUMN public.disclosure.kind IS 'which';

COMMENT ON COLUMN public.disclosure.nr IS '1, 2, ... of its kind';

COMMENT ON COLUMN public.disclosure.state IS 'what became of it';

COMMENT ON COLUMN public.disclosure.from_on IS 'first day it holds; the next one ends it';

COMMENT ON COLUMN public.disclosure.body_kk IS 'in Kazakh';

COMMENT ON COLUMN public.disclosure.body_ru IS 'in Russian';

COMMENT ON COLUMN public.disclosure.hash_kk IS 'SHA-256 of body_kk';

COMMENT ON COLUMN public.disclosure.hash_ru IS 'SHA-256 of body_ru';

COMMENT ON COLUMN public.disclosure.maker IS 'who proposed';

COMMENT ON COLUMN public.disclosure.made_at IS 'when';

COMMENT ON COLUMN public.disclosure.decided_by IS 'who decided; never the maker';

COMMENT ON COLUMN public.disclosure.decided_at IS 'when';

CREATE TABLE public.document (
    id bytea NOT NULL,
    owner bytea NOT NULL,
    key_id bytea NOT NULL,
    class text NOT NULL,
    media text NOT NULL,
    origin text NOT NULL,
    blob bytea NOT NULL,
    content bytea NOT NULL,
    bytes bigint NOT NULL,
    kept_at bigint NOT NULL,
    dropped_at bigint,
    CONSTRAINT document_blob_check CHECK ((length(blob) = 32)),
    CONSTRAINT document_bytes_check CHECK ((bytes >= 0)),
    CONSTRAINT document_class_check CHECK ((class <> ''::text)),
    CONSTRAINT document_content_check CHECK ((length(content) = 32)),
    CONSTRAINT document_id_check CHECK ((length(id) = 16)),
    CONSTRAINT document_media_check CHECK ((media <> ''::text)),
    CONSTRAINT document_origin_check CHECK ((origin = ANY (ARRAY['formed'::text, 'sent'::text, 'received'::text]))),
    CONSTRAINT document_owner_check CHECK ((length(owner) = 16))
);

COMMENT ON TABLE public.document IS 'A document as it was formed, sent or received, byte for byte; the bytes are in the document store.';

COMMENT ON COLUMN public.document.id IS 'the document';

COMMENT ON COLUMN public.document.owner IS 'whose it is';

COMMENT ON COLUMN public.document.key_id IS 'the data key that seals it';

COMMENT ON COLUMN public.document.class IS 'what it is, for retention: "letter", "contract"';

COMMENT ON COLUMN public.document.media IS '"application/pdf"';

COMMENT ON COLUMN public.document.origin IS 'how it came to be here (34.2)';

COMMENT ON COLUMN public.document.blob IS 'SHA-256 of the sealed bytes: their place';

COMMENT ON COLUMN public.document.content IS 'SHA-256 of the document; its audit leaf names it';

COMMENT ON COLUMN public.document.bytes IS 'length of the document';

COMMENT ON COLUMN public.document.kept_at IS 'when it was kept';

COMMENT ON COLUMN public.document.dropped_at IS 'when its bytes were destroyed, after retention';

CREATE TABLE public.early_repayment (
    id bytea NOT NULL,
    loan_id bytea NOT NULL,
    client_id bytea NOT NULL,
    mode text NOT NULL,
    state text NOT NULL,
    amount_tiyn bigint NOT NULL,
    pay_on date NOT NULL,
    until_on date NOT NULL,
    hash bytea NOT NULL,
    evidence_id bytea,
    payment_id bytea,
    made_at bigint NOT NULL,
    CONSTRAINT early_repayment_agreed CHECK (((mode = 'full'::text) OR (state <> ALL (ARRAY['agreed'::text, 'done'::text])) OR (evidence_id IS NOT NULL))),
    CONSTRAINT early_repayment_amount_tiyn_check CHECK ((amount_tiyn > 0)),
    CONSTRAINT early_repayment_done CHECK (((state = 'done'::text) = (payment_id IS NOT NULL))),
    CONSTRAINT early_repayment_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT early_repayment_id_check CHECK ((length(id) = 16)),
    CONSTRAINT early_repayment_mode_check CHECK ((mode = ANY (ARRAY['full'::text, 'shorten'::text, 'lower'::text]))),
    CONSTRAINT early_repayment_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'agreed'::text, 'done'::text, 'withdrawn'::text])))
);

COMMENT ON TABLE public.early_repayment IS 'One wish: whole or in part, how the schedule changes, until which day its money is awaited. A part changes the contract and needs two methods (9.1.a); the payment that brings the money books it.';

COMMENT ON COLUMN public.early_repayment.id IS 'the wish';

COMMENT ON COLUMN public.early_repayment.loan_id IS 'of which loan';

COMMENT ON COLUMN public.early_repayment.client_id IS 'whose';

COMMENT ON COLUMN public.early_repayment.mode IS 'all; or a part, and what becomes of the rest';

COMMENT ON COLUMN public.early_repayment.state IS 'where it stands';

COMMENT ON COLUMN public.early_repayment.amount_tiyn IS 'a payment of so much or more books it';

COMMENT ON COLUMN public.early_repayment.pay_on IS 'the day it was counted for';

COMMENT ON COLUMN public.early_repayment.until_on IS 'the last value day that books it';

COMMENT ON COLUMN public.early_repayment.hash IS 'SHA-256 of what is confirmed, the rows of pay_on among it';

COMMENT ON COLUMN public.early_repayment.evidence_id IS 'of the client''s confirmation';

COMMENT ON COLUMN public.early_repayment.payment_id IS 'the payment that booked it';

COMMENT ON COLUMN public.early_repayment.made_at IS 'when it was asked for';

CREATE TABLE public.eds_code (
    token bytea NOT NULL,
    confirmation_id bytea NOT NULL,
    made_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    used_at bigint,
    CONSTRAINT eds_code_token_check CHECK ((length(token) = 32))
);

COMMENT ON TABLE public.eds_code IS 'An address that was shown as a QR code.';

COMMENT ON COLUMN public.eds_code.token IS 'SHA-256 of what stands in the address';

COMMENT ON COLUMN public.eds_code.confirmation_id IS 'what is signed there';

COMMENT ON COLUMN public.eds_code.made_at IS 'when it was shown';

COMMENT ON COLUMN public.eds_code.ends_at IS 'it counts before that';

COMMENT ON COLUMN public.eds_code.used_at IS 'when a signature came; none: not yet';

CREATE TABLE public.eds_signature (
    id bytea NOT NULL,
    confirmation_id bytea NOT NULL,
    state text NOT NULL,
    given_id bytea NOT NULL,
    record_id bytea,
    reason text NOT NULL,
    given_at bigint NOT NULL,
    ended_at bigint,
    CONSTRAINT eds_signature_id_check CHECK ((length(id) = 16)),
    CONSTRAINT eds_signature_proof CHECK (((state <> 'passed'::text) OR (record_id IS NOT NULL))),
    CONSTRAINT eds_signature_state_check CHECK ((state = ANY (ARRAY['asking'::text, 'passed'::text, 'failed'::text])))
);

COMMENT ON TABLE public.eds_signature IS 'A signature that a client gave for a confirmation, and what was found.';

COMMENT ON COLUMN public.eds_signature.id IS 'the signature';

COMMENT ON COLUMN public.eds_signature.confirmation_id IS 'for which confirmation';

COMMENT ON COLUMN public.eds_signature.state IS 'how it stands';

COMMENT ON COLUMN public.eds_signature.given_id IS 'the signature as it came, sealed';

COMMENT ON COLUMN public.eds_signature.record_id IS 'evidence to judge it again; none: not judged';

COMMENT ON COLUMN public.eds_signature.reason IS 'why it failed: content, person, revoked, ...';

COMMENT ON COLUMN public.eds_signature.given_at IS 'when it was given';

COMMENT ON COLUMN public.eds_signature.ended_at IS 'when it was judged';

CREATE TABLE public.entry (
    journal_id bytea NOT NULL,
    nr integer NOT NULL,
    debit text NOT NULL,
    credit text NOT NULL,
    amount_tiyn bigint NOT NULL,
    booked_on date NOT NULL,
    subject bytea,
    CONSTRAINT entry_amount_tiyn_check CHECK ((amount_tiyn > 0)),
    CONSTRAINT entry_nr_check CHECK ((nr > 0)),
    CONSTRAINT entry_sides CHECK ((debit <> credit))
);

COMMENT ON TABLE public.entry IS 'An entry: one amount from one account to another, so that each entry is balanced by itself.';

COMMENT ON COLUMN public.entry.journal_id IS 'its journal';

COMMENT ON COLUMN public.entry.nr IS '1, 2, ... in the journal';

COMMENT ON COLUMN public.entry.debit IS 'account debited';

COMMENT ON COLUMN public.entry.credit IS 'account credited';

COMMENT ON COLUMN public.entry.amount_tiyn IS 'the amount';

COMMENT ON COLUMN public.entry.booked_on IS 'as its journal''s, for the sums of a day';

COMMENT ON COLUMN public.entry.subject IS 'loan or client it concerns';

CREATE TABLE public.errand (
    id bytea NOT NULL,
    kind text NOT NULL,
    subject bytea NOT NULL,
    payload text NOT NULL,
    state text NOT NULL,
    lease bigint NOT NULL,
    lease_until bigint,
    due_at bigint NOT NULL,
    tries integer NOT NULL,
    made_at bigint NOT NULL,
    operation bytea NOT NULL,
    answered_at bigint,
    CONSTRAINT errand_id_check CHECK ((length(id) = 16)),
    CONSTRAINT errand_kind_check CHECK ((kind <> ''::text)),
    CONSTRAINT errand_lease_check CHECK ((lease >= 0)),
    CONSTRAINT errand_operation_check CHECK ((length(operation) = 16)),
    CONSTRAINT errand_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'sending'::text, 'asking'::text, 'answered'::text, 'unknown'::text, 'person'::text, 'given_up'::text]))),
    CONSTRAINT errand_subject_check CHECK ((length(subject) = 16)),
    CONSTRAINT errand_tries_check CHECK ((tries >= 0))
);

COMMENT ON TABLE public.errand IS 'An errand: one thing asked of a partner. Its payload holds references, never secrets or personal data.';

COMMENT ON COLUMN public.errand.id IS 'the errand; our idempotency id towards the partner';

COMMENT ON COLUMN public.errand.kind IS 'row of the table of kinds';

COMMENT ON COLUMN public.errand.subject IS 'what it is for: notice, application, payout';

COMMENT ON COLUMN public.errand.payload IS 'references as JSON';

COMMENT ON COLUMN public.errand.state IS 'where it stands';

COMMENT ON COLUMN public.errand.lease IS 'fencing number: grows with each try';

COMMENT ON COLUMN public.errand.lease_until IS 'who holds it may work until then';

COMMENT ON COLUMN public.errand.due_at IS 'not to be taken before';

COMMENT ON COLUMN public.errand.tries IS 'how often bytes may have left';

COMMENT ON COLUMN public.errand.made_at IS 'when it was planned';

COMMENT ON COLUMN public.errand.operation IS 'the operation that planned it';

COMMENT ON COLUMN public.errand.answered_at IS 'when the answer was applied';

CREATE TABLE public.errand_answer (
    errand_id bytea NOT NULL,
    lease bigint NOT NULL,
    at bigint NOT NULL,
    outcome text NOT NULL,
    applied boolean NOT NULL,
    detail text NOT NULL,
    CONSTRAINT errand_answer_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text, 'later'::text, 'unknown'::text])))
);

COMMENT ON TABLE public.errand_answer IS 'Every answer of a partner, also those that came under an old lease and were not applied.';

COMMENT ON COLUMN public.errand_answer.errand_id IS 'the errand';

COMMENT ON COLUMN public.errand_answer.lease IS 'under which it came';

COMMENT ON COLUMN public.errand_answer.at IS 'when';

COMMENT ON COLUMN public.errand_answer.outcome IS 'as the gateway understood it';

COMMENT ON COLUMN public.errand_answer.applied IS 'false: stored only';

COMMENT ON COLUMN public.errand_answer.detail IS 'the partner''s reference or code';

CREATE TABLE public.evidence (
    id bytea NOT NULL,
    confirmation_id bytea NOT NULL,
    subject_id bytea NOT NULL,
    operation text NOT NULL,
    object bytea NOT NULL,
    what bytea NOT NULL,
    methods text NOT NULL,
    leaf_id bytea NOT NULL,
    made_at bigint NOT NULL,
    CONSTRAINT evidence_id_check CHECK ((length(id) = 16)),
    CONSTRAINT evidence_leaf_id_check CHECK ((length(leaf_id) = 16)),
    CONSTRAINT evidence_methods_check CHECK ((methods <> ''::text)),
    CONSTRAINT evidence_object_check CHECK ((length(object) = 16)),
    CONSTRAINT evidence_what_check CHECK ((length(what) = 32))
);

COMMENT ON TABLE public.evidence IS 'What proves a confirmation that was used: kept as long as what it proves.';

COMMENT ON COLUMN public.evidence.id IS 'the evidence';

COMMENT ON COLUMN public.evidence.confirmation_id IS 'the confirmation, with its methods';

COMMENT ON COLUMN public.evidence.subject_id IS 'who';

COMMENT ON COLUMN public.evidence.operation IS 'what for';

COMMENT ON COLUMN public.evidence.object IS 'of which object';

COMMENT ON COLUMN public.evidence.what IS 'hash of what was confirmed';

COMMENT ON COLUMN public.evidence.methods IS '"biometric two_factor"';

COMMENT ON COLUMN public.evidence.leaf_id IS 'its leaf in the audit log';

COMMENT ON COLUMN public.evidence.made_at IS 'when it was used';

CREATE TABLE public.face_capture (
    capture bytea NOT NULL,
    face_id bytea NOT NULL,
    taken_at bigint NOT NULL,
    CONSTRAINT face_capture_capture_check CHECK ((length(capture) = 32))
);

COMMENT ON TABLE public.face_capture IS 'Face captures that were taken to account: each once, ever.';

COMMENT ON COLUMN public.face_capture.capture IS 'SHA-256 of the centre''s id of the capture';

COMMENT ON COLUMN public.face_capture.face_id IS 'in which session it counted';

COMMENT ON COLUMN public.face_capture.taken_at IS 'when it counted';

CREATE TABLE public.face_session (
    id bytea NOT NULL,
    confirmation_id bytea NOT NULL,
    state text NOT NULL,
    page text NOT NULL,
    reference text NOT NULL,
    reason text NOT NULL,
    begun_at bigint NOT NULL,
    ended_at bigint,
    CONSTRAINT face_session_id_check CHECK ((length(id) = 16)),
    CONSTRAINT face_session_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'open'::text, 'asking'::text, 'passed'::text, 'failed'::text])))
);

COMMENT ON TABLE public.face_session IS 'A session with the identification centre (COID): a person stands before its camera (35.2).';

COMMENT ON COLUMN public.face_session.id IS 'the session, our id towards the centre';

COMMENT ON COLUMN public.face_session.confirmation_id IS 'for which confirmation';

COMMENT ON COLUMN public.face_session.state IS 'how it stands';

COMMENT ON COLUMN public.face_session.page IS 'the centre''s page with the camera';

COMMENT ON COLUMN public.face_session.reference IS 'the centre''s';

COMMENT ON COLUMN public.face_session.reason IS 'why it failed: face, iin, names, photo, used, ...';

COMMENT ON COLUMN public.face_session.begun_at IS 'when';

COMMENT ON COLUMN public.face_session.ended_at IS 'when it passed or failed';

CREATE TABLE public.http_once (
    actor_kind integer NOT NULL,
    actor_id bytea NOT NULL,
    route text NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    operation bytea NOT NULL,
    made_at bigint NOT NULL,
    status integer,
    reply bytea,
    CONSTRAINT http_once_actor_id_check CHECK ((length(actor_id) = 16)),
    CONSTRAINT http_once_actor_kind_check CHECK (((actor_kind >= 0) AND (actor_kind <= 4))),
    CONSTRAINT http_once_fingerprint_check CHECK ((length(fingerprint) = 32)),
    CONSTRAINT http_once_key_check CHECK (((length(key) >= 16) AND (length(key) <= 128))),
    CONSTRAINT http_once_operation_check CHECK ((length(operation) = 16)),
    CONSTRAINT http_once_route_check CHECK (((length(route) >= 1) AND (length(route) <= 300))),
    CONSTRAINT http_once_status_check CHECK (((status >= 200) AND (status <= 599)))
);

COMMENT ON TABLE public.http_once IS 'A call that was answered DONE or REFUSED under an Idempotency-Key: the same key gives the same answer again.';

COMMENT ON COLUMN public.http_once.actor_kind IS 'as enum nes_caller_kind';

COMMENT ON COLUMN public.http_once.actor_id IS 'who called; zero: anyone';

COMMENT ON COLUMN public.http_once.route IS 'method and path with names of parameters';

COMMENT ON COLUMN public.http_once.key IS 'the key that the caller chose or was given';

COMMENT ON COLUMN public.http_once.fingerprint IS 'SHA-256 of address and content';

COMMENT ON COLUMN public.http_once.operation IS 'the operation that had the effect';

COMMENT ON COLUMN public.http_once.made_at IS 'when it was answered';

COMMENT ON COLUMN public.http_once.status IS 'of the answer; NULL only inside the transaction';

COMMENT ON COLUMN public.http_once.reply IS 'the answer with its headers, sealed';

CREATE TABLE public.http_operation (
    id bytea NOT NULL,
    actor_kind integer NOT NULL,
    actor_id bytea NOT NULL,
    owner bytea,
    route text NOT NULL,
    begun_at bigint NOT NULL,
    ended_at bigint,
    status integer,
    reply bytea,
    CONSTRAINT http_operation_actor_id_check CHECK ((length(actor_id) = 16)),
    CONSTRAINT http_operation_actor_kind_check CHECK (((actor_kind >= 0) AND (actor_kind <= 4))),
    CONSTRAINT http_operation_id_check CHECK ((length(id) = 16)),
    CONSTRAINT http_operation_owner_check CHECK ((length(owner) = 16)),
    CONSTRAINT http_operation_route_check CHECK (((length(route) >= 1) AND (length(route) <= 300))),
    CONSTRAINT http_operation_status_check CHECK (((status >= 200) AND (status <= 599)))
);

COMMENT ON TABLE public.http_operation IS 'An operation that was accepted (202) and ends when the outside has answered.';

COMMENT ON COLUMN public.http_operation.id IS 'told to the caller';

COMMENT ON COLUMN public.http_operation.actor_kind IS 'who began it, as enum nes_caller_kind';

COMMENT ON COLUMN public.http_operation.actor_id IS 'who began it';

COMMENT ON COLUMN public.http_operation.owner IS 'the client whose it is; NULL: the organisation';

COMMENT ON COLUMN public.http_operation.route IS 'the path with names of parameters';

COMMENT ON COLUMN public.http_operation.begun_at IS 'when it began';

COMMENT ON COLUMN public.http_operation.ended_at IS 'when it ended; NULL: it runs';

COMMENT ON COLUMN public.http_operation.status IS 'HTTP status of its end';

COMMENT ON COLUMN public.http_operation.reply IS 'JSON of its end, sealed';

CREATE TABLE public.identity_paper (
    id bytea NOT NULL,
    client_id bytea NOT NULL,
    facts bytea NOT NULL,
    tail text NOT NULL,
    valid_until date NOT NULL,
    stated_at bigint NOT NULL,
    evidence_id bytea,
    used_at bigint,
    before_facts bytea,
    before_until date,
    CONSTRAINT identity_paper_id_check CHECK ((length(id) = 16)),
    CONSTRAINT identity_paper_tail_check CHECK ((length(tail) = 2)),
    CONSTRAINT identity_paper_used CHECK ((((used_at IS NULL) = (evidence_id IS NULL)) AND ((used_at IS NULL) = (before_facts IS NULL)) AND ((used_at IS NULL) = (before_until IS NULL))))
);

COMMENT ON TABLE public.identity_paper IS 'A document that a client stated after registration. It counts once it was confirmed as at registration; the one before stays here.';

COMMENT ON COLUMN public.identity_paper.id IS 'the document';

COMMENT ON COLUMN public.identity_paper.client_id IS 'whose';

COMMENT ON COLUMN public.identity_paper.facts IS 'sealed as the registration''s facts: the same person with this document';

COMMENT ON COLUMN public.identity_paper.tail IS 'last two characters of its number';

COMMENT ON COLUMN public.identity_paper.valid_until IS 'its last day';

COMMENT ON COLUMN public.identity_paper.stated_at IS 'when it was stated';

COMMENT ON COLUMN public.identity_paper.evidence_id IS 'of the methods; none: not confirmed';

COMMENT ON COLUMN public.identity_paper.used_at IS 'since when it counts';

COMMENT ON COLUMN public.identity_paper.before_facts IS 'what counted until then, sealed';

COMMENT ON COLUMN public.identity_paper.before_until IS 'and its last day';

CREATE TABLE public.incident (
    id bytea NOT NULL,
    kind text NOT NULL,
    what text NOT NULL,
    found_on date NOT NULL,
    measures_due date NOT NULL,
    clients_due date NOT NULL,
    body_due date NOT NULL,
    maker bytea NOT NULL,
    made_at bigint NOT NULL,
    CONSTRAINT incident_id_check CHECK ((length(id) = 16)),
    CONSTRAINT incident_kind_check CHECK ((kind = ANY (ARRAY['access'::text, 'change'::text, 'third_party'::text, 'fraud'::text]))),
    CONSTRAINT incident_maker_check CHECK ((length(maker) = 16)),
    CONSTRAINT incident_what_check CHECK ((what <> ''::text))
);

COMMENT ON TABLE public.incident IS 'One finding, with the last days that the rules give from it.';

COMMENT ON COLUMN public.incident.id IS 'the finding';

COMMENT ON COLUMN public.incident.kind IS 'what it was';

COMMENT ON COLUMN public.incident.what IS 'in words, without personal data';

COMMENT ON COLUMN public.incident.found_on IS 'when it was found';

COMMENT ON COLUMN public.incident.measures_due IS 'last day for measures (13.1.a)';

COMMENT ON COLUMN public.incident.clients_due IS '... to inform clients (13.1.b)';

COMMENT ON COLUMN public.incident.body_due IS '... to inform the authorised body (13.1.c)';

COMMENT ON COLUMN public.incident.maker IS 'who wrote it down';

COMMENT ON COLUMN public.incident.made_at IS 'when';

CREATE TABLE public.incident_step (
    incident_id bytea NOT NULL,
    nr integer NOT NULL,
    kind text NOT NULL,
    done_on date NOT NULL,
    words text NOT NULL,
    client_id bytea,
    notice_id bytea,
    maker bytea NOT NULL,
    made_at bigint NOT NULL,
    CONSTRAINT incident_step_client CHECK ((((kind = 'client'::text) = (client_id IS NOT NULL)) AND ((client_id IS NULL) = (notice_id IS NULL)))),
    CONSTRAINT incident_step_kind_check CHECK ((kind = ANY (ARRAY['measures'::text, 'client'::text, 'body'::text]))),
    CONSTRAINT incident_step_maker_check CHECK ((length(maker) = 16)),
    CONSTRAINT incident_step_nr_check CHECK ((nr > 0)),
    CONSTRAINT incident_step_words CHECK (((kind = 'client'::text) OR (words <> ''::text)))
);

COMMENT ON TABLE public.incident_step IS 'What was done about it: measures, a client informed, the authorised body informed.';

COMMENT ON COLUMN public.incident_step.incident_id IS 'about which finding';

COMMENT ON COLUMN public.incident_step.nr IS '1, 2, ... in the order in which it was written down';

COMMENT ON COLUMN public.incident_step.kind IS 'what was done';

COMMENT ON COLUMN public.incident_step.done_on IS 'on which day';

COMMENT ON COLUMN public.incident_step.words IS 'the measures; the number of the letter to the body';

COMMENT ON COLUMN public.incident_step.client_id IS 'who was informed';

COMMENT ON COLUMN public.incident_step.notice_id IS 'by which notice';

COMMENT ON COLUMN public.incident_step.maker IS 'who did it';

COMMENT ON COLUMN public.incident_step.made_at IS 'when it was written down';

CREATE TABLE public.internal_document (
    id bytea NOT NULL,
    title text NOT NULL,
    number text NOT NULL,
    distortion boolean NOT NULL,
    access boolean NOT NULL,
    replay boolean NOT NULL,
    integrity boolean NOT NULL,
    document_id bytea NOT NULL,
    maker bytea NOT NULL,
    made_at bigint NOT NULL,
    checker bytea,
    approved_at bigint,
    CONSTRAINT internal_document_approved CHECK (((checker IS NULL) = (approved_at IS NULL))),
    CONSTRAINT internal_document_checker_check CHECK ((length(checker) = 16)),
    CONSTRAINT internal_document_id_check CHECK ((length(id) = 16)),
    CONSTRAINT internal_document_maker_check CHECK ((length(maker) = 16)),
    CONSTRAINT internal_document_number_check CHECK ((number <> ''::text)),
    CONSTRAINT internal_document_persons CHECK (((checker IS NULL) OR (checker <> maker))),
    CONSTRAINT internal_document_title_check CHECK ((title <> ''::text))
);

COMMENT ON TABLE public.internal_document IS 'An internal document: proposed with its file by one person, approved by another.';

COMMENT ON COLUMN public.internal_document.id IS 'the document';

COMMENT ON COLUMN public.internal_document.title IS 'as it is called';

COMMENT ON COLUMN public.internal_document.number IS 'number and day of the decision that adopted it';

COMMENT ON COLUMN public.internal_document.distortion IS 'provides for finding changes of electronic documents (11.1)';

COMMENT ON COLUMN public.internal_document.access IS 'provides for protection of the secrecy (11.2)';

COMMENT ON COLUMN public.internal_document.replay IS 'provides that given data cannot be used again (11.3)';

COMMENT ON COLUMN public.internal_document.integrity IS 'provides for the integrity of what is secret (11.4)';

COMMENT ON COLUMN public.internal_document.document_id IS 'the file as it came';

COMMENT ON COLUMN public.internal_document.maker IS 'who proposed it';

COMMENT ON COLUMN public.internal_document.made_at IS 'when';

COMMENT ON COLUMN public.internal_document.checker IS 'who approved it; never the maker';

COMMENT ON COLUMN public.internal_document.approved_at IS 'when';

CREATE TABLE public.job (
    name text NOT NULL,
    fence bigint NOT NULL,
    lease_until bigint,
    next_at bigint NOT NULL,
    last_day date,
    last_end text,
    CONSTRAINT job_fence_check CHECK ((fence >= 0)),
    CONSTRAINT job_name_check CHECK ((name <> ''::text))
);

COMMENT ON TABLE public.job IS 'Timed jobs: one row each, taken by a lease with a fencing number.';

COMMENT ON COLUMN public.job.name IS 'row of the table of jobs';

COMMENT ON COLUMN public.job.fence IS 'grows with each lease';

COMMENT ON COLUMN public.job.lease_until IS 'held until then';

COMMENT ON COLUMN public.job.next_at IS 'not before';

COMMENT ON COLUMN public.job.last_day IS 'daily jobs: the last day done, in order';

COMMENT ON COLUMN public.job.last_end IS 'fine, or the code of the last fault';

CREATE TABLE public.journal (
    id bytea NOT NULL,
    kind text NOT NULL,
    value_on date NOT NULL,
    booked_on date NOT NULL,
    operation bytea NOT NULL,
    reverses bytea,
    note text NOT NULL,
    booked_at bigint NOT NULL,
    CONSTRAINT journal_days CHECK ((booked_on >= value_on)),
    CONSTRAINT journal_id_check CHECK ((length(id) = 16)),
    CONSTRAINT journal_kind_check CHECK ((kind <> ''::text)),
    CONSTRAINT journal_operation_check CHECK ((length(operation) = 16))
);

COMMENT ON TABLE public.journal IS 'A journal: entries that belong together. Never changes; a mistake is undone by a reversing journal.';

COMMENT ON COLUMN public.journal.id IS 'the journal';

COMMENT ON COLUMN public.journal.kind IS 'what made it: manual, correction, ...';

COMMENT ON COLUMN public.journal.value_on IS 'the day the event belongs to';

COMMENT ON COLUMN public.journal.booked_on IS 'the open day it was booked on';

COMMENT ON COLUMN public.journal.operation IS 'the operation that wrote it; names its audit leaf';

COMMENT ON COLUMN public.journal.reverses IS 'the journal it undoes';

COMMENT ON COLUMN public.journal.note IS 'words for the auditor';

COMMENT ON COLUMN public.journal.booked_at IS 'when it was written';

CREATE TABLE public.journal_proposal (
    id bytea NOT NULL,
    value_on date NOT NULL,
    note text NOT NULL,
    reverses bytea,
    maker bytea NOT NULL,
    made_at bigint NOT NULL,
    decided_by bytea,
    decided_at bigint,
    approved boolean,
    CONSTRAINT journal_proposal_id_check CHECK ((length(id) = 16)),
    CONSTRAINT journal_proposal_maker_check CHECK ((length(maker) = 16)),
    CONSTRAINT journal_proposal_note_check CHECK ((note <> ''::text)),
    CONSTRAINT journal_proposal_persons CHECK (((decided_by IS NULL) OR (decided_by <> maker)))
);

COMMENT ON TABLE public.journal_proposal IS 'A manual journal waiting for a second person.';

COMMENT ON COLUMN public.journal_proposal.id IS 'the proposal; its journal gets the same id';

COMMENT ON COLUMN public.journal_proposal.value_on IS 'as journal.value_on';

COMMENT ON COLUMN public.journal_proposal.note IS 'as journal.note';

COMMENT ON COLUMN public.journal_proposal.reverses IS 'as journal.reverses';

COMMENT ON COLUMN public.journal_proposal.maker IS 'who proposed it';

COMMENT ON COLUMN public.journal_proposal.made_at IS 'when';

COMMENT ON COLUMN public.journal_proposal.decided_by IS 'who decided; never the maker';

COMMENT ON COLUMN public.journal_proposal.decided_at IS 'when';

COMMENT ON COLUMN public.journal_proposal.approved IS 'the decision; empty: open';

CREATE TABLE public.journal_proposal_entry (
    proposal_id bytea NOT NULL,
    nr integer NOT NULL,
    debit text NOT NULL,
    credit text NOT NULL,
    amount_tiyn bigint NOT NULL,
    CONSTRAINT journal_proposal_entry_amount_tiyn_check CHECK ((amount_tiyn > 0)),
    CONSTRAINT journal_proposal_entry_nr_check CHECK ((nr > 0)),
    CONSTRAINT journal_proposal_entry_sides CHECK ((debit <> credit))
);

COMMENT ON TABLE public.journal_proposal_entry IS 'Its entries.';

COMMENT ON COLUMN public.journal_proposal_entry.proposal_id IS 'the proposal';

COMMENT ON COLUMN public.journal_proposal_entry.nr IS '1, 2, ... in it';

COMMENT ON COLUMN public.journal_proposal_entry.debit IS 'as entry.debit';

COMMENT ON COLUMN public.journal_proposal_entry.credit IS 'as entry.credit';

COMMENT ON COLUMN public.journal_proposal_entry.amount_tiyn IS 'as entry.amount_tiyn';

CREATE TABLE public.letter (
    id bytea NOT NULL,
    client_id bytea NOT NULL,
    from_client boolean NOT NULL,
    author bytea NOT NULL,
    document_id bytea NOT NULL,
    leaf_id bytea NOT NULL,
    sent_at bigint NOT NULL,
    read_at bigint,
    CONSTRAINT letter_author_check CHECK ((length(author) = 16)),
    CONSTRAINT letter_id_check CHECK ((length(id) = 16)),
    CONSTRAINT letter_leaf_id_check CHECK ((length(leaf_id) = 16))
);

COMMENT ON TABLE public.letter IS 'A letter. Its text is a sealed document; so is each file that came with it.';

COMMENT ON COLUMN public.letter.id IS 'the letter';

COMMENT ON COLUMN public.letter.client_id IS 'whose letters it is among';

COMMENT ON COLUMN public.letter.from_client IS 'true: the client wrote it';

COMMENT ON COLUMN public.letter.author IS 'the client, or the member of staff';

COMMENT ON COLUMN public.letter.document_id IS 'the text';

COMMENT ON COLUMN public.letter.leaf_id IS 'its leaf in the audit log';

COMMENT ON COLUMN public.letter.sent_at IS 'when it was sent';

COMMENT ON COLUMN public.letter.read_at IS 'when the other side first opened it';

CREATE TABLE public.letter_file (
    letter_id bytea NOT NULL,
    nr integer NOT NULL,
    document_id bytea NOT NULL,
    CONSTRAINT letter_file_nr_check CHECK ((nr > 0))
);

COMMENT ON TABLE public.letter_file IS 'A file that came with a letter.';

COMMENT ON COLUMN public.letter_file.letter_id IS 'the letter';

COMMENT ON COLUMN public.letter_file.nr IS '1, 2, ... in it';

COMMENT ON COLUMN public.letter_file.document_id IS 'the file';

CREATE TABLE public.loan (
    id bytea NOT NULL,
    client_id bytea NOT NULL,
    contract_id bytea NOT NULL,
    number text NOT NULL,
    product_id bytea NOT NULL,
    terms text NOT NULL,
    signed_on date NOT NULL,
    amount_tiyn bigint NOT NULL,
    state text NOT NULL,
    sleeps boolean NOT NULL,
    next_due date,
    overdue_since date,
    events integer NOT NULL,
    version bigint NOT NULL,
    made_at bigint NOT NULL,
    papered boolean DEFAULT false NOT NULL,
    CONSTRAINT loan_amount_tiyn_check CHECK ((amount_tiyn > 0)),
    CONSTRAINT loan_contract_id_check CHECK ((length(contract_id) = 16)),
    CONSTRAINT loan_events_check CHECK ((events >= 0)),
    CONSTRAINT loan_id_check CHECK ((length(id) = 16)),
    CONSTRAINT loan_number_check CHECK ((number <> ''::text)),
    CONSTRAINT loan_product_id_check CHECK ((length(product_id) = 16)),
    CONSTRAINT loan_state_check CHECK ((state = ANY (ARRAY['signed'::text, 'open'::text, 'closed'::text]))),
    CONSTRAINT loan_terms_check CHECK ((terms <> ''::text)),
    CONSTRAINT loan_version_check CHECK ((version > 0))
)
WITH (fillfactor='80');

COMMENT ON TABLE public.loan IS 'A microcredit that was concluded. What it owes is folded from terms, schedule and events; nothing here repeats it but what the night looks for.';

COMMENT ON COLUMN public.loan.id IS 'the loan';

COMMENT ON COLUMN public.loan.client_id IS 'the borrower';

COMMENT ON COLUMN public.loan.contract_id IS 'the contract';

COMMENT ON COLUMN public.loan.number IS 'number of the contract, as printed on it';

COMMENT ON COLUMN public.loan.product_id IS 'the version of the product';

COMMENT ON COLUMN public.loan.terms IS 'as signed; form of src/calc/loan_text.h';

COMMENT ON COLUMN public.loan.signed_on IS 'when it was concluded';

COMMENT ON COLUMN public.loan.amount_tiyn IS 'as signed';

COMMENT ON COLUMN public.loan.state IS 'signed: nothing is paid out yet';

COMMENT ON COLUMN public.loan.sleeps IS 'true: nights pass over it (nothing paid out, or closed and its last night done)';

COMMENT ON COLUMN public.loan.next_due IS 'date of the next payment; none: nothing is to come';

COMMENT ON COLUMN public.loan.overdue_since IS 'first day of delay; none: nothing is late';

COMMENT ON COLUMN public.loan.events IS 'number of its events';

COMMENT ON COLUMN public.loan.version IS 'for concurrent changes';

COMMENT ON COLUMN public.loan.made_at IS 'when the row was made';

COMMENT ON COLUMN public.loan.papered IS 'the paper about its closing was asked for';

CREATE TABLE public.loan_event (
    loan_id bytea NOT NULL,
    nr integer NOT NULL,
    id bytea NOT NULL,
    kind text NOT NULL,
    day date NOT NULL,
    amount_tiyn bigint NOT NULL,
    of_id bytea,
    until_on date,
    mode integer NOT NULL,
    back boolean NOT NULL,
    accrues boolean NOT NULL,
    takes_overdue boolean NOT NULL,
    rate_over bigint NOT NULL,
    rate_under bigint NOT NULL,
    w_principal bigint NOT NULL,
    w_remuneration bigint NOT NULL,
    w_penalty bigint NOT NULL,
    w_costs bigint NOT NULL,
    rows integer NOT NULL,
    reason text NOT NULL,
    source_id bytea,
    journal_id bytea,
    made_at bigint NOT NULL,
    CONSTRAINT loan_event_amount_tiyn_check CHECK ((amount_tiyn >= 0)),
    CONSTRAINT loan_event_id_check CHECK ((length(id) = 16)),
    CONSTRAINT loan_event_kind_check CHECK ((kind <> ''::text)),
    CONSTRAINT loan_event_nr_check CHECK ((nr > 0)),
    CONSTRAINT loan_event_of_id_check CHECK ((length(of_id) = 16)),
    CONSTRAINT loan_event_rows_check CHECK ((rows >= 0)),
    CONSTRAINT loan_event_source_id_check CHECK ((length(source_id) = 16)),
    CONSTRAINT loan_event_w_costs_check CHECK ((w_costs >= 0)),
    CONSTRAINT loan_event_w_penalty_check CHECK ((w_penalty >= 0)),
    CONSTRAINT loan_event_w_principal_check CHECK ((w_principal >= 0)),
    CONSTRAINT loan_event_w_remuneration_check CHECK ((w_remuneration >= 0))
);

COMMENT ON TABLE public.loan_event IS 'What happened to a loan. Members that a kind does not use are empty. docs/events.md says what each does.';

COMMENT ON COLUMN public.loan_event.loan_id IS 'the loan';

COMMENT ON COLUMN public.loan_event.nr IS '1, 2, ... in the order of arrival';

COMMENT ON COLUMN public.loan_event.id IS 'the event';

COMMENT ON COLUMN public.loan_event.kind IS '"payment"';

COMMENT ON COLUMN public.loan_event.day IS 'value day';

COMMENT ON COLUMN public.loan_event.amount_tiyn IS 'amount';

COMMENT ON COLUMN public.loan_event.of_id IS 'reversal: the event that never was';

COMMENT ON COLUMN public.loan_event.until_on IS 'holiday: its last day';

COMMENT ON COLUMN public.loan_event.mode IS 'early repayment: 0 shorten, 1 lower, 2 skip';

COMMENT ON COLUMN public.loan_event.back IS 'resume: with the remuneration withheld';

COMMENT ON COLUMN public.loan_event.accrues IS 'holiday: remuneration and penalty go on';

COMMENT ON COLUMN public.loan_event.takes_overdue IS 'reschedule: with what is due and overdue';

COMMENT ON COLUMN public.loan_event.rate_over IS 'lower rate: of a year, rate_over / rate_under';

COMMENT ON COLUMN public.loan_event.rate_under IS 'see rate_over';

COMMENT ON COLUMN public.loan_event.w_principal IS 'write-off: at most so much principal';

COMMENT ON COLUMN public.loan_event.w_remuneration IS '... remuneration';

COMMENT ON COLUMN public.loan_event.w_penalty IS '... penalty';

COMMENT ON COLUMN public.loan_event.w_costs IS '... costs';

COMMENT ON COLUMN public.loan_event.rows IS 'rows of the schedule agreed with it';

COMMENT ON COLUMN public.loan_event.reason IS 'words for the explanation';

COMMENT ON COLUMN public.loan_event.source_id IS 'what caused it: a payment, an errand, a paper';

COMMENT ON COLUMN public.loan_event.journal_id IS 'what was posted; none: nothing had to be';

COMMENT ON COLUMN public.loan_event.made_at IS 'when it was written';

CREATE TABLE public.loan_night (
    id integer NOT NULL,
    done_on date NOT NULL,
    cursor_id bytea,
    chunk integer NOT NULL,
    CONSTRAINT loan_night_chunk_check CHECK ((chunk >= 0)),
    CONSTRAINT loan_night_cursor_id_check CHECK ((length(cursor_id) = 16)),
    CONSTRAINT loan_night_id_check CHECK ((id = 1))
);

COMMENT ON TABLE public.loan_night IS 'One row: how far the nights are. A loan whose id is not above the cursor has had the night of the day after done_on.';

COMMENT ON COLUMN public.loan_night.id IS 'always 1';

COMMENT ON COLUMN public.loan_night.done_on IS 'the last day whose night is done for all loans';

COMMENT ON COLUMN public.loan_night.cursor_id IS 'the last loan done of the running night; none: no night runs';

COMMENT ON COLUMN public.loan_night.chunk IS 'chunks done of the running night';

CREATE TABLE public.loan_night_journal (
    day date NOT NULL,
    product_id bytea NOT NULL,
    kind text NOT NULL,
    chunk integer NOT NULL,
    journal_id bytea NOT NULL,
    CONSTRAINT loan_night_journal_chunk_check CHECK ((chunk > 0)),
    CONSTRAINT loan_night_journal_kind_check CHECK ((kind <> ''::text)),
    CONSTRAINT loan_night_journal_product_id_check CHECK ((length(product_id) = 16))
);

COMMENT ON TABLE public.loan_night_journal IS 'A journal of a night: one for each day, product, kind and chunk, so that no run can post it twice.';

COMMENT ON COLUMN public.loan_night_journal.day IS 'the day whose night it is';

COMMENT ON COLUMN public.loan_night_journal.product_id IS 'the version of the product';

COMMENT ON COLUMN public.loan_night_journal.kind IS '"loan.accrual"';

COMMENT ON COLUMN public.loan_night_journal.chunk IS 'the chunk of that night';

COMMENT ON COLUMN public.loan_night_journal.journal_id IS 'what was posted';

CREATE TABLE public.loan_order (
    id bytea NOT NULL,
    loan_id bytea NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    paper text NOT NULL,
    received_on date NOT NULL,
    due_on date,
    cancels_id bytea,
    back boolean NOT NULL,
    guilty boolean NOT NULL,
    amount_tiyn bigint NOT NULL,
    maker bytea NOT NULL,
    made_at bigint NOT NULL,
    checker bytea,
    decided_at bigint,
    leaf_id bytea,
    version bigint NOT NULL,
    CONSTRAINT loan_order_amount_tiyn_check CHECK ((amount_tiyn >= 0)),
    CONSTRAINT loan_order_cancels CHECK (((kind = 'resume'::text) = (cancels_id IS NOT NULL))),
    CONSTRAINT loan_order_checker_check CHECK ((length(checker) = 16)),
    CONSTRAINT loan_order_decided CHECK (((state = 'proposed'::text) = (checker IS NULL))),
    CONSTRAINT loan_order_id_check CHECK ((length(id) = 16)),
    CONSTRAINT loan_order_kind_check CHECK ((kind = ANY (ARRAY['suspend'::text, 'resume'::text, 'forgive'::text, 'write_off'::text]))),
    CONSTRAINT loan_order_maker_check CHECK ((length(maker) = 16)),
    CONSTRAINT loan_order_paper_check CHECK ((paper <> ''::text)),
    CONSTRAINT loan_order_persons CHECK (((checker IS NULL) OR (checker <> maker))),
    CONSTRAINT loan_order_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'done'::text, 'rejected'::text]))),
    CONSTRAINT loan_order_version_check CHECK ((version > 0))
);

COMMENT ON TABLE public.loan_order IS 'A suspension of accrual, its end, penalty forgiven, a debt written off: proposed by one of staff, decided by another.';

COMMENT ON COLUMN public.loan_order.id IS 'the order';

COMMENT ON COLUMN public.loan_order.loan_id IS 'about which loan';

COMMENT ON COLUMN public.loan_order.kind IS 'what is to be done';

COMMENT ON COLUMN public.loan_order.state IS 'where it stands';

COMMENT ON COLUMN public.loan_order.paper IS 'which paper says so: who gave it, number, day';

COMMENT ON COLUMN public.loan_order.received_on IS 'when the organisation received it';

COMMENT ON COLUMN public.loan_order.due_on IS 'the last day of the law for it';

COMMENT ON COLUMN public.loan_order.cancels_id IS 'resume: the suspension that was cancelled';

COMMENT ON COLUMN public.loan_order.back IS 'resume: with the remuneration withheld';

COMMENT ON COLUMN public.loan_order.guilty IS 'write_off: a court found the client guilty, the claim stays';

COMMENT ON COLUMN public.loan_order.amount_tiyn IS 'forgive: at most so much, 0 all; done: what it came to';

COMMENT ON COLUMN public.loan_order.maker IS 'who proposed it';

COMMENT ON COLUMN public.loan_order.made_at IS 'when';

COMMENT ON COLUMN public.loan_order.checker IS 'who decided; never the maker';

COMMENT ON COLUMN public.loan_order.decided_at IS 'when';

COMMENT ON COLUMN public.loan_order.leaf_id IS 'its leaf in the audit log, once done';

COMMENT ON COLUMN public.loan_order.version IS 'for concurrent changes';

CREATE TABLE public.loan_paper (
    id bytea NOT NULL,
    loan_id bytea NOT NULL,
    client_id bytea NOT NULL,
    kind text NOT NULL,
    about bytea NOT NULL,
    document_id bytea,
    model_id bytea,
    leaf_id bytea,
    asked_at bigint NOT NULL,
    CONSTRAINT loan_paper_about_check CHECK ((length(about) = 16)),
    CONSTRAINT loan_paper_id_check CHECK ((length(id) = 16)),
    CONSTRAINT loan_paper_kind_check CHECK ((kind = ANY (ARRAY['contract'::text, 'receipt'::text, 'closed'::text]))),
    CONSTRAINT loan_paper_leaf_id_check CHECK ((length(leaf_id) = 16))
);

COMMENT ON TABLE public.loan_paper IS 'A paper on a loan, asked for in the transaction of what it tells, formed after it: the contract with its evidence, the receipt of a payment, the certificate that nothing is owed.';

COMMENT ON COLUMN public.loan_paper.id IS 'the paper';

COMMENT ON COLUMN public.loan_paper.loan_id IS 'of which loan';

COMMENT ON COLUMN public.loan_paper.client_id IS 'whose';

COMMENT ON COLUMN public.loan_paper.kind IS 'what it is';

COMMENT ON COLUMN public.loan_paper.about IS 'the contract, the payment, or the loan';

COMMENT ON COLUMN public.loan_paper.document_id IS 'the paper as PDF; none: not formed yet';

COMMENT ON COLUMN public.loan_paper.model_id IS 'the same as a model, for pages';

COMMENT ON COLUMN public.loan_paper.leaf_id IS 'its leaf in the audit log';

COMMENT ON COLUMN public.loan_paper.asked_at IS 'when it was asked for';

CREATE TABLE public.loan_row (
    loan_id bytea NOT NULL,
    schedule integer NOT NULL,
    nr integer NOT NULL,
    due_on date NOT NULL,
    counted_to date NOT NULL,
    days integer NOT NULL,
    principal_tiyn bigint NOT NULL,
    remuneration_tiyn bigint NOT NULL,
    CONSTRAINT loan_row_days_check CHECK ((days >= 0)),
    CONSTRAINT loan_row_nr_check CHECK ((nr > 0)),
    CONSTRAINT loan_row_principal_tiyn_check CHECK ((principal_tiyn >= 0)),
    CONSTRAINT loan_row_remuneration_tiyn_check CHECK ((remuneration_tiyn >= 0)),
    CONSTRAINT loan_row_schedule_check CHECK ((schedule >= 0))
);

COMMENT ON TABLE public.loan_row IS 'A row of an agreed schedule: data, never built again. Schedule 0 is the signed one, others came with the event of that number.';

COMMENT ON COLUMN public.loan_row.loan_id IS 'the loan';

COMMENT ON COLUMN public.loan_row.schedule IS '0, or the number of the event';

COMMENT ON COLUMN public.loan_row.nr IS '1, 2, ... in the schedule';

COMMENT ON COLUMN public.loan_row.due_on IS 'when it falls due';

COMMENT ON COLUMN public.loan_row.counted_to IS 'remuneration is counted up to this day';

COMMENT ON COLUMN public.loan_row.days IS 'days of the period by the day count';

COMMENT ON COLUMN public.loan_row.principal_tiyn IS 'principal asked';

COMMENT ON COLUMN public.loan_row.remuneration_tiyn IS 'remuneration asked';

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

CREATE TABLE public.notice (
    id bytea NOT NULL,
    client_id bytea NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    made_by bytea NOT NULL,
    made_at bigint NOT NULL,
    ended_at bigint,
    way text DEFAULT 'sms'::text NOT NULL,
    number_id bytea,
    CONSTRAINT notice_id_check CHECK ((length(id) = 16)),
    CONSTRAINT notice_kind_check CHECK ((kind <> ''::text)),
    CONSTRAINT notice_made_by_check CHECK ((length(made_by) = 16)),
    CONSTRAINT notice_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'sent'::text, 'failed'::text]))),
    CONSTRAINT notice_way_check CHECK ((way = ANY (ARRAY['sms'::text, 'account'::text])))
);

COMMENT ON TABLE public.notice IS 'A short message to a client''s telephone; its text is built from kind and language when it leaves.';

COMMENT ON COLUMN public.notice.id IS 'the notice';

COMMENT ON COLUMN public.notice.client_id IS 'to whom';

COMMENT ON COLUMN public.notice.kind IS 'which sentence: notice.KIND of the catalogue';

COMMENT ON COLUMN public.notice.state IS 'what became of it';

COMMENT ON COLUMN public.notice.made_by IS 'who sent it';

COMMENT ON COLUMN public.notice.made_at IS 'when';

COMMENT ON COLUMN public.notice.ended_at IS 'when the gateway answered';

COMMENT ON COLUMN public.notice.way IS 'account: shown in the personal account alone';

COMMENT ON COLUMN public.notice.number_id IS 'the number it goes to; none: the client''s own of that moment';

CREATE TABLE public.often (
    key bytea NOT NULL,
    hour bigint NOT NULL,
    n integer NOT NULL,
    CONSTRAINT often_key_check CHECK ((length(key) = 32)),
    CONSTRAINT often_n_check CHECK ((n >= 0))
);

COMMENT ON TABLE public.often IS 'Calls of one place in an hour: registrations from one address.';

COMMENT ON COLUMN public.often.key IS 'HMAC of what is done and from where';

COMMENT ON COLUMN public.often.hour IS 'the hour that is counted, since 1970';

COMMENT ON COLUMN public.often.n IS 'how often in it';

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

CREATE TABLE public.organisation (
    id integer NOT NULL,
    bin text NOT NULL,
    name_kk text NOT NULL,
    name_ru text NOT NULL,
    licence text NOT NULL,
    legal_address text NOT NULL,
    actual_address text NOT NULL,
    phones text NOT NULL,
    fax text NOT NULL,
    email text NOT NULL,
    site text NOT NULL,
    head_last text NOT NULL,
    head_first text NOT NULL,
    head_patronymic text NOT NULL,
    colour text NOT NULL,
    logo text NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT organisation_id_check CHECK ((id = 1)),
    CONSTRAINT organisation_version_check CHECK ((version > 0))
);

COMMENT ON TABLE public.organisation IS 'One row: the organisation as clients see it (7.2, 7.2.a, 24.1).';

COMMENT ON COLUMN public.organisation.id IS 'always 1';

COMMENT ON COLUMN public.organisation.bin IS 'business identification number';

COMMENT ON COLUMN public.organisation.name_kk IS 'name in Kazakh';

COMMENT ON COLUMN public.organisation.name_ru IS 'name in Russian';

COMMENT ON COLUMN public.organisation.licence IS 'number and day of the licence';

COMMENT ON COLUMN public.organisation.legal_address IS 'legal address';

COMMENT ON COLUMN public.organisation.actual_address IS 'actual address';

COMMENT ON COLUMN public.organisation.phones IS 'telephone numbers';

COMMENT ON COLUMN public.organisation.fax IS 'fax; empty: none';

COMMENT ON COLUMN public.organisation.email IS 'e-mail';

COMMENT ON COLUMN public.organisation.site IS 'web site';

COMMENT ON COLUMN public.organisation.head_last IS 'first head: last name';

COMMENT ON COLUMN public.organisation.head_first IS 'first head: first name';

COMMENT ON COLUMN public.organisation.head_patronymic IS 'first head: patronymic; empty: none';

COMMENT ON COLUMN public.organisation.colour IS 'corporate colour, #RRGGBB';

COMMENT ON COLUMN public.organisation.logo IS 'logo, SVG';

COMMENT ON COLUMN public.organisation.version IS 'for concurrent changes';

CREATE TABLE public.own_account (
    id integer NOT NULL,
    iban text NOT NULL,
    bic text NOT NULL,
    bank_kk text NOT NULL,
    bank_ru text NOT NULL,
    kbe text NOT NULL,
    knp_out text NOT NULL,
    knp_back text NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT own_account_bank_kk_check CHECK ((bank_kk <> ''::text)),
    CONSTRAINT own_account_bank_ru_check CHECK ((bank_ru <> ''::text)),
    CONSTRAINT own_account_bic_check CHECK ((bic <> ''::text)),
    CONSTRAINT own_account_iban_check CHECK ((length(iban) = 20)),
    CONSTRAINT own_account_id_check CHECK ((id = 1)),
    CONSTRAINT own_account_kbe_check CHECK ((length(kbe) = 2)),
    CONSTRAINT own_account_knp_back_check CHECK ((length(knp_back) = 3)),
    CONSTRAINT own_account_knp_out_check CHECK ((length(knp_out) = 3)),
    CONSTRAINT own_account_version_check CHECK ((version > 0))
);

COMMENT ON TABLE public.own_account IS 'One row: the account of the organisation that money leaves from and comes back to (7.6).';

COMMENT ON COLUMN public.own_account.id IS 'always 1';

COMMENT ON COLUMN public.own_account.iban IS 'the account';

COMMENT ON COLUMN public.own_account.bic IS 'of its bank';

COMMENT ON COLUMN public.own_account.bank_kk IS 'the bank in Kazakh';

COMMENT ON COLUMN public.own_account.bank_ru IS 'the bank in Russian';

COMMENT ON COLUMN public.own_account.kbe IS 'code of the beneficiary';

COMMENT ON COLUMN public.own_account.knp_out IS 'purpose code of payouts';

COMMENT ON COLUMN public.own_account.knp_back IS 'purpose code of repayments';

COMMENT ON COLUMN public.own_account.version IS 'for concurrent changes';

CREATE TABLE public.password (
    subject_id bytea NOT NULL,
    hash text NOT NULL,
    issued boolean NOT NULL,
    version bigint NOT NULL,
    set_at bigint NOT NULL,
    CONSTRAINT password_version_check CHECK ((version > 0))
);

COMMENT ON TABLE public.password IS 'The password of a subject: never itself, only its Argon2id string.';

COMMENT ON COLUMN public.password.subject_id IS 'whose';

COMMENT ON COLUMN public.password.hash IS 'Argon2id with parameters and salt';

COMMENT ON COLUMN public.password.issued IS 'true: given by us, to be replaced at first use (35.3.a)';

COMMENT ON COLUMN public.password.version IS 'grows with each change';

COMMENT ON COLUMN public.password.set_at IS 'when';

CREATE TABLE public.payment (
    id bytea NOT NULL,
    loan_id bytea NOT NULL,
    client_id bytea NOT NULL,
    line_id bytea NOT NULL,
    amount_tiyn bigint NOT NULL,
    value_on date NOT NULL,
    overdue_principal_tiyn bigint NOT NULL,
    overdue_remuneration_tiyn bigint NOT NULL,
    penalty_tiyn bigint NOT NULL,
    principal_tiyn bigint NOT NULL,
    remuneration_tiyn bigint NOT NULL,
    costs_tiyn bigint NOT NULL,
    kept_tiyn bigint NOT NULL,
    debt_principal_tiyn bigint NOT NULL,
    debt_remuneration_tiyn bigint NOT NULL,
    debt_penalty_tiyn bigint NOT NULL,
    leaf_id bytea NOT NULL,
    made_at bigint NOT NULL,
    CONSTRAINT payment_amount_tiyn_check CHECK ((amount_tiyn > 0)),
    CONSTRAINT payment_costs_tiyn_check CHECK ((costs_tiyn >= 0)),
    CONSTRAINT payment_debt_penalty_tiyn_check CHECK ((debt_penalty_tiyn >= 0)),
    CONSTRAINT payment_debt_principal_tiyn_check CHECK ((debt_principal_tiyn >= 0)),
    CONSTRAINT payment_debt_remuneration_tiyn_check CHECK ((debt_remuneration_tiyn >= 0)),
    CONSTRAINT payment_id_check CHECK ((length(id) = 16)),
    CONSTRAINT payment_kept_tiyn_check CHECK ((kept_tiyn >= 0)),
    CONSTRAINT payment_leaf_id_check CHECK ((length(leaf_id) = 16)),
    CONSTRAINT payment_overdue_principal_tiyn_check CHECK ((overdue_principal_tiyn >= 0)),
    CONSTRAINT payment_overdue_remuneration_tiyn_check CHECK ((overdue_remuneration_tiyn >= 0)),
    CONSTRAINT payment_penalty_tiyn_check CHECK ((penalty_tiyn >= 0)),
    CONSTRAINT payment_principal_tiyn_check CHECK ((principal_tiyn >= 0)),
    CONSTRAINT payment_remuneration_tiyn_check CHECK ((remuneration_tiyn >= 0))
);

COMMENT ON TABLE public.payment IS 'Money that came back: an event of the loan, with a receipt.';

COMMENT ON COLUMN public.payment.id IS 'the payment, and its event';

COMMENT ON COLUMN public.payment.loan_id IS 'of which loan';

COMMENT ON COLUMN public.payment.client_id IS 'whose';

COMMENT ON COLUMN public.payment.line_id IS 'the line that brought it';

COMMENT ON COLUMN public.payment.amount_tiyn IS 'how much';

COMMENT ON COLUMN public.payment.value_on IS 'the bank''s day';

COMMENT ON COLUMN public.payment.overdue_principal_tiyn IS 'what it paid on its day: overdue principal';

COMMENT ON COLUMN public.payment.overdue_remuneration_tiyn IS 'overdue remuneration';

COMMENT ON COLUMN public.payment.penalty_tiyn IS 'penalty';

COMMENT ON COLUMN public.payment.principal_tiyn IS 'principal of the current period';

COMMENT ON COLUMN public.payment.remuneration_tiyn IS 'remuneration of the current period';

COMMENT ON COLUMN public.payment.costs_tiyn IS 'costs of obtaining performance';

COMMENT ON COLUMN public.payment.kept_tiyn IS 'what of it waits for its due day';

COMMENT ON COLUMN public.payment.debt_principal_tiyn IS 'debt that is left after it: principal';

COMMENT ON COLUMN public.payment.debt_remuneration_tiyn IS 'remuneration';

COMMENT ON COLUMN public.payment.debt_penalty_tiyn IS 'penalty';

COMMENT ON COLUMN public.payment.leaf_id IS 'its leaf in the audit log';

COMMENT ON COLUMN public.payment.made_at IS 'when it was taken';

CREATE TABLE public.payout (
    id bytea NOT NULL,
    contract_id bytea NOT NULL,
    loan_id bytea NOT NULL,
    client_id bytea NOT NULL,
    state text NOT NULL,
    way text NOT NULL,
    needs text NOT NULL,
    amount_tiyn bigint NOT NULL,
    account_id bytea,
    seller_id bytea,
    not_before bigint,
    evidence_id bytea,
    errand_id bytea,
    ref text,
    reason text,
    value_on date,
    made_at bigint NOT NULL,
    ended_at bigint,
    line_id bytea,
    version bigint NOT NULL,
    CONSTRAINT payout_allowed CHECK (((needs = 'nothing'::text) OR (evidence_id IS NOT NULL) OR (state = 'waiting'::text))),
    CONSTRAINT payout_amount_tiyn_check CHECK ((amount_tiyn > 0)),
    CONSTRAINT payout_done CHECK (((state = 'done'::text) = (value_on IS NOT NULL))),
    CONSTRAINT payout_id_check CHECK ((length(id) = 16)),
    CONSTRAINT payout_line_id_check CHECK ((length(line_id) = 16)),
    CONSTRAINT payout_needs_check CHECK ((needs = ANY (ARRAY['nothing'::text, 'consent'::text, 'methods'::text]))),
    CONSTRAINT payout_receiver CHECK ((((account_id IS NOT NULL) = (way = 'account'::text)) AND ((seller_id IS NOT NULL) = (way = 'seller'::text)))),
    CONSTRAINT payout_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'planned'::text, 'done'::text, 'refused'::text]))),
    CONSTRAINT payout_version_check CHECK ((version > 0)),
    CONSTRAINT payout_way_check CHECK ((way = ANY (ARRAY['account'::text, 'seller'::text, 'terminal'::text, 'desk'::text])))
);

COMMENT ON TABLE public.payout IS 'Money that goes out for a contract. At most one of a contract is not refused.';

COMMENT ON COLUMN public.payout.id IS 'the payout';

COMMENT ON COLUMN public.payout.contract_id IS 'for which contract';

COMMENT ON COLUMN public.payout.loan_id IS 'its loan';

COMMENT ON COLUMN public.payout.client_id IS 'whose';

COMMENT ON COLUMN public.payout.state IS 'where it stands';

COMMENT ON COLUMN public.payout.way IS '9.2.a or 9.2.d';

COMMENT ON COLUMN public.payout.needs IS 'what the client must confirm before';

COMMENT ON COLUMN public.payout.amount_tiyn IS 'how much';

COMMENT ON COLUMN public.payout.account_id IS 'the client''s own account';

COMMENT ON COLUMN public.payout.seller_id IS 'the seller';

COMMENT ON COLUMN public.payout.not_before IS 'end of cooling-off';

COMMENT ON COLUMN public.payout.evidence_id IS 'the record of the client''s confirmation';

COMMENT ON COLUMN public.payout.errand_id IS 'who carries it';

COMMENT ON COLUMN public.payout.ref IS 'the bank''s reference';

COMMENT ON COLUMN public.payout.reason IS 'why it was refused';

COMMENT ON COLUMN public.payout.value_on IS 'the bank''s day';

COMMENT ON COLUMN public.payout.made_at IS 'when it was planned';

COMMENT ON COLUMN public.payout.ended_at IS 'when its end was known';

COMMENT ON COLUMN public.payout.line_id IS 'the line of the statement that shows it';

COMMENT ON COLUMN public.payout.version IS 'for concurrent changes';

CREATE TABLE public.policy_day (
    day date NOT NULL,
    layer text NOT NULL,
    is_off boolean NOT NULL,
    source text NOT NULL,
    CONSTRAINT policy_day_layer_check CHECK ((layer = ANY (ARRAY['shipped'::text, 'local'::text]))),
    CONSTRAINT policy_day_source_check CHECK ((source <> ''::text))
);

COMMENT ON TABLE public.policy_day IS 'Days that differ from the five-day week.';

COMMENT ON COLUMN public.policy_day.day IS 'the day';

COMMENT ON COLUMN public.policy_day.layer IS 'local wins';

COMMENT ON COLUMN public.policy_day.is_off IS 'true: nobody works; false: a moved working day';

COMMENT ON COLUMN public.policy_day.source IS 'the act or calendar it comes from';

CREATE TABLE public.policy_proposal (
    id bytea NOT NULL,
    kind text NOT NULL,
    from_on date NOT NULL,
    until_on date,
    value_over bigint NOT NULL,
    value_under bigint NOT NULL,
    source text NOT NULL,
    maker bytea NOT NULL,
    made_at bigint NOT NULL,
    decided_by bytea,
    decided_at bigint,
    approved boolean,
    CONSTRAINT policy_proposal_id_check CHECK ((length(id) = 16)),
    CONSTRAINT policy_proposal_maker_check CHECK ((length(maker) = 16)),
    CONSTRAINT policy_proposal_persons CHECK (((decided_by IS NULL) OR (decided_by <> maker))),
    CONSTRAINT policy_proposal_source_check CHECK ((source <> ''::text)),
    CONSTRAINT policy_proposal_value_under_check CHECK ((value_under > 0))
);

COMMENT ON TABLE public.policy_proposal IS 'A local rule or day waiting for a second person.';

COMMENT ON COLUMN public.policy_proposal.id IS 'the proposal';

COMMENT ON COLUMN public.policy_proposal.kind IS 'as policy_row.kind';

COMMENT ON COLUMN public.policy_proposal.from_on IS 'as policy_row.from_on';

COMMENT ON COLUMN public.policy_proposal.until_on IS 'as policy_row.until_on';

COMMENT ON COLUMN public.policy_proposal.value_over IS 'as policy_row.value_over';

COMMENT ON COLUMN public.policy_proposal.value_under IS 'as policy_row.value_under';

COMMENT ON COLUMN public.policy_proposal.source IS 'why, in the words of the proposer';

COMMENT ON COLUMN public.policy_proposal.maker IS 'who proposed';

COMMENT ON COLUMN public.policy_proposal.made_at IS 'when';

COMMENT ON COLUMN public.policy_proposal.decided_by IS 'who decided; never the maker';

COMMENT ON COLUMN public.policy_proposal.decided_at IS 'when';

COMMENT ON COLUMN public.policy_proposal.approved IS 'the decision; empty: open';

CREATE TABLE public.policy_row (
    kind text NOT NULL,
    layer text NOT NULL,
    from_on date NOT NULL,
    until_on date,
    value_over bigint NOT NULL,
    value_under bigint NOT NULL,
    source text NOT NULL,
    CONSTRAINT policy_row_layer_check CHECK ((layer = ANY (ARRAY['shipped'::text, 'local'::text]))),
    CONSTRAINT policy_row_period CHECK (((until_on IS NULL) OR (until_on > from_on))),
    CONSTRAINT policy_row_source_check CHECK ((source <> ''::text)),
    CONSTRAINT policy_row_value_under_check CHECK ((value_under > 0))
);

COMMENT ON TABLE public.policy_row IS 'Legal numbers by the day they take effect; src/policy/policy.def gives unit and meaning of each kind.';

COMMENT ON COLUMN public.policy_row.kind IS 'name in src/policy/policy.def';

COMMENT ON COLUMN public.policy_row.layer IS 'shipped by migration; local by two persons';

COMMENT ON COLUMN public.policy_row.from_on IS 'first day it holds';

COMMENT ON COLUMN public.policy_row.until_on IS 'first day it no longer holds; empty: open';

COMMENT ON COLUMN public.policy_row.value_over IS 'numerator of the exact value; money in tiyn';

COMMENT ON COLUMN public.policy_row.value_under IS 'denominator';

COMMENT ON COLUMN public.policy_row.source IS 'the act the number comes from';

CREATE TABLE public.posting_rule (
    move text NOT NULL,
    debit text NOT NULL,
    credit text NOT NULL,
    CONSTRAINT posting_rule_move_check CHECK ((move <> ''::text)),
    CONSTRAINT posting_rule_sides CHECK ((debit <> credit))
);

COMMENT ON TABLE public.posting_rule IS 'How the movements of loans are posted: from the totals of the fold to a pair of accounts. A movement back is posted the other way round.';

COMMENT ON COLUMN public.posting_rule.move IS 'the movement: src/lending/move.def';

COMMENT ON COLUMN public.posting_rule.debit IS 'debited where the total grows';

COMMENT ON COLUMN public.posting_rule.credit IS 'credited where the total grows';

CREATE TABLE public.product (
    id bytea NOT NULL,
    code text NOT NULL,
    made_at bigint NOT NULL,
    CONSTRAINT product_code_check CHECK ((code <> ''::text)),
    CONSTRAINT product_id_check CHECK ((length(id) = 16))
);

COMMENT ON TABLE public.product IS 'A product: all its versions.';

COMMENT ON COLUMN public.product.id IS 'the product';

COMMENT ON COLUMN public.product.code IS 'short word that people use';

COMMENT ON COLUMN public.product.made_at IS 'when it was first proposed';

CREATE TABLE public.product_version (
    id bytea NOT NULL,
    product_id bytea NOT NULL,
    nr integer NOT NULL,
    state text NOT NULL,
    from_on date NOT NULL,
    is_offered boolean NOT NULL,
    name_kk text NOT NULL,
    name_ru text NOT NULL,
    name_en text NOT NULL,
    class text NOT NULL,
    amount_min_tiyn bigint NOT NULL,
    amount_max_tiyn bigint NOT NULL,
    amount_step_tiyn bigint NOT NULL,
    periods_min integer NOT NULL,
    periods_max integer NOT NULL,
    rate_over bigint NOT NULL,
    rate_under bigint NOT NULL,
    by_annuity boolean NOT NULL,
    by_parts boolean NOT NULL,
    by_end boolean NOT NULL,
    day_count text NOT NULL,
    weekend_next boolean NOT NULL,
    penalty_over bigint NOT NULL,
    penalty_under bigint NOT NULL,
    alone_max_tiyn bigint NOT NULL,
    offer_days integer NOT NULL,
    effective_e1 integer,
    maker bytea NOT NULL,
    made_at bigint NOT NULL,
    decided_by bytea,
    decided_at bigint,
    CONSTRAINT product_version_alone_max_tiyn_check CHECK ((alone_max_tiyn >= 0)),
    CONSTRAINT product_version_amount_min_tiyn_check CHECK ((amount_min_tiyn > 0)),
    CONSTRAINT product_version_amount_step_tiyn_check CHECK ((amount_step_tiyn > 0)),
    CONSTRAINT product_version_amounts CHECK ((amount_max_tiyn >= amount_min_tiyn)),
    CONSTRAINT product_version_class_check CHECK ((class = ANY (ARRAY['consumer'::text, 'mortgage'::text, 'secured'::text, 'business'::text]))),
    CONSTRAINT product_version_day_count_check CHECK ((day_count = ANY (ARRAY['30/360'::text, 'act/365'::text, 'act/360'::text, 'act/act'::text]))),
    CONSTRAINT product_version_decided CHECK (((state = 'proposed'::text) = (decided_at IS NULL))),
    CONSTRAINT product_version_id_check CHECK ((length(id) = 16)),
    CONSTRAINT product_version_maker_check CHECK ((length(maker) = 16)),
    CONSTRAINT product_version_method CHECK ((by_annuity OR by_parts OR by_end)),
    CONSTRAINT product_version_name_en_check CHECK ((name_en <> ''::text)),
    CONSTRAINT product_version_name_kk_check CHECK ((name_kk <> ''::text)),
    CONSTRAINT product_version_name_ru_check CHECK ((name_ru <> ''::text)),
    CONSTRAINT product_version_nr_check CHECK ((nr > 0)),
    CONSTRAINT product_version_offer_days_check CHECK (((offer_days >= 1) AND (offer_days <= 90))),
    CONSTRAINT product_version_penalty_over_check CHECK ((penalty_over >= 0)),
    CONSTRAINT product_version_penalty_under_check CHECK ((penalty_under > 0)),
    CONSTRAINT product_version_periods CHECK ((periods_max >= periods_min)),
    CONSTRAINT product_version_periods_min_check CHECK ((periods_min > 0)),
    CONSTRAINT product_version_persons CHECK (((decided_by IS NULL) OR (decided_by <> maker))),
    CONSTRAINT product_version_rate CHECK (((state <> 'published'::text) OR (effective_e1 IS NOT NULL))),
    CONSTRAINT product_version_rate_over_check CHECK ((rate_over >= 0)),
    CONSTRAINT product_version_rate_under_check CHECK ((rate_under > 0)),
    CONSTRAINT product_version_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'published'::text, 'rejected'::text])))
);

COMMENT ON TABLE public.product_version IS 'The terms of a product from a day on. Proposed by one person, published by another; never edited.';

COMMENT ON COLUMN public.product_version.id IS 'the version';

COMMENT ON COLUMN public.product_version.product_id IS 'of which product';

COMMENT ON COLUMN public.product_version.nr IS '1, 2, ... of it';

COMMENT ON COLUMN public.product_version.state IS 'what became of it';

COMMENT ON COLUMN public.product_version.from_on IS 'first day it holds; the next version ends it';

COMMENT ON COLUMN public.product_version.is_offered IS 'false: from that day no new applications';

COMMENT ON COLUMN public.product_version.name_kk IS 'name in Kazakh';

COMMENT ON COLUMN public.product_version.name_ru IS 'name in Russian';

COMMENT ON COLUMN public.product_version.name_en IS 'name in English';

COMMENT ON COLUMN public.product_version.class IS 'decides limits of the law';

COMMENT ON COLUMN public.product_version.amount_min_tiyn IS 'smallest amount';

COMMENT ON COLUMN public.product_version.amount_max_tiyn IS 'largest amount';

COMMENT ON COLUMN public.product_version.amount_step_tiyn IS 'amounts are the smallest and so much more';

COMMENT ON COLUMN public.product_version.periods_min IS 'shortest term in months';

COMMENT ON COLUMN public.product_version.periods_max IS 'longest term in months';

COMMENT ON COLUMN public.product_version.rate_over IS 'rate of a year: numerator';

COMMENT ON COLUMN public.product_version.rate_under IS 'its denominator';

COMMENT ON COLUMN public.product_version.by_annuity IS 'offered with equal payments';

COMMENT ON COLUMN public.product_version.by_parts IS 'offered with equal parts of principal (differentiated)';

COMMENT ON COLUMN public.product_version.by_end IS 'offered with one payment at the end';

COMMENT ON COLUMN public.product_version.day_count IS 'counting of days';

COMMENT ON COLUMN public.product_version.weekend_next IS 'due days move to the next working day';

COMMENT ON COLUMN public.product_version.penalty_over IS 'penalty of a day on what is overdue: numerator';

COMMENT ON COLUMN public.product_version.penalty_under IS 'its denominator';

COMMENT ON COLUMN public.product_version.alone_max_tiyn IS 'up to it one person decides, above it two';

COMMENT ON COLUMN public.product_version.offer_days IS 'so many days an approval holds';

COMMENT ON COLUMN public.product_version.effective_e1 IS 'highest effective rate found, in tenths of a percent';

COMMENT ON COLUMN public.product_version.maker IS 'who proposed';

COMMENT ON COLUMN public.product_version.made_at IS 'when';

COMMENT ON COLUMN public.product_version.decided_by IS 'who decided; never the maker';

COMMENT ON COLUMN public.product_version.decided_at IS 'when';

CREATE TABLE public.refund (
    id bytea NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    loan_id bytea,
    client_id bytea,
    account_id bytea,
    line_id bytea,
    order_id bytea,
    tail text NOT NULL,
    amount_tiyn bigint NOT NULL,
    due_on date,
    made_at bigint NOT NULL,
    maker bytea,
    checker bytea,
    decided_at bigint,
    event_id bytea,
    errand_id bytea,
    ref text,
    reason text,
    value_on date,
    ended_at bigint,
    seen_id bytea,
    version bigint NOT NULL,
    CONSTRAINT refund_amount_tiyn_check CHECK ((amount_tiyn > 0)),
    CONSTRAINT refund_checker_check CHECK ((length(checker) = 16)),
    CONSTRAINT refund_decided CHECK (((errand_id IS NULL) OR (checker IS NOT NULL))),
    CONSTRAINT refund_done CHECK (((state = 'done'::text) = (value_on IS NOT NULL))),
    CONSTRAINT refund_event_id_check CHECK ((length(event_id) = 16)),
    CONSTRAINT refund_id_check CHECK ((length(id) = 16)),
    CONSTRAINT refund_kind_check CHECK ((kind = ANY (ARRAY['overpayment'::text, 'verdict'::text, 'receipt'::text]))),
    CONSTRAINT refund_maker_check CHECK ((length(maker) = 16)),
    CONSTRAINT refund_persons CHECK (((checker IS NULL) OR ((maker IS NOT NULL) AND (checker <> maker)))),
    CONSTRAINT refund_sent CHECK (((state = ANY (ARRAY['planned'::text, 'done'::text, 'refused'::text])) = (errand_id IS NOT NULL))),
    CONSTRAINT refund_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'proposed'::text, 'planned'::text, 'done'::text, 'refused'::text, 'rejected'::text, 'withdrawn'::text]))),
    CONSTRAINT refund_tail_check CHECK ((length(tail) = 4)),
    CONSTRAINT refund_verdict CHECK (((kind = 'verdict'::text) = (order_id IS NOT NULL))),
    CONSTRAINT refund_version_check CHECK ((version > 0)),
    CONSTRAINT refund_what CHECK ((((kind = 'receipt'::text) = (line_id IS NOT NULL)) AND ((kind = 'receipt'::text) = (loan_id IS NULL)))),
    CONSTRAINT refund_whose CHECK ((((loan_id IS NULL) = (client_id IS NULL)) AND ((loan_id IS NULL) = (account_id IS NULL))))
);

COMMENT ON TABLE public.refund IS 'One return of money: asked by the borrower or proposed by staff, decided by another person, carried by an errand to the bank.';

COMMENT ON COLUMN public.refund.id IS 'the refund';

COMMENT ON COLUMN public.refund.kind IS 'what is given back';

COMMENT ON COLUMN public.refund.state IS 'where it stands';

COMMENT ON COLUMN public.refund.loan_id IS 'of which loan; none: an unidentified receipt';

COMMENT ON COLUMN public.refund.client_id IS 'to whom; none: the sender of the receipt';

COMMENT ON COLUMN public.refund.account_id IS 'the client''s own account';

COMMENT ON COLUMN public.refund.line_id IS 'the receipt; its sender stands in the kept statement';

COMMENT ON COLUMN public.refund.order_id IS 'verdict: the write-off';

COMMENT ON COLUMN public.refund.tail IS 'last four characters of the account it goes to';

COMMENT ON COLUMN public.refund.amount_tiyn IS 'how much';

COMMENT ON COLUMN public.refund.due_on IS 'the last day of the law for it';

COMMENT ON COLUMN public.refund.made_at IS 'when it was asked for or proposed';

COMMENT ON COLUMN public.refund.maker IS 'who of staff proposed it; none: only asked for';

COMMENT ON COLUMN public.refund.checker IS 'who decided; never the maker';

COMMENT ON COLUMN public.refund.decided_at IS 'when';

COMMENT ON COLUMN public.refund.event_id IS 'the event of the loan, from the decision on';

COMMENT ON COLUMN public.refund.errand_id IS 'who carries it';

COMMENT ON COLUMN public.refund.ref IS 'the bank''s reference';

COMMENT ON COLUMN public.refund.reason IS 'why the bank refused';

COMMENT ON COLUMN public.refund.value_on IS 'the bank''s day';

COMMENT ON COLUMN public.refund.ended_at IS 'when its end was known';

COMMENT ON COLUMN public.refund.seen_id IS 'the line of the statement that shows it';

COMMENT ON COLUMN public.refund.version IS 'for concurrent changes';

CREATE TABLE public.registration (
    id bytea NOT NULL,
    kind text NOT NULL,
    lang text NOT NULL,
    facts bytea,
    iin_index bytea,
    valid_until date,
    photo_id bytea,
    order_id bytea,
    number_id bytea,
    evidence_id bytea,
    version bigint NOT NULL,
    begun_at bigint NOT NULL,
    ended_at bigint,
    CONSTRAINT registration_evidence_id_check CHECK ((length(evidence_id) = 16)),
    CONSTRAINT registration_iin_index_check CHECK ((length(iin_index) = 32)),
    CONSTRAINT registration_kind_check CHECK ((kind = ANY (ARRAY['individual'::text, 'legal'::text]))),
    CONSTRAINT registration_lang_check CHECK ((lang = ANY (ARRAY['kk'::text, 'ru'::text, 'en'::text]))),
    CONSTRAINT registration_version_check CHECK ((version > 0))
);

COMMENT ON TABLE public.registration IS 'What somebody states who registers, one row a subject; it stays as the record of whom we registered.';

COMMENT ON COLUMN public.registration.id IS 'the subject';

COMMENT ON COLUMN public.registration.kind IS 'who borrows';

COMMENT ON COLUMN public.registration.lang IS 'in which we write';

COMMENT ON COLUMN public.registration.facts IS 'sealed: names, IIN, document, BIN (src/client/facts.h)';

COMMENT ON COLUMN public.registration.iin_index IS 'blind index of the IIN of the person or signatory';

COMMENT ON COLUMN public.registration.valid_until IS 'of the identity document';

COMMENT ON COLUMN public.registration.photo_id IS 'picture of the face (6.1.e, 6.2.g)';

COMMENT ON COLUMN public.registration.order_id IS 'scan of order or power of attorney (6.2.a)';

COMMENT ON COLUMN public.registration.number_id IS 'the number that was named last';

COMMENT ON COLUMN public.registration.evidence_id IS 'of the two methods (6.4)';

COMMENT ON COLUMN public.registration.version IS 'grows with each change';

COMMENT ON COLUMN public.registration.begun_at IS 'when it was begun';

COMMENT ON COLUMN public.registration.ended_at IS 'when the account was opened';

CREATE TABLE public.reveal (
    id bytea NOT NULL,
    client_id bytea NOT NULL,
    staff_id bytea NOT NULL,
    field text NOT NULL,
    reason text NOT NULL,
    note text NOT NULL,
    leaf_id bytea NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT reveal_field_check CHECK ((field = ANY (ARRAY['iin'::text, 'phone'::text]))),
    CONSTRAINT reveal_id_check CHECK ((length(id) = 16)),
    CONSTRAINT reveal_leaf_id_check CHECK ((length(leaf_id) = 16)),
    CONSTRAINT reveal_note_check CHECK ((note <> ''::text)),
    CONSTRAINT reveal_reason_check CHECK ((reason = ANY (ARRAY['client_asked'::text, 'check'::text, 'court'::text, 'letter'::text, 'other'::text]))),
    CONSTRAINT reveal_staff_id_check CHECK ((length(staff_id) = 16))
);

COMMENT ON TABLE public.reveal IS 'A masked value that was shown whole: to whom, why. Its leaf of the audit says the same.';

COMMENT ON COLUMN public.reveal.id IS 'the reveal';

COMMENT ON COLUMN public.reveal.client_id IS 'whose';

COMMENT ON COLUMN public.reveal.staff_id IS 'to whom it was shown';

COMMENT ON COLUMN public.reveal.field IS 'what';

COMMENT ON COLUMN public.reveal.reason IS 'why';

COMMENT ON COLUMN public.reveal.note IS 'the person''s words';

COMMENT ON COLUMN public.reveal.leaf_id IS 'its leaf in the audit log';

COMMENT ON COLUMN public.reveal.at IS 'when';

CREATE TABLE public.role (
    name text NOT NULL,
    name_kk text NOT NULL,
    name_ru text NOT NULL,
    name_en text NOT NULL,
    CONSTRAINT role_name_check CHECK ((name <> ''::text))
);

COMMENT ON TABLE public.role IS 'Roles and the permissions they hold (names in src/http/perm.def).';

COMMENT ON COLUMN public.role.name IS '"officer"';

COMMENT ON COLUMN public.role.name_kk IS 'in Kazakh';

COMMENT ON COLUMN public.role.name_ru IS 'in Russian';

COMMENT ON COLUMN public.role.name_en IS 'in English';

CREATE TABLE public.role_perm (
    role text NOT NULL,
    perm text NOT NULL,
    CONSTRAINT role_perm_perm_check CHECK ((perm <> ''::text))
);

COMMENT ON TABLE public.role_perm IS 'What a role may do.';

COMMENT ON COLUMN public.role_perm.role IS 'the role';

COMMENT ON COLUMN public.role_perm.perm IS 'name in src/http/perm.def';

CREATE TABLE public.seller (
    id bytea NOT NULL,
    bin text NOT NULL,
    name text NOT NULL,
    iban text NOT NULL,
    contract text NOT NULL,
    maker bytea NOT NULL,
    made_at bigint NOT NULL,
    checker bytea,
    is_open boolean NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT seller_bin_check CHECK ((length(bin) = 12)),
    CONSTRAINT seller_checker_check CHECK ((length(checker) = 16)),
    CONSTRAINT seller_contract_check CHECK ((contract <> ''::text)),
    CONSTRAINT seller_iban_check CHECK ((length(iban) = 20)),
    CONSTRAINT seller_id_check CHECK ((length(id) = 16)),
    CONSTRAINT seller_maker_check CHECK ((length(maker) = 16)),
    CONSTRAINT seller_name_check CHECK ((name <> ''::text)),
    CONSTRAINT seller_persons CHECK (((checker IS NULL) OR (checker <> maker))),
    CONSTRAINT seller_version_check CHECK ((version > 0))
);

COMMENT ON TABLE public.seller IS 'A legal entity that has a contract with the organisation on paying for what a borrower obtains (9.2.d).';

COMMENT ON COLUMN public.seller.id IS 'the seller';

COMMENT ON COLUMN public.seller.bin IS 'business identification number';

COMMENT ON COLUMN public.seller.name IS 'name';

COMMENT ON COLUMN public.seller.iban IS 'where money goes';

COMMENT ON COLUMN public.seller.contract IS 'number and day of the contract with it';

COMMENT ON COLUMN public.seller.maker IS 'who proposed it';

COMMENT ON COLUMN public.seller.made_at IS 'when';

COMMENT ON COLUMN public.seller.checker IS 'who approved it; never the maker';

COMMENT ON COLUMN public.seller.is_open IS 'false: no money goes there any more';

COMMENT ON COLUMN public.seller.version IS 'for concurrent changes';

CREATE TABLE public.session (
    id bytea NOT NULL,
    token_hash bytea NOT NULL,
    subject_id bytea NOT NULL,
    stage text NOT NULL,
    version bigint NOT NULL,
    made_at bigint NOT NULL,
    last_seen bigint NOT NULL,
    ends_at bigint NOT NULL,
    ended_at bigint,
    end_reason text,
    address text,
    CONSTRAINT session_id_check CHECK ((length(id) = 16)),
    CONSTRAINT session_stage_check CHECK ((stage = ANY (ARRAY['password'::text, 'bind'::text, 'code'::text, 'full'::text]))),
    CONSTRAINT session_token_hash_check CHECK ((length(token_hash) = 32)),
    CONSTRAINT session_version_check CHECK ((version > 0))
);

COMMENT ON TABLE public.session IS 'Sessions. The token itself is only in the caller''s hands.';

COMMENT ON COLUMN public.session.id IS 'the session';

COMMENT ON COLUMN public.session.token_hash IS 'SHA-256 of the token';

COMMENT ON COLUMN public.session.subject_id IS 'who';

COMMENT ON COLUMN public.session.stage IS 'what is still missing';

COMMENT ON COLUMN public.session.version IS 'grows with each change of stage';

COMMENT ON COLUMN public.session.made_at IS 'when';

COMMENT ON COLUMN public.session.last_seen IS 'written at most once a minute';

COMMENT ON COLUMN public.session.ends_at IS 'the absolute end';

COMMENT ON COLUMN public.session.ended_at IS 'when it was ended before';

COMMENT ON COLUMN public.session.end_reason IS 'signed_out, password_changed, closed_elsewhere';

COMMENT ON COLUMN public.session.address IS 'network address at its beginning, for its owner to look at';

CREATE TABLE public.staff (
    id bytea NOT NULL,
    name text NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT staff_name_check CHECK ((name <> ''::text)),
    CONSTRAINT staff_version_check CHECK ((version > 0))
);

COMMENT ON TABLE public.staff IS 'Members of staff; the id is that of their subject.';

COMMENT ON COLUMN public.staff.id IS 'the member';

COMMENT ON COLUMN public.staff.name IS 'last name, first name, patronymic';

COMMENT ON COLUMN public.staff.version IS 'for concurrent changes';

CREATE TABLE public.staff_lock (
    id bytea NOT NULL,
    staff_id bytea NOT NULL,
    reason text NOT NULL,
    locked_by bytea,
    locked_at bigint NOT NULL,
    unlocked_by bytea,
    unlocked_at bigint,
    CONSTRAINT staff_lock_id_check CHECK ((length(id) = 16)),
    CONSTRAINT staff_lock_locked_by_check CHECK ((length(locked_by) = 16)),
    CONSTRAINT staff_lock_persons CHECK (((locked_by IS NULL) OR (locked_by <> staff_id))),
    CONSTRAINT staff_lock_reason_check CHECK ((reason = ANY (ARRAY['dismissed'::text, 'absent'::text, 'unused'::text, 'breach'::text, 'asked'::text]))),
    CONSTRAINT staff_lock_unlocked_by_check CHECK ((length(unlocked_by) = 16))
);

COMMENT ON TABLE public.staff_lock IS 'When an account of staff was locked, why and by whom; and when it was opened again. While it is locked nobody signs in with it.';

COMMENT ON COLUMN public.staff_lock.id IS 'the lock';

COMMENT ON COLUMN public.staff_lock.staff_id IS 'whose account';

COMMENT ON COLUMN public.staff_lock.reason IS 'why';

COMMENT ON COLUMN public.staff_lock.locked_by IS 'who locked it; none: on the machine itself';

COMMENT ON COLUMN public.staff_lock.locked_at IS 'when';

COMMENT ON COLUMN public.staff_lock.unlocked_by IS 'who opened it again; none: on the machine itself';

COMMENT ON COLUMN public.staff_lock.unlocked_at IS 'when; none: it is locked';

CREATE TABLE public.staff_role (
    staff_id bytea NOT NULL,
    role text NOT NULL
);

COMMENT ON TABLE public.staff_role IS 'Who holds which role.';

COMMENT ON COLUMN public.staff_role.staff_id IS 'the member';

COMMENT ON COLUMN public.staff_role.role IS 'the role';

CREATE TABLE public.statement (
    id bytea NOT NULL,
    document_id bytea NOT NULL,
    from_on date NOT NULL,
    to_on date NOT NULL,
    opening_tiyn bigint NOT NULL,
    closing_tiyn bigint NOT NULL,
    taken_at bigint NOT NULL,
    CONSTRAINT statement_id_check CHECK ((length(id) = 16))
);

COMMENT ON TABLE public.statement IS 'A statement of the own account, kept as it came.';

COMMENT ON COLUMN public.statement.id IS 'the statement';

COMMENT ON COLUMN public.statement.document_id IS 'as it came, sealed';

COMMENT ON COLUMN public.statement.from_on IS 'its first day';

COMMENT ON COLUMN public.statement.to_on IS 'its last day';

COMMENT ON COLUMN public.statement.opening_tiyn IS 'balance before it';

COMMENT ON COLUMN public.statement.closing_tiyn IS 'balance after it';

COMMENT ON COLUMN public.statement.taken_at IS 'when';

CREATE TABLE public.statement_day (
    iban text NOT NULL,
    day date NOT NULL,
    CONSTRAINT statement_day_iban_check CHECK ((length(iban) = 20))
);

COMMENT ON TABLE public.statement_day IS 'A day of an account whose statement was read when nothing could be booked on it any more, and the day before the first that was asked for. A later day that is not here is asked for.';

COMMENT ON COLUMN public.statement_day.iban IS 'the organisation''s account';

COMMENT ON COLUMN public.statement_day.day IS 'the bank''s day';

CREATE TABLE public.subject (
    id bytea NOT NULL,
    kind text NOT NULL,
    login text NOT NULL,
    is_open boolean NOT NULL,
    made_at bigint NOT NULL,
    registering boolean DEFAULT false NOT NULL,
    CONSTRAINT subject_id_check CHECK ((length(id) = 16)),
    CONSTRAINT subject_kind_check CHECK ((kind = ANY (ARRAY['client'::text, 'staff'::text]))),
    CONSTRAINT subject_login_check CHECK ((login <> ''::text))
);

COMMENT ON TABLE public.subject IS 'Somebody or something that can sign in. Persons stand elsewhere.';

COMMENT ON COLUMN public.subject.id IS 'the subject';

COMMENT ON COLUMN public.subject.kind IS 'whose door it is';

COMMENT ON COLUMN public.subject.login IS 'the unique identifier (D.11), lower case';

COMMENT ON COLUMN public.subject.is_open IS 'false: closed, cannot sign in';

COMMENT ON COLUMN public.subject.made_at IS 'when';

COMMENT ON COLUMN public.subject.registering IS 'true: registration is not at its end; sessions reach nothing else';

CREATE TABLE public.subscriber_number (
    id bytea NOT NULL,
    subject_id bytea NOT NULL,
    phone bytea NOT NULL,
    phone_index bytea NOT NULL,
    tail text NOT NULL,
    owner text NOT NULL,
    reference text NOT NULL,
    asked_at bigint NOT NULL,
    answered_at bigint,
    used_from bigint,
    used_until bigint,
    CONSTRAINT subscriber_number_id_check CHECK ((length(id) = 16)),
    CONSTRAINT subscriber_number_owner_check CHECK ((owner = ANY (ARRAY['asked'::text, 'own'::text, 'other'::text, 'unknown'::text]))),
    CONSTRAINT subscriber_number_phone_index_check CHECK ((length(phone_index) = 32)),
    CONSTRAINT subscriber_number_tail_check CHECK ((length(tail) = 4))
);

COMMENT ON TABLE public.subscriber_number IS 'A subscriber number that somebody named. It counts only after its owner''s number matched (35.3.f).';

COMMENT ON COLUMN public.subscriber_number.id IS 'the number';

COMMENT ON COLUMN public.subscriber_number.subject_id IS 'who named it';

COMMENT ON COLUMN public.subscriber_number.phone IS 'sealed as the client''s phone: +7 and ten digits';

COMMENT ON COLUMN public.subscriber_number.phone_index IS 'blind index of it';

COMMENT ON COLUMN public.subscriber_number.tail IS 'its last four digits, to be shown';

COMMENT ON COLUMN public.subscriber_number.owner IS 'what the registry says of its owner';

COMMENT ON COLUMN public.subscriber_number.reference IS 'the registry''s';

COMMENT ON COLUMN public.subscriber_number.asked_at IS 'when it was named';

COMMENT ON COLUMN public.subscriber_number.answered_at IS 'when the registry answered';

COMMENT ON COLUMN public.subscriber_number.used_from IS 'since when it is the client''s number';

COMMENT ON COLUMN public.subscriber_number.used_until IS 'when another took its place';

CREATE TABLE public.totp (
    subject_id bytea NOT NULL,
    wrapped bytea NOT NULL,
    secret bytea NOT NULL,
    bound boolean NOT NULL,
    used_step bigint NOT NULL,
    set_at bigint NOT NULL
);

COMMENT ON TABLE public.totp IS 'The authenticator application of a subject (TOTP).';

COMMENT ON COLUMN public.totp.subject_id IS 'whose';

COMMENT ON COLUMN public.totp.wrapped IS 'data key of this secret, wrapped';

COMMENT ON COLUMN public.totp.secret IS 'sealed under it';

COMMENT ON COLUMN public.totp.bound IS 'true: a first code was right';

COMMENT ON COLUMN public.totp.used_step IS 'the last step taken; it and those before are spent (D.5)';

COMMENT ON COLUMN public.totp.set_at IS 'when';

ALTER TABLE ONLY public.account_day
    ADD CONSTRAINT account_day_key PRIMARY KEY (account, day);

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.aml_case
    ADD CONSTRAINT aml_case_once UNIQUE (client_id, match);

ALTER TABLE ONLY public.aml_case
    ADD CONSTRAINT aml_case_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.aml_entry
    ADD CONSTRAINT aml_entry_key PRIMARY KEY (list_id, nr);

ALTER TABLE ONLY public.aml_list
    ADD CONSTRAINT aml_list_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.aml_look
    ADD CONSTRAINT aml_look_key PRIMARY KEY (financing_id, participants_id);

ALTER TABLE ONLY public.application_ack
    ADD CONSTRAINT application_ack_key PRIMARY KEY (application_id, kind, hash);

ALTER TABLE ONLY public.application_decision
    ADD CONSTRAINT application_decision_key PRIMARY KEY (application_id, nr);

ALTER TABLE ONLY public.application_decision
    ADD CONSTRAINT application_decision_person UNIQUE (application_id, decided_by);

ALTER TABLE ONLY public.application_gate
    ADD CONSTRAINT application_gate_key PRIMARY KEY (application_id, gate);

ALTER TABLE ONLY public.application_offer
    ADD CONSTRAINT application_offer_key PRIMARY KEY (application_id, offered_on, method);

ALTER TABLE ONLY public.application_offer_row
    ADD CONSTRAINT application_offer_row_key PRIMARY KEY (application_id, offered_on, method, nr);

ALTER TABLE ONLY public.application
    ADD CONSTRAINT application_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.attempt
    ADD CONSTRAINT attempt_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.audit_checkpoint
    ADD CONSTRAINT audit_checkpoint_pkey PRIMARY KEY (size);

ALTER TABLE ONLY public.audit_leaf
    ADD CONSTRAINT audit_leaf_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_node
    ADD CONSTRAINT audit_node_key PRIMARY KEY (level, nr);

ALTER TABLE ONLY public.audit_object
    ADD CONSTRAINT audit_object_key PRIMARY KEY (leaf_id, nr);

ALTER TABLE ONLY public.audit_place
    ADD CONSTRAINT audit_place_leaf UNIQUE (leaf_id);

ALTER TABLE ONLY public.audit_place
    ADD CONSTRAINT audit_place_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.audit_waiting
    ADD CONSTRAINT audit_waiting_pkey PRIMARY KEY (leaf_id);

ALTER TABLE ONLY public.bank_account
    ADD CONSTRAINT bank_account_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.bank_line
    ADD CONSTRAINT bank_line_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.bank_line
    ADD CONSTRAINT bank_line_ref UNIQUE (ref);

ALTER TABLE ONLY public.book
    ADD CONSTRAINT book_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.bureau_report
    ADD CONSTRAINT bureau_report_errand UNIQUE (errand_id);

ALTER TABLE ONLY public.bureau_report
    ADD CONSTRAINT bureau_report_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.bureau_told
    ADD CONSTRAINT bureau_told_pkey PRIMARY KEY (application_id);

ALTER TABLE ONLY public.callback
    ADD CONSTRAINT callback_once UNIQUE (source, key);

ALTER TABLE ONLY public.callback
    ADD CONSTRAINT callback_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cash_desk
    ADD CONSTRAINT cash_desk_name UNIQUE (name);

ALTER TABLE ONLY public.cash_desk
    ADD CONSTRAINT cash_desk_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cash_handover
    ADD CONSTRAINT cash_handover_pkey PRIMARY KEY (payout_id);

ALTER TABLE ONLY public.channel_attachment
    ADD CONSTRAINT channel_attachment_key PRIMARY KEY (notice_id, internal_id);

ALTER TABLE ONLY public.channel_notice
    ADD CONSTRAINT channel_notice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.channel
    ADD CONSTRAINT channel_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.client
    ADD CONSTRAINT client_iin UNIQUE (iin_index);

ALTER TABLE ONLY public.client
    ADD CONSTRAINT client_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.client_word
    ADD CONSTRAINT client_word_key PRIMARY KEY (word, client_id);

ALTER TABLE ONLY public.confirmation
    ADD CONSTRAINT confirmation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.consent
    ADD CONSTRAINT consent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.consent_text
    ADD CONSTRAINT consent_text_key PRIMARY KEY (kind, version);

ALTER TABLE ONLY public.contract
    ADD CONSTRAINT contract_number UNIQUE (number);

ALTER TABLE ONLY public.contract
    ADD CONSTRAINT contract_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.data_key
    ADD CONSTRAINT data_key_owner UNIQUE (owner, nr);

ALTER TABLE ONLY public.data_key
    ADD CONSTRAINT data_key_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.disclosure
    ADD CONSTRAINT disclosure_nr UNIQUE (kind, nr);

ALTER TABLE ONLY public.disclosure
    ADD CONSTRAINT disclosure_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.early_repayment
    ADD CONSTRAINT early_repayment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.eds_code
    ADD CONSTRAINT eds_code_pkey PRIMARY KEY (token);

ALTER TABLE ONLY public.eds_signature
    ADD CONSTRAINT eds_signature_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.entry
    ADD CONSTRAINT entry_key PRIMARY KEY (journal_id, nr);

ALTER TABLE ONLY public.errand_answer
    ADD CONSTRAINT errand_answer_key PRIMARY KEY (errand_id, lease, at);

ALTER TABLE ONLY public.errand
    ADD CONSTRAINT errand_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_once UNIQUE (confirmation_id);

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.face_capture
    ADD CONSTRAINT face_capture_pkey PRIMARY KEY (capture);

ALTER TABLE ONLY public.face_session
    ADD CONSTRAINT face_session_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.http_once
    ADD CONSTRAINT http_once_key PRIMARY KEY (actor_kind, actor_id, route, key);

ALTER TABLE ONLY public.http_operation
    ADD CONSTRAINT http_operation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_paper
    ADD CONSTRAINT identity_paper_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.incident
    ADD CONSTRAINT incident_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.incident_step
    ADD CONSTRAINT incident_step_key PRIMARY KEY (incident_id, nr);

ALTER TABLE ONLY public.internal_document
    ADD CONSTRAINT internal_document_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.job
    ADD CONSTRAINT job_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.journal
    ADD CONSTRAINT journal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.journal_proposal_entry
    ADD CONSTRAINT journal_proposal_entry_key PRIMARY KEY (proposal_id, nr);

ALTER TABLE ONLY public.journal_proposal
    ADD CONSTRAINT journal_proposal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.journal
    ADD CONSTRAINT journal_reverses UNIQUE (reverses);

ALTER TABLE ONLY public.letter_file
    ADD CONSTRAINT letter_file_key PRIMARY KEY (letter_id, nr);

ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.loan
    ADD CONSTRAINT loan_contract UNIQUE (contract_id);

ALTER TABLE ONLY public.loan_event
    ADD CONSTRAINT loan_event_id UNIQUE (id);

ALTER TABLE ONLY public.loan_event
    ADD CONSTRAINT loan_event_key PRIMARY KEY (loan_id, nr);

ALTER TABLE ONLY public.loan_night_journal
    ADD CONSTRAINT loan_night_journal_key PRIMARY KEY (day, product_id, kind, chunk);

ALTER TABLE ONLY public.loan_night
    ADD CONSTRAINT loan_night_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.loan
    ADD CONSTRAINT loan_number UNIQUE (number);

ALTER TABLE ONLY public.loan_order
    ADD CONSTRAINT loan_order_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.loan_paper
    ADD CONSTRAINT loan_paper_once UNIQUE (kind, about);

ALTER TABLE ONLY public.loan_paper
    ADD CONSTRAINT loan_paper_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.loan
    ADD CONSTRAINT loan_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.loan_row
    ADD CONSTRAINT loan_row_key PRIMARY KEY (loan_id, schedule, nr);

ALTER TABLE ONLY public.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (nr);

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.often
    ADD CONSTRAINT often_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.operation
    ADD CONSTRAINT operation_key PRIMARY KEY (id, try);

ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT organisation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.own_account
    ADD CONSTRAINT own_account_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.password
    ADD CONSTRAINT password_pkey PRIMARY KEY (subject_id);

ALTER TABLE ONLY public.payment
    ADD CONSTRAINT payment_line UNIQUE (line_id);

ALTER TABLE ONLY public.payment
    ADD CONSTRAINT payment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payout
    ADD CONSTRAINT payout_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.policy_day
    ADD CONSTRAINT policy_day_key PRIMARY KEY (day, layer);

ALTER TABLE ONLY public.policy_proposal
    ADD CONSTRAINT policy_proposal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.policy_row
    ADD CONSTRAINT policy_row_key PRIMARY KEY (kind, layer, from_on);

ALTER TABLE ONLY public.posting_rule
    ADD CONSTRAINT posting_rule_pkey PRIMARY KEY (move);

ALTER TABLE ONLY public.product
    ADD CONSTRAINT product_code UNIQUE (code);

ALTER TABLE ONLY public.product
    ADD CONSTRAINT product_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.product_version
    ADD CONSTRAINT product_version_nr UNIQUE (product_id, nr);

ALTER TABLE ONLY public.product_version
    ADD CONSTRAINT product_version_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.refund
    ADD CONSTRAINT refund_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reveal
    ADD CONSTRAINT reveal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.role_perm
    ADD CONSTRAINT role_perm_key PRIMARY KEY (role, perm);

ALTER TABLE ONLY public.role
    ADD CONSTRAINT role_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.seller
    ADD CONSTRAINT seller_bin UNIQUE (bin);

ALTER TABLE ONLY public.seller
    ADD CONSTRAINT seller_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_token UNIQUE (token_hash);

ALTER TABLE ONLY public.staff_lock
    ADD CONSTRAINT staff_lock_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.staff
    ADD CONSTRAINT staff_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.staff_role
    ADD CONSTRAINT staff_role_key PRIMARY KEY (staff_id, role);

ALTER TABLE ONLY public.statement_day
    ADD CONSTRAINT statement_day_pkey PRIMARY KEY (iban, day);

ALTER TABLE ONLY public.statement
    ADD CONSTRAINT statement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.subject
    ADD CONSTRAINT subject_login UNIQUE (kind, login);

ALTER TABLE ONLY public.subject
    ADD CONSTRAINT subject_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.subscriber_number
    ADD CONSTRAINT subscriber_number_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.totp
    ADD CONSTRAINT totp_pkey PRIMARY KEY (subject_id);

CREATE INDEX account_day_day ON public.account_day USING btree (day);

CREATE INDEX aml_case_application ON public.aml_case USING btree (application_id);

CREATE INDEX aml_case_client ON public.aml_case USING btree (client_id, state);

CREATE INDEX aml_case_entry_of ON public.aml_case USING btree (list_id, entry_nr);

CREATE INDEX aml_case_state ON public.aml_case USING btree (state, opened_at);

CREATE INDEX aml_entry_number ON public.aml_entry USING btree (list_id, number);

CREATE INDEX aml_entry_words ON public.aml_entry USING btree (list_id, words);

CREATE INDEX aml_list_kind ON public.aml_list USING btree (kind, state, taken_at);

CREATE INDEX aml_look_participants ON public.aml_look USING btree (participants_id);

CREATE INDEX application_ack_disclosure ON public.application_ack USING btree (disclosure_id);

CREATE INDEX application_client ON public.application USING btree (client_id, made_at);

CREATE INDEX application_questionnaire ON public.application USING btree (questionnaire_id);

CREATE INDEX application_state ON public.application USING btree (state, made_at);

CREATE INDEX application_submitted ON public.application USING btree (submitted_at);

CREATE INDEX application_version ON public.application USING btree (product_version_id);

CREATE INDEX audit_leaf_operation ON public.audit_leaf USING btree (operation);

CREATE INDEX audit_object_object ON public.audit_object USING btree (object, leaf_id);

CREATE INDEX bank_account_client ON public.bank_account USING btree (client_id, asked_at);

CREATE INDEX bank_account_index ON public.bank_account USING btree (iban_index);

CREATE INDEX bank_line_back ON public.bank_line USING btree (value_on, id) WHERE (refund_id IS NOT NULL);

CREATE INDEX bank_line_booked ON public.bank_line USING btree (booked_on);

CREATE INDEX bank_line_refund ON public.bank_line USING btree (refund_id);

CREATE INDEX bank_line_state ON public.bank_line USING btree (state, value_on);

CREATE INDEX bank_line_statement ON public.bank_line USING btree (statement_id);

CREATE INDEX bureau_report_application ON public.bureau_report USING btree (application_id, taken_at);

CREATE INDEX bureau_report_client ON public.bureau_report USING btree (client_id, taken_at);

CREATE INDEX bureau_report_document ON public.bureau_report USING btree (document_id);

CREATE INDEX bureau_told_errand ON public.bureau_told USING btree (errand_id);

CREATE INDEX cash_handover_desk ON public.cash_handover USING btree (desk_id, made_at);

CREATE INDEX channel_attachment_internal ON public.channel_attachment USING btree (internal_id);

CREATE INDEX channel_notice_name ON public.channel_notice USING btree (name, made_at);

CREATE INDEX client_phone ON public.client USING btree (phone_index);

CREATE INDEX client_word_client ON public.client_word USING btree (client_id);

CREATE INDEX confirmation_subject ON public.confirmation USING btree (subject_id, made_at);

CREATE INDEX consent_subject ON public.consent USING btree (subject_id, kind);

CREATE INDEX consent_which ON public.consent USING btree (kind, version);

CREATE INDEX contract_application ON public.contract USING btree (application_id, formed_at);

CREATE INDEX contract_client ON public.contract USING btree (client_id, formed_at);

CREATE INDEX contract_document ON public.contract USING btree (document_id);

CREATE INDEX contract_evidence ON public.contract USING btree (evidence_id);

CREATE UNIQUE INDEX contract_loan ON public.contract USING btree (loan_id);

CREATE INDEX contract_model ON public.contract USING btree (model_id);

CREATE INDEX data_key_master ON public.data_key USING btree (master, id);

CREATE INDEX document_blob ON public.document USING btree (blob);

CREATE INDEX document_key ON public.document USING btree (key_id);

CREATE INDEX document_owner ON public.document USING btree (owner, id);

CREATE INDEX early_repayment_client ON public.early_repayment USING btree (client_id);

CREATE INDEX early_repayment_evidence ON public.early_repayment USING btree (evidence_id);

CREATE UNIQUE INDEX early_repayment_living ON public.early_repayment USING btree (loan_id) WHERE (state = ANY (ARRAY['asked'::text, 'agreed'::text]));

CREATE INDEX early_repayment_loan ON public.early_repayment USING btree (loan_id, made_at);

CREATE INDEX early_repayment_payment ON public.early_repayment USING btree (payment_id);

CREATE INDEX eds_code_confirmation ON public.eds_code USING btree (confirmation_id, made_at);

CREATE INDEX eds_signature_confirmation ON public.eds_signature USING btree (confirmation_id, given_at);

CREATE INDEX eds_signature_given ON public.eds_signature USING btree (given_id);

CREATE INDEX eds_signature_record ON public.eds_signature USING btree (record_id);

CREATE INDEX entry_credit ON public.entry USING btree (credit, booked_on);

CREATE INDEX entry_debit ON public.entry USING btree (debit, booked_on);

CREATE INDEX errand_due ON public.errand USING btree (state, due_at);

CREATE INDEX errand_subject ON public.errand USING btree (subject);

CREATE INDEX evidence_object ON public.evidence USING btree (object);

CREATE INDEX evidence_subject ON public.evidence USING btree (subject_id, made_at);

CREATE INDEX face_capture_face ON public.face_capture USING btree (face_id);

CREATE INDEX face_session_confirmation ON public.face_session USING btree (confirmation_id);

CREATE INDEX http_once_made ON public.http_once USING btree (made_at);

CREATE INDEX http_operation_begun ON public.http_operation USING btree (begun_at);

CREATE INDEX identity_paper_client ON public.identity_paper USING btree (client_id, stated_at);

CREATE INDEX identity_paper_evidence ON public.identity_paper USING btree (evidence_id);

CREATE INDEX incident_found ON public.incident USING btree (found_on);

CREATE INDEX incident_step_client_id ON public.incident_step USING btree (client_id);

CREATE INDEX incident_step_notice ON public.incident_step USING btree (notice_id);

CREATE UNIQUE INDEX incident_step_once ON public.incident_step USING btree (incident_id, client_id);

CREATE INDEX internal_document_file ON public.internal_document USING btree (document_id);

CREATE INDEX journal_booked ON public.journal USING btree (booked_on, id);

CREATE INDEX letter_client ON public.letter USING btree (client_id, sent_at);

CREATE INDEX letter_document ON public.letter USING btree (document_id);

CREATE INDEX letter_file_document ON public.letter_file USING btree (document_id);

CREATE INDEX loan_awake ON public.loan USING btree (id) WHERE (sleeps = false);

CREATE INDEX loan_client ON public.loan USING btree (client_id, made_at);

CREATE INDEX loan_event_journal ON public.loan_event USING btree (journal_id);

CREATE INDEX loan_night_journal_journal ON public.loan_night_journal USING btree (journal_id);

CREATE UNIQUE INDEX loan_order_ended ON public.loan_order USING btree (cancels_id) WHERE (state = 'done'::text);

CREATE INDEX loan_order_leaf ON public.loan_order USING btree (leaf_id);

CREATE INDEX loan_order_loan ON public.loan_order USING btree (loan_id, made_at);

CREATE UNIQUE INDEX loan_order_open ON public.loan_order USING btree (loan_id) WHERE (state = 'proposed'::text);

CREATE INDEX loan_order_state ON public.loan_order USING btree (state, due_on);

CREATE INDEX loan_overdue ON public.loan USING btree (overdue_since) WHERE (overdue_since IS NOT NULL);

CREATE INDEX loan_paper_client ON public.loan_paper USING btree (client_id);

CREATE INDEX loan_paper_document ON public.loan_paper USING btree (document_id);

CREATE INDEX loan_paper_loan ON public.loan_paper USING btree (loan_id, asked_at);

CREATE INDEX loan_paper_model ON public.loan_paper USING btree (model_id);

CREATE INDEX loan_unpapered ON public.loan USING btree (id) WHERE ((state = 'closed'::text) AND (papered = false));

CREATE INDEX notice_client ON public.notice USING btree (client_id, made_at);

CREATE INDEX notice_number ON public.notice USING btree (number_id);

CREATE INDEX often_hour ON public.often USING btree (hour);

CREATE INDEX operation_at ON public.operation USING btree (at);

CREATE INDEX payment_client ON public.payment USING btree (client_id);

CREATE INDEX payment_day ON public.payment USING btree (value_on, amount_tiyn);

CREATE INDEX payment_loan ON public.payment USING btree (loan_id, value_on);

CREATE INDEX payout_account ON public.payout USING btree (account_id);

CREATE INDEX payout_client ON public.payout USING btree (client_id);

CREATE INDEX payout_contract ON public.payout USING btree (contract_id, made_at);

CREATE INDEX payout_day ON public.payout USING btree (value_on, amount_tiyn) WHERE (value_on IS NOT NULL);

CREATE UNIQUE INDEX payout_errand ON public.payout USING btree (errand_id);

CREATE INDEX payout_evidence ON public.payout USING btree (evidence_id);

CREATE INDEX payout_loan ON public.payout USING btree (loan_id);

CREATE UNIQUE INDEX payout_once ON public.payout USING btree (contract_id) WHERE (state <> 'refused'::text);

CREATE INDEX payout_seller ON public.payout USING btree (seller_id);

CREATE INDEX payout_state ON public.payout USING btree (state, made_at);

CREATE INDEX posting_rule_credit ON public.posting_rule USING btree (credit);

CREATE INDEX posting_rule_debit ON public.posting_rule USING btree (debit);

CREATE INDEX product_version_state ON public.product_version USING btree (state, from_on);

CREATE INDEX refund_account ON public.refund USING btree (account_id);

CREATE INDEX refund_client ON public.refund USING btree (client_id);

CREATE UNIQUE INDEX refund_errand ON public.refund USING btree (errand_id);

CREATE INDEX refund_line ON public.refund USING btree (line_id);

CREATE UNIQUE INDEX refund_line_living ON public.refund USING btree (line_id) WHERE (state = ANY (ARRAY['proposed'::text, 'planned'::text, 'done'::text]));

CREATE INDEX refund_loan ON public.refund USING btree (loan_id, made_at);

CREATE UNIQUE INDEX refund_loan_living ON public.refund USING btree (loan_id) WHERE (state = ANY (ARRAY['asked'::text, 'proposed'::text, 'planned'::text]));

CREATE INDEX refund_order ON public.refund USING btree (order_id);

CREATE INDEX refund_seen ON public.refund USING btree (seen_id);

CREATE INDEX refund_state ON public.refund USING btree (state, made_at);

CREATE INDEX registration_iin ON public.registration USING btree (iin_index);

CREATE INDEX registration_number ON public.registration USING btree (number_id);

CREATE INDEX registration_order ON public.registration USING btree (order_id);

CREATE INDEX registration_photo ON public.registration USING btree (photo_id);

CREATE INDEX reveal_client ON public.reveal USING btree (client_id, at);

CREATE INDEX session_subject ON public.session USING btree (subject_id, ended_at);

CREATE UNIQUE INDEX staff_lock_open ON public.staff_lock USING btree (staff_id) WHERE (unlocked_at IS NULL);

CREATE INDEX staff_lock_staff ON public.staff_lock USING btree (staff_id, locked_at);

CREATE INDEX statement_document ON public.statement USING btree (document_id);

CREATE INDEX subscriber_number_index ON public.subscriber_number USING btree (phone_index);

CREATE INDEX subscriber_number_subject ON public.subscriber_number USING btree (subject_id, asked_at);

CREATE TRIGGER account_day_no_delete BEFORE DELETE ON public.account_day FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER account_day_no_truncate BEFORE TRUNCATE ON public.account_day FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER account_day_no_update BEFORE UPDATE ON public.account_day FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER aml_case_keeps_client_id_application_id_list_id_entry_nr_match_ BEFORE UPDATE OF client_id, application_id, list_id, entry_nr, match, is_sure, opened_at, leaf_id ON public.aml_case FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER aml_case_no_delete BEFORE DELETE ON public.aml_case FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER aml_case_no_truncate BEFORE TRUNCATE ON public.aml_case FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER aml_entry_no_delete BEFORE DELETE ON public.aml_entry FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER aml_entry_no_truncate BEFORE TRUNCATE ON public.aml_entry FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER aml_entry_no_update BEFORE UPDATE ON public.aml_entry FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER aml_list_no_delete BEFORE DELETE ON public.aml_list FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER aml_list_no_truncate BEFORE TRUNCATE ON public.aml_list FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER aml_list_no_update BEFORE UPDATE ON public.aml_list FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER aml_look_no_delete BEFORE DELETE ON public.aml_look FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER aml_look_no_truncate BEFORE TRUNCATE ON public.aml_look FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER application_ack_no_delete BEFORE DELETE ON public.application_ack FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER application_ack_no_truncate BEFORE TRUNCATE ON public.application_ack FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER application_ack_no_update BEFORE UPDATE ON public.application_ack FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER application_decision_no_delete BEFORE DELETE ON public.application_decision FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER application_decision_no_truncate BEFORE TRUNCATE ON public.application_decision FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER application_decision_no_update BEFORE UPDATE ON public.application_decision FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER application_gate_keeps_application_id_gate BEFORE UPDATE OF application_id, gate ON public.application_gate FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER application_gate_no_delete BEFORE DELETE ON public.application_gate FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER application_gate_no_truncate BEFORE TRUNCATE ON public.application_gate FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER application_keeps_client_id_made_at BEFORE UPDATE OF client_id, made_at ON public.application FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER application_no_delete BEFORE DELETE ON public.application FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER application_no_truncate BEFORE TRUNCATE ON public.application FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER application_offer_no_delete BEFORE DELETE ON public.application_offer FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER application_offer_no_truncate BEFORE TRUNCATE ON public.application_offer FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER application_offer_no_update BEFORE UPDATE ON public.application_offer FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER application_offer_row_no_delete BEFORE DELETE ON public.application_offer_row FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER application_offer_row_no_truncate BEFORE TRUNCATE ON public.application_offer_row FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER application_offer_row_no_update BEFORE UPDATE ON public.application_offer_row FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER audit_checkpoint_no_delete BEFORE DELETE ON public.audit_checkpoint FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER audit_checkpoint_no_truncate BEFORE TRUNCATE ON public.audit_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER audit_checkpoint_no_update BEFORE UPDATE ON public.audit_checkpoint FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER audit_leaf_no_delete BEFORE DELETE ON public.audit_leaf FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER audit_leaf_no_truncate BEFORE TRUNCATE ON public.audit_leaf FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER audit_leaf_no_update BEFORE UPDATE ON public.audit_leaf FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER audit_node_no_delete BEFORE DELETE ON public.audit_node FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER audit_node_no_truncate BEFORE TRUNCATE ON public.audit_node FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER audit_node_no_update BEFORE UPDATE ON public.audit_node FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER audit_object_no_delete BEFORE DELETE ON public.audit_object FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER audit_object_no_truncate BEFORE TRUNCATE ON public.audit_object FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER audit_object_no_update BEFORE UPDATE ON public.audit_object FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER audit_place_no_delete BEFORE DELETE ON public.audit_place FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER audit_place_no_truncate BEFORE TRUNCATE ON public.audit_place FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER audit_place_no_update BEFORE UPDATE ON public.audit_place FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER audit_waiting_no_update BEFORE UPDATE ON public.audit_waiting FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER bank_account_keeps_client_id_iban_iban_index_bank_tail_asked_at BEFORE UPDATE OF client_id, iban, iban_index, bank, tail, asked_at ON public.bank_account FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER bank_account_no_delete BEFORE DELETE ON public.bank_account FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER bank_account_no_truncate BEFORE TRUNCATE ON public.bank_account FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER bank_line_keeps_statement_id_ref_is_in_amount_tiyn_value_on_boo BEFORE UPDATE OF statement_id, ref, is_in, amount_tiyn, value_on, booked_on ON public.bank_line FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER bank_line_no_delete BEFORE DELETE ON public.bank_line FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER bank_line_no_truncate BEFORE TRUNCATE ON public.bank_line FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER bureau_report_no_delete BEFORE DELETE ON public.bureau_report FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER bureau_report_no_truncate BEFORE TRUNCATE ON public.bureau_report FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER bureau_report_no_update BEFORE UPDATE ON public.bureau_report FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER bureau_told_keeps_application_id_errand_id_planned_at BEFORE UPDATE OF application_id, errand_id, planned_at ON public.bureau_told FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER bureau_told_no_delete BEFORE DELETE ON public.bureau_told FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER bureau_told_no_truncate BEFORE TRUNCATE ON public.bureau_told FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER callback_keeps_source_key_body_received_at BEFORE UPDATE OF source, key, body, received_at ON public.callback FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER callback_no_delete BEFORE DELETE ON public.callback FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER callback_no_truncate BEFORE TRUNCATE ON public.callback FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER cash_desk_keeps_name BEFORE UPDATE OF name ON public.cash_desk FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER cash_desk_no_delete BEFORE DELETE ON public.cash_desk FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER cash_desk_no_truncate BEFORE TRUNCATE ON public.cash_desk FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER cash_handover_no_delete BEFORE DELETE ON public.cash_handover FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER cash_handover_no_truncate BEFORE TRUNCATE ON public.cash_handover FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER cash_handover_no_update BEFORE UPDATE ON public.cash_handover FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER channel_attachment_no_delete BEFORE DELETE ON public.channel_attachment FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER channel_attachment_no_truncate BEFORE TRUNCATE ON public.channel_attachment FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER channel_attachment_no_update BEFORE UPDATE ON public.channel_attachment FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER channel_notice_keeps_name_kind_place_services_procedures_number BEFORE UPDATE OF name, kind, place, services, procedures, number, notified_on, maker, made_at ON public.channel_notice FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER channel_notice_no_delete BEFORE DELETE ON public.channel_notice FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER channel_notice_no_truncate BEFORE TRUNCATE ON public.channel_notice FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER client_keeps_iin_iin_index_made_at BEFORE UPDATE OF iin, iin_index, made_at ON public.client FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER client_no_delete BEFORE DELETE ON public.client FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER client_no_truncate BEFORE TRUNCATE ON public.client FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER confirmation_keeps_subject_id_operation_object_what_individual_ BEFORE UPDATE OF subject_id, operation, object, what, individual, sentence, figures, made_at, ends_at ON public.confirmation FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER confirmation_no_delete BEFORE DELETE ON public.confirmation FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER confirmation_no_truncate BEFORE TRUNCATE ON public.confirmation FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER consent_keeps_subject_id_kind_version_lang_hash_leaf_id_given_a BEFORE UPDATE OF subject_id, kind, version, lang, hash, leaf_id, given_at ON public.consent FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER consent_no_delete BEFORE DELETE ON public.consent FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER consent_no_truncate BEFORE TRUNCATE ON public.consent FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER consent_text_no_delete BEFORE DELETE ON public.consent_text FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER consent_text_no_truncate BEFORE TRUNCATE ON public.consent_text FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER consent_text_no_update BEFORE UPDATE ON public.consent_text FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER contract_keeps_application_id_client_id_number_amount_tiyn_rate BEFORE UPDATE OF application_id, client_id, number, amount_tiyn, rate_over, rate_under, document_id, model_id, hash, signature, formed_on, formed_at ON public.contract FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER contract_no_delete BEFORE DELETE ON public.contract FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER contract_no_truncate BEFORE TRUNCATE ON public.contract FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER data_key_keeps_id_owner_nr_made_at BEFORE UPDATE OF id, owner, nr, made_at ON public.data_key FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER data_key_no_delete BEFORE DELETE ON public.data_key FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER data_key_no_truncate BEFORE TRUNCATE ON public.data_key FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER disclosure_keeps_kind_nr_from_on_body_kk_body_ru_hash_kk_hash_r BEFORE UPDATE OF kind, nr, from_on, body_kk, body_ru, hash_kk, hash_ru, maker, made_at ON public.disclosure FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER disclosure_no_delete BEFORE DELETE ON public.disclosure FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER disclosure_no_truncate BEFORE TRUNCATE ON public.disclosure FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER document_keeps_id_owner_key_id_class_media_origin_blob_content_ BEFORE UPDATE OF id, owner, key_id, class, media, origin, blob, content, bytes, kept_at ON public.document FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER document_no_delete BEFORE DELETE ON public.document FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER document_no_truncate BEFORE TRUNCATE ON public.document FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER early_repayment_keeps_loan_id_client_id_mode_amount_tiyn_pay_on BEFORE UPDATE OF loan_id, client_id, mode, amount_tiyn, pay_on, until_on, hash, made_at ON public.early_repayment FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER early_repayment_no_delete BEFORE DELETE ON public.early_repayment FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER early_repayment_no_truncate BEFORE TRUNCATE ON public.early_repayment FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER eds_code_keeps_token_confirmation_id_made_at_ends_at BEFORE UPDATE OF token, confirmation_id, made_at, ends_at ON public.eds_code FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER eds_code_no_delete BEFORE DELETE ON public.eds_code FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER eds_code_no_truncate BEFORE TRUNCATE ON public.eds_code FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER eds_signature_keeps_confirmation_id_given_id_given_at BEFORE UPDATE OF confirmation_id, given_id, given_at ON public.eds_signature FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER eds_signature_no_delete BEFORE DELETE ON public.eds_signature FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER eds_signature_no_truncate BEFORE TRUNCATE ON public.eds_signature FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER entry_no_delete BEFORE DELETE ON public.entry FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER entry_no_truncate BEFORE TRUNCATE ON public.entry FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER entry_no_update BEFORE UPDATE ON public.entry FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER errand_answer_no_delete BEFORE DELETE ON public.errand_answer FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER errand_answer_no_truncate BEFORE TRUNCATE ON public.errand_answer FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER errand_answer_no_update BEFORE UPDATE ON public.errand_answer FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER errand_keeps_kind_subject_payload_made_at_operation BEFORE UPDATE OF kind, subject, payload, made_at, operation ON public.errand FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER errand_no_delete BEFORE DELETE ON public.errand FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER errand_no_truncate BEFORE TRUNCATE ON public.errand FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER evidence_no_delete BEFORE DELETE ON public.evidence FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER evidence_no_truncate BEFORE TRUNCATE ON public.evidence FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER evidence_no_update BEFORE UPDATE ON public.evidence FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER face_capture_no_delete BEFORE DELETE ON public.face_capture FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER face_capture_no_truncate BEFORE TRUNCATE ON public.face_capture FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER face_capture_no_update BEFORE UPDATE ON public.face_capture FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER face_session_keeps_confirmation_id_begun_at BEFORE UPDATE OF confirmation_id, begun_at ON public.face_session FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER face_session_no_delete BEFORE DELETE ON public.face_session FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER face_session_no_truncate BEFORE TRUNCATE ON public.face_session FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER identity_paper_keeps_client_id_facts_tail_valid_until_stated_at BEFORE UPDATE OF client_id, facts, tail, valid_until, stated_at ON public.identity_paper FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER identity_paper_no_delete BEFORE DELETE ON public.identity_paper FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER identity_paper_no_truncate BEFORE TRUNCATE ON public.identity_paper FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER incident_no_delete BEFORE DELETE ON public.incident FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER incident_no_truncate BEFORE TRUNCATE ON public.incident FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER incident_no_update BEFORE UPDATE ON public.incident FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER incident_step_no_delete BEFORE DELETE ON public.incident_step FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER incident_step_no_truncate BEFORE TRUNCATE ON public.incident_step FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER incident_step_no_update BEFORE UPDATE ON public.incident_step FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER internal_document_keeps_title_number_distortion_access_replay_i BEFORE UPDATE OF title, number, distortion, access, replay, integrity, document_id, maker, made_at ON public.internal_document FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER internal_document_no_delete BEFORE DELETE ON public.internal_document FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER internal_document_no_truncate BEFORE TRUNCATE ON public.internal_document FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER journal_no_delete BEFORE DELETE ON public.journal FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON public.journal FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER journal_no_update BEFORE UPDATE ON public.journal FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER journal_proposal_entry_no_delete BEFORE DELETE ON public.journal_proposal_entry FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER journal_proposal_entry_no_truncate BEFORE TRUNCATE ON public.journal_proposal_entry FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER journal_proposal_entry_no_update BEFORE UPDATE ON public.journal_proposal_entry FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER journal_proposal_keeps_value_on_note_reverses_maker_made_at BEFORE UPDATE OF value_on, note, reverses, maker, made_at ON public.journal_proposal FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER journal_proposal_no_delete BEFORE DELETE ON public.journal_proposal FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER journal_proposal_no_truncate BEFORE TRUNCATE ON public.journal_proposal FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER letter_file_no_delete BEFORE DELETE ON public.letter_file FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER letter_file_no_truncate BEFORE TRUNCATE ON public.letter_file FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER letter_file_no_update BEFORE UPDATE ON public.letter_file FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER letter_keeps_client_id_from_client_author_document_id_leaf_id_s BEFORE UPDATE OF client_id, from_client, author, document_id, leaf_id, sent_at ON public.letter FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER letter_no_delete BEFORE DELETE ON public.letter FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER letter_no_truncate BEFORE TRUNCATE ON public.letter FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER loan_event_no_delete BEFORE DELETE ON public.loan_event FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER loan_event_no_truncate BEFORE TRUNCATE ON public.loan_event FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER loan_event_no_update BEFORE UPDATE ON public.loan_event FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER loan_keeps_client_id_contract_id_number_product_id_terms_signed BEFORE UPDATE OF client_id, contract_id, number, product_id, terms, signed_on, amount_tiyn, made_at ON public.loan FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER loan_night_journal_no_delete BEFORE DELETE ON public.loan_night_journal FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER loan_night_journal_no_truncate BEFORE TRUNCATE ON public.loan_night_journal FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER loan_night_journal_no_update BEFORE UPDATE ON public.loan_night_journal FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER loan_night_no_delete BEFORE DELETE ON public.loan_night FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER loan_night_no_truncate BEFORE TRUNCATE ON public.loan_night FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER loan_no_delete BEFORE DELETE ON public.loan FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER loan_no_truncate BEFORE TRUNCATE ON public.loan FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER loan_order_keeps_loan_id_kind_paper_received_on_due_on_cancels_ BEFORE UPDATE OF loan_id, kind, paper, received_on, due_on, cancels_id, back, guilty, maker, made_at ON public.loan_order FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER loan_order_no_delete BEFORE DELETE ON public.loan_order FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER loan_order_no_truncate BEFORE TRUNCATE ON public.loan_order FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER loan_paper_keeps_loan_id_client_id_kind_about_asked_at BEFORE UPDATE OF loan_id, client_id, kind, about, asked_at ON public.loan_paper FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER loan_paper_no_delete BEFORE DELETE ON public.loan_paper FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER loan_paper_no_truncate BEFORE TRUNCATE ON public.loan_paper FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER loan_row_no_delete BEFORE DELETE ON public.loan_row FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER loan_row_no_truncate BEFORE TRUNCATE ON public.loan_row FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER loan_row_no_update BEFORE UPDATE ON public.loan_row FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER notice_keeps_client_id_kind_made_by_made_at BEFORE UPDATE OF client_id, kind, made_by, made_at ON public.notice FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER notice_keeps_way_number_id BEFORE UPDATE OF way, number_id ON public.notice FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER notice_no_delete BEFORE DELETE ON public.notice FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER notice_no_truncate BEFORE TRUNCATE ON public.notice FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER payment_no_delete BEFORE DELETE ON public.payment FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER payment_no_truncate BEFORE TRUNCATE ON public.payment FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER payment_no_update BEFORE UPDATE ON public.payment FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER payout_keeps_contract_id_loan_id_client_id_way_needs_amount_tiy BEFORE UPDATE OF contract_id, loan_id, client_id, way, needs, amount_tiyn, account_id, seller_id, not_before, made_at ON public.payout FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER payout_no_delete BEFORE DELETE ON public.payout FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER payout_no_truncate BEFORE TRUNCATE ON public.payout FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER policy_day_no_delete BEFORE DELETE ON public.policy_day FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER policy_day_no_truncate BEFORE TRUNCATE ON public.policy_day FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER policy_day_no_update BEFORE UPDATE ON public.policy_day FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER policy_proposal_keeps_kind_from_on_until_on_value_over_value_un BEFORE UPDATE OF kind, from_on, until_on, value_over, value_under, source, maker, made_at ON public.policy_proposal FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER policy_proposal_no_delete BEFORE DELETE ON public.policy_proposal FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER policy_proposal_no_truncate BEFORE TRUNCATE ON public.policy_proposal FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER policy_row_no_delete BEFORE DELETE ON public.policy_row FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER policy_row_no_truncate BEFORE TRUNCATE ON public.policy_row FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER policy_row_no_update BEFORE UPDATE ON public.policy_row FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER product_no_delete BEFORE DELETE ON public.product FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER product_no_truncate BEFORE TRUNCATE ON public.product FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER product_no_update BEFORE UPDATE ON public.product FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER product_version_keeps_product_id_nr_from_on_is_offered_name_kk_ BEFORE UPDATE OF product_id, nr, from_on, is_offered, name_kk, name_ru, name_en, class, amount_min_tiyn, amount_max_tiyn, amount_step_tiyn, periods_min, periods_max, rate_over, rate_under, by_annuity, by_parts, by_end, day_count, weekend_next, penalty_over, penalty_under, alone_max_tiyn, offer_days, maker, made_at ON public.product_version FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER product_version_no_delete BEFORE DELETE ON public.product_version FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER product_version_no_truncate BEFORE TRUNCATE ON public.product_version FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER refund_keeps_kind_loan_id_client_id_account_id_line_id_order_id BEFORE UPDATE OF kind, loan_id, client_id, account_id, line_id, order_id, tail, amount_tiyn, due_on, made_at ON public.refund FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER refund_no_delete BEFORE DELETE ON public.refund FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER refund_no_truncate BEFORE TRUNCATE ON public.refund FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER registration_keeps_kind_begun_at BEFORE UPDATE OF kind, begun_at ON public.registration FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER registration_no_delete BEFORE DELETE ON public.registration FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER registration_no_truncate BEFORE TRUNCATE ON public.registration FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER reveal_no_delete BEFORE DELETE ON public.reveal FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER reveal_no_truncate BEFORE TRUNCATE ON public.reveal FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER reveal_no_update BEFORE UPDATE ON public.reveal FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER seller_keeps_bin_iban_maker_made_at BEFORE UPDATE OF bin, iban, maker, made_at ON public.seller FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER seller_no_delete BEFORE DELETE ON public.seller FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER seller_no_truncate BEFORE TRUNCATE ON public.seller FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER session_keeps_address BEFORE UPDATE OF address ON public.session FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER staff_lock_keeps_staff_id_reason_locked_by_locked_at BEFORE UPDATE OF staff_id, reason, locked_by, locked_at ON public.staff_lock FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER staff_lock_no_delete BEFORE DELETE ON public.staff_lock FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER staff_lock_no_truncate BEFORE TRUNCATE ON public.staff_lock FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER statement_day_no_delete BEFORE DELETE ON public.statement_day FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER statement_day_no_truncate BEFORE TRUNCATE ON public.statement_day FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER statement_day_no_update BEFORE UPDATE ON public.statement_day FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER statement_no_delete BEFORE DELETE ON public.statement FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER statement_no_truncate BEFORE TRUNCATE ON public.statement FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER statement_no_update BEFORE UPDATE ON public.statement FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER subject_keeps_kind_login_made_at BEFORE UPDATE OF kind, login, made_at ON public.subject FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER subject_no_delete BEFORE DELETE ON public.subject FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER subject_no_truncate BEFORE TRUNCATE ON public.subject FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER subscriber_number_keeps_subject_id_phone_phone_index_tail_asked BEFORE UPDATE OF subject_id, phone, phone_index, tail, asked_at ON public.subscriber_number FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER subscriber_number_no_delete BEFORE DELETE ON public.subscriber_number FOR EACH ROW EXECUTE FUNCTION public.nes_refuse();

CREATE TRIGGER subscriber_number_no_truncate BEFORE TRUNCATE ON public.subscriber_number FOR EACH STATEMENT EXECUTE FUNCTION public.nes_refuse();

ALTER TABLE ONLY public.account_day
    ADD CONSTRAINT account_day_account_fkey FOREIGN KEY (account) REFERENCES public.account(code);

ALTER TABLE ONLY public.aml_case
    ADD CONSTRAINT aml_case_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.application(id);

ALTER TABLE ONLY public.aml_case
    ADD CONSTRAINT aml_case_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.aml_case
    ADD CONSTRAINT aml_case_entry FOREIGN KEY (list_id, entry_nr) REFERENCES public.aml_entry(list_id, nr);

ALTER TABLE ONLY public.aml_entry
    ADD CONSTRAINT aml_entry_list_id_fkey FOREIGN KEY (list_id) REFERENCES public.aml_list(id);

ALTER TABLE ONLY public.aml_look
    ADD CONSTRAINT aml_look_financing_id_fkey FOREIGN KEY (financing_id) REFERENCES public.aml_list(id);

ALTER TABLE ONLY public.aml_look
    ADD CONSTRAINT aml_look_participants_id_fkey FOREIGN KEY (participants_id) REFERENCES public.aml_list(id);

ALTER TABLE ONLY public.application_ack
    ADD CONSTRAINT application_ack_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.application(id);

ALTER TABLE ONLY public.application_ack
    ADD CONSTRAINT application_ack_disclosure_id_fkey FOREIGN KEY (disclosure_id) REFERENCES public.disclosure(id);

ALTER TABLE ONLY public.application
    ADD CONSTRAINT application_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.application_decision
    ADD CONSTRAINT application_decision_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.application(id);

ALTER TABLE ONLY public.application_gate
    ADD CONSTRAINT application_gate_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.application(id);

ALTER TABLE ONLY public.application_offer
    ADD CONSTRAINT application_offer_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.application(id);

ALTER TABLE ONLY public.application_offer_row
    ADD CONSTRAINT application_offer_row_of FOREIGN KEY (application_id, offered_on, method) REFERENCES public.application_offer(application_id, offered_on, method);

ALTER TABLE ONLY public.application
    ADD CONSTRAINT application_product_version_id_fkey FOREIGN KEY (product_version_id) REFERENCES public.product_version(id);

ALTER TABLE ONLY public.application
    ADD CONSTRAINT application_questionnaire_id_fkey FOREIGN KEY (questionnaire_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.audit_object
    ADD CONSTRAINT audit_object_leaf_id_fkey FOREIGN KEY (leaf_id) REFERENCES public.audit_leaf(id);

ALTER TABLE ONLY public.audit_place
    ADD CONSTRAINT audit_place_leaf_id_fkey FOREIGN KEY (leaf_id) REFERENCES public.audit_leaf(id);

ALTER TABLE ONLY public.audit_waiting
    ADD CONSTRAINT audit_waiting_leaf_id_fkey FOREIGN KEY (leaf_id) REFERENCES public.audit_leaf(id);

ALTER TABLE ONLY public.bank_account
    ADD CONSTRAINT bank_account_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.bank_line
    ADD CONSTRAINT bank_line_refund_id_fkey FOREIGN KEY (refund_id) REFERENCES public.refund(id);

ALTER TABLE ONLY public.bank_line
    ADD CONSTRAINT bank_line_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES public.statement(id);

ALTER TABLE ONLY public.bureau_report
    ADD CONSTRAINT bureau_report_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.application(id);

ALTER TABLE ONLY public.bureau_report
    ADD CONSTRAINT bureau_report_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.bureau_report
    ADD CONSTRAINT bureau_report_document_id_fkey FOREIGN KEY (document_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.bureau_report
    ADD CONSTRAINT bureau_report_errand_id_fkey FOREIGN KEY (errand_id) REFERENCES public.errand(id);

ALTER TABLE ONLY public.bureau_told
    ADD CONSTRAINT bureau_told_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.application(id);

ALTER TABLE ONLY public.bureau_told
    ADD CONSTRAINT bureau_told_errand_id_fkey FOREIGN KEY (errand_id) REFERENCES public.errand(id);

ALTER TABLE ONLY public.cash_handover
    ADD CONSTRAINT cash_handover_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES public.cash_desk(id);

ALTER TABLE ONLY public.cash_handover
    ADD CONSTRAINT cash_handover_payout_id_fkey FOREIGN KEY (payout_id) REFERENCES public.payout(id);

ALTER TABLE ONLY public.channel_attachment
    ADD CONSTRAINT channel_attachment_internal_id_fkey FOREIGN KEY (internal_id) REFERENCES public.internal_document(id);

ALTER TABLE ONLY public.channel_attachment
    ADD CONSTRAINT channel_attachment_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES public.channel_notice(id);

ALTER TABLE ONLY public.client
    ADD CONSTRAINT client_id_fkey FOREIGN KEY (id) REFERENCES public.subject(id);

ALTER TABLE ONLY public.client_word
    ADD CONSTRAINT client_word_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.confirmation
    ADD CONSTRAINT confirmation_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES public.subject(id);

ALTER TABLE ONLY public.consent
    ADD CONSTRAINT consent_of_text FOREIGN KEY (kind, version) REFERENCES public.consent_text(kind, version);

ALTER TABLE ONLY public.consent
    ADD CONSTRAINT consent_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES public.subject(id);

ALTER TABLE ONLY public.contract
    ADD CONSTRAINT contract_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.application(id);

ALTER TABLE ONLY public.contract
    ADD CONSTRAINT contract_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.contract
    ADD CONSTRAINT contract_document_id_fkey FOREIGN KEY (document_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.contract
    ADD CONSTRAINT contract_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence(id);

ALTER TABLE ONLY public.contract
    ADD CONSTRAINT contract_loan_id_fkey FOREIGN KEY (loan_id) REFERENCES public.loan(id);

ALTER TABLE ONLY public.contract
    ADD CONSTRAINT contract_model_id_fkey FOREIGN KEY (model_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_key_id_fkey FOREIGN KEY (key_id) REFERENCES public.data_key(id);

ALTER TABLE ONLY public.early_repayment
    ADD CONSTRAINT early_repayment_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.early_repayment
    ADD CONSTRAINT early_repayment_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence(id);

ALTER TABLE ONLY public.early_repayment
    ADD CONSTRAINT early_repayment_loan_id_fkey FOREIGN KEY (loan_id) REFERENCES public.loan(id);

ALTER TABLE ONLY public.early_repayment
    ADD CONSTRAINT early_repayment_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES public.payment(id);

ALTER TABLE ONLY public.eds_code
    ADD CONSTRAINT eds_code_confirmation_id_fkey FOREIGN KEY (confirmation_id) REFERENCES public.confirmation(id);

ALTER TABLE ONLY public.eds_signature
    ADD CONSTRAINT eds_signature_confirmation_id_fkey FOREIGN KEY (confirmation_id) REFERENCES public.confirmation(id);

ALTER TABLE ONLY public.eds_signature
    ADD CONSTRAINT eds_signature_given_id_fkey FOREIGN KEY (given_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.eds_signature
    ADD CONSTRAINT eds_signature_record_id_fkey FOREIGN KEY (record_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.entry
    ADD CONSTRAINT entry_credit_fkey FOREIGN KEY (credit) REFERENCES public.account(code);

ALTER TABLE ONLY public.entry
    ADD CONSTRAINT entry_debit_fkey FOREIGN KEY (debit) REFERENCES public.account(code);

ALTER TABLE ONLY public.entry
    ADD CONSTRAINT entry_journal_id_fkey FOREIGN KEY (journal_id) REFERENCES public.journal(id);

ALTER TABLE ONLY public.errand_answer
    ADD CONSTRAINT errand_answer_errand_id_fkey FOREIGN KEY (errand_id) REFERENCES public.errand(id);

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_confirmation_id_fkey FOREIGN KEY (confirmation_id) REFERENCES public.confirmation(id);

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES public.subject(id);

ALTER TABLE ONLY public.face_capture
    ADD CONSTRAINT face_capture_face_id_fkey FOREIGN KEY (face_id) REFERENCES public.face_session(id);

ALTER TABLE ONLY public.face_session
    ADD CONSTRAINT face_session_confirmation_id_fkey FOREIGN KEY (confirmation_id) REFERENCES public.confirmation(id);

ALTER TABLE ONLY public.identity_paper
    ADD CONSTRAINT identity_paper_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.identity_paper
    ADD CONSTRAINT identity_paper_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence(id);

ALTER TABLE ONLY public.incident_step
    ADD CONSTRAINT incident_step_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.incident_step
    ADD CONSTRAINT incident_step_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES public.incident(id);

ALTER TABLE ONLY public.incident_step
    ADD CONSTRAINT incident_step_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES public.notice(id);

ALTER TABLE ONLY public.internal_document
    ADD CONSTRAINT internal_document_document_id_fkey FOREIGN KEY (document_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.journal_proposal_entry
    ADD CONSTRAINT journal_proposal_entry_credit_fkey FOREIGN KEY (credit) REFERENCES public.account(code);

ALTER TABLE ONLY public.journal_proposal_entry
    ADD CONSTRAINT journal_proposal_entry_debit_fkey FOREIGN KEY (debit) REFERENCES public.account(code);

ALTER TABLE ONLY public.journal_proposal_entry
    ADD CONSTRAINT journal_proposal_entry_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES public.journal_proposal(id);

ALTER TABLE ONLY public.journal_proposal
    ADD CONSTRAINT journal_proposal_reverses_fkey FOREIGN KEY (reverses) REFERENCES public.journal(id);

ALTER TABLE ONLY public.journal
    ADD CONSTRAINT journal_reverses_fkey FOREIGN KEY (reverses) REFERENCES public.journal(id);

ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_document_id_fkey FOREIGN KEY (document_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.letter_file
    ADD CONSTRAINT letter_file_document_id_fkey FOREIGN KEY (document_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.letter_file
    ADD CONSTRAINT letter_file_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES public.letter(id);

ALTER TABLE ONLY public.loan
    ADD CONSTRAINT loan_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.loan_event
    ADD CONSTRAINT loan_event_journal_id_fkey FOREIGN KEY (journal_id) REFERENCES public.journal(id);

ALTER TABLE ONLY public.loan_event
    ADD CONSTRAINT loan_event_loan_id_fkey FOREIGN KEY (loan_id) REFERENCES public.loan(id);

ALTER TABLE ONLY public.loan_night_journal
    ADD CONSTRAINT loan_night_journal_journal_id_fkey FOREIGN KEY (journal_id) REFERENCES public.journal(id);

ALTER TABLE ONLY public.loan_order
    ADD CONSTRAINT loan_order_cancels_id_fkey FOREIGN KEY (cancels_id) REFERENCES public.loan_order(id);

ALTER TABLE ONLY public.loan_order
    ADD CONSTRAINT loan_order_leaf_id_fkey FOREIGN KEY (leaf_id) REFERENCES public.audit_leaf(id);

ALTER TABLE ONLY public.loan_order
    ADD CONSTRAINT loan_order_loan_id_fkey FOREIGN KEY (loan_id) REFERENCES public.loan(id);

ALTER TABLE ONLY public.loan_paper
    ADD CONSTRAINT loan_paper_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.loan_paper
    ADD CONSTRAINT loan_paper_document_id_fkey FOREIGN KEY (document_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.loan_paper
    ADD CONSTRAINT loan_paper_loan_id_fkey FOREIGN KEY (loan_id) REFERENCES public.loan(id);

ALTER TABLE ONLY public.loan_paper
    ADD CONSTRAINT loan_paper_model_id_fkey FOREIGN KEY (model_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.loan_row
    ADD CONSTRAINT loan_row_loan_id_fkey FOREIGN KEY (loan_id) REFERENCES public.loan(id);

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_number_id_fkey FOREIGN KEY (number_id) REFERENCES public.subscriber_number(id);

ALTER TABLE ONLY public.password
    ADD CONSTRAINT password_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES public.subject(id);

ALTER TABLE ONLY public.payment
    ADD CONSTRAINT payment_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.payment
    ADD CONSTRAINT payment_line_id_fkey FOREIGN KEY (line_id) REFERENCES public.bank_line(id);

ALTER TABLE ONLY public.payment
    ADD CONSTRAINT payment_loan_id_fkey FOREIGN KEY (loan_id) REFERENCES public.loan(id);

ALTER TABLE ONLY public.payout
    ADD CONSTRAINT payout_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.bank_account(id);

ALTER TABLE ONLY public.payout
    ADD CONSTRAINT payout_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.payout
    ADD CONSTRAINT payout_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES public.contract(id);

ALTER TABLE ONLY public.payout
    ADD CONSTRAINT payout_errand_id_fkey FOREIGN KEY (errand_id) REFERENCES public.errand(id);

ALTER TABLE ONLY public.payout
    ADD CONSTRAINT payout_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence(id);

ALTER TABLE ONLY public.payout
    ADD CONSTRAINT payout_loan_id_fkey FOREIGN KEY (loan_id) REFERENCES public.loan(id);

ALTER TABLE ONLY public.payout
    ADD CONSTRAINT payout_seller_id_fkey FOREIGN KEY (seller_id) REFERENCES public.seller(id);

ALTER TABLE ONLY public.posting_rule
    ADD CONSTRAINT posting_rule_credit_fkey FOREIGN KEY (credit) REFERENCES public.account(code);

ALTER TABLE ONLY public.posting_rule
    ADD CONSTRAINT posting_rule_debit_fkey FOREIGN KEY (debit) REFERENCES public.account(code);

ALTER TABLE ONLY public.product_version
    ADD CONSTRAINT product_version_product_id_fkey FOREIGN KEY (product_id) REFERENCES public.product(id);

ALTER TABLE ONLY public.refund
    ADD CONSTRAINT refund_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.bank_account(id);

ALTER TABLE ONLY public.refund
    ADD CONSTRAINT refund_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.refund
    ADD CONSTRAINT refund_errand_id_fkey FOREIGN KEY (errand_id) REFERENCES public.errand(id);

ALTER TABLE ONLY public.refund
    ADD CONSTRAINT refund_line_id_fkey FOREIGN KEY (line_id) REFERENCES public.bank_line(id);

ALTER TABLE ONLY public.refund
    ADD CONSTRAINT refund_loan_id_fkey FOREIGN KEY (loan_id) REFERENCES public.loan(id);

ALTER TABLE ONLY public.refund
    ADD CONSTRAINT refund_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.loan_order(id);

ALTER TABLE ONLY public.refund
    ADD CONSTRAINT refund_seen_id_fkey FOREIGN KEY (seen_id) REFERENCES public.bank_line(id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_id_fkey FOREIGN KEY (id) REFERENCES public.subject(id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_number_id_fkey FOREIGN KEY (number_id) REFERENCES public.subscriber_number(id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_photo_id_fkey FOREIGN KEY (photo_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.reveal
    ADD CONSTRAINT reveal_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.role_perm
    ADD CONSTRAINT role_perm_role_fkey FOREIGN KEY (role) REFERENCES public.role(name);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES public.subject(id);

ALTER TABLE ONLY public.staff
    ADD CONSTRAINT staff_id_fkey FOREIGN KEY (id) REFERENCES public.subject(id);

ALTER TABLE ONLY public.staff_lock
    ADD CONSTRAINT staff_lock_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.staff_role
    ADD CONSTRAINT staff_role_role_fkey FOREIGN KEY (role) REFERENCES public.role(name);

ALTER TABLE ONLY public.staff_role
    ADD CONSTRAINT staff_role_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.statement
    ADD CONSTRAINT statement_document_id_fkey FOREIGN KEY (document_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.subscriber_number
    ADD CONSTRAINT subscriber_number_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES public.subject(id);

ALTER TABLE ONLY public.totp
    ADD CONSTRAINT totp_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES public.subject(id);

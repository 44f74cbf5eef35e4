/* src/client/facts.h: what a person states of himself at registration (6.1, 6.2), as one sealed value, and how it is
 * reconciled with what the identification centre says (6.3). */
#pragma once
#include "calc/date.h"
#include "client/client_faults.h"

enum nes_client_kind { NES_CLIENT_INDIVIDUAL = 1, NES_CLIENT_LEGAL };
const char *nes_client_kind_word(enum nes_client_kind kind);      /* "individual", "legal" */

enum nes_paper_kind {
    NES_PAPER_CARD = 1,        /* identity card */
    NES_PAPER_PASSPORT,
    NES_PAPER_RESIDENCE,       /* residence permit of a foreigner */
    NES_PAPER_STATELESS,       /* certificate of a stateless person */
    NES_PAPER_REFUGEE,
    NES_PAPER_BIRTH            /* birth certificate: always refused */
};

struct nes_facts {
    struct nes_str last, first, patronymic;        /* as in the identity document; patronymic may be empty */
    struct nes_str iin;                            /* of the individual, or of the signatory */
    enum nes_paper_kind paper;
    struct nes_str paper_number, paper_issuer;
    struct nes_date issued_on, valid_until;
    struct nes_str bin, entity;                    /* of a legal entity; else empty */
};

/* Pure. Forms of all members, and whether the document may be used on `today`: reasons of IIN, BIN and names,
 * PAPER_NUMBER, PAPER_DATES; PAPER_BIRTH (refused): a birth certificate never counts; PAPER_EXPIRED (refused);
 * FACTS_MINOR (refused): under 18. RULE 6.1.a-6.1.c RULE 6.2.b-6.2.e */
struct nes_err nes_facts_check(const struct nes_facts *facts, enum nes_client_kind kind, struct nes_date today);

/* As text that is sealed, and back. FACTS_FORM where the text is none of ours; texts point into `text`. */
struct nes_str nes_facts_write(struct nes_arena *arena, const struct nes_facts *facts);
struct nes_err nes_facts_read(struct nes_str text, struct nes_facts *out);
/* "Last First Patronymic", or the name of the legal entity: the name of the client. */
struct nes_str nes_facts_name(struct nes_arena *arena, const struct nes_facts *facts);

/* Pure. What does not agree: NULL, or "iin", "names", "document". Names are compared in normal form (ident/name.h).
 * `told` has what a trusted source says; an empty document number there is not compared. RULE 6.3.a RULE 6.3.b */
const char *nes_facts_differ(const struct nes_facts *stated, const struct nes_facts *told);

/* src/lending/incident.h: unauthorised access to or change of secret information, acts of third parties, fraud with
 * microcredits: written down when found; measures, the client and the authorised body within the days of the rules.
 * RULE 13.1.a RULE 13.1.b RULE 13.1.c */
#pragma once
#include "client/client.h"
#include "lending/order_faults.h"
#include "notice/notice.h"

struct nes_incident_id { struct nes_id id; };

enum nes_incident_kind { NES_INCIDENT_ACCESS = 1, NES_INCIDENT_CHANGE, NES_INCIDENT_THIRD_PARTY, NES_INCIDENT_FRAUD };
enum nes_incident_step_kind { NES_INCIDENT_MEASURES = 1, NES_INCIDENT_CLIENT, NES_INCIDENT_BODY };

struct nes_incident_step {
    enum nes_incident_step_kind kind;
    struct nes_date done_on;
    struct nes_str words;              /* the measures; the number of the letter to the authorised body */
    struct nes_client_id client;       /* who was informed; else none */
    struct nes_notice_id notice;
    struct nes_id maker;
    int64_t made_at;
};
struct nes_incident {
    struct nes_incident_id id;
    enum nes_incident_kind kind;
    struct nes_str what;
    struct nes_date found_on, measures_due, clients_due, body_due;
    struct nes_id maker;
    int64_t made_at;
    struct { struct nes_incident_step *rows; size_t len; } steps;
};
struct nes_incidents {
    struct nes_incident *rows;
    size_t len;
};
const char *nes_incident_kind_word(enum nes_incident_kind kind);
const char *nes_incident_step_word(enum nes_incident_step_kind kind);

/* Pure. The day of the first step of a kind; none: it was not done. */
struct nes_date nes_incident_done(const struct nes_incident *incident, enum nes_incident_step_kind kind);
/* Pure. Whether something was, or by `today` is, not done in time. */
bool nes_incident_late(const struct nes_incident *incident, struct nes_date today);

/* Writes it down: kind, what, found_on and maker are given; the last days come from the rules of the day of finding.
 * INCIDENT_DAY where that day is to come; POLICY_MISSING. */
struct nes_err nes_incident_add(struct nes_tx *tx, struct nes_incident *incident);
/* Writes down what was done (kind, done_on, words, client, maker are given). A client is informed by it, once: the
 * notice is planned in the same transaction. INCIDENT_DAY: not between finding and today; INCIDENT_TWICE. */
struct nes_err nes_incident_step(struct nes_tx *tx, const struct nes_incident *incident,
                                 struct nes_incident_step *step);
/* DB_NO_ROW. `lock`: one step after the other. */
struct nes_err nes_incident_find(struct nes_tx *tx, struct nes_incident_id id, bool lock, struct nes_incident *out);
/* Newest first, 100 at most. */
struct nes_err nes_incidents_all(struct nes_tx *tx, struct nes_incidents *out);

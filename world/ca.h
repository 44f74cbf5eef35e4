/* world/ca.h: the certification authority of the world: roots and issuing authorities for GOST and for RSA, responder
 * and time stamps under each, and the keys of synthetic persons and companies. docs/wire/ca.md tells what it speaks. */
#pragma once
#include "db/db.h"
#include "http/req.h"
#include "world/ca_faults.h"
#include "world/sign.h"
#include "world/world.h"
#include "world/world_faults.h"

enum nes_ca_role { NES_CA_ROOT, NES_CA_ISSUER, NES_CA_OCSP, NES_CA_TSA, NES_CA_ROLES };
enum nes_ca_state { NES_CA_GOOD = 1, NES_CA_HELD, NES_CA_REVOKED };
/* Whose certificate; the roles of integrations 1.2. AUTHENTICATION is of the old generation, for signing in only. */
enum nes_ca_kind {
    NES_CA_INDIVIDUAL = 1, NES_CA_HEAD, NES_CA_SIGNER, NES_CA_FINANCE, NES_CA_HR, NES_CA_EMPLOYEE, NES_CA_SYSTEM,
    NES_CA_AUTHENTICATION
};

struct nes_ca {
    const char *url;   /* where its services are: "http://127.0.0.1:8447" */
    struct nes_signing_person units[NES_SIGNING_RSA + 1][NES_CA_ROLES];
};

/* Loads the authority's keys, or makes them where the database has none. `shared` (may be NULL) is a
 * file of RSA keys for tests: taken where it is there, else left there. Texts live in `arena`; `url` outlives it. */
struct nes_err nes_ca_open(struct nes_arena *arena, struct nes_db *db, const char *url, const char *shared,
                          struct nes_ca **out);

/* The RSA keys of a file, in the order of roles; false where it is not whole. `path` may be NULL. */
bool nes_ca_shared_read(struct nes_arena *arena, const char *path, struct nes_str secrets[NES_CA_ROLES]);

/* Leaves keys for the next world; where that cannot be, it makes its own. */
void nes_ca_shared_write(const char *path, const struct nes_str secrets[NES_CA_ROLES]);

/* Puts the authority's certificates and pins into a folder, as an operator who believes them would. CA_OFF. */
struct nes_err nes_ca_publish(struct nes_arena *arena, const struct nes_ca *ca, const char *folder);

/* --- certificates (ca_cert.c) --- */

#define NES_CA_SERIAL 20
struct nes_ca_wish {
    enum nes_signing algorithm;
    enum nes_ca_kind kind;
    struct nes_str iin, surname, name, patronymic;   /* of the person */
    struct nes_str bin, organisation;                /* of the company */
    struct nes_str email, system;                    /* system: dotted identifier of an information system */
    int64_t from_us, until_us;
};
/* Signed by the issuing authority; the serial number is the key identifier without its first bit. */
struct nes_str nes_ca_certificate(struct nes_arena *arena, const struct nes_ca *ca, const struct nes_ca_wish *wish,
                                  const struct nes_signing_key *key, uint8_t serial[NES_CA_SERIAL]);
/* One of the authority's own. The issuer stands in ca->units already (a root's does not). */
struct nes_str nes_ca_unit_certificate(struct nes_arena *arena, const struct nes_ca *ca, enum nes_ca_role role,
                                       const struct nes_signing_key *key, int64_t from_us);
/* Name and key of the issuing authority as status requests name them; name in DER. */
struct nes_str nes_ca_name(struct nes_arena *arena, enum nes_signing algorithm, enum nes_ca_role role);
struct nes_str nes_ca_key_id(struct nes_arena *arena, const struct nes_signing_key *key);   /* SHA-1 */
struct nes_str nes_ca_extension(struct nes_arena *arena, const char *oid, bool critical, struct nes_str value);

/* --- time stamps and signatures (ca_stamp.c, ca_sign.c) --- */

struct nes_ca_stamp {
    const struct nes_ca *ca;
    enum nes_signing algorithm;
    const char *imprint_alg;           /* identifier of the hash */
    struct nes_str imprint, nonce;     /* nonce: magnitude; empty: none */
    int64_t at_us;
};
struct nes_str nes_ca_token(struct nes_arena *arena, const struct nes_ca_stamp *stamp);

/* What a client's program signs, and how. */
struct nes_ca_order {
    struct nes_signing_person by;
    struct nes_str document;
    bool attached, digested, stamped, xml;
    int64_t at_us;
};
/* The container, or the signed document. CA_DOCUMENT. */
struct nes_err nes_ca_sign(struct nes_arena *arena, const struct nes_ca *ca, const struct nes_ca_order *order,
                           struct nes_str *out);

/* A container of others with a time stamp at each signature that has none. CA_DOCUMENT. */
struct nes_err nes_ca_apply_stamp(struct nes_arena *arena, const struct nes_ca *ca, struct nes_str given, int64_t at_us,
                                  struct nes_str *out);

/* Which of the keys in the world's hands: the one that the person chose, else the newest that fits and is valid. */
struct nes_ca_choice {
    struct nes_str iin, bin, serial;   /* serial: 40 hexadecimal digits; empty: any */
    bool authentication;               /* a key for signing in instead of one for documents */
    int64_t at_us;
};
struct nes_ca_chosen {
    struct nes_signing_person by;
    struct nes_str serial, name;
    int64_t from_us, until_us;
    bool found, cancelled;
};
/* In the arena of the transaction. */
struct nes_err nes_ca_choose(struct nes_tx *tx, const struct nes_ca_choice *choice, struct nes_ca_chosen *out);

/* A GOST certificate for a year to a person of the world, by number. In `run`. CA_WISH, CA_OFF. */
struct nes_err nes_ca_issue(struct nes_req *req, int64_t person);

/* --- the telephone (qr.c) --- */

/* What the person read, who asked, the server's last answer (0: nothing was sent). */
struct nes_qr_told {
    struct nes_str description, organisation;
    int64_t documents, status;
    bool cancelled;
};
bool nes_qr_is(struct nes_str text);
/* In `prepare`: follows a code with the newest key of a person. CA_NONE, CA_REQUEST, CA_DOCUMENT, CA_OFF. */
struct nes_err nes_qr_follow(struct nes_req *req, struct nes_str code, struct nes_str iin, struct nes_qr_told *told);

/* 40 digits of a serial number, either case; false for anything else. */
bool nes_ca_serial_read(struct nes_str hex, uint8_t serial[NES_CA_SERIAL]);
struct nes_str nes_ca_hex(struct nes_arena *arena, struct nes_str octets);

/* True where the partner was told to lie about this: see docs/wire/ca.md. Counts it down; in `run` only. */
struct nes_err nes_ca_told(struct nes_tx *tx, const char *about, bool *lies);
/* Waits or refuses as told of `partner` (WORLD_LATER, WORLD_BROKEN); gives FINE, BROKEN or LIE. In `run` only. */
struct nes_err nes_ca_behave(struct nes_tx *tx, const char *partner, enum nes_behave *out);

extern const struct nes_resource nes_world_ca_resource, nes_world_ca_status_resource, nes_world_ca_stamp_resource,
    nes_world_ca_list_resource, nes_world_qr_resource, nes_world_sign_resource;
extern const struct nes_param nes_world_serial_param, nes_world_file_param;

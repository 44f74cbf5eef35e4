/* world/ca_list.c: revocation lists (RFC 5280, integrations 2.2) and the files of the authority. Nothing is stored: a
 * list is folded from the changes when somebody asks. The base is of last midnight (UTC), its number the day; the delta
 * tells what changed since, and is numbered in a row of its own, as the authority does. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "world/ca.h"
#include "world/ca_sql.h"
#include "world/world_sql.h"

#define REMOVE   8
#define LIVES_US (180 * NES_DAY_US)
#define HOUR_US  (NES_DAY_US / 24)

static const struct nes_str none = { 0 };

/* A list being made. */
struct list {
    enum nes_signing algorithm;
    bool delta, forged;
    int64_t base_us, this_us, until_us, number;   /* until: nothing later is known */
    struct nes_str entries;
};

static struct nes_str entry(struct nes_arena *arena, const struct nes_ca_events_row *row, int64_t reason)
{
    struct nes_str why = nes_ca_extension(arena, "2.5.29.21", false, nes_asn_int(arena, NES_ASN_ENUM, reason));

    return NES_ASN(arena, NES_ASN_SEQUENCE, nes_asn_number(arena, row->serial), nes_asn_time(arena, row->at),
                   NES_ASN(arena, NES_ASN_SEQUENCE, why));
}

/* The certificate has another event before (or behind) this one, between these moments. */
static bool another(const struct nes_ca_events_rows *rows, size_t at, bool before, int64_t from_us, int64_t until_us)
{
    for (size_t i = before ? 0 : at + 1; i < (before ? at : rows->len); i++) {
        if (rows->rows[i].at >= from_us && rows->rows[i].at < until_us &&
            nes_str_eq(rows->rows[i].serial, rows->rows[at].serial)) {
            return true;
        }
    }
    return false;
}

/* The last event of each certificate counts: before the base's moment for the base, since then for the delta. What is
 * good again is told by the delta alone, and only if it may stand in the base. */
static bool told_by(const struct nes_ca_events_rows *rows, size_t at, const struct list *list)
{
    const struct nes_ca_events_row *row = &rows->rows[at];

    if (!list->delta) {
        return row->at < list->base_us && row->state != NES_CA_GOOD && !another(rows, at, false, 0, list->base_us);
    }
    return row->at >= list->base_us && !another(rows, at, false, list->base_us, INT64_MAX) &&
           (row->state != NES_CA_GOOD || another(rows, at, true, 0, list->base_us));
}

static void fold(struct nes_arena *arena, struct nes_ca_events_rows *rows, struct list *list)
{
    struct nes_buf buf = nes_buf_begin(arena, 32U << 20);
    int64_t last_us = list->base_us;

    while (rows->len > 0 && rows->rows[rows->len - 1].at > list->until_us) {
        rows->len--;
    }
    for (size_t i = 0; i < rows->len; i++) {
        const struct nes_ca_events_row *row = &rows->rows[i];

        last_us = row->at > last_us ? row->at : last_us;
        if (told_by(rows, i, list)) {
            nes_buf_add(&buf, entry(arena, row, row->state == NES_CA_GOOD ? REMOVE : row->reason));
        }
    }
    NES_ASSERT(!nes_buf_done(&buf, &list->entries).what);
    list->this_us = !list->delta ? list->base_us : list->this_us > last_us ? list->this_us : last_us;
    list->number = list->delta ? (int64_t)rows->len + 1 : list->base_us / NES_DAY_US;
}

static struct nes_str list_of(struct nes_arena *arena, const struct nes_ca *ca, const struct list *list)
{
    const struct nes_signing_key *key = &ca->units[list->algorithm][NES_CA_ISSUER].key;
    struct nes_str aki = NES_ASN(arena, NES_ASN_SEQUENCE, NES_ASN(arena, NES_ASN_PLAIN(0), nes_ca_key_id(arena, key)));
    struct nes_str extensions =
        NES_ASN(arena, NES_ASN_SEQUENCE,
                list->delta ? nes_ca_extension(arena, "2.5.29.27", true,
                                               nes_asn_int(arena, NES_ASN_INTEGER, list->base_us / NES_DAY_US))
                            : none,
                nes_ca_extension(arena, "2.5.29.20", false, nes_asn_int(arena, NES_ASN_INTEGER, list->number)),
                nes_ca_extension(arena, "2.5.29.35", false, aki));
    struct nes_str tbs = NES_ASN(arena, NES_ASN_SEQUENCE, nes_asn_int(arena, NES_ASN_INTEGER, 1),
                                 nes_asn_alg(arena, nes_signing_names(list->algorithm)->sign),
                                 nes_ca_name(arena, list->algorithm, NES_CA_ISSUER), nes_asn_time(arena, list->this_us),
                                 nes_asn_time(arena, list->this_us + LIVES_US),
                                 list->entries.len > 0 ? NES_ASN(arena, NES_ASN_SEQUENCE, list->entries) : none,
                                 NES_ASN(arena, NES_ASN_INNER(0), extensions));

    return list->forged ? nes_signing_wrap(arena, &ca->units[list->algorithm][NES_CA_OCSP].key, tbs)
                        : nes_signing_wrap(arena, key, tbs);
}

/* A GET counts nothing down: lists misbehave until told otherwise. */
static struct nes_err told(struct nes_req *req, const char *about, struct nes_str *how)
{
    struct nes_world_behave_of_row row;
    bool found;

    *how = NES_STR("fine");
    NES_TRY(nes_world_behave_of(req->tx, nes_str_of(about), &row, &found));
    if (found && row.times > 0) {
        *how = row.how;
    }
    return NES_FINE;
}

/* Waits or refuses as told. */
static struct nes_err behave(struct nes_req *req, struct list *list)
{
    struct nes_str how, old;

    NES_TRY(told(req, "crl", &how));
    NES_TRY(told(req, "crl.old", &old));
    if (nes_str_is(how, "later")) {
        return NES_REFUSE(WORLD_LATER, NULL);
    }
    if (nes_str_is(how, "slow") || nes_str_is(how, "silent")) {
        (void)poll(NULL, 0, nes_str_is(how, "slow") ? 4'000 : 20'000);
    }
    if (nes_str_is(how, "silent") || nes_str_is(how, "broken")) {
        return NES_REFUSE(WORLD_BROKEN, NULL);
    }
    list->forged = nes_str_is(how, "lie");
    if (nes_str_is(old, "lie")) {
        list->base_us -= 3 * NES_DAY_US;
        list->this_us -= 3 * NES_DAY_US;
        list->until_us -= 3 * NES_DAY_US;
    }
    return NES_FINE;
}

static const struct {
    const char *name;
    enum nes_signing algorithm;
    bool delta;
} lists[] = {
    { "nca_gost.crl", NES_SIGNING_GOST, false },  { "nca_d_gost.crl", NES_SIGNING_GOST, true },
    { "nca_rsa.crl", NES_SIGNING_RSA, false },    { "nca_d_rsa.crl", NES_SIGNING_RSA, true },
};

static struct nes_err list_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_str name = nes_req_value(req, "file")->text;
    struct nes_ca_events_rows rows;

    for (size_t i = 0; i < NES_LEN(lists); i++) {
        struct list list = { .algorithm = lists[i].algorithm,
                             .delta = lists[i].delta,
                             .base_us = req->now_us / NES_DAY_US * NES_DAY_US,
                             .this_us = req->now_us / HOUR_US * HOUR_US,
                             .until_us = req->now_us };

        if (!nes_str_is(name, lists[i].name)) {
            continue;
        }
        NES_TRY(behave(req, &list));
        NES_TRY(nes_ca_events(req->tx, (int32_t)list.algorithm, &rows));
        fold(req->arena, &rows, &list);
        nes_reply_version(reply, list.this_us / 1'000'000);
        return nes_reply_bytes(reply, list_of(req->arena, nes_world_of(req)->ca, &list), none);
    }
    return NES_FAIL(CA_NONE, NULL);
}

/* --- certificates of the authority, and the pins of its roots --- */

static const struct {
    const char *name;
    enum nes_signing algorithm;
    enum nes_ca_role role;
} files[] = {
    { "root_gost.cer", NES_SIGNING_GOST, NES_CA_ROOT }, { "nca_gost.cer", NES_SIGNING_GOST, NES_CA_ISSUER },
    { "root_rsa.cer", NES_SIGNING_RSA, NES_CA_ROOT },   { "nca_rsa.cer", NES_SIGNING_RSA, NES_CA_ISSUER },
};

static struct nes_err file_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_str name = nes_req_value(req, "file")->text;

    for (size_t i = 0; i < NES_LEN(files); i++) {
        if (nes_str_is(name, files[i].name)) {
            return nes_reply_bytes(reply, nes_world_of(req)->ca->units[files[i].algorithm][files[i].role].certificate,
                                   none);
        }
    }
    return NES_FAIL(CA_NONE, NULL);
}

static struct nes_err pins_of(struct nes_arena *arena, const struct nes_ca *ca, struct nes_str *out)
{
    struct nes_buf buf = nes_buf_begin(arena, 4096);

    for (enum nes_signing kind = NES_SIGNING_GOST; kind <= NES_SIGNING_RSA; kind++) {
        struct nes_str digest = nes_digest_by(arena, "SHA256", ca->units[kind][NES_CA_ROOT].certificate);

        nes_buf_hex(&buf, digest.ptr, digest.len);
        nes_buf_addz(&buf, kind == NES_SIGNING_GOST ? " test world-gost\n" : " test world-rsa\n");
    }
    return nes_buf_done(&buf, out);
}

static struct nes_err pins_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_str text;

    NES_TRY(pins_of(req->arena, nes_world_of(req)->ca, &text));
    return nes_reply_bytes(reply, text, none);
}

/* Whole or not at all: the product may be reading the folder. */
static struct nes_err write_file(struct nes_arena *arena, const char *folder, const char *name, struct nes_str bytes)
{
    const struct nes_str whole[] = { nes_str_of(folder), NES_STR("/"), nes_str_of(name) };
    const char *path = nes_str_z(arena, nes_asn_join(arena, whole, 3));
    const struct nes_str half[] = { nes_str_of(path), NES_STR(".new") };
    const char *fresh = nes_str_z(arena, nes_asn_join(arena, half, 2));
    FILE *file = fopen(fresh, "we");
    bool written = file && fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len;

    if (!file || fclose(file) != 0 || !written || rename(fresh, path) != 0) {
        return NES_FAIL(CA_OFF, path);
    }
    return NES_FINE;
}

struct nes_err nes_ca_publish(struct nes_arena *arena, const struct nes_ca *ca, const char *folder)
{
    struct nes_str pins;

    if (mkdir(folder, 0755) != 0 && errno != EEXIST) {
        return NES_FAIL(CA_OFF, folder);
    }
    for (size_t i = 0; i < NES_LEN(files); i++) {
        NES_TRY(write_file(arena, folder, files[i].name, ca->units[files[i].algorithm][files[i].role].certificate));
    }
    NES_TRY(pins_of(arena, ca, &pins));
    return write_file(arena, folder, "pins.tsv", pins);
}

static const struct nes_route list_routes[] = {
    { NES_GET, "/crl/{file}", .listen = NES_OPERATIONS, .needs = NES_PERM_SYSTEM,
      .gives_type = "application/pkix-crl", .fails = NES_FAULTS(CA_NONE, WORLD_LATER, WORLD_BROKEN),
      .prepare = list_show, .rules = "-", .doc = "A revocation list: nca_gost.crl, nca_d_gost.crl, nca_rsa.crl, …" },
    { NES_GET, "/cert/{file}", .listen = NES_OPERATIONS, .needs = NES_PERM_SYSTEM,
      .gives_type = "application/pkix-cert", .fails = NES_FAULTS(CA_NONE), .prepare = file_show,
      .rules = "-", .doc = "A certificate of the authority: root_gost.cer, nca_gost.cer, root_rsa.cer, nca_rsa.cer." },
    { NES_GET, "/pins.tsv", .listen = NES_OPERATIONS, .needs = NES_PERM_SYSTEM, .gives_type = "text/plain",
      .prepare = pins_show, .rules = "-", .doc = "The pins of both roots, as nesie pki wants them." },
};
const struct nes_resource nes_world_ca_list_resource = NES_RESOURCE("lists", list_routes);
const struct nes_param nes_world_file_param = { .name = "file", .kind = NES_PARAM_TEXT, .open = true,
                                                .doc = "The name of a file." };

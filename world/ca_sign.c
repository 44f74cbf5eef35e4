/* world/ca_sign.c: signing with the keys of synthetic persons, as their programs do. */
#include <poll.h>
#include <string.h>

#include "world/ca.h"
#include "world/ca_sql.h"

#define DATA "1.2.840.113549.1.7.1"

struct stamping {
    const struct nes_ca *ca;
    enum nes_signing algorithm;
    int64_t at_us;
};

static struct nes_str stamp(void *self, struct nes_arena *arena, struct nes_str signature)
{
    const struct stamping *stamping = self;
    struct nes_ca_stamp wish = { .ca = stamping->ca,
                                 .algorithm = stamping->algorithm,
                                 .at_us = stamping->at_us,
                                 .imprint_alg = nes_signing_names(stamping->algorithm)->digest,
                                 .imprint = nes_signing_digest(arena, stamping->algorithm, signature) };

    return nes_ca_token(arena, &wish);
}

struct nes_err nes_ca_sign(struct nes_arena *arena, const struct nes_ca *ca, const struct nes_ca_order *order,
                           struct nes_str *out)
{
    enum nes_signing kind = order->by.key.kind;
    struct stamping stamping = { .ca = ca, .algorithm = kind, .at_us = order->at_us };
    struct nes_cms_wish wish = { .by = order->by,
                                 .type = DATA,
                                 .content = order->document,
                                 .attached = order->attached && !order->digested,
                                 .digested = order->digested,
                                 .at_us = order->at_us,
                                 .token = order->stamped ? stamp : NULL,
                                 .self = &stamping };

    if (order->xml) {
        return nes_sign_xml(arena, &order->by, order->document, out) ? NES_FINE : NES_FAIL(CA_DOCUMENT, "xml");
    }
    if (order->digested && order->document.len != nes_signing_names(kind)->digest_bytes) {
        return NES_FAIL(CA_DOCUMENT, "digest");
    }
    *out = nes_sign_cms(arena, &wish);
    return NES_FINE;
}

/* --- whose key --- */

bool nes_ca_serial_read(struct nes_str hex, uint8_t serial[NES_CA_SERIAL])
{
    char lower[2 * NES_CA_SERIAL];

    for (size_t i = 0; i < hex.len && i < sizeof(lower); i++) {
        lower[i] = hex.ptr[i] >= 'A' && hex.ptr[i] <= 'F' ? (char)(hex.ptr[i] | 0x20) : hex.ptr[i];
    }
    return hex.len == sizeof(lower) && nes_str_unhex((struct nes_str){ lower, hex.len }, serial, NES_CA_SERIAL);
}

struct nes_str nes_ca_hex(struct nes_arena *arena, struct nes_str octets)
{
    return nes_str_hex(arena, octets.ptr, octets.len);
}

static struct nes_err take(struct nes_tx *tx, struct nes_str serial, struct nes_ca_chosen *out)
{
    struct nes_ca_certificate_by_serial_row row;

    NES_TRY(nes_ca_certificate_by_serial(tx, serial, &row, &out->found));
    if (out->found) {
        out->serial = serial;
        out->name = row.name;
        out->from_us = row.from_at;
        out->until_us = row.until_at;
        out->by = (struct nes_signing_person){ .key = { (enum nes_signing)row.algorithm, row.secret },
                                               .certificate = row.certificate };
    }
    return NES_FINE;
}

static bool fits(const struct nes_ca_certificates_row *row, const struct nes_ca_choice *choice,
                 struct nes_str serial)
{
    return (row->kind == NES_CA_AUTHENTICATION) == choice->authentication && row->from_at <= choice->at_us &&
           row->until_at > choice->at_us && (serial.len == 0 || nes_str_eq(serial, row->serial));
}

struct nes_err nes_ca_choose(struct nes_tx *tx, const struct nes_ca_choice *choice, struct nes_ca_chosen *out)
{
    struct nes_ca_will_row will = { .cancel = false };
    struct nes_ca_certificates_rows rows;
    uint8_t *octets = nes_arena_take(nes_tx_arena(tx), NES_CA_SERIAL);
    struct nes_str serial = { 0 };
    bool any;

    *out = (struct nes_ca_chosen){ .found = false };
    NES_TRY(nes_ca_will(tx, &will, &any));
    out->cancelled = any && will.cancel;
    if (choice->serial.len > 0) {
        if (!nes_ca_serial_read(choice->serial, octets)) {
            return NES_FINE;
        }
        serial = (struct nes_str){ (const char *)octets, NES_CA_SERIAL };
    }
    if (any && will.serial.len > 0 && serial.len == 0) {
        serial = will.serial;
    }
    NES_TRY(nes_ca_certificates(tx, choice->iin, choice->bin, &rows));
    for (size_t i = 0; i < rows.len; i++) {
        if (fits(&rows.rows[i], choice, serial)) {
            return take(tx, rows.rows[i].serial, out);
        }
    }
    return NES_FINE;
}

/* --- behaviour --- */

struct nes_err nes_ca_told(struct nes_tx *tx, const char *about, bool *lies)
{
    enum nes_behave behave;

    NES_TRY(nes_behave_next(tx, about, &behave));
    *lies = behave == NES_BEHAVE_LIE;
    return NES_FINE;
}

struct nes_err nes_ca_behave(struct nes_tx *tx, const char *partner, enum nes_behave *out)
{
    NES_TRY(nes_behave_next(tx, partner, out));
    switch (*out) {
    case NES_BEHAVE_LATER:
        return NES_REFUSE(WORLD_LATER, NULL);
    case NES_BEHAVE_SILENT:
        (void)poll(NULL, 0, 20'000);
        return NES_REFUSE(WORLD_BROKEN, NULL);
    case NES_BEHAVE_SLOW:
        (void)poll(NULL, 0, 4'000);
        *out = NES_BEHAVE_FINE;
        return NES_FINE;
    case NES_BEHAVE_FINE:
    case NES_BEHAVE_BROKEN:
    case NES_BEHAVE_LIE:
        return NES_FINE;
    }
    NES_BUG("a behaviour of the table");
}

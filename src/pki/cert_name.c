#include "pki/cert_name.h"

#include "pki/der.h"
#include "pki/pki_faults.h"

static bool twelve_digits(struct nes_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
    }
    return text.len == 12;
}

/* A number behind its three letters; a second one makes the subject ambiguous. */
static struct nes_err take_number(struct nes_str text, const char *letters, struct nes_str *to)
{
    if (!nes_str_starts(text, nes_str_of(letters))) {
        return NES_FINE;
    }
    if (to->len > 0 || !twelve_digits(nes_str_from(text, 3))) {
        return NES_FAIL(PKI_CERT, letters);
    }
    *to = nes_str_from(text, 3);
    return NES_FINE;
}

static struct nes_str *place_of(enum nes_oid oid, struct nes_cert_name *name)
{
    const struct { enum nes_oid oid; struct nes_str *place; } places[] = {
        { NES_OID_CN, &name->common },         { NES_OID_SURNAME, &name->surname },
        { NES_OID_COUNTRY, &name->country },   { NES_OID_GIVEN_NAME, &name->patronymic },
        { NES_OID_EMAIL, &name->email },       { NES_OID_ORGANISATION, &name->organisation },
        { NES_OID_UID, &name->uid },
    };

    for (size_t i = 0; i < NES_LEN(places); i++) {
        if (places[i].oid == oid) {
            return places[i].place;
        }
    }
    return NULL;
}

static struct nes_err take_attribute(struct nes_str in, struct nes_cert_name *name)
{
    struct nes_str oid_body;
    struct nes_der value;
    struct nes_str *place;
    enum nes_oid oid;

    NES_TRY(nes_der_oid(&in, &oid_body));
    NES_TRY(nes_der_next(&in, &value));
    NES_TRY(nes_der_end(in, "name"));
    if ((value.tag != NES_DER_UTF8 && value.tag != NES_DER_PRINTABLE && value.tag != NES_DER_IA5) ||
        !nes_str_utf8(value.body)) {
        return NES_FAIL(PKI_CERT, "name");
    }
    oid = nes_oid_of(oid_body);
    if (oid == NES_OID_SERIAL) {
        return take_number(value.body, "IIN", &name->iin);
    }
    if (oid == NES_OID_UNIT) {
        name->unit = name->unit.len > 0 ? name->unit : value.body;
        return take_number(value.body, "BIN", &name->bin);
    }
    place = place_of(oid, name);
    if (!place) {
        return NES_FINE;
    }
    if (place->len > 0) {
        return NES_FAIL(PKI_CERT, "name");
    }
    *place = value.body;
    return NES_FINE;
}

struct nes_err nes_cert_name_read(struct nes_str *in, struct nes_cert_name *out)
{
    struct nes_der whole;

    *out = (struct nes_cert_name){ 0 };
    NES_TRY(nes_der_next(in, &whole));
    if (whole.tag != NES_DER_SEQUENCE) {
        return NES_FAIL(PKI_CERT, "name");
    }
    out->whole = whole.whole;
    while (whole.body.len > 0) {
        struct nes_str set, attribute;

        NES_TRY(nes_der_take(&whole.body, NES_DER_SET, &set));
        NES_TRY(nes_der_only(set, NES_DER_SEQUENCE, &attribute));
        NES_TRY(take_attribute(attribute, out));
    }
    return NES_FINE;
}

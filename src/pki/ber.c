#include "pki/ber.h"

#include <stdint.h>

#include "pki/der.h"
#include "pki/der_write.h"
#include "pki/pki_faults.h"

#define ELEMENTS_MAX 100'000

struct turning {
    struct nes_arena *arena;
    size_t elements;
};

struct ber {
    uint8_t tag;
    bool endless;
    struct nes_str body;   /* of a definite one */
};

static struct nes_err read_header(struct nes_str *in, struct ber *out)
{
    size_t header = 2, length, octets;

    if (in->len < 2 || (in->ptr[0] & 0x1f) == 0x1f) {
        return NES_FAIL(PKI_DER, "header");
    }
    out->tag = (uint8_t)in->ptr[0];
    length = (uint8_t)in->ptr[1];
    out->endless = length == 0x80;
    if (length > 0x80) {
        octets = length & 0x7f;
        length = 0;
        if (octets > 8 || in->len < 2 + octets) {
            return NES_FAIL(PKI_DER, "length");
        }
        for (size_t i = 0; i < octets; i++) {
            length = length << 8 | (uint8_t)in->ptr[2 + i];
        }
        header += octets;
    }
    length = out->endless ? 0 : length;
    if (out->tag == 0 || (out->endless && !(out->tag & 0x20)) || length > in->len - header) {
        return NES_FAIL(PKI_DER, "length");
    }
    out->body = nes_str_part(*in, header, length);
    *in = (struct nes_str){ in->ptr + header + length, in->len - header - length };
    return NES_FINE;
}

static bool ends_here(struct nes_str in)
{
    return in.len >= 2 && in.ptr[0] == 0 && in.ptr[1] == 0;
}

static struct nes_err turn(struct turning *turning, struct nes_str *in, int depth, bool piece, struct nes_buf *to);

/* The elements of a constructed one, written to `to`; of a constructed OCTET STRING only what its pieces hold. */
static struct nes_err turn_inside(struct turning *turning, const struct ber *ber, struct nes_str *in, int depth,
                                  struct nes_buf *to)
{
    struct nes_str inside = ber->endless ? *in : ber->body;
    bool pieces = ber->tag == (NES_DER_OCTETS | 0x20);

    while (ber->endless ? !ends_here(inside) : inside.len > 0) {
        NES_TRY(turn(turning, &inside, depth + 1, pieces, to));
    }
    if (ber->endless) {
        *in = nes_str_from(inside, 2);
    }
    return NES_FINE;
}

static struct nes_err turn(struct turning *turning, struct nes_str *in, int depth, bool piece, struct nes_buf *to)
{
    struct nes_buf inside = nes_buf_begin(turning->arena, to->max);
    struct nes_str body;
    struct ber ber;
    bool octets;

    NES_TRY(read_header(in, &ber));
    if (depth > NES_DER_DEPTH_MAX || ++turning->elements > ELEMENTS_MAX) {
        return NES_FAIL(PKI_DER, "depth");
    }
    octets = (ber.tag & ~0x20) == NES_DER_OCTETS;
    if (piece && !octets) {
        return NES_FAIL(PKI_DER, "pieces");
    }
    if (!(ber.tag & 0x20)) {
        body = ber.body;
    } else {
        /* Strings other than OCTET STRING in pieces do not occur in what we read. */
        if (ber.tag < 0x40 && !octets && ber.tag != NES_DER_SEQUENCE && ber.tag != NES_DER_SET) {
            return NES_FAIL(PKI_DER, "pieces");
        }
        NES_TRY(turn_inside(turning, &ber, in, depth, &inside));
        NES_TRY(nes_buf_done(&inside, &body));
    }
    if (piece) {
        nes_buf_add(to, body);
    } else {
        nes_der_add(to, octets ? NES_DER_OCTETS : ber.tag, body);
    }
    return NES_FINE;
}

struct nes_err nes_ber_to_der(struct nes_arena *arena, struct nes_str in, struct nes_str *out)
{
    struct turning turning = { .arena = arena };
    struct nes_buf buf = nes_buf_begin(arena, in.len + 64);
    struct nes_str rest = in;

    if (!nes_der_tree(in).what) {
        *out = in;
        return NES_FINE;
    }
    NES_TRY(turn(&turning, &rest, 0, false, &buf));
    NES_TRY(nes_der_end(rest, "trailing"));
    return nes_buf_done(&buf, out);
}

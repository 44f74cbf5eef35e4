/* src/pki/der.h: a strict reader of DER (X.690). It borrows: nothing is copied, every length is checked against its
 * frame.
 *
 * A reader is a struct nes_str that shrinks from the left. Lengths must be definite and minimal; tags above 30 do not
 * occur in what we read and are refused. Depth is bounded by the callers, who know their structures; nes_der_tree
 * checks a whole unknown tree. BER is turned into DER first, by ber.h. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* First octets of the elements that occur in certificates and containers. */
enum nes_der_tag {
    NES_DER_BOOLEAN = 0x01, NES_DER_INTEGER = 0x02, NES_DER_BITS = 0x03, NES_DER_OCTETS = 0x04, NES_DER_NULL = 0x05,
    NES_DER_OID = 0x06, NES_DER_ENUM = 0x0a, NES_DER_UTF8 = 0x0c, NES_DER_PRINTABLE = 0x13, NES_DER_IA5 = 0x16,
    NES_DER_UTC = 0x17, NES_DER_GENERALIZED = 0x18, NES_DER_SEQUENCE = 0x30, NES_DER_SET = 0x31
};
#define NES_DER_PLAIN(n) (0x80 | (n))   /* [n], primitive */
#define NES_DER_INNER(n) (0xa0 | (n))   /* [n], constructed */
#define NES_DER_DEPTH_MAX 32

struct nes_der {
    uint8_t tag;
    struct nes_str whole, body;
};

/* Takes the next element off `in`. All faults of this header are PKI_DER. */
struct nes_err nes_der_next(struct nes_str *in, struct nes_der *out);
/* As nes_der_next, but only an element of that tag; gives its contents. */
struct nes_err nes_der_take(struct nes_str *in, int tag, struct nes_str *body);
/* The next element is of that tag (false at the end). */
bool nes_der_is(struct nes_str in, int tag);
/* Nothing is left. `what` names the structure in the fault. */
struct nes_err nes_der_end(struct nes_str in, const char *what);
/* `in` is exactly one element of that tag. */
struct nes_err nes_der_only(struct nes_str in, int tag, struct nes_str *body);

/* A whole number that fits, minimal; a negative one is a fault. */
struct nes_err nes_der_small(struct nes_str *in, int tag, int64_t *out);
/* A minimal INTEGER of any size, as its contents (first bit is the sign). */
struct nes_err nes_der_integer(struct nes_str *in, struct nes_str *body);
/* A BIT STRING of whole octets. */
struct nes_err nes_der_octet_bits(struct nes_str *in, struct nes_str *body);
/* A BOOLEAN; DER writes true as FF. */
struct nes_err nes_der_bool(struct nes_str *in, bool *out);
/* An OBJECT IDENTIFIER, its subidentifiers minimal. */
struct nes_err nes_der_oid(struct nes_str *in, struct nes_str *body);
/* UTCTime or GeneralizedTime in Z (GeneralizedTime with decimals of a second where they do not end in 0), as
 * microseconds since 1970. */
struct nes_err nes_der_time(struct nes_str *in, int64_t *at_us);
/* NULL, or nothing: what stands behind an algorithm without parameters. */
struct nes_err nes_der_no_parameters(struct nes_str in, const char *what);

/* All of `in` is elements whose constructed ones hold elements, NES_DER_DEPTH_MAX deep at most. */
struct nes_err nes_der_tree(struct nes_str in);

/* An identifier as dotted numbers, "1.2.398.3.3.2"; text in the arena. */
struct nes_str nes_oid_text(struct nes_arena *arena, struct nes_str body);

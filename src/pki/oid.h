/* src/pki/oid.h: the identifiers that the authority's objects use, as a table; the numbers stand in oid.def. */
#pragma once
#include "base/str.h"

/* Names of oid.def; NES_OID_NONE is every identifier that the table lacks. */
enum nes_oid {
    NES_OID_NONE,
#define X(name, octets, words) NES_OID_##name,
#include "pki/oid.def"
#undef X
    NES_OID_COUNT
};

/* By the contents octets of an OBJECT IDENTIFIER. */
enum nes_oid nes_oid_of(struct nes_str body);
/* The contents octets. */
struct nes_str nes_oid_body(enum nes_oid oid);
/* A short name for people, "" for NES_OID_NONE. */
const char *nes_oid_words(enum nes_oid oid);

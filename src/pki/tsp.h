/* src/pki/tsp.h: time stamps (RFC 3161): the request, and reading a token. Judged in judge.c. */
#pragma once
#include "pki/cms.h"

struct nes_tsp_info {
    enum nes_oid policy;           /* one of POLICY_TSA_…, NES_OID_NONE for others */
    enum nes_hash_kind hash;
    struct nes_str imprint, serial, nonce /* contents of the INTEGER; empty if absent */;
    int64_t at_us;
};

/* Reads the TSTInfo that a container of NES_OID_TST_INFO holds. PKI_DER, PKI_TOKEN, PKI_ALGORITHM. */
struct nes_err nes_tsp_info_read(struct nes_str content, struct nes_tsp_info *out);

/* The policy by which the authority chooses the key of its stamp: it follows the key that signed (integrations 2.3). */
enum nes_oid nes_tsp_policy_for(enum nes_key_kind key);

/* A request for a stamp over `signature` (SignerInfo.signature as stored), with that policy and a nonce of eight
 * octets. */
struct nes_str nes_tsp_request(struct nes_arena *arena, struct nes_str signature, enum nes_oid policy,
                               const uint8_t nonce[8]);
/* The token of a TimeStampResp that granted it, as DER. PKI_TOKEN with the status where it did not; PKI_DER. */
struct nes_err nes_tsp_response_token(struct nes_str response, struct nes_str *token);
/* The nonce of the token is this one. */
bool nes_tsp_nonce_is(const struct nes_tsp_info *info, const uint8_t nonce[8]);

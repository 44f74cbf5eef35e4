/* src/pki/xmlsig.h: enveloped XML signatures (XMLDSig) as the authority's programs make them (integrations 2.5), read.
 *
 * One form only: a UTF-8 document without DTD, entity references and comments, holding one ds:Signature with
 * SignedInfo, SignatureValue and KeyInfo (one certificate), whose one Reference has URI="" and the transforms
 * enveloped-signature and C14N 1.0. So the signature covers the whole document and nothing can be moved beneath it.
 * Comments are refused because they are not signed (XMLDSig 4.4.3.3) and yet split the text that a program may read. */
#pragma once
#include "pki/alg.h"

#define NES_XML_MAX (4U << 20)

struct nes_xmlsig {
    struct nes_str document;         /* canonical, without the Signature: what the digest is over */
    struct nes_str signed_info;      /* canonical: what the signature is over */
    enum nes_hash_kind hash;
    struct nes_sign_alg alg;
    struct nes_str digest, signature, cert /* DER */;
};

/* What a reader elsewhere told of it. In the server the press reads (vault/press.h), for this is foreign XML. */
struct nes_xmlsig_told {
    bool read;
    const char *wrong;               /* where it was not read */
    struct nes_xmlsig sig;           /* where it was */
};

/* Prepares the library; before any thread is started. */
void nes_xmlsig_begin(void);

/* Texts live in the arena. Where threads call this, nes_xmlsig_begin has run. PKI_XML, PKI_DER, PKI_SIZE,
 * PKI_ALGORITHM. */
struct nes_err nes_xmlsig_read(struct nes_arena *arena, struct nes_str bytes, struct nes_xmlsig *out);

/* src/gateway/eds_test.c: foreign XML is read by the press; what the press tells is held against what was signed. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "gateway/eds.h"
#include "pki/reason.h"
#include "pki/xmlsig.h"
#include "vault/vault_test.h"

/* Enveloped, by a key of nobody: only what is read of it matters here. */
#define DSIG "http://www.w3.org/2000/09/xmldsig#"
#define C14N "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
#define SIGNED_INFO(digest)                                                                                            \
    "<ds:SignedInfo><ds:CanonicalizationMethod Algorithm=\"" C14N "\"/><ds:SignatureMethod Algorithm=\""              \
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"/><ds:Reference URI=\"\"><ds:Transforms><ds:Transform "        \
    "Algorithm=\"" DSIG "enveloped-signature\"/><ds:Transform Algorithm=\"" C14N "\"/></ds:Transforms>"               \
    "<ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue>" digest                  \
    "</ds:DigestValue></ds:Reference></ds:SignedInfo>"
#define DOCUMENT(digest)                                                                                               \
    "<a>text<ds:Signature xmlns:ds=\"" DSIG "\">" SIGNED_INFO(digest) "<ds:SignatureValue>AAAA</ds:SignatureValue>"    \
    "<ds:KeyInfo><ds:X509Data><ds:X509Certificate>MAA=</ds:X509Certificate></ds:X509Data></ds:KeyInfo>"                \
    "</ds:Signature></a>"

static struct nes_press *started(struct camp *camp)
{
    struct nes_press_options options = { .program = nesie_program(camp->arena), .clock = nes_clock_real() };
    struct nes_press *press;

    NES_WANT_OK(nes_press_begin(&options, &press));
    return press;
}

static void same(const char *label, struct nes_str one, struct nes_str other)
{
    NES_WANT(label, one.len > 0 && nes_str_eq(one, other));
}

NES_TEST(the_press_reads_signed_xml_as_the_reader_does, .rules = "35.1, 11.1")
{
    NES_CAMP(camp);
    NES_AUTO(nes_press_end) struct nes_press *press = started(camp);
    struct nes_xmlsig_told told;
    struct nes_xmlsig here;

    NES_WANT_OK(nes_xmlsig_read(camp->arena, NES_STR(DOCUMENT("aGVsbG8=")), &here));
    NES_WANT_OK(nes_press_read_xmlsig(press, camp->arena, NES_STR(DOCUMENT("aGVsbG8=")), &told));
    NES_WANT("read", told.read);
    same("document", told.sig.document, here.document);
    same("signed info", told.sig.signed_info, here.signed_info);
    same("digest", told.sig.digest, NES_STR("hello"));
    same("signature", told.sig.signature, here.signature);
    same("certificate", told.sig.cert, here.cert);
    NES_WANT_INT("hash", told.sig.hash, NES_HASH_SHA256);
    NES_WANT_INT("key", told.sig.alg.key, NES_KEY_RSA);
    NES_WANT_INT("hash of the signature", told.sig.alg.hash, NES_HASH_SHA256);
}

/* An answer about hostile XML is an answer: the next document is read as ever. */
NES_TEST(hostile_xml_ends_in_the_press, .rules = "35.1", .kind = NES_REFUSES)
{
    static const char *const bad[] = {
        "<", "<a/>", "<a><b></a>", "<!DOCTYPE a [<!ENTITY e \"e\">]><a>&e;</a>", "<a>&e;</a>",
        "<a xmlns:b=\"r\"><b:c/></a>",
        "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>",
    };
    NES_CAMP(camp);
    NES_AUTO(nes_press_end) struct nes_press *press = started(camp);
    struct nes_xmlsig_told told;

    for (size_t i = 0; i < NES_LEN(bad); i++) {
        NES_WANT_OK(nes_press_read_xmlsig(press, camp->arena, nes_str_of(bad[i]), &told));
        NES_WANT(bad[i], !told.read && told.wrong);
    }
    NES_WANT_OK(nes_press_read_xmlsig(press, camp->arena, NES_STR(DOCUMENT("aGVsbG8=")), &told));
    NES_WANT("after them", told.read);
}

/* What the gateway asks with: XML never without an answer of the press, so the judge has no reason to open it here. */
NES_TEST(xml_is_judged_as_the_press_told_or_not_at_all, .rules = "35.1", .kind = NES_REFUSES)
{
    NES_CAMP(camp);
    NES_AUTO(nes_press_end) struct nes_press *press = started(camp);
    struct nes_ask ask = { .signature = NES_STR(DOCUMENT("aGVsbG8=")) }, cms = { .signature = NES_STR("0\x80") };
    struct nes_ask marked = { .signature = NES_STR("\xef\xbb\xbf \n<a/>") };

    NES_WANT_OK(nes_eds_read_xml(press, camp->arena, &ask));
    NES_WANT("read by the press", ask.xml && ask.xml->read);
    NES_WANT_OK(nes_eds_read_xml(press, camp->arena, &marked));
    NES_WANT("whatever stands before it", marked.xml && !marked.xml->read);
    NES_WANT_OK(nes_eds_read_xml(press, camp->arena, &cms));
    NES_WANT("no XML", !cms.xml);
    ask.xml = NULL;
    NES_WANT_FAULT("no press", nes_eds_read_xml(NULL, camp->arena, &ask), "HELPER_DOWN");
    NES_WANT("not read", !ask.xml);
}

static bool found(const struct nes_verdict *verdict, enum nes_why why)
{
    for (size_t i = 0; i < verdict->findings.n; i++) {
        if (verdict->findings.list[i].why == why) {
            return true;
        }
    }
    return false;
}

/* A press taken over by a file could tell of a true signature that it is over another document. */
NES_TEST(a_press_that_lies_about_the_digest_is_not_believed, .rules = "35.1, 11.1", .kind = NES_REFUSES)
{
    static const char *const digests[] = { "aGVsbG8=", "aGVs bG8=", "aGVs\nbG8=", "aGVs&#13;\nbG8=" };
    NES_CAMP(camp);
    struct nes_trust *trust = NES_NEW(camp->arena, struct nes_trust);
    struct nes_xmlsig_told told = { .read = true };
    struct nes_ask ask = { .signature = NES_STR(DOCUMENT("aGVsbG8=")), .trust = trust, .xml = &told,
                           .policy = nes_pki_policy_named(NES_STR("individual")) };
    struct nes_verdict verdict;

    NES_WANT_OK(nes_xmlsig_read(camp->arena, ask.signature, &told.sig));
    nes_judge(camp->arena, &ask, &verdict);
    NES_WANT("as it was read", !found(&verdict, NES_WHY_MALFORMED));
    told.sig.digest = NES_STR("jello");
    nes_judge(camp->arena, &ask, &verdict);
    NES_WANT_INT("another digest", verdict.outcome, NES_BAD);
    NES_WANT("another digest", found(&verdict, NES_WHY_MALFORMED));
    for (size_t i = 0; i < NES_LEN(digests); i++) {
        char info[200];

        (void)snprintf(info, sizeof(info), "<ds:SignedInfo><ds:DigestValue>%s</ds:DigestValue></ds:SignedInfo>",
                       digests[i]);
        told.sig = (struct nes_xmlsig){ .digest = NES_STR("hello"), .signed_info = nes_str_of(info) };
        nes_judge(camp->arena, &ask, &verdict);
        NES_WANT_INT(digests[i], found(&verdict, NES_WHY_MALFORMED), strstr(digests[i], "&#13;") != NULL);
    }
    told.sig.signed_info = NES_STR("<ds:SignedInfo>DigestValue>aGVsbG8=");
    nes_judge(camp->arena, &ask, &verdict);
    NES_WANT("no end", found(&verdict, NES_WHY_MALFORMED));
}

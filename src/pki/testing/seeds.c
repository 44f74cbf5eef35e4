#include "pki/testing/seeds.h"

#include <stdio.h>
#include <stdlib.h>

#include "pki/record.h"

struct place {
    const char *folder, *name;
};

static void keep(const struct place *place, const char *target, const char *what, struct nes_str bytes)
{
    char path[1'024];
    FILE *file;

    if (bytes.len == 0) {
        return;
    }
    (void)snprintf(path, sizeof(path), "%s/%s/%s-%s", place->folder, target, place->name, what);
    file = fopen(path, "wbe");
    NES_ASSERT(file && fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len);
    NES_ASSERT(fclose(file) == 0);
}

void nes_seeds_keep_one(const char *target, const char *name, struct nes_str bytes)
{
    struct place place = { getenv("NESIE_PKI_SEEDS"), name };

    if (place.folder) {
        keep(&place, target, "whole", bytes);
    }
}

static void keep_proofs(const struct place *place, const struct nes_proofs *proofs)
{
    char what[32];

    for (size_t i = 0; i < proofs->ocsp_n; i++) {
        (void)snprintf(what, sizeof(what), "ocsp%zu", i);
        keep(place, "pki_ocsp", what, proofs->ocsp[i]);
    }
    for (size_t i = 0; i < proofs->crls_n; i++) {
        (void)snprintf(what, sizeof(what), "crl%zu", i);
        keep(place, "pki_ocsp", what, proofs->crls[i]);
    }
}

static void keep_signer(const struct place *place, const struct nes_scene *scene)
{
    const struct nes_signer *signer = &scene->verdict.signers[0];

    keep(place, "pki_cert", "signer", signer->cert.der);
    keep(place, "pki_der", "signer", signer->cert.der);
    if (signer->has_token) {
        keep(place, "pki_cert", "stamp", signer->token_cert.der);
    }
}

void nes_seeds_keep(const struct nes_scene *scene, const char *name)
{
    struct place place = { getenv("NESIE_PKI_SEEDS"), name };
    struct nes_str token = scene->token_beside ? scene->ask.token : scene->cms.signers[0].token, record;

    if (!place.folder) {
        return;
    }
    keep(&place, "pki_cms", "signature", scene->ask.signature);
    keep(&place, "pki_der", "signature", scene->ask.signature);
    keep(&place, "pki_tsp", "token", token);
    keep(&place, "pki_cms", "token", token);
    for (size_t i = 0; i < scene->trust.authorities_n; i++) {
        keep(&place, "pki_cert", i == 0 ? "root" : i == 1 ? "authority" : "other", scene->trust.authorities[i].der);
    }
    keep_proofs(&place, &scene->ask.proofs);
    if (scene->verdict.signers_n > 0) {
        keep_signer(&place, scene);
    }
    if (!nes_record_write(scene->arena, &scene->ask, &scene->verdict, &record).what) {
        keep(&place, "pki_cms", "record", record);
    }
}

/* src/pki/judge_parts.h: what judge.c, judge_cms.c, judge_token.c and judge_xml.c share. */
#pragma once
#include "pki/cms.h"
#include "pki/judge.h"

/* The certificate in the container that the signer names; false if there is none. */
bool nes_judge_find_cert(const struct nes_cms *cms, const struct nes_cms_signer *signer, struct nes_cert *cert,
                         struct nes_findings *findings);
/* Algorithms, signed attributes and the signature itself; `about` for the findings. */
void nes_judge_mathematics(const struct nes_cms *cms, const struct nes_cms_signer *signer, const struct nes_cert *cert,
                           struct nes_str content, struct nes_findings *findings);
/* Chain, policy, status: whether this certificate could sign this at signer->when_us. */
void nes_judge_person(const struct nes_ask *ask, struct nes_signer *signer);

void nes_judge_cms(struct nes_arena *arena, const struct nes_ask *ask, struct nes_verdict *out);
void nes_judge_xml(struct nes_arena *arena, const struct nes_ask *ask, struct nes_verdict *out);

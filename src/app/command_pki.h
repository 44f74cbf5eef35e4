/* src/app/command_pki.h: the parts of `nesie pki`. */
#pragma once
#include "app/pki_out.h"
#include "pki/judge.h"

/* What a verdict says, or what a file holds. */
void nes_pki_show_verdict(struct nes_pki_out *out, const struct nes_verdict *verdict);
/* Certificate, container, status answer, list, time stamp, evidence record or signed XML. False where it is none. */
bool nes_pki_show_object(struct nes_arena *arena, struct nes_pki_out *out, struct nes_str bytes);

/* src/http/rate.h: how much one address may ask of this process without a session: a bucket of tokens each, that fills
 * steadily. An address of IPv6 counts by its network of 64 bits. Inside of src/http only. */
#pragma once
#include "base/str.h"

#define NES_RATE_BURST_S 20   /* a full bucket holds what comes in so many seconds */

struct nes_rate;
/* `per_second` tokens; 0: nothing is limited. */
struct nes_rate *nes_rate_begin(int64_t per_second);
void nes_rate_end(struct nes_rate **rate);
/* Takes `cost` tokens at an instant of the steady clock. 0: taken; else nothing is taken, and so many seconds from now
 * there are enough. An address that is no text of one counts as one place. Thread-safe. */
int64_t nes_rate_take(struct nes_rate *rate, struct nes_str address, int64_t cost, int64_t now_us);

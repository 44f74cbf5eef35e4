/* src/pki/der_write.h: writes DER into a buffer: requests to the authority and evidence records. */
#pragma once
#include <stdint.h>

#include "base/str.h"

/* One element with these contents. */
void nes_der_add(struct nes_buf *to, int tag, struct nes_str body);
/* An INTEGER (or ENUMERATED) that is not negative. */
void nes_der_add_int(struct nes_buf *to, int tag, int64_t number);
/* An INTEGER from its magnitude, the most significant octet first. */
void nes_der_add_magnitude(struct nes_buf *to, struct nes_str octets);
/* GeneralizedTime in Z, of whole seconds. */
void nes_der_add_time(struct nes_buf *to, int64_t at_us);

#include "identity/often.h"

#include <arpa/inet.h>
#include <string.h>

#include "identity/identity_sql.h"

#define HOUR_S 3'600

void nes_often_place(struct nes_str address, uint8_t out[NES_OFTEN_PLACE])
{
    char copy[INET6_ADDRSTRLEN] = { 0 };
    uint8_t bytes[16] = { 0 };

    memset(out, 0, NES_OFTEN_PLACE);
    if (address.len == 0 || address.len >= sizeof(copy)) {
        return;
    }
    memcpy(copy, address.ptr, address.len);
    if (inet_pton(AF_INET, copy, bytes) == 1) {
        out[0] = out[1] = 0xff; /* never the network of an IPv6 address: ff00::/8 has no hosts */
        memcpy(out + 4, bytes, 4);
    } else if (inet_pton(AF_INET6, copy, bytes) == 1) {
        memcpy(out, bytes, NES_OFTEN_PLACE);
    }
}

struct nes_err nes_often_count(struct nes_tx *tx, const struct nes_hash *key, int64_t most, int64_t *wait_s)
{
    struct nes_str name = { (const char *)key->b, sizeof(key->b) };
    int64_t now_s = nes_tx_now(tx) / 1'000'000, hour = now_s / HOUR_S;
    struct nes_often_take_row row;
    int64_t fresh, n;

    *wait_s = 0;
    NES_TRY(nes_often_begin(tx, name, hour, &fresh));
    NES_TRY(nes_often_take(tx, name, &row));
    n = row.hour == hour ? row.n : 0;
    if (n >= most) {
        *wait_s = HOUR_S - now_s % HOUR_S;
        return NES_REFUSE(OFTEN_ADDRESS, NULL);
    }
    NES_TRY(nes_often_save(tx, name, hour, (int32_t)n + 1));
    return nes_often_forget(tx, hour - 24); /* whoever did not come for a day */
}

#include <stdio.h>
#include <string.h>

#include "http/door.h"

static bool hex_lower(struct nes_str text, bool *zero)
{
    *zero = true;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            return false;
        }
        *zero = *zero && c == '0';
    }
    return true;
}

/* W3C trace context, version 00: "00-<32 hex>-<16 hex>-<2 hex>". */
static bool given_trace(struct nes_str header, char out[33])
{
    bool zero_trace, zero_span, zero_flags;

    if (header.len != 55 || !nes_str_starts(header, NES_STR("00-")) || header.ptr[35] != '-' || header.ptr[52] != '-' ||
        !hex_lower(nes_str_part(header, 3, 32), &zero_trace) || !hex_lower(nes_str_part(header, 36, 16), &zero_span) ||
        !hex_lower(nes_str_part(header, 53, 2), &zero_flags) || zero_trace || zero_span) {
        return false;
    }
    memcpy(out, header.ptr + 3, 32);
    return true;
}

static void put_hex(const uint8_t *bytes, size_t len, char *out)
{
    static const char hex[] = "0123456789abcdef";

    for (size_t i = 0; i < len; i++) {
        *out++ = hex[bytes[i] >> 4];
        *out++ = hex[bytes[i] & 15];
    }
    *out = '\0';
}

void nes_trace_take(struct nes_job *job)
{
    uint8_t bytes[24];

    nes_rand_fill(&job->http->options.rand, bytes, sizeof(bytes));
    put_hex(bytes + 16, 8, job->trace.span);
    if (!given_trace(nes_job_header(job, "traceparent"), job->trace.trace)) {
        put_hex(bytes, 16, job->trace.trace);
    }
    job->req.trace_id = (struct nes_str){ job->trace.trace, 32 };
}

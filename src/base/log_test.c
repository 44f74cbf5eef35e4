#include "base/log.h"

#include <string.h>

#include "test/unit/test.h"

static char seen[8192];
static size_t seen_len;

static void keep(void *self, struct nes_str line)
{
    (void)self;
    memcpy(seen, line.ptr, line.len);
    seen_len = line.len;
}

NES_TEST(a_log_line_is_one_json_object_and_cannot_be_forged)
{
    struct nes_test_time time = { 1'767'225'600'000'001 };
    struct nes_log log = { .clock = nes_test_clock(&time), .least = NES_LEVEL_INFO, .write = keep };

    NES_LOG(&log, INFO, "test.done", NES_LOG_STR("text", NES_STR("a\"b\\c\nd\x01")), NES_LOG_INT("n", -3));
    NES_WANT_STR("escaped", ((struct nes_str){ seen, seen_len }),
                 "{\"ts\":\"2026-01-01T00:00:00.000001Z\",\"level\":\"info\",\"event\":\"test.done\","
                 "\"text\":\"a\\\"b\\\\c\\u000ad\\u0001\",\"n\":-3}\n");
    seen_len = 0;
    NES_LOG(&log, DEBUG, "test.quiet");
    NES_WANT_INT("below the level nothing is written", (int64_t)seen_len, 0);
}

NES_TEST(a_long_log_line_is_cut_and_says_so)
{
    static char wide[5000];
    struct nes_test_time time = { 0 };
    struct nes_log log = { .clock = nes_test_clock(&time), .least = NES_LEVEL_INFO, .write = keep };

    memset(wide, 'x', sizeof(wide));
    NES_LOG(&log, INFO, "test.long", NES_LOG_STR("wide", ((struct nes_str){ wide, sizeof(wide) })),
            NES_LOG_INT("n", 1));
    NES_WANT_STR("cut", ((struct nes_str){ seen, seen_len }),
                 "{\"ts\":\"1970-01-01T00:00:00.000000Z\",\"level\":\"info\",\"event\":\"test.long\",\"cut\":true}\n");
}

/* What is not exactly HTTP/1.1 is refused, whatever the library's parser makes of it. */
#include <stdio.h>
#include <string.h>

#include "http/path.h"
#include "test/http/sample.h"
#include "test/http/client.h"

#define H "Host: my.localhost\r\n"
#define GET "GET /v1/pdf HTTP/1.1\r\n"
#define POST "POST /v1/callbacks HTTP/1.1\r\n" H

static const struct { const char *label; struct nes_str bytes; int status; } vectors[] = {
    { "as it should be",            NES_STR_INIT(GET H "Accept: a\r\nX: b\r\n\r\n"), 200 },
    { "no space after the colon",   NES_STR_INIT(GET "Host:my.localhost\r\n\r\n"), 200 },
    { "host with a port",           NES_STR_INIT(GET "Host: MY.localhost:8443\r\n\r\n"), 200 },
    { "no Host",                    NES_STR_INIT(GET "A: b\r\n\r\n"), 400 },
    { "two Hosts",                  NES_STR_INIT(GET H H "\r\n"), 400 },
    { "an empty Host",              NES_STR_INIT(GET "Host: \r\n\r\n"), 400 },
    { "another Host",               NES_STR_INIT(GET "Host: evil.example\r\n\r\n"), 421 },
    { "two lengths",                NES_STR_INIT(POST "Content-Length: 2\r\nContent-Length: 3\r\n\r\nabc"), 400 },
    { "two equal lengths",          NES_STR_INIT(POST "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc"), 400 },
    { "length and chunks",
      NES_STR_INIT(POST "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400 },
    { "chunks",                     NES_STR_INIT(POST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 411 },
    { "another coding",             NES_STR_INIT(POST "Transfer-Encoding: xchunked\r\n\r\n"), 411 },
    { "a length in hex",            NES_STR_INIT(POST "Content-Length: 0x3\r\n\r\nabc"), 400 },
    { "a length with a plus",       NES_STR_INIT(POST "Content-Length: +3\r\n\r\nabc"), 400 },
    { "a length with a zero",       NES_STR_INIT(POST "Content-Length: 03\r\n\r\nabc"), 400 },
    { "a list of lengths",          NES_STR_INIT(POST "Content-Length: 3, 3\r\n\r\nabc"), 400 },
    { "a length of 2^64 + 3",       NES_STR_INIT(POST "Content-Length: 18446744073709551619\r\n\r\nabc"), 413 },
    { "a NUL in a value",           NES_STR_INIT(GET H "A: b\0c\r\nD: e\r\n\r\n"), 400 },
    { "a NUL in the last value",    NES_STR_INIT(GET H "A: b\0c\r\n\r\n"), 400 },
    { "a NUL at the end",           NES_STR_INIT(GET H "A: b\0\r\n\r\n"), 400 },
    { "a NUL in a name",            NES_STR_INIT(GET H "A\0: b\r\n\r\n"), 400 },
    { "a NUL in the address",       NES_STR_INIT("GET /v1/pdf\0x HTTP/1.1\r\n" H "\r\n"), 400 },
    { "a folded line",              NES_STR_INIT(GET H "A: b\r\n c\r\nD: e\r\n\r\n"), 400 },
    { "a folded last line",         NES_STR_INIT(GET H "A: b\r\n\tc\r\n\r\n"), 400 },
    { "a space before the colon",   NES_STR_INIT(GET H "A : b\r\n\r\n"), 400 },
    { "a line feed alone",          NES_STR_INIT(GET H "A: b\nD: e\r\n\r\n"), 400 },
    { "a line feed at the end",     NES_STR_INIT(GET H "A: b\n\r\n"), 400 },
    { "line feeds only",            NES_STR_INIT("GET /v1/pdf HTTP/1.1\nHost: my.localhost\n\n"), 400 },
    { "a carriage return alone",    NES_STR_INIT(GET H "A: b\rc\r\n\r\n"), 400 },
    { "a control character",        NES_STR_INIT(GET H "A: b\x01\r\n\r\n"), 400 },
    { "a name that is no token",    NES_STR_INIT(GET H "A(b): c\r\n\r\n"), 400 },
    { "an address with a scheme",   NES_STR_INIT("GET http://my.localhost/v1/pdf HTTP/1.1\r\n" H "\r\n"), 404 },
    { "an asterisk",                NES_STR_INIT("OPTIONS * HTTP/1.1\r\n" H "\r\n"), 501 },
    { "TRACE",                      NES_STR_INIT("TRACE /v1/pdf HTTP/1.1\r\n" H "\r\n"), 501 },
    { "CONNECT",                    NES_STR_INIT("CONNECT my.localhost:443 HTTP/1.1\r\n" H "\r\n"), 501 },
    { "a made-up method",           NES_STR_INIT("GEt /v1/pdf HTTP/1.1\r\n" H "\r\n"), 501 },
    { "HTTP/1.0",                   NES_STR_INIT("GET /v1/pdf HTTP/1.0\r\n" H "\r\n"), 505 },
    { "HTTP/1.2",                   NES_STR_INIT("GET /v1/pdf HTTP/1.2\r\n" H "\r\n"), 505 },
    { "HTTP/0.9",                   NES_STR_INIT("GET /v1/pdf\r\n" H "\r\n"), 400 },
    { "Authorization twice",        NES_STR_INIT(GET H "Authorization: a\r\nauthorization: b\r\n\r\n"), 400 },
    { "Cookie twice",               NES_STR_INIT(GET H "Cookie: a=b\r\nCookie: a=c\r\n\r\n"), 400 },
    { "a bad escape",               NES_STR_INIT("GET /v1/days/%zz HTTP/1.1\r\n" H "\r\n"), 400 },
    { "an escaped slash",           NES_STR_INIT("GET /v1/days/%2f HTTP/1.1\r\n" H "\r\n"), 400 },
    { "an escaped NUL",             NES_STR_INIT("GET /v1/days/a%00 HTTP/1.1\r\n" H "\r\n"), 400 },
    { "a way up",                   NES_STR_INIT("GET /v1/../v1/pdf HTTP/1.1\r\n" H "\r\n"), 404 },
    { "a query where none is read", NES_STR_INIT("GET /v1/pdf?a=b HTTP/1.1\r\n" H "\r\n"), 400 },
    { "no leading slash",           NES_STR_INIT("GET v1/pdf HTTP/1.1\r\n" H "\r\n"), 404 },
};

static struct nes_answer exchange(struct nes_sample *sample, struct nes_str bytes)
{
    NES_AUTO(nes_ask_close) struct nes_ask *wire = nes_ask_tcp(nes_sample_port(sample, 0), NULL);

    NES_WANT("sent", nes_ask_send(wire, bytes.ptr, bytes.len));
    return nes_ask_take(wire, sample->arena, 5'000, false);
}

NES_TEST(broken_heads_are_refused, .rules = "19.1", .kind = NES_REFUSES)
{
    NES_AUTO(nes_sample_end) struct nes_sample sample = { 0 };

    nes_sample_begin(&sample, NES_ENGINE_SQLITE);
    nes_sample_start(&sample);
    for (size_t i = 0; i < NES_LEN(vectors); i++) {
        NES_WANT_INT(vectors[i].label, exchange(&sample, vectors[i].bytes).status, vectors[i].status);
    }
}

/* The library closes the connection or refuses by itself: listed in ARCHITECTURE.md. */
NES_TEST(floods_of_headers_are_refused, .kind = NES_REFUSES)
{
    NES_AUTO(nes_sample_end) struct nes_sample sample = { 0 };
    struct nes_buf large, many;
    struct nes_str text;

    nes_sample_begin(&sample, NES_ENGINE_SQLITE);
    nes_sample_start(&sample);
    large = nes_buf_begin(sample.arena, 1 << 20);
    many = nes_buf_begin(sample.arena, 1 << 20);
    nes_buf_addz(&large, GET H "A: ");
    nes_buf_addz(&many, GET H);
    for (int i = 0; i < 65'536; i++) {
        nes_buf_byte(&large, 'a');
    }
    for (int i = 0; i < 65; i++) {
        nes_buf_addz(&many, "A: b\r\n");
    }
    nes_buf_addz(&large, "\r\n\r\n");
    nes_buf_addz(&many, "\r\n");
    NES_WANT_OK(nes_buf_done(&large, &text));
    {
        NES_AUTO(nes_ask_close) struct nes_ask *wire = nes_ask_tcp(nes_sample_port(&sample, 0), NULL);
        int status;

        (void)nes_ask_send(wire, text.ptr, text.len);
        status = nes_ask_take(wire, sample.arena, 5'000, false).status;
        NES_WANT("64 KiB of header", status == 431 || status == 0);
    }
    NES_WANT_OK(nes_buf_done(&many, &text));
    NES_WANT_INT("66 headers", exchange(&sample, text).status, 400);
}

static const struct { const char *header, *name, *value; bool found; } cookies[] = {
    { "a=b", "a", "b", true },
    { "x=y; a=b; c=d", "a", "b", true },
    { "a=b; a=c", "a", "", false },
    { "a=", "a", "", false },
    { "A=b", "a", "", false },
    { "aa=b", "a", "", false },
    { "a=b c", "a", "", false },
    { "a=\"b\"", "a", "", false },
    { "", "a", "", false },
    { ";;=;a", "a", "", false },
    { "__Host-my=QUJD-_", "__Host-my", "QUJD-_", true },
    { "a=b=c", "a", "b=c", true },
};

NES_TEST(a_cookie_is_found_once_or_not_at_all)
{
    for (size_t i = 0; i < NES_LEN(cookies); i++) {
        struct nes_str value = { 0 };
        bool found = nes_cookie_find(nes_str_of(cookies[i].header), nes_str_of(cookies[i].name), &value);

        NES_WANT(cookies[i].header, found == cookies[i].found);
        if (found) {
            NES_WANT_STR(cookies[i].header, value, cookies[i].value);
        }
    }
}

static const struct { const char *raw, *want; bool good; } segments[] = {
    { "abc", "abc", true },        { "%D3%99", "ә", true },   { "a%20b", "a b", true }, { "a+b", "a+b", true },
    { "%", "", false },            { "%4", "", false },       { "%g0", "", false },     { "%0a", "", false },
    { "%2F", "", false },          { "%ff", "", false },      { "%c0%af", "", false },  { "%7f", "", false },
};

NES_TEST(a_segment_is_decoded_strictly)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);

    for (size_t i = 0; i < NES_LEN(segments); i++) {
        struct nes_str out = { 0 };
        struct nes_err err = nes_path_decode(arena, nes_str_of(segments[i].raw), &out);

        NES_WANT(segments[i].raw, !err.what == segments[i].good);
        if (!err.what) {
            NES_WANT_STR(segments[i].raw, out, segments[i].want);
        }
    }
}

NES_TEST(a_query_is_cut_and_bounded)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_pairs pairs;
    struct nes_buf buf = nes_buf_begin(arena, 1024);
    struct nes_str text;

    NES_WANT_OK(nes_query_read(arena, NES_STR("a=1&b=%D3%99+x&c"), &pairs));
    NES_WANT_INT("three", (int64_t)pairs.len, 3);
    NES_WANT_STR("decoded", pairs.rows[1].value, "ә x");
    NES_WANT_STR("empty", pairs.rows[2].value, "");
    NES_WANT_FAULT("no name", nes_query_read(arena, NES_STR("=1"), &pairs), "HTTP_BROKEN");
    NES_WANT_FAULT("two ampersands", nes_query_read(arena, NES_STR("a&&b"), &pairs), "HTTP_BROKEN");
    for (int i = 0; i < NES_QUERY_MAX + 1; i++) {
        nes_buf_addz(&buf, "a=b&");
    }
    NES_WANT_OK(nes_buf_done(&buf, &text));
    NES_WANT_FAULT("too many", nes_query_read(arena, text, &pairs), "HTTP_BROKEN");
}

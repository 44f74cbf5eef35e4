#include "gateway/pki_fetch.h"

#include <curl/curl.h>
#include <stdio.h>
#include <strings.h>

#include "pki/pki_faults.h"

#define ANSWER_MAX (128U << 20)
#define SECONDS_USUAL 20L

static void close_curl(CURL **curl)
{
    curl_easy_cleanup(*curl);
}

static void close_list(struct curl_slist **list)
{
    curl_slist_free_all(*list);
}

static size_t take_body(char *bytes, size_t one, size_t n, void *self)
{
    struct nes_buf *buf = self;

    nes_buf_add(buf, (struct nes_str){ bytes, one * n });
    return buf->full ? 0 : one * n;
}

/* Where headers go: curl's lines do not live on, so they are copied. */
struct headers {
    struct nes_fetched out;
    struct nes_arena *arena;
};

static size_t take_header(char *bytes, size_t one, size_t n, void *self)
{
    struct headers *headers = self;
    struct nes_str name, value;

    if (!nes_str_cut((struct nes_str){ bytes, one * n }, ':', &name, &value) || value.len > 256) {
        return one * n;
    }
    value = nes_str_copy(headers->arena, nes_str_trim(value));
    if (name.len == 4 && strncasecmp(name.ptr, "etag", 4) == 0) {
        headers->out.etag = value;
    }
    if (name.len == 13 && strncasecmp(name.ptr, "last-modified", 13) == 0) {
        headers->out.modified = value;
    }
    return one * n;
}

static void add_header(struct nes_arena *arena, struct curl_slist **list, const char *name, struct nes_str value)
{
    struct nes_buf line = nes_buf_begin(arena, 1024);
    struct nes_str text;

    nes_buf_addz(&line, name);
    nes_buf_addz(&line, ": ");
    nes_buf_add(&line, value);
    if (value.len > 0 && !nes_buf_done(&line, &text).what) {
        *list = curl_slist_append(*list, nes_str_z(arena, text));
    }
}

static struct nes_err perform(struct nes_arena *arena, CURL *curl, struct nes_str url, struct nes_fetched *out)
{
    struct nes_buf body = nes_buf_begin(arena, ANSWER_MAX);
    struct headers headers = { .arena = arena };
    long status = 0;

    (void)curl_easy_setopt(curl, CURLOPT_URL, nes_str_z(arena, url));
    (void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http");
    (void)curl_easy_setopt(curl, CURLOPT_PROXY, "");
    (void)curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    (void)curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
    (void)curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
    (void)curl_easy_setopt(curl, CURLOPT_HEADERDATA, &headers);
    if (curl_easy_perform(curl) != CURLE_OK ||
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status) != CURLE_OK || (status != 200 && status != 304)) {
        return NES_FAIL(PKI_FETCH, "answer");
    }
    *out = headers.out;
    out->unchanged = status == 304;
    return nes_buf_done(&body, &out->body);
}

static struct nes_err get(void *self, struct nes_arena *arena, struct nes_str url, const struct nes_fetched *known,
                          struct nes_fetched *out)
{
    NES_AUTO(close_curl) CURL *curl = curl_easy_init();
    NES_AUTO(close_list) struct curl_slist *list = NULL;
    const struct nes_pki_http *http = self;

    NES_ASSERT(curl);
    (void)curl_easy_setopt(curl, CURLOPT_TIMEOUT, http->get_s > 0 ? http->get_s : SECONDS_USUAL);
    add_header(arena, &list, "If-None-Match", known->etag);
    add_header(arena, &list, "If-Modified-Since", known->modified);
    (void)curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
    return perform(arena, curl, url, out);
}

static struct nes_err post(void *self, struct nes_arena *arena, struct nes_str url, const char *type,
                           struct nes_fetched *in_out)
{
    NES_AUTO(close_curl) CURL *curl = curl_easy_init();
    NES_AUTO(close_list) struct curl_slist *list = NULL;
    const struct nes_pki_http *http = self;
    struct nes_str body = in_out->body;

    NES_ASSERT(curl);
    (void)curl_easy_setopt(curl, CURLOPT_TIMEOUT, http->post_s > 0 ? http->post_s : SECONDS_USUAL);
    add_header(arena, &list, "Content-Type", nes_str_of(type));
    (void)curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
    (void)curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.ptr);
    (void)curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)body.len);
    return perform(arena, curl, url, in_out);
}

struct nes_fetch nes_pki_fetch_http(struct nes_pki_http *http)
{
    return (struct nes_fetch){ .get = get, .post = post, .self = http };
}

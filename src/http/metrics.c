#include "http/metrics.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "http/route.h"

#define CLASSES 5

static const int64_t bounds_us[] = { 1'000, 5'000, 25'000, 100'000, 500'000, 2'500'000 };
static const char *const bounds[] = { "0.001", "0.005", "0.025", "0.1", "0.5", "2.5", "+Inf" };

struct cell {
    _Atomic int64_t count, sum_us;
};

struct nes_metrics {
    const struct nes_routes *routes;
    size_t len;
    _Atomic int64_t buckets[NES_LEN(bounds_us) + 1];
    struct cell cells[];                              /* [route][class] */
};

struct nes_metrics *nes_metrics_begin(const struct nes_routes *routes)
{
    size_t len = nes_routes_len(routes) + 1;
    struct nes_metrics *metrics = calloc(1, sizeof(*metrics) + len * CLASSES * sizeof(struct cell));

    NES_ASSERT(metrics);
    metrics->routes = routes;
    metrics->len = len;
    return metrics;
}

void nes_metrics_end(struct nes_metrics **metrics)
{
    free(*metrics);
    *metrics = NULL;
}

void nes_metrics_count(struct nes_metrics *metrics, size_t route, int status, int64_t took_us)
{
    int class = status / 100 - 1;
    size_t bucket = 0;
    struct cell *cell;

    NES_ASSERT(route < metrics->len && class >= 0 && class < CLASSES);
    cell = &metrics->cells[route * CLASSES + (size_t) class];
    atomic_fetch_add_explicit(&cell->count, 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&cell->sum_us, took_us, memory_order_relaxed);
    while (bucket < NES_LEN(bounds_us) && took_us > bounds_us[bucket]) {
        bucket++;
    }
    atomic_fetch_add_explicit(&metrics->buckets[bucket], 1, memory_order_relaxed);
}

static void put_seconds(struct nes_buf *out, int64_t us)
{
    char text[40];
    int len = snprintf(text, sizeof(text), "%" PRId64 ".%06" PRId64, us / 1'000'000, us % 1'000'000);

    nes_buf_add(out, (struct nes_str){ text, (size_t)len });
}

static void put_labels(const struct nes_metrics *metrics, size_t route, size_t class, struct nes_buf *out)
{
    bool known = route + 1 < metrics->len;
    const struct nes_route *row = known ? nes_routes_at(metrics->routes, route) : NULL;

    nes_buf_addz(out, "{route=\"");
    nes_buf_addz(out, known ? row->path : "other");
    nes_buf_addz(out, "\",method=\"");
    nes_buf_addz(out, known ? nes_method_name(row->method) : "any");
    nes_buf_addz(out, "\",code_class=\"");
    nes_buf_byte(out, (char)('1' + class));
    nes_buf_addz(out, "xx\"} ");
}

static void put_cells(const struct nes_metrics *metrics, struct nes_buf *out)
{
    for (size_t i = 0; i < metrics->len * CLASSES; i++) {
        int64_t count = atomic_load_explicit(&metrics->cells[i].count, memory_order_relaxed);

        if (count == 0) {
            continue;
        }
        nes_buf_addz(out, "nesie_http_request_duration_seconds_sum");
        put_labels(metrics, i / CLASSES, i % CLASSES, out);
        put_seconds(out, atomic_load_explicit(&metrics->cells[i].sum_us, memory_order_relaxed));
        nes_buf_addz(out, "\nnesie_http_request_duration_seconds_count");
        put_labels(metrics, i / CLASSES, i % CLASSES, out);
        nes_buf_int(out, count);
        nes_buf_byte(out, '\n');
    }
}

void nes_metrics_write(const struct nes_metrics *metrics, struct nes_buf *out)
{
    int64_t all = 0, sum_us = 0;

    nes_buf_addz(out, "# HELP nesie_http_request_duration_seconds From the head of a request to its answer.\n"
                      "# TYPE nesie_http_request_duration_seconds summary\n");
    put_cells(metrics, out);
    nes_buf_addz(out, "# HELP nesie_http_answer_seconds The same over all routes.\n"
                      "# TYPE nesie_http_answer_seconds histogram\n");
    for (size_t i = 0; i < NES_LEN(bounds); i++) {
        all += atomic_load_explicit(&metrics->buckets[i], memory_order_relaxed);
        nes_buf_addz(out, "nesie_http_answer_seconds_bucket{le=\"");
        nes_buf_addz(out, bounds[i]);
        nes_buf_addz(out, "\"} ");
        nes_buf_int(out, all);
        nes_buf_byte(out, '\n');
    }
    for (size_t i = 0; i < metrics->len * CLASSES; i++) {
        sum_us += atomic_load_explicit(&metrics->cells[i].sum_us, memory_order_relaxed);
    }
    nes_buf_addz(out, "nesie_http_answer_seconds_sum ");
    put_seconds(out, sum_us);
    nes_buf_addz(out, "\nnesie_http_answer_seconds_count ");
    nes_buf_int(out, all);
    nes_buf_byte(out, '\n');
}

static void put_count(struct nes_buf *out, const char *name, const char *kind, int64_t value)
{
    nes_buf_addz(out, "# TYPE ");
    nes_buf_addz(out, name);
    nes_buf_byte(out, ' ');
    nes_buf_addz(out, kind);
    nes_buf_byte(out, '\n');
    nes_buf_addz(out, name);
    nes_buf_byte(out, ' ');
    nes_buf_int(out, value);
    nes_buf_byte(out, '\n');
}

void nes_metrics_write_db(struct nes_db *db, struct nes_buf *out)
{
    struct nes_db_stats stats;
    int64_t all = 0;

    nes_db_stats(db, &stats);
    nes_buf_addz(out, "# HELP nesie_tx_run_seconds Time of a call inside its transaction.\n"
                      "# TYPE nesie_tx_run_seconds histogram\n");
    for (size_t i = 0; i < NES_DB_TIMES; i++) {
        all += stats.run_within[i];
        nes_buf_addz(out, "nesie_tx_run_seconds_bucket{le=\"");
        if (i + 1 < NES_DB_TIMES) {
            put_seconds(out, nes_db_time_us[i]);
        } else {
            nes_buf_addz(out, "+Inf");
        }
        nes_buf_addz(out, "\"} ");
        nes_buf_int(out, all);
        nes_buf_byte(out, '\n');
    }
    nes_buf_addz(out, "nesie_tx_run_seconds_sum ");
    put_seconds(out, stats.run_us_sum);
    nes_buf_addz(out, "\nnesie_tx_run_seconds_count ");
    nes_buf_int(out, all);
    nes_buf_byte(out, '\n');
    put_count(out, "nesie_tx_calls_total", "counter", stats.calls);
    put_count(out, "nesie_tx_groups_total", "counter", stats.groups);
    put_count(out, "nesie_tx_reruns_total", "counter", stats.reruns);
    put_count(out, "nesie_tx_unknown_total", "counter", stats.unknown);
    put_count(out, "nesie_tx_waiting", "gauge", stats.waiting);
}

/* src/http/metrics.h: counts and times of requests, without locks. Inside of src/http only. */
#pragma once
#include <stdint.h>

#include "base/str.h"
#include "db/db.h"

struct nes_metrics;
struct nes_routes;

/* `routes` rows and one more for what no route answers. */
struct nes_metrics *nes_metrics_begin(const struct nes_routes *routes);
void nes_metrics_end(struct nes_metrics **metrics);
/* `route`: its index, or the number of routes. */
void nes_metrics_count(struct nes_metrics *metrics, size_t route, int status, int64_t took_us);
/* The transactions of the database: nesie_tx_run_seconds and what the runner counts. */
void nes_metrics_write_db(struct nes_db *db, struct nes_buf *out);
void nes_metrics_write(const struct nes_metrics *metrics, struct nes_buf *out);

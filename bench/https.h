/* bench/https.h: a client that asks over one TLS connection and waits for each answer; for measurements. */
#pragma once
#include <openssl/ssl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BENCH_ANSWER_MAX = 8192 };

/* Microseconds of a clock that only goes forward. */
int64_t bench_now_us(void);
/* Connects to 127.0.0.1; a failure ends the program. */
SSL *bench_connect(SSL_CTX *ctx, uint16_t port);
void bench_disconnect(SSL *ssl);
/* Sends `request` whole and reads one answer into `answer` (BENCH_ANSWER_MAX + 1 bytes, ended with NUL). Its status; 0
 * where the connection ended. */
int bench_ask(SSL *ssl, const char *request, size_t len, char *answer);
/* Sorts `took` and gives the value that a share of `percent` does not exceed; 0 of none. */
int64_t bench_percentile(int32_t *took, size_t len, int percent);

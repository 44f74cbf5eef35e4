#include "bench/https.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/err.h"

int64_t bench_now_us(void)
{
    const struct nes_clock clock = nes_clock_real();

    return nes_clock_steady(&clock);
}

SSL *bench_connect(SSL_CTX *ctx, uint16_t port)
{
    struct sockaddr_in place = { .sin_family = AF_INET,
                                 .sin_port = htons(port),
                                 .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    SSL *ssl = SSL_new(ctx);

    NES_ASSERT(ssl && connect(fd, (const struct sockaddr *)&place, sizeof(place)) == 0);
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
    NES_ASSERT(SSL_set_fd(ssl, fd) == 1 && SSL_connect(ssl) == 1);
    return ssl;
}

void bench_disconnect(SSL *ssl)
{
    (void)close(SSL_get_fd(ssl));
    SSL_free(ssl);
}

/* However the answer is cut into records. */
int bench_ask(SSL *ssl, const char *request, size_t request_len, char *answer)
{
    size_t len = 0, need = SIZE_MAX;

    if (SSL_write(ssl, request, (int)request_len) <= 0) {
        return 0;
    }
    while (len < need) {
        int got = SSL_read(ssl, answer + len, (int)(BENCH_ANSWER_MAX - len));
        const char *blank, *length;

        if (got <= 0) {
            return 0;
        }
        len += (size_t)got;
        answer[len] = '\0';
        blank = strstr(answer, "\r\n\r\n");
        length = blank && need == SIZE_MAX ? strstr(answer, "Content-Length: ") : NULL;
        if (blank && need == SIZE_MAX) {
            need = (size_t)(blank - answer) + 4 + (length ? strtoul(length + 16, NULL, 10) : 0);
        }
    }
    return (int)strtol(answer + 9, NULL, 10);
}

static int by_size(const void *a, const void *b)
{
    const int32_t *left = a, *right = b;

    return (*left > *right) - (*left < *right);
}

int64_t bench_percentile(int32_t *took, size_t len, int percent)
{
    qsort(took, len, sizeof(*took), by_size);
    return len > 0 ? took[len * (size_t)percent / 100] : 0;
}

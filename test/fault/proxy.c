#include "test/fault/proxy.h"

#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/err.h"

enum { BUFFER = 1 << 20, LINES_MAX = 4'096, LATE_MS = 300, HOLE_MS = 600 };

struct side {
    int fd;
    unsigned char *bytes;
    size_t len;
    bool started;                 /* the first message of a client has no type byte */
};

struct line {
    struct nes_proxy *proxy;
    pthread_t thread;
    struct side client, server;
};

struct nes_proxy {
    char dir[48], url[256], behind[96];
    int fd;
    pthread_t thread;
    pthread_mutex_t lock;
    struct line *lines[LINES_MAX];
    int lines_len, left, again, cuts;
    enum nes_cut how;
    bool ends;
};

static int unix_socket(const char *path, bool listens)
{
    struct sockaddr_un at = { .sun_family = AF_UNIX };
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), rc;

    NES_ASSERT(fd >= 0 && strlen(path) < sizeof(at.sun_path));
    memcpy(at.sun_path, path, strlen(path));
    rc = listens ? bind(fd, (struct sockaddr *)&at, sizeof(at)) : connect(fd, (struct sockaddr *)&at, sizeof(at));
    if (rc == 0 && listens) {
        rc = listen(fd, 64);
    }
    if (rc != 0) {
        (void)close(fd);
        return -1;
    }
    return fd;
}

/* Length of the first whole message, or 0. */
static size_t message(const struct side *side)
{
    size_t head = side->started ? 1 : 0, len;

    if (side->len < head + 4) {
        return 0;
    }
    len = head + ((size_t)side->bytes[head] << 24 | (size_t)side->bytes[head + 1] << 16 |
                  (size_t)side->bytes[head + 2] << 8 | side->bytes[head + 3]);
    NES_ASSERT(len <= BUFFER);
    return side->len < len ? 0 : len;
}

static bool send_all(int fd, const unsigned char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t n = send(fd, bytes, len, MSG_NOSIGNAL);

        if (n <= 0) {
            return false;
        }
        bytes += n;
        len -= (size_t)n;
    }
    return true;
}

static bool is_cut(struct nes_proxy *proxy, enum nes_cut *how)
{
    bool cut;

    (void)pthread_mutex_lock(&proxy->lock);
    cut = proxy->left > 0 && --proxy->left == 0;
    *how = proxy->how;
    if (cut) {
        proxy->cuts++;
        proxy->left = proxy->again;
        proxy->again = 0;
    }
    (void)pthread_mutex_unlock(&proxy->lock);
    return cut;
}

/* The client learns nothing more. */
static void cut(struct line *line, enum nes_cut how)
{
    if (how == NES_CUT_LATE) {
        (void)shutdown(line->client.fd, SHUT_RDWR);
        (void)poll(NULL, 0, LATE_MS);
        (void)send_all(line->server.fd, line->client.bytes, line->client.len);
        (void)poll(NULL, 0, LATE_MS);
    }
    if (how == NES_CUT_HOLE) {
        (void)poll(NULL, 0, HOLE_MS);
    }
}

/* Passes whole messages on. False: the line is to end. */
static bool pass(struct line *line, struct side *from, struct side *to)
{
    ssize_t n = recv(from->fd, from->bytes + from->len, BUFFER - from->len, 0);
    enum nes_cut how;

    if (n <= 0) {
        return false;
    }
    from->len += (size_t)n;
    for (size_t len = message(from); len > 0; len = message(from)) {
        if (is_cut(line->proxy, &how)) {
            cut(line, how);
            return false;
        }
        if (!send_all(to->fd, from->bytes, len)) {
            return false;
        }
        from->started = true;
        from->len -= len;
        memmove(from->bytes, from->bytes + len, from->len);
    }
    return true;
}

static void *relay(void *arg)
{
    struct line *line = arg;
    struct pollfd fds[2] = { { .fd = line->client.fd, .events = POLLIN }, { .fd = line->server.fd, .events = POLLIN } };
    bool goes_on = true;

    while (goes_on) {
        if (poll(fds, 2, -1) < 0) {
            break;
        }
        if (fds[0].revents) {
            goes_on = pass(line, &line->client, &line->server);
        } else if (fds[1].revents) {
            goes_on = pass(line, &line->server, &line->client);
        }
    }
    (void)shutdown(line->client.fd, SHUT_RDWR);
    (void)shutdown(line->server.fd, SHUT_RDWR);
    return NULL;
}

static void *accept_all(void *arg)
{
    struct nes_proxy *proxy = arg;

    for (;;) {
        int fd = accept4(proxy->fd, NULL, NULL, SOCK_CLOEXEC);
        struct line *line;

        if (fd < 0) {
            return NULL;
        }
        line = calloc(1, sizeof(*line));
        NES_ASSERT(line && proxy->lines_len < LINES_MAX);
        line->proxy = proxy;
        line->client = (struct side){ .fd = fd, .bytes = malloc(BUFFER) };
        line->server = (struct side){ .fd = unix_socket(proxy->behind, false), .bytes = malloc(BUFFER) };
        line->server.started = true;
        NES_ASSERT(line->client.bytes && line->server.bytes && line->server.fd >= 0);
        (void)pthread_mutex_lock(&proxy->lock);
        proxy->lines[proxy->lines_len++] = line;
        (void)pthread_mutex_unlock(&proxy->lock);
        NES_ASSERT(pthread_create(&line->thread, NULL, relay, line) == 0);
    }
}

struct nes_proxy *nes_proxy_begin(const char *url)
{
    struct nes_proxy *proxy = calloc(1, sizeof(*proxy));
    const char *host = strstr(url, "host="), *rest;
    char path[96];
    size_t len;

    NES_ASSERT(proxy && host);
    host += strlen("host=");
    len = strcspn(host, "&");
    rest = host + len;
    (void)snprintf(proxy->dir, sizeof(proxy->dir), "/tmp/nesie-proxy-XXXXXX");
    NES_ASSERT(mkdtemp(proxy->dir));
    (void)snprintf(proxy->behind, sizeof(proxy->behind), "%.*s/.s.PGSQL.5432", (int)len, host);
    (void)snprintf(proxy->url, sizeof(proxy->url), "%.*s%s%s", (int)(host - url), url, proxy->dir, rest);
    (void)snprintf(path, sizeof(path), "%s/.s.PGSQL.5432", proxy->dir);
    NES_ASSERT(pthread_mutex_init(&proxy->lock, NULL) == 0);
    proxy->fd = unix_socket(path, true);
    NES_ASSERT(proxy->fd >= 0);
    NES_ASSERT(pthread_create(&proxy->thread, NULL, accept_all, proxy) == 0);
    return proxy;
}

void nes_proxy_end(struct nes_proxy **proxy)
{
    struct nes_proxy *gone = *proxy;
    char path[96];

    if (!gone) {
        return;
    }
    (void)shutdown(gone->fd, SHUT_RDWR);
    NES_ASSERT(pthread_join(gone->thread, NULL) == 0);
    for (int i = 0; i < gone->lines_len; i++) {
        (void)shutdown(gone->lines[i]->client.fd, SHUT_RDWR);
        NES_ASSERT(pthread_join(gone->lines[i]->thread, NULL) == 0);
        (void)close(gone->lines[i]->client.fd);
        (void)close(gone->lines[i]->server.fd);
        free(gone->lines[i]->client.bytes);
        free(gone->lines[i]->server.bytes);
        free(gone->lines[i]);
    }
    (void)close(gone->fd);
    (void)snprintf(path, sizeof(path), "%s/.s.PGSQL.5432", gone->dir);
    (void)unlink(path);
    (void)rmdir(gone->dir);
    (void)pthread_mutex_destroy(&gone->lock);
    free(gone);
    *proxy = NULL;
}

const char *nes_proxy_url(const struct nes_proxy *proxy)
{
    return proxy->url;
}

void nes_proxy_cut_at(struct nes_proxy *proxy, int nth, int again, enum nes_cut how)
{
    (void)pthread_mutex_lock(&proxy->lock);
    proxy->left = nth;
    proxy->again = again;
    proxy->how = how;
    proxy->cuts = 0;
    (void)pthread_mutex_unlock(&proxy->lock);
}

int nes_proxy_cuts(struct nes_proxy *proxy)
{
    int cuts;

    (void)pthread_mutex_lock(&proxy->lock);
    cuts = proxy->cuts;
    (void)pthread_mutex_unlock(&proxy->lock);
    return cuts;
}

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/file.h"
#include "http/door.h"

#define POLICY                                                                                     \
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "                   \
    "img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'%s%s; "                   \
    "font-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "                      \
    "frame-ancestors 'none'; require-trusted-types-for 'script'; manifest-src 'self'; "              \
    "worker-src 'self'; report-to csp"

static struct nes_err refuse(struct nes_door *door, const char *what)
{
    const struct nes_listener *listener = door->listener;
    char *text = nes_arena_take(door->http->arena, 256);

    if (door->socket >= 0) {
        (void)close(door->socket);
        door->socket = -1;
    }
    (void)snprintf(text, 256, "%s port %u: %s", listener->unix_path ? listener->unix_path : listener->address,
                   listener->port, what);
    return NES_FAIL(HTTP_START, text);
}

static struct nes_err listen_unix(struct nes_door *door)
{
    const struct nes_listener *listener = door->listener;
    struct sockaddr_un place = { .sun_family = AF_UNIX };
    mode_t mode = listener->proxied ? 0660 : 0600, before;
    int bound;

    if (strlen(listener->unix_path) >= sizeof(place.sun_path)) {
        return refuse(door, "the path of a socket has at most 107 bytes");
    }
    memcpy(place.sun_path, listener->unix_path, strlen(listener->unix_path) + 1);
    door->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    (void)unlink(listener->unix_path); /* of a process that ended; the lock of the data folder tells that none runs */
    before = umask(0777 & ~mode);
    bound = door->socket >= 0 ? bind(door->socket, (const struct sockaddr *)&place, sizeof(place)) : -1;
    (void)umask(before);
    return bound == 0 && listen(door->socket, 511) == 0 ? NES_FINE : refuse(door, strerrordesc_np(errno));
}

static struct nes_err listen_net(struct nes_door *door)
{
    const struct nes_listener *listener = door->listener;
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } place = { 0 };
    bool v6 = strchr(listener->address, ':') != NULL;
    socklen_t len = v6 ? sizeof(place.v6) : sizeof(place.v4);

    if (v6) {
        place.v6 = (struct sockaddr_in6){ .sin6_family = AF_INET6, .sin6_port = htons(listener->port) };
    } else {
        place.v4 = (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons(listener->port) };
    }
    if (inet_pton(v6 ? AF_INET6 : AF_INET, listener->address,
                  v6 ? (void *)&place.v6.sin6_addr : (void *)&place.v4.sin_addr) != 1) {
        return refuse(door, "this is not an address");
    }
    door->socket = socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (door->socket < 0 || setsockopt(door->socket, SOL_SOCKET, SO_REUSEADDR, &(int){ 1 }, sizeof(int)) != 0 ||
        bind(door->socket, &place.any, len) != 0 || listen(door->socket, 511) != 0 ||
        getsockname(door->socket, &place.any, &len) != 0) {
        return refuse(door, strerrordesc_np(errno));
    }
    door->port = ntohs(v6 ? place.v6.sin6_port : place.v4.sin_port);
    return NES_FINE;
}

static struct nes_err read_text(struct nes_door *door, const char *path, const char **out)
{
    struct nes_arena *arena = door->http->arena;
    struct nes_str text = { 0 };
    bool read = nes_file_read(arena, path, 65'535, &text) && text.len > 0;

    *out = nes_str_z(arena, text);
    return read ? NES_FINE : refuse(door, path);
}

static void add_option(struct MHD_OptionItem *items, size_t *len, struct MHD_OptionItem item)
{
    items[(*len)++] = item;
}

#define OPTION(name, number, pointer)                                                              \
    add_option(items, &len, (struct MHD_OptionItem){ MHD_OPTION_##name, (number), (pointer) })

static struct nes_err start_daemon(struct nes_door *door)
{
    const struct nes_listener *listener = door->listener;
    struct MHD_OptionItem items[20];
    size_t len = 0;
    /* never EPOLL with TLS: six bytes of a ClientHello would burn a core until the deadline */
    unsigned flags = MHD_USE_POLL | MHD_USE_INTERNAL_POLLING_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC;
    const char *ca = NULL;

    OPTION(LISTEN_SOCKET, door->socket, NULL);
    OPTION(STRICT_FOR_CLIENT, 1, NULL);
    OPTION(CONNECTION_LIMIT, 4096, NULL);
    OPTION(CONNECTION_MEMORY_LIMIT, 32 * 1024, NULL);
    OPTION(CONNECTION_TIMEOUT, 0, NULL); /* the reaper's deadlines are absolute */
    OPTION(NOTIFY_COMPLETED, (intptr_t)nes_conn_completed, door);
    OPTION(NOTIFY_CONNECTION, (intptr_t)nes_conn_notify, door);
    OPTION(URI_LOG_CALLBACK, (intptr_t)nes_conn_uri, door);
    OPTION(THREAD_POOL_SIZE, listener->threads > 0 ? listener->threads : 2, NULL);
    if (!listener->unix_path && !listener->proxied) {
        OPTION(PER_IP_CONNECTION_LIMIT, 1024, NULL);
    }
    if (door->tls) {
        flags |= MHD_USE_TLS;
        OPTION(HTTPS_CERT_CALLBACK, 0, (void *)(uintptr_t)nes_tls_choose);
        OPTION(HTTPS_PRIORITIES, 0, (void *)(uintptr_t)NES_TLS_PRIORITY);
    }
    if (door->tls && listener->client_ca) {
        NES_TRY(read_text(door, listener->client_ca, &ca));
        OPTION(HTTPS_MEM_TRUST, 0, (void *)(uintptr_t)ca);
    }
    OPTION(END, 0, NULL);
    door->daemon =
        MHD_start_daemon(flags, 0, NULL, NULL, nes_conn_request, door, MHD_OPTION_ARRAY, items, MHD_OPTION_END);
    return door->daemon ? NES_FINE : refuse(door, "the library cannot start");
}

static const char *listener_wrong(const struct nes_listener *listener)
{
    if (listener->proxied && (!listener->unix_path || listener->certificate)) {
        return "what comes through a proxy comes through a socket, without TLS";
    }
    if (!listener->unix_path && !listener->address) {
        return "a listener has an address or a path";
    }
    if ((listener->certificate != NULL) != (listener->key != NULL)) {
        return "a certificate goes with a key";
    }
    if (listener->kind == NES_TERMINAL && !listener->client_ca && !listener->proxied) {
        return "the terminal listener checks client certificates";
    }
    if (listener->kind != NES_OPERATIONS && !listener->host) {
        return "a listener has a host name";
    }
    return NULL;
}

static struct nes_str policy_with(struct nes_arena *arena, const char *signer)
{
    char *policy = nes_arena_take(arena, 1024);

    (void)snprintf(policy, 1024, POLICY, signer ? " " : "", signer ? signer : "");
    return nes_str_of(policy);
}

struct nes_err nes_door_open(struct nes_door *door)
{
    const struct nes_listener *listener = door->listener;
    const char *wrong = listener_wrong(listener);

    if (wrong) {
        return refuse(door, wrong);
    }
    door->policy = policy_with(door->http->arena, NULL);
    door->policy_signs = policy_with(door->http->arena, listener->signer);
    if (listener->files) {
        NES_TRY(nes_files_load(door->http->options.crypto, door->http->arena, listener->files, &door->files));
    }
    if (listener->certificate) {
        NES_TRY(nes_tls_open(listener->certificate, listener->key, &door->tls));
    }
    NES_TRY(listener->unix_path ? listen_unix(door) : listen_net(door));
    return start_daemon(door);
}

void nes_door_close(struct nes_door *door)
{
    if (door->daemon) {
        MHD_stop_daemon(door->daemon);
        door->daemon = NULL;
    } else if (door->socket >= 0) {
        (void)close(door->socket);
    }
    door->socket = -1;
    nes_tls_close(&door->tls);
    if (door->listener->unix_path) {
        (void)unlink(door->listener->unix_path);
    }
}

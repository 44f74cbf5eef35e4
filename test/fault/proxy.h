/* test/fault/proxy.h: stands before a PostgreSQL and cuts the line at a chosen message of its protocol. */
#pragma once
#include <stdbool.h>

struct nes_proxy;

enum nes_cut {
    NES_CUT_HARD,      /* the message is lost and both sides are closed */
    NES_CUT_LATE,      /* the client is cut off at once; what it sent reaches the server 300 ms later */
    NES_CUT_HOLE,      /* silence: the line stays open and nothing passes; 600 ms later the server gives it up */
    NES_CUT_WAYS,
};

/* Listens on a Unix socket in a folder of its own, before the server of `url` (postgresql:///db?host=DIR&user=U). */
struct nes_proxy *nes_proxy_begin(const char *url);
/* For NES_AUTO. After the clients are gone. */
void nes_proxy_end(struct nes_proxy **proxy);
/* The address that leads through it. */
const char *nes_proxy_url(const struct nes_proxy *proxy);

/* Cuts at the nth message from now, in either direction, and where `again` is not 0, once more so many later. */
void nes_proxy_cut_at(struct nes_proxy *proxy, int nth, int again, enum nes_cut how);
/* How many cuts there were since. */
int nes_proxy_cuts(struct nes_proxy *proxy);

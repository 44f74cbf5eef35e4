#include "http/server.h"

#include <string.h>
#include <unistd.h>

#include "test/http/sample.h"
#include "test/http/wire.h"

#define SAMPLE(name, engine_)                                                                                          \
    NES_AUTO(nes_sample_end) struct nes_sample name##_ = { 0 };                                                        \
    struct nes_sample *name = &name##_;                                                                                \
    nes_sample_begin(name, (engine_))

#define KEY "Idempotency-Key: 0123456789abcdef\r\n"

static struct nes_wire_reply call(struct nes_sample *sample, const char *line, const char *headers, const char *body)
{
    NES_AUTO(nes_wire_close) struct nes_wire *wire = nes_wire_tcp(nes_sample_port(sample, 0), NULL);

    return nes_wire_call(wire, sample->arena, line, headers, body);
}

NES_TEST_BOTH(a_call_runs_through_all_stations)
{
    SAMPLE(sample, engine);
    struct nes_wire_reply reply;

    nes_sample_start(sample);
    reply = call(sample, "POST /v1/accounts/1/deeds", "Authorization: client 1\r\n" KEY,
                 "{\"payee\":2,\"amount\":\"10.50\"}");
    NES_WANT_INT("created", reply.status, 201);
    NES_WANT_STR("shown", reply.body, "{\"account\":1,\"balance\":\"9999989.50\"}");
    NES_WANT_INT("one leaf", atomic_load(&sample->leaves), 1);
    NES_WANT_INT("told after the commit", atomic_load(&sample->told), 1);
    reply = call(sample, "GET /v1/accounts/2", "Authorization: client 2\r\n", NULL);
    NES_WANT_INT("seen", reply.status, 200);
    NES_WANT_STR("arrived", reply.body, "{\"account\":2,\"balance\":\"10000010.50\"}");
    NES_WANT_INT("the look left its leaf", atomic_load(&sample->leaves), 2);
    nes_rig_check_invariants(sample->rig);
}

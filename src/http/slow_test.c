/* Clients that take their time. */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "test/http/sample.h"
#include "test/http/client.h"

#define HEAD "GET /v1/pdf HTTP/1.1\r\nHost: my.localhost\r\nX-Long: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define BODY "POST /v1/callbacks HTTP/1.1\r\nHost: my.localhost\r\nContent-Length: 1000\r\n\r\n"

enum { SLOW = 30 };

/* One byte a second in the head, in the body, or none at all: gone in 11 s, whatever the library's own timer says. */
NES_TEST(slow_clients_are_gone_in_eleven_seconds, .kind = NES_REFUSES)
{
    NES_AUTO(nes_sample_end) struct nes_sample sample = { 0 };
    struct nes_ask *wires[SLOW];
    int closed = 0;

    nes_sample_begin(&sample, NES_ENGINE_SQLITE);
    nes_sample_start(&sample);
    for (int i = 0; i < SLOW; i++) {
        wires[i] = nes_ask_tcp(nes_sample_port(&sample, 0), NULL);
        if (i % 3 == 1) {
            NES_WANT("head", nes_ask_send(wires[i], BODY, strlen(BODY)));
        }
    }
    for (size_t second = 0; second < 9; second++) {
        for (int i = 0; i < SLOW; i++) {
            (void)(i % 3 == 2 || nes_ask_send(wires[i], &HEAD[second], 1));
        }
        (void)sleep(1);
    }
    for (int i = 0; i < SLOW; i++) {
        NES_WANT("none was cut before its time", !nes_ask_closed(wires[i], 0));
    }
    (void)sleep(2);
    for (int i = 0; i < SLOW; i++) {
        closed += nes_ask_closed(wires[i], 0);
        nes_ask_close(&wires[i]);
    }
    NES_WANT_INT("closed after 11 s", closed, SLOW);
}

static int64_t processor_us(void)
{
    struct rusage used;

    NES_WANT_INT("usage", getrusage(RUSAGE_SELF, &used), 0);
    return (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * INT64_C(1'000'000) + used.ru_utime.tv_usec +
           used.ru_stime.tv_usec;
}

NES_TEST(half_a_client_hello_costs_nothing, .kind = NES_REFUSES)
{
    NES_AUTO(nes_sample_end) struct nes_sample sample = { 0 };
    NES_AUTO(nes_ask_close) struct nes_ask *wire = NULL;
    int64_t before;

    nes_sample_begin(&sample, NES_ENGINE_SQLITE);
    nes_sample_certify(&sample);
    nes_sample_start(&sample);
    wire = nes_ask_tcp(nes_sample_port(&sample, 0), NULL);
    NES_WANT("six bytes", nes_ask_send(wire, "\x16\x03\x01\x02\x00\x01", 6));
    before = processor_us();
    (void)sleep(3);
    NES_WANT("below 5 % of a core", processor_us() - before < 150'000);
}

/* An answer that nobody takes ends with its time, and the others go on. */
NES_TEST(an_answer_that_is_not_taken_is_dropped, .kind = NES_REFUSES)
{
    static const char ask[] = "GET /v1/pdf HTTP/1.1\r\nHost: my.localhost\r\n\r\n";
    NES_AUTO(nes_sample_end) struct nes_sample sample = { 0 };
    NES_AUTO(nes_ask_close) struct nes_ask *wire = NULL;

    nes_sample_begin(&sample, NES_ENGINE_SQLITE);
    sample.options.head_ms = 1'000;
    sample.options.reply_ms = 500;
    nes_sample_start(&sample);
    wire = nes_ask_tcp(nes_sample_port(&sample, 0), NULL);
    NES_WANT("asked", nes_ask_send(wire, ask, strlen(ask)));
    NES_WANT("over within the deadlines", nes_ask_closed(wire, 3'000));
}

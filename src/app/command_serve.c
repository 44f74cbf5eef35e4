#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/command.h"
#include "app/serve.h"

static enum nes_level level_of(const char *word)
{
    static const char *const words[] = { "debug", "info", "warn", "error" };
    size_t i = 0;

    while (i < NES_LEN(words) - 1 && strcmp(word, words[i]) != 0) {
        i++;
    }
    return (enum nes_level)i;
}

static enum nes_exit failed(struct nes_err err)
{
    (void)fprintf(stderr, "nesie serve: %s%s%s\n", err.what->text, err.at ? ": " : "", err.at ? err.at : "");
    return NES_EXIT_FAULT;
}

static void wait_for_end(const sigset_t *ends)
{
    int got = 0;

    while (sigwait(ends, &got) != 0) {
    }
}

static enum nes_exit serve(const char *data)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    NES_AUTO(nes_serve_stop) struct nes_serve *serve = NULL;
    int out = STDOUT_FILENO;
    struct nes_log log = nes_log_to(&out, NES_LEVEL_INFO);
    struct nes_config config;
    struct nes_config_fault fault;
    struct nes_err err;
    sigset_t ends;

    if (!nes_config_load(arena, data, &config, &fault)) {
        (void)fprintf(stderr, "nesie serve: %s/nesie.conf:%d: %.*s\n", data, fault.line, (int)fault.why.len,
                      fault.why.ptr);
        return NES_EXIT_INPUT;
    }
    log.least = level_of(config.log_level);
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    err = nes_serve_start(arena, &(struct nes_serve_options){ .config = &config, .log = &log }, &serve);
    if (err.what) {
        return failed(err);
    }
    NES_LOG(&log, INFO, "serve.ready", NES_LOG_INT("public", nes_http_port(nes_serve_http(serve), 1)),
            NES_LOG_INT("office", nes_http_port(nes_serve_http(serve), 2)),
            NES_LOG_INT("terminal", nes_http_port(nes_serve_http(serve), 3)));
    wait_for_end(&ends);
    NES_LOG(&log, INFO, "serve.stopping");
    return NES_EXIT_OK;
}

static enum nes_exit serve_run(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "--data") == 0) {
        return serve(argv[2]);
    }
    if (argc == 1) {
        return serve("data");
    }
    (void)fprintf(stderr, "usage: nesie serve [--data DIR]\n");
    return NES_EXIT_INPUT;
}

const struct nes_command nes_command_serve = {
    .name = "serve",
    .summary = "Serve clients, staff and terminals until told to end.",
    .run = serve_run,
};

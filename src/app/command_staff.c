/* Administration of the staff on the server itself: through the owner of the folder where one serves, else as owner. */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "app/command.h"
#include "app/serve.h"
#include "http/outgoing.h"
#include "json/shape.h"

struct wish {
    const char *data, *login, *name, *role;
};

struct invited {
    struct nes_str login, one_time_password;
};
static const struct nes_field invited_fields[] = {
    NES_FIELD(struct invited, login, .required = true),
    NES_FIELD(struct invited, one_time_password, .required = true),
};
static const struct nes_shape invited_shape = NES_SHAPE(struct invited, invited_fields, .open = true);

static enum nes_exit failed(struct nes_err err)
{
    (void)fprintf(stderr, "nesie staff: %s%s%s\n", err.what->text, err.at ? ": " : "", err.at ? err.at : "");
    return NES_EXIT_FAULT;
}

/* Whether a server answers on the socket. */
static bool somebody_serves(const char *path)
{
    struct sockaddr_un at = { .sun_family = AF_UNIX };
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool there;

    if (fd < 0 || strlen(path) >= sizeof(at.sun_path)) {
        return false;
    }
    memcpy(at.sun_path, path, strlen(path) + 1);
    there = connect(fd, (struct sockaddr *)&at, sizeof(at)) == 0;
    (void)close(fd);
    return there;
}

static struct nes_str body_of(struct nes_arena *arena, const struct wish *wish)
{
    struct nes_buf buf = nes_buf_begin(arena, 4096);
    struct nes_json json = NES_JSON_TO(&buf);

    nes_json_open(&json, '{');
    nes_json_key_z(&json, "login", wish->login);
    nes_json_key_z(&json, "name", wish->name);
    nes_json_key(&json, "roles");
    nes_json_open(&json, '[');
    nes_json_z(&json, wish->role);
    nes_json_close(&json, ']');
    nes_json_close(&json, '}');
    return (struct nes_str){ buf.ptr, buf.len };
}

static struct nes_err ask(struct nes_arena *arena, const struct wish *wish, const char *socket_path,
                          struct nes_outgoing_answer *answer)
{
    NES_AUTO(nes_outgoing_close) struct nes_outgoing *outgoing = NULL;
    /* A busy server answers late, and the one-time password stands in this answer only. */
    struct nes_outgoing_options options = { .plain = true, .unix_path = socket_path, .whole_ms = 60'000 };
    struct nes_outgoing_ask ask = { .method = "POST", .url = NES_STR("http://localhost:80/v1/staff"),
                                    .type = NES_STR("application/json"), .body = body_of(arena, wish) };

    NES_TRY(nes_outgoing_open(&options, &outgoing));
    return nes_outgoing_call(outgoing, arena, &ask, answer);
}

static enum nes_exit show(struct nes_arena *arena, const struct nes_outgoing_answer *answer)
{
    struct invited invited = { 0 };
    struct nes_field_faults faults = { 0 };

    if (answer->status != 201 || nes_shape_read(&invited_shape, arena, answer->body, &invited, &faults).what) {
        (void)fprintf(stderr, "nesie staff: refused: %.*s\n", (int)answer->body.len, answer->body.ptr);
        return NES_EXIT_NO;
    }
    printf("  %-12.*s %.*s\n", (int)invited.login.len, invited.login.ptr, (int)invited.one_time_password.len,
           invited.one_time_password.ptr);
    return NES_EXIT_OK;
}

static enum nes_exit invite(const struct wish *wish)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    NES_AUTO(nes_serve_stop) struct nes_serve *serve = NULL;
    const char *socket_path = nes_serve_socket(arena, wish->data);
    int errors = STDERR_FILENO;
    struct nes_log log = nes_log_to(&errors, NES_LEVEL_WARN);
    struct nes_outgoing_answer answer;
    struct nes_config config;
    struct nes_serve_options options = { .config = &config, .only_operations = true, .log = &log };
    struct nes_config_fault fault;
    struct nes_err err = NES_FINE;

    if (!nes_config_load(arena, wish->data, &config, &fault)) {
        (void)fprintf(stderr, "nesie staff: %s/nesie.conf:%d: %.*s\n", wish->data, fault.line, (int)fault.why.len,
                      fault.why.ptr);
        return NES_EXIT_INPUT;
    }
    if (!somebody_serves(socket_path)) {
        err = nes_serve_start(arena, &options, &serve);
    }
    err = err.what ? err : ask(arena, wish, socket_path, &answer);
    return err.what ? failed(err) : show(arena, &answer);
}

static enum nes_exit staff_run(int argc, char **argv)
{
    struct wish wish = { .data = "data" };
    const struct { const char *name; const char **to; } options[] = {
        { "--data", &wish.data }, { "--login", &wish.login }, { "--name", &wish.name }, { "--role", &wish.role },
    };
    bool good = argc >= 2 && argc % 2 == 0 && strcmp(argv[1], "invite") == 0;

    for (int i = 2; good && i < argc; i += 2) {
        size_t at = 0;

        while (at < NES_LEN(options) && strcmp(argv[i], options[at].name) != 0) {
            at++;
        }
        good = at < NES_LEN(options);
        if (good) {
            *options[at].to = argv[i + 1];
        }
    }
    if (!good || !wish.login || !wish.name || !wish.role) {
        (void)fprintf(stderr, "usage: nesie staff invite --login NAME --name \"LAST FIRST\" --role ROLE "
                              "[--data DIR]\n");
        return NES_EXIT_INPUT;
    }
    return invite(&wish);
}

const struct nes_command nes_command_staff = {
    .name = "staff",
    .summary = "Invite a member of staff: prints a one-time password.",
    .run = staff_run,
};

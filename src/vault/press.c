#include "vault/press.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "vault/vault_faults.h"

struct nes_press {
    pthread_mutex_t lock;    /* of the child and its control socket */
    sem_t turns;
    struct nes_child child;
    int64_t wait_us;
};

struct nes_err nes_press_begin(const struct nes_press_options *options, struct nes_press **out)
{
    struct nes_press *press = calloc(1, sizeof(*press));
    struct nes_child_spec spec = { .program = options->program ? options->program : "/proc/self/exe",
                                   .command = "press", .socket_type = SOCK_SEQPACKET, .clock = options->clock,
                                   .log = options->log };
    struct nes_err err;

    if (!press) {
        abort();
    }
    NES_ASSERT(pthread_mutex_init(&press->lock, NULL) == 0);
    NES_ASSERT(sem_init(&press->turns, 0, options->at_once ? options->at_once : 2) == 0);
    press->wait_us = options->wait_us ? options->wait_us : 25'000'000;
    nes_child_begin(&press->child, &spec);
    err = nes_child_ready(&press->child);
    if (err.what) {
        nes_press_end(&press);
        return err;
    }
    *out = press;
    return NES_FINE;
}

void nes_press_end(struct nes_press **press)
{
    if (*press) {
        nes_child_end(&(*press)->child);
        (void)sem_destroy(&(*press)->turns);
        (void)pthread_mutex_destroy(&(*press)->lock);
        free(*press);
        *press = NULL;
    }
}

static bool send_socket(int control, int job)
{
    char byte = NES_PRESS_VERSION;
    struct iovec iov = { .iov_base = &byte, .iov_len = 1 };
    union {
        struct cmsghdr head;
        char room[CMSG_SPACE(sizeof(int))];
    } space = { .room = { 0 } };
    struct msghdr message = { .msg_iov = &iov, .msg_iovlen = 1, .msg_control = space.room,
                              .msg_controllen = sizeof(space.room) };
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);

    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(head), &job, sizeof(job));
    return sendmsg(control, &message, MSG_NOSIGNAL) == 1;
}

/* Hands one end of a new socket to the press. Where the process died since the last job, the first try finds out. */
static struct nes_err hand_over(struct nes_press *press, int job)
{
    struct nes_err err;

    NES_ASSERT(pthread_mutex_lock(&press->lock) == 0);
    err = nes_child_ready(&press->child);
    if (!err.what && !send_socket(press->child.fd, job)) {
        nes_child_failed(&press->child, "it is gone");
        err = NES_FAIL(HELPER_DOWN, "press");
    } else if (!err.what) {
        nes_child_worked(&press->child);
    }
    NES_ASSERT(pthread_mutex_unlock(&press->lock) == 0);
    return err;
}

static struct nes_err converse(struct nes_press *press, struct nes_arena *arena, int fd, struct nes_str message,
                               struct nes_str *answer)
{
    struct nes_clock *clock = &press->child.spec.clock;
    struct nes_wire_limit limit = { clock, nes_clock_steady(clock) + press->wait_us, NES_PRESS_FRAME_MAX };
    enum nes_wire_end end = nes_wire_send(fd, message, &limit);

    end = end == NES_WIRE_FINE ? nes_wire_receive(fd, arena, &limit, answer) : end;
    switch (end) {
    case NES_WIRE_FINE:
        return NES_FINE;
    case NES_WIRE_SLOW:
        return NES_FAIL(PRESS_SLOW, NULL);
    case NES_WIRE_CLOSED:
        return NES_FAIL(PRESS_DIED, NULL);
    case NES_WIRE_LONG:
        return NES_FAIL(PRESS_FORM, "length");
    }
    NES_BUG("a known end of an exchange");
}

static struct nes_err run(struct nes_press *press, struct nes_arena *arena, const struct nes_press_job *job,
                          struct nes_str *answer)
{
    struct nes_buf buf = nes_buf_begin(arena, NES_PRESS_FRAME_MAX);
    struct nes_str message;
    struct nes_err err;
    int sockets[2];

    if (job->input.len > NES_PRESS_INPUT_MAX) {
        return NES_FAIL(DOCUMENT_LARGE, NULL);
    }
    nes_press_write_job(&buf, job);
    NES_TRY(nes_buf_done(&buf, &message));
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0) {
        return NES_FAIL(HELPER_DOWN, "press");
    }
    err = hand_over(press, sockets[1]);
    (void)close(sockets[1]);
    if (!err.what) {
        err = converse(press, arena, sockets[0], message, answer);
    }
    (void)close(sockets[0]);
    return err;
}

static struct nes_err in_turn(struct nes_press *press, struct nes_arena *arena, const struct nes_press_job *job,
                              struct nes_str *answer)
{
    struct nes_err err;

    while (sem_wait(&press->turns) != 0) {
        NES_ASSERT(errno == EINTR);
    }
    err = run(press, arena, job, answer);
    NES_ASSERT(sem_post(&press->turns) == 0);
    return err;
}

struct nes_err nes_press_read_image(struct nes_press *press, struct nes_arena *arena, struct nes_str file,
                                    uint32_t side_max, struct nes_picture *out)
{
    struct nes_press_job job = { .kind = NES_PRESS_IMAGE, .option = side_max, .input = file };
    struct nes_str answer;

    NES_TRY(in_turn(press, arena, &job, &answer));
    return nes_press_picture_of(answer, out);
}

struct nes_err nes_press_read_xml(struct nes_press *press, struct nes_arena *arena, struct nes_str file,
                                  const struct nes_xml **out)
{
    struct nes_press_job job = { .kind = NES_PRESS_XML, .input = file };
    struct nes_str answer;

    NES_TRY(in_turn(press, arena, &job, &answer));
    return nes_press_xml_of(arena, answer, out);
}

struct nes_err nes_press_read_xmlsig(struct nes_press *press, struct nes_arena *arena, struct nes_str file,
                                     struct nes_xmlsig_told *out)
{
    struct nes_press_job job = { .kind = NES_PRESS_XMLSIG, .input = file };
    struct nes_str answer;

    NES_TRY(in_turn(press, arena, &job, &answer));
    return nes_press_xmlsig_of(answer, out);
}

struct nes_err nes_press_draw_sheet(struct nes_press *press, struct nes_arena *arena, struct nes_str sheet,
                                    struct nes_drawn *out)
{
    struct nes_press_job job = { .kind = NES_PRESS_DRAW, .input = sheet };
    struct nes_str answer;

    NES_TRY(in_turn(press, arena, &job, &answer));
    return nes_press_drawn_of(answer, out);
}

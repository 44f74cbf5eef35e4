#include "vault/press_serve.h"

#include <errno.h>
#include <iconv.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "vault/sandbox.h"
#include "vault/vault_faults.h"

static enum nes_press_status (*const jobs[NES_PRESS_KINDS])(struct nes_press_work *, struct nes_buf *) = {
    [NES_PRESS_IMAGE] = nes_press_image,
    [NES_PRESS_XML] = nes_press_xml,
    [NES_PRESS_DRAW] = nes_press_draw,
    [NES_PRESS_XMLSIG] = nes_press_xmlsig,
};

static void answer(int socket, struct nes_arena *arena, enum nes_press_status status, const struct nes_buf *fields)
{
    struct nes_wire_limit limit = { .bytes_max = NES_PRESS_FRAME_MAX };
    struct nes_buf buf = nes_buf_begin(arena, NES_PRESS_FRAME_MAX);
    struct nes_str bytes;

    nes_wire_add_u8(&buf, NES_PRESS_VERSION);
    nes_wire_add_u8(&buf, (uint8_t)status);
    if (fields) {
        nes_buf_add(&buf, (struct nes_str){ fields->ptr, fields->len });
    }
    if (!nes_buf_done(&buf, &bytes).what) {
        (void)nes_wire_send(socket, bytes, &limit);
    }
}

void nes_press_refuse(struct nes_press_work *work, enum nes_press_status status)
{
    answer(work->socket, work->arena, status, NULL);
    _exit(0);
}

void nes_press_do(int socket)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(256 * 1'024);
    struct nes_wire_limit limit = { .bytes_max = NES_PRESS_FRAME_MAX };
    struct nes_press_work work = { .socket = socket, .arena = arena };
    struct nes_buf fields = nes_buf_begin(arena, NES_PRESS_FRAME_MAX - 16);
    enum nes_press_status status = NES_PRESS_NO_JOB;
    struct nes_str bytes;

    if (nes_wire_receive(socket, arena, &limit, &bytes) != NES_WIRE_FINE) {
        return;
    }
    if (nes_press_read_job(bytes, &work.job)) {
        status = jobs[work.job.kind](&work, &fields);
    }
    answer(socket, arena, status, status == NES_PRESS_FINE && !fields.full ? &fields : NULL);
}

static void child(int job)
{
    /* A phone's picture of 40 million pixels needs 120 MB as pixels and as much to be written again. */
    struct nes_sandbox_bounds bounds = { .memory_bytes = (size_t)768 << 20, .cpu_seconds = 10, .wall_seconds = 20 };

    if (nes_sandbox_bound(&bounds).what || nes_sandbox_enter(NES_SANDBOX_JOB).what) {
        _exit(1);
    }
    nes_press_do(job);
    _exit(0);
}

/* The descriptor that came with a message; -1: the other side is gone; -2: a message without one. */
static int receive_socket(int control)
{
    char byte;
    struct iovec iov = { .iov_base = &byte, .iov_len = 1 };
    union {
        struct cmsghdr head;
        char room[CMSG_SPACE(sizeof(int))];
    } space = { .room = { 0 } };
    struct msghdr message = { .msg_iov = &iov, .msg_iovlen = 1, .msg_control = space.room,
                              .msg_controllen = sizeof(space.room) };
    const struct cmsghdr *head;
    ssize_t got;
    int fd;

    do {
        got = recvmsg(control, &message, MSG_CMSG_CLOEXEC);
    } while (got < 0 && errno == EINTR);
    if (got <= 0) {
        return -1;
    }
    head = CMSG_FIRSTHDR(&message);
    if (!head || head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS ||
        head->cmsg_len != CMSG_LEN(sizeof(int))) {
        return -2;
    }
    memcpy(&fd, CMSG_DATA(head), sizeof(fd));
    return fd;
}

int nes_press_serve(int control)
{
    struct sigaction no_zombies = { .sa_handler = SIG_IGN, .sa_flags = SA_NOCLDWAIT };
    struct nes_err err = nes_sandbox_hide();
    int job;

    (void)sigaction(SIGCHLD, &no_zombies, NULL);
    /* Partners still send XML in this encoding; its table is a file, so it is loaded while files may be opened,
     * and kept. */
    (void)iconv_open("UTF-8", "WINDOWS-1251");
    err = err.what ? err : nes_sandbox_enter(NES_SANDBOX_PRESS);
    if (err.what) {
        (void)fprintf(stderr, "nesie press: %s: %s\n", err.what->code, err.at ? err.at : err.what->text);
        return 1;
    }
    while ((job = receive_socket(control)) != -1) {
        pid_t pid;

        if (job < 0) {
            continue;
        }
        pid = fork();
        if (pid == 0) {
            (void)close(control);
            child(job);
        }
        (void)close(job); /* where no child could be made, the other side sees the end of its job */
    }
    return 0;
}

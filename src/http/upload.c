#include "http/upload.h"

#include <fcntl.h>
#include <unistd.h>

#include "http/door.h"

struct nes_err nes_upload_begin(struct nes_job *job)
{
    const char *folder = job->http->options.upload_folder;
    int fd = folder ? open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600) : -1;

    if (fd < 0) {
        return NES_FAIL(UPLOAD_STORE, NULL);
    }
    job->req.upload = (struct nes_upload_file){ .fd = fd, .type = nes_job_header(job, "content-type") };
    return NES_FINE;
}

struct nes_err nes_upload_more(struct nes_job *job, const char *data, size_t len)
{
    while (len > 0) {
        ssize_t written = write(job->req.upload.fd, data, len);

        if (written <= 0) {
            return NES_FAIL(UPLOAD_STORE, NULL);
        }
        data += written;
        len -= (size_t)written;
        job->req.upload.size += written;
    }
    return NES_FINE;
}

void nes_upload_end(struct nes_job *job)
{
    if (job->req.upload.fd >= 0) {
        (void)close(job->req.upload.fd);
        job->req.upload.fd = -1;
    }
}

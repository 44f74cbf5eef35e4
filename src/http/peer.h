/* src/http/peer.h: who is at the other end of a connection: his address, a terminal's certificate. What a proxy says
 * of them is believed only on the Unix socket that is meant for it. Inside of src/http only. */
#pragma once
#include "http/job.h"

/* req.address; HTTP_BROKEN where a proxy names none. */
struct nes_err nes_peer_address(struct nes_job *job);
/* req.peer_cert as a proxy tells it: X-Client-Verify: SUCCESS and X-Client-Certificate (PEM, percent-encoded).
 * TERMINAL_CERT. */
struct nes_err nes_peer_forwarded_cert(struct nes_job *job);

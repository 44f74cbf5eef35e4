/* src/pki/cert_name.h: the Name of a certificate. For the readers of this folder. */
#pragma once
#include "pki/cert.h"

/* Takes one Name off `in`. Each attribute known to the profile at most once, one attribute in each set. PKI_CERT. */
struct nes_err nes_cert_name_read(struct nes_str *in, struct nes_cert_name *out);

/* src/pki/cms_attr.h: the attributes of a signer. For cms.c. */
#pragma once
#include "pki/cms.h"

/* The contents of signedAttrs. PKI_CMS, PKI_DER. */
struct nes_err nes_cms_signed_attributes(struct nes_str in, struct nes_cms_signer *out);
/* The contents of unsignedAttrs. */
struct nes_err nes_cms_unsigned_attributes(struct nes_str in, struct nes_cms_signer *out);

/* src/crypto/inner.h: what the context holds; for the files of this folder only. */
#pragma once
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/types.h>
#include <semaphore.h>

#include "crypto/crypto.h"

struct nes_crypto {
    struct nes_rand rand;
    OSSL_LIB_CTX *lib;
    EVP_MD *sha256;
    EVP_CIPHER *gcm;
    EVP_MAC *hmac;
    EVP_KDF *hkdf;
    sem_t argon; /* two at a time: memory and processor cannot be flooded by sign-ins */
};

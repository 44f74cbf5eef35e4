/* src/http/openapi_parts.h: what stands in every OpenAPI document of ours. Inside of src/http only. */
#pragma once
#include "http/req.h"

static const char problem_schema[] =
    "{\"type\":\"object\",\"description\":\"A problem (RFC 9457).\",\"properties\":{"
    "\"type\":{\"type\":\"string\",\"format\":\"uri\"},\"title\":{\"type\":\"string\",\"description\":"
    "\"A sentence in the caller's language.\"},\"status\":{\"type\":\"integer\"},\"code\":{\"type\":\"string\","
    "\"description\":\"Stable; docs/errors.md lists them.\"},\"trace_id\":{\"type\":\"string\"},\"errors\":{"
    "\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"pointer\":{\"type\":\"string\"},\"code\":{"
    "\"type\":\"string\"},\"text\":{\"type\":\"string\"},\"limit\":{\"type\":\"integer\"}},\"required\":[\"pointer\","
    "\"code\",\"text\"]}}},\"required\":[\"type\",\"title\",\"status\",\"code\",\"trace_id\"]}";

static const char later_schema[] =
    "{\"type\":\"object\",\"properties\":{\"operation\":{\"type\":\"string\",\"format\":\"uuid\"},\"state\":{\"type\":"
    "\"string\"}},\"required\":[\"operation\",\"state\"]}";

#define PROBLEM                                                                                    \
    "\"content\":{\"application/problem+json\":{\"schema\":{\"$ref\":\"#/components/schemas/Problem\"}}}"
static const char refused[] = "{\"description\":\"Refused: who calls, what is asked for, or how.\"," PROBLEM "}";
static const char failed[] = "{\"description\":\"It failed inside; nothing was changed.\"," PROBLEM "}";
static const char later[] =
    "{\"description\":\"Accepted; see Location.\",\"content\":{\"application/json\":{\"schema\":{"
    "\"$ref\":\"#/components/schemas/Later\"}}}}";

static const char security[] =
    "{\"session\":{\"type\":\"apiKey\",\"in\":\"cookie\",\"name\":\"__Host-nesie\"},"
    "\"device\":{\"type\":\"http\",\"scheme\":\"DPoP\"},\"terminal\":{\"type\":\"mutualTLS\"}}";

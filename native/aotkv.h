/* What every shim shares: a failed call answers -errno, never -1 with errno set aside. */
#ifndef AOTKV_H
#define AOTKV_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <stdint.h>

/* Visible in the shared library that just-in-time compiled test runs load; harmless in the static one. */
#define AOTKV_CALL __attribute__((visibility("default")))

static inline int answer(long result) { return result < 0 ? -errno : (int)result; }

#endif

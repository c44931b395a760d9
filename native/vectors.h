/*
 * What loops with two ways share: one for AVX2, one for any processor. Which is taken is asked of the processor at each
 * call: that is one load.
 */
#ifndef AOTKV_VECTORS_H
#define AOTKV_VECTORS_H

#define INLINE static inline __attribute__((always_inline))

#if defined(__x86_64__)
#include <immintrin.h>
#define WIDE __attribute__((target("avx2,popcnt")))
#define PLAIN __attribute__((target("popcnt")))
#define HAVE_WIDE __builtin_cpu_supports("avx2")
#else
#define PLAIN
#endif

#endif

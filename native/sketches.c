/*
 * Registers of sketches, for AVX2 and without: 16384 of six bits, four in three bytes, in the layout of
 * AotKv.Values/HyperLogLogs/DenseRegisters; or a byte each.
 */
#include "aotkv.h"
#include "vectors.h"

enum { REGISTERS = 16384, DENSE_BYTES = REGISTERS / 4 * 3 };

INLINE void raise_one(uint8_t *to, uint8_t value, int keep) { *to = keep && *to > value ? *to : value; }

/* Registers from one on, a multiple of four. Those that stand there are kept where higher, or not looked at. */
INLINE void expand_groups(const uint8_t *restrict dense, uint8_t *restrict registers, int first, int keep) {
    dense += first / 4 * 3;
    for (int at = first; at < REGISTERS; at += 4, dense += 3) {
        uint8_t low = dense[0], middle = dense[1], high = dense[2];
        raise_one(registers + at, low & 0x3F, keep);
        raise_one(registers + at + 1, (low >> 6 | middle << 2) & 0x3F, keep);
        raise_one(registers + at + 2, (middle >> 4 | high << 4) & 0x3F, keep);
        raise_one(registers + at + 3, high >> 2, keep);
    }
}

INLINE void pack_groups(const uint8_t *restrict registers, uint8_t *restrict dense, int first) {
    dense += first / 4 * 3;
    for (int at = first; at < REGISTERS; at += 4, dense += 3) {
        const uint8_t *four = registers + at;
        dense[0] = four[0] | four[1] << 6;
        dense[1] = four[1] >> 2 | four[2] << 4;
        dense[2] = four[2] >> 4 | four[3] << 2;
    }
}

/* Bytes from one on, a multiple of three. */
INLINE void merge_groups(uint8_t *to, const uint8_t *const *sources, int count, int first) {
    for (int at = first; at < DENSE_BYTES; at += 3) {
        uint32_t highest[4] = {0, 0, 0, 0};
        for (int i = 0; i < count; i++) {
            const uint8_t *from = sources[i] + at;
            uint32_t group = from[0] | (uint32_t)from[1] << 8 | (uint32_t)from[2] << 16;
            for (int field = 0; field < 4; field++) {
                uint32_t value = group & 0x3Fu << 6 * field;
                if (value > highest[field]) highest[field] = value;
            }
        }
        uint32_t group = highest[0] | highest[1] | highest[2] | highest[3];
        to[at] = group;
        to[at + 1] = group >> 8;
        to[at + 2] = group >> 16;
    }
}

#ifdef HAVE_WIDE
/*
 * 32 registers of 24 bytes at a time, as far as the four bytes that are read too many are there. Each three bytes
 * become two words, of bytes 0 and 1 and of bytes 1 and 2, with two registers in each; products with powers of two
 * shift each word by as much as it needs (Mula's base64 does the same). Returns how many registers that were.
 */
WIDE INLINE int expand_vectors(const uint8_t *dense, uint8_t *registers, int keep) {
    const __m256i pairs = _mm256_setr_epi8(0, 1, 1, 2, 3, 4, 4, 5, 6, 7, 7, 8, 9, 10, 10, 11,
                                           0, 1, 1, 2, 3, 4, 4, 5, 6, 7, 7, 8, 9, 10, 10, 11);
    const __m256i swapped = _mm256_setr_epi8(1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14,
                                             1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);
    const __m256i odd_bits = _mm256_set1_epi32((int)0xFC000FC0), even_bits = _mm256_set1_epi32(0x03F0003F);
    const __m256i odd_shifts = _mm256_set1_epi32(0x00400400), even_shifts = _mm256_set1_epi32(0x00100100);
    int done = 0;
    for (const uint8_t *from = dense; from + 28 <= dense + DENSE_BYTES; from += 24, done += 32) {
        __m256i bytes = _mm256_loadu2_m128i((const __m128i *)(from + 12), (const __m128i *)from);
        __m256i words = _mm256_shuffle_epi8(bytes, pairs);
        __m256i odd = _mm256_mulhi_epu16(_mm256_and_si256(words, odd_bits), odd_shifts);
        __m256i even = _mm256_mullo_epi16(_mm256_and_si256(words, even_bits), even_shifts);
        __m256i values = _mm256_shuffle_epi8(_mm256_or_si256(odd, even), swapped);
        __m256i *to = (__m256i *)(registers + done);
        if (keep) values = _mm256_max_epu8(values, _mm256_loadu_si256(to));
        _mm256_storeu_si256(to, values);
    }
    return done;
}

static WIDE void expand_wide(const uint8_t *dense, uint8_t *registers) {
    expand_groups(dense, registers, expand_vectors(dense, registers, 0), 0);
}

static WIDE void raise_wide(const uint8_t *dense, uint8_t *registers) {
    expand_groups(dense, registers, expand_vectors(dense, registers, 1), 1);
}

/* As far as the eight bytes that are written too many are there; what comes next overwrites them. */
static WIDE void pack_wide(const uint8_t *registers, uint8_t *dense) {
    const __m256i groups = _mm256_setr_epi8(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1,
                                            0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1);
    const __m256i together = _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 3, 7);
    int done = 0;
    for (uint8_t *to = dense; to + 32 <= dense + DENSE_BYTES; to += 24, done += 32) {
        /* A pair of registers is low * 1 + high * 64, a pair of pairs low * 1 + high * 4096. */
        __m256i values = _mm256_loadu_si256((const __m256i *)(registers + done));
        __m256i pairs = _mm256_maddubs_epi16(values, _mm256_set1_epi16(0x4001));
        __m256i fours = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x10000001));
        __m256i packed = _mm256_permutevar8x32_epi32(_mm256_shuffle_epi8(fours, groups), together);
        _mm256_storeu_si256((__m256i *)to, packed);
    }
    pack_groups(registers, dense, done);
}
#endif

#ifdef HAVE_WIDE
/*
 * The higher of each register of several sketches, 32 registers at a time. Each three bytes become two words, as above;
 * there the registers of even and of odd number are compared where they stand, under a mask, so that nothing is
 * shifted on the way in and nothing on the way out. Exactly 24 bytes are written each time: the destination may be a
 * source, and what is behind has yet to be read.
 */
static WIDE void merge_wide(uint8_t *to, const uint8_t *const *sources, int count) {
    const __m256i pairs = _mm256_setr_epi8(0, 1, 1, 2, 3, 4, 4, 5, 6, 7, 7, 8, 9, 10, 10, 11,
                                           0, 1, 1, 2, 3, 4, 4, 5, 6, 7, 7, 8, 9, 10, 10, 11);
    const __m256i firsts = _mm256_setr_epi8(0, 1, 3, 4, 5, 7, 8, 9, 11, 12, 13, 15, -1, -1, -1, -1,
                                            0, 1, 3, 4, 5, 7, 8, 9, 11, 12, 13, 15, -1, -1, -1, -1);
    const __m256i seconds = _mm256_setr_epi8(-1, 2, -1, -1, 6, -1, -1, 10, -1, -1, 14, -1, -1, -1, -1, -1,
                                             -1, 2, -1, -1, 6, -1, -1, 10, -1, -1, 14, -1, -1, -1, -1, -1);
    const __m256i together = _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 3, 7);
    const __m256i odd_bits = _mm256_set1_epi32((int)0xFC000FC0), even_bits = _mm256_set1_epi32(0x03F0003F);
    int at = 0;
    for (; at + 28 <= DENSE_BYTES; at += 24) {
        __m256i odd = _mm256_setzero_si256(), even = odd;
        for (int i = 0; i < count; i++) {
            const uint8_t *from = sources[i] + at;
            __m256i bytes = _mm256_loadu2_m128i((const __m128i *)(from + 12), (const __m128i *)from);
            __m256i words = _mm256_shuffle_epi8(bytes, pairs);
            odd = _mm256_max_epu16(odd, _mm256_and_si256(words, odd_bits));
            even = _mm256_max_epu16(even, _mm256_and_si256(words, even_bits));
        }
        __m256i words = _mm256_or_si256(odd, even);
        __m256i packed = _mm256_or_si256(_mm256_shuffle_epi8(words, firsts), _mm256_shuffle_epi8(words, seconds));
        packed = _mm256_permutevar8x32_epi32(packed, together);
        _mm_storeu_si128((__m128i *)(to + at), _mm256_castsi256_si128(packed));
        _mm_storel_epi64((__m128i *)(to + at + 16), _mm256_extracti128_si256(packed, 1));
    }
    merge_groups(to, sources, count, at);
}
#endif

/* Whether there are vectors to be asked for. On ARM the compiler makes them of the plain way. */
AOTKV_CALL int aotkv_has_vectors(void) {
#ifdef HAVE_WIDE
    return HAVE_WIDE ? 1 : 0;
#elif defined(__aarch64__)
    return 1;
#else
    return 0;
#endif
}

#ifdef HAVE_WIDE
#define TAKE_WIDE_WAY(call) if (use_vectors && HAVE_WIDE) { call; return; }
#else
#define TAKE_WIDE_WAY(call) (void)use_vectors;
#endif

AOTKV_CALL void aotkv_expand_registers(const uint8_t *dense, uint8_t *registers, int use_vectors) {
    TAKE_WIDE_WAY(expand_wide(dense, registers))
    expand_groups(dense, registers, 0, 0);
}

AOTKV_CALL void aotkv_raise_registers(const uint8_t *dense, uint8_t *registers, int use_vectors) {
    TAKE_WIDE_WAY(raise_wide(dense, registers))
    expand_groups(dense, registers, 0, 1);
}

AOTKV_CALL void aotkv_pack_registers(const uint8_t *registers, uint8_t *dense, int use_vectors) {
    TAKE_WIDE_WAY(pack_wide(registers, dense))
    pack_groups(registers, dense, 0);
}

/* Dense registers, each the highest of it in one or more sources; the destination may be one of them. */
AOTKV_CALL void aotkv_merge_registers(uint8_t *to, const uint8_t *const *sources, int count, int use_vectors) {
    TAKE_WIDE_WAY(merge_wide(to, sources, count))
    merge_groups(to, sources, count, 0);
}

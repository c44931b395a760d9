/*
 * Registers of sketches, for AVX2 and without: 16384 of six bits, four in three bytes, in the layout of
 * AotKv.Values/HyperLogLogs/DenseRegisters; or a byte each.
 */
#include "aotkv.h"
#include "vectors.h"

#include <string.h>

enum { REGISTERS = 16384, DENSE_BYTES = REGISTERS / 4 * 3 };

INLINE void raise_one(uint8_t *to, uint8_t value, int keep) { *to = keep && *to > value ? *to : value; }

/* So many registers, a multiple of four. Those that stand there are kept where higher, or not looked at. */
INLINE void expand_groups(const uint8_t *restrict dense, uint8_t *restrict registers, int length, int keep) {
    for (int at = 0; at < length; at += 4, dense += 3) {
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
WIDE INLINE __m256i load(const void *from) { return _mm256_loadu_si256(from); }

/*
 * 32 registers of 24 bytes, four bytes behind which are read too. Each three bytes become two words, of bytes 0 and 1
 * and of bytes 1 and 2, with two registers in each: one of even and one of odd number.
 */
struct words {
    __m256i even, odd;
};

WIDE INLINE struct words spread(const uint8_t *from) {
    const __m256i pairs = _mm256_setr_epi8(0, 1, 1, 2, 3, 4, 4, 5, 6, 7, 7, 8, 9, 10, 10, 11,
                                           0, 1, 1, 2, 3, 4, 4, 5, 6, 7, 7, 8, 9, 10, 10, 11);
    __m256i bytes = _mm256_loadu2_m128i((const __m128i *)(from + 12), (const __m128i *)from);
    __m256i words = _mm256_shuffle_epi8(bytes, pairs);
    return (struct words){_mm256_and_si256(words, _mm256_set1_epi32(0x03F0003F)),
                          _mm256_and_si256(words, _mm256_set1_epi32((int)0xFC000FC0))};
}

/* The same a byte each, those of odd number first: products with powers of two shift each word by as much as it needs
 * (Mula's base64 does the same). */
WIDE INLINE __m256i swapped_registers(struct words words) {
    return _mm256_or_si256(_mm256_mulhi_epu16(words.odd, _mm256_set1_epi32(0x00400400)),
                           _mm256_mullo_epi16(words.even, _mm256_set1_epi32(0x00100100)));
}

static WIDE void raise_wide(const uint8_t *dense, uint8_t *registers) {
    const __m256i swapped = _mm256_setr_epi8(1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14,
                                             1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);
    int done = 0;
    for (const uint8_t *from = dense; from + 28 <= dense + DENSE_BYTES; from += 24, done += 32) {
        __m256i values = _mm256_shuffle_epi8(swapped_registers(spread(from)), swapped);
        values = _mm256_max_epu8(values, load(registers + done));
        _mm256_storeu_si256((__m256i *)(registers + done), values);
    }
    expand_groups(dense + done / 4 * 3, registers + done, REGISTERS - done, 1);
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

/*
 * The highest of each register of several sketches, compared where it stands in the packed bytes: nothing is unpacked.
 * Of eight registers in six bytes four lie within a byte, two within a word at an even place, and two within a word at
 * an odd place, so three comparisons under masks serve all of them:
 *
 *     byte               0        1        2        3        4        5
 *     register           11000000 22221111 33333322 55444444 66665555 77777766
 *     within a byte      ..000000 ........ 333333.. ..444444 ........ 777777..
 *     at an even place   11...... ....1111 ........ ........ 6666.... ......66
 *     at an odd place    ........ 2222.... ......22 55...... ....5555 ........
 *
 * Three vectors begin at three places of that pattern: they are a round.
 */
enum { ROUND = 96 };

#define SIX_TIMES(...) __VA_ARGS__, __VA_ARGS__, __VA_ARGS__, __VA_ARGS__, __VA_ARGS__, __VA_ARGS__

static const uint8_t within_byte[] = {SIX_TIMES(0x3F, 0x00, 0xFC, 0x3F, 0x00, 0xFC)};
static const uint8_t at_even_place[] = {SIX_TIMES(0xC0, 0x0F, 0x00, 0x00, 0xF0, 0x03)};
static const uint8_t at_odd_place[] = {SIX_TIMES(0x00, 0xF0, 0x03, 0xC0, 0x0F, 0x00), 0x00};

/* Two vectors as if one byte earlier: the second, begun with the last byte of the first. */
WIDE INLINE __m256i one_earlier(__m256i first, __m256i second) {
    return _mm256_alignr_epi8(second, _mm256_permute2x128_si256(first, second, 0x21), 15);
}

/* A vector as if one byte later: what comes in at its end is 0. */
WIDE INLINE __m256i one_later(__m256i vector) {
    return _mm256_alignr_epi8(_mm256_permute2x128_si256(vector, vector, 0x81), vector, 1);
}

/*
 * One vector of a round; *odd_before is what the one before it had at odd places. Behind the last vector of all there
 * may be nothing to read. Only these bytes are written: the destination may be a source.
 */
WIDE INLINE void merge_vector(uint8_t *to, const uint8_t *const *sources, int count, int at, int place, int is_last,
                              __m256i *odd_before) {
    const __m256i byte_bits = load(within_byte + place), even_bits = load(at_even_place + place);
    const __m256i odd_bits = load(at_odd_place + place + 1);
    __m256i bytes = _mm256_setzero_si256(), even = bytes, odd = bytes;
    for (int i = 0; i < count; i++) {
        const uint8_t *from = sources[i] + at;
        __m256i here = load(from), later = is_last ? one_later(here) : load(from + 1);
        bytes = _mm256_max_epu8(bytes, _mm256_and_si256(here, byte_bits));
        even = _mm256_max_epu16(even, _mm256_and_si256(here, even_bits));
        odd = _mm256_max_epu16(odd, _mm256_and_si256(later, odd_bits));
    }
    __m256i merged = _mm256_or_si256(_mm256_or_si256(bytes, even), one_earlier(*odd_before, odd));
    _mm256_storeu_si256((__m256i *)(to + at), merged);
    *odd_before = odd;
}

WIDE INLINE void merge_round(uint8_t *to, const uint8_t *const *sources, int count, int at, int is_last,
                             __m256i *odd_before) {
    merge_vector(to, sources, count, at, 0, 0, odd_before);
    merge_vector(to, sources, count, at + 32, 2, 0, odd_before);
    merge_vector(to, sources, count, at + 64, 4, is_last, odd_before);
}

WIDE INLINE void merge_rounds(uint8_t *to, const uint8_t *const *sources, int count) {
    __m256i odd_before = _mm256_setzero_si256();
    int at = 0;
    for (; at < DENSE_BYTES - ROUND; at += ROUND) merge_round(to, sources, count, at, 0, &odd_before);
    merge_round(to, sources, count, at, 1, &odd_before);
}

/* Mostly three are asked for, the destination and two others: a known number has no inner loop. */
static WIDE void merge_wide(uint8_t *to, const uint8_t *const *sources, int count) {
    if (count == 3) merge_rounds(to, sources, 3);
    else merge_rounds(to, sources, count);
}
#endif

/* ---- How many registers have each value ---- */

/* So many vectors are unfolded and counted at once: no byte of the counters overflows. */
enum { TILE_VECTORS = 128, VALUES = 64, VALUES_AT_ONCE = 4 };

typedef uint8_t vector16 __attribute__((vector_size(16), aligned(1), may_alias));

INLINE int sum_of_bytes(const void *counters, int length) {
    const uint64_t low = 0x00FF00FF00FF00FF, ones = 0x0001000100010001;
    uint64_t sums = 0, word;
    for (int at = 0; at < length; at += sizeof word) {
        memcpy(&word, (const uint8_t *)counters + at, sizeof word);
        sums += (word & low) + (word >> 8 & low);
    }
    return sums * ones >> 48;
}

/*
 * Counts a tile of registers that are a byte each, from the lowest value there is on, until all are counted. Neighbours
 * in value are frequent, so a few passes over vectors for four values each are faster than steps that wait for each
 * other.
 */
#define COUNT_TILE(vector)                                                                               \
    const int length = TILE_VECTORS * sizeof(vector);                                                    \
    int left = length;                                                                                   \
    for (int value = lowest & -VALUES_AT_ONCE; value < VALUES && left > 0; value += VALUES_AT_ONCE) {    \
        vector wanted[VALUES_AT_ONCE], counters[VALUES_AT_ONCE];                                         \
        for (int i = 0; i < VALUES_AT_ONCE; i++) {                                                       \
            counters[i] = (vector){0};                                                                   \
            wanted[i] = counters[i] + (uint8_t)(value + i);                                              \
        }                                                                                                \
        for (int at = 0; at < length; at += sizeof(vector)) {                                            \
            vector some = *(const vector *)(tile + at);                                                  \
            counters[0] -= (vector)(some == wanted[0]);                                                  \
            counters[1] -= (vector)(some == wanted[1]);                                                  \
            counters[2] -= (vector)(some == wanted[2]);                                                  \
            counters[3] -= (vector)(some == wanted[3]);                                                  \
        }                                                                                                \
        for (int i = 0; i < VALUES_AT_ONCE; i++) {                                                       \
            int found = sum_of_bytes(&counters[i], sizeof(vector));                                      \
            histogram[value + i] += found;                                                               \
            left -= found;                                                                               \
        }                                                                                                \
    }

enum { TILE_PLAIN = TILE_VECTORS * sizeof(vector16) };

static void count_tile_plain(const uint8_t *tile, int lowest, int32_t *histogram) { COUNT_TILE(vector16) }

static void count_raised_plain(const uint8_t *registers, int32_t *histogram) {
    for (int at = 0; at < REGISTERS; at += TILE_PLAIN) count_tile_plain(registers + at, 0, histogram);
}

static void count_plain(const uint8_t *const *sources, int count, int32_t *histogram) {
    uint8_t tile[TILE_PLAIN];
    for (int at = 0; at < DENSE_BYTES; at += TILE_PLAIN / 4 * 3) {
        expand_groups(sources[0] + at, tile, TILE_PLAIN, 0);
        for (int i = 1; i < count; i++) expand_groups(sources[i] + at, tile, TILE_PLAIN, 1);
        count_tile_plain(tile, 0, histogram);
    }
}

#ifdef HAVE_WIDE
typedef uint8_t vector32 __attribute__((vector_size(32), aligned(1), may_alias));

enum { TILE_WIDE = TILE_VECTORS * sizeof(vector32) };

static WIDE void count_tile_wide(const uint8_t *tile, int lowest, int32_t *histogram) { COUNT_TILE(vector32) }

static WIDE void count_raised_wide(const uint8_t *registers, int32_t *histogram) {
    for (int at = 0; at < REGISTERS; at += TILE_WIDE) count_tile_wide(registers + at, 0, histogram);
}

WIDE INLINE int lowest_byte(__m256i vector) {
    __m128i half = _mm_min_epu8(_mm256_castsi256_si128(vector), _mm256_extracti128_si256(vector, 1));
    half = _mm_min_epu8(half, _mm_srli_epi16(half, 8));
    return _mm_extract_epi16(_mm_minpos_epu16(half), 0);
}

/* Unfolds the highest of each register of a tile, whose bytes begin at one, in whatever order. Returns the lowest. */
WIDE INLINE int unfold_highest(const uint8_t *const *sources, int count, int at, uint8_t *tile) {
    __m256i lowest = _mm256_set1_epi8(-1);
    for (int done = 0; done < TILE_WIDE; done += 32, at += 24) {
        __m256i registers;
        if (at + 28 <= DENSE_BYTES) {
            struct words highest = spread(sources[0] + at);
            for (int i = 1; i < count; i++) {
                struct words words = spread(sources[i] + at);
                highest.even = _mm256_max_epu16(highest.even, words.even);
                highest.odd = _mm256_max_epu16(highest.odd, words.odd);
            }
            registers = swapped_registers(highest);
        } else {
            for (int i = 0; i < count; i++) expand_groups(sources[i] + at, tile + done, 32, i > 0);
            registers = load(tile + done);
        }
        _mm256_storeu_si256((__m256i *)(tile + done), registers);
        lowest = _mm256_min_epu8(lowest, registers);
    }
    return lowest_byte(lowest);
}

WIDE INLINE void count_all(const uint8_t *const *sources, int count, int32_t *histogram) {
    uint8_t tile[TILE_WIDE];
    for (int at = 0; at < DENSE_BYTES; at += TILE_WIDE / 4 * 3) {
        int lowest = unfold_highest(sources, count, at, tile);
        count_tile_wide(tile, lowest, histogram);
    }
}

/* A known number of sources has no inner loop. */
static WIDE void count_wide(const uint8_t *const *sources, int count, int32_t *histogram) {
    if (count == 1) count_all(sources, 1, histogram);
    else if (count == 2) count_all(sources, 2, histogram);
    else count_all(sources, count, histogram);
}
#endif

/* ---- What is called ---- */

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

/* Raises registers, a byte each, to dense ones. */
AOTKV_CALL void aotkv_raise_registers(const uint8_t *dense, uint8_t *registers, int use_vectors) {
    TAKE_WIDE_WAY(raise_wide(dense, registers))
    expand_groups(dense, registers, REGISTERS, 1);
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

/* Adds to a histogram how many registers have each value, the highest of one or more sources. */
AOTKV_CALL void aotkv_count_registers(const uint8_t *const *sources, int count, int32_t *histogram, int use_vectors) {
    TAKE_WIDE_WAY(count_wide(sources, count, histogram))
    count_plain(sources, count, histogram);
}

/* The same of registers that are a byte each. */
AOTKV_CALL void aotkv_count_raised(const uint8_t *registers, int32_t *histogram, int use_vectors) {
    TAKE_WIDE_WAY(count_raised_wide(registers, histogram))
    count_raised_plain(registers, histogram);
}

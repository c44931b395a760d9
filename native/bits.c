/* The bits of long strings, counted and combined: for AVX2 and without. */
#include "aotkv.h"
#include "vectors.h"

#include <string.h>

/* ---- Counting the bits that are 1 ---- */

typedef uint64_t word __attribute__((aligned(1), may_alias));

INLINE int64_t count_words(const uint8_t *bytes, int64_t length) {
    int64_t first = 0, second = 0, third = 0, fourth = 0, at = 0;
    for (; at + 32 <= length; at += 32) {
        const word *words = (const word *)(bytes + at);
        first += __builtin_popcountll(words[0]);
        second += __builtin_popcountll(words[1]);
        third += __builtin_popcountll(words[2]);
        fourth += __builtin_popcountll(words[3]);
    }
    for (; at + 8 <= length; at += 8) first += __builtin_popcountll(*(const word *)(bytes + at));
    for (; at < length; at++) second += __builtin_popcountll(bytes[at]);
    return first + second + third + fourth;
}

static PLAIN int64_t count_plain(const uint8_t *bytes, int64_t length) { return count_words(bytes, length); }

#ifdef HAVE_WIDE
/* The bits of each of four words, by looking up those of each half byte. */
WIDE INLINE __m256i count_vector(__m256i vector) {
    const __m256i table = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,
                                           0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
    const __m256i half = _mm256_set1_epi8(0x0F);
    __m256i low = _mm256_shuffle_epi8(table, _mm256_and_si256(vector, half));
    __m256i high = _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi32(vector, 4), half));
    return _mm256_sad_epu8(_mm256_add_epi8(low, high), _mm256_setzero_si256());
}

/* Adds two vectors of single bits to a third; what is carried has twice its weight. */
WIDE INLINE __m256i carry(__m256i *sum, __m256i one, __m256i other) {
    __m256i either = _mm256_xor_si256(*sum, one);
    __m256i both = _mm256_and_si256(*sum, one);
    *sum = _mm256_xor_si256(either, other);
    return _mm256_or_si256(both, _mm256_and_si256(either, other));
}

WIDE INLINE __m256i load(const uint8_t *bytes, int vector) {
    return _mm256_loadu_si256((const __m256i *)bytes + vector);
}

/* What four vectors carry out of the ones and the twos. */
WIDE INLINE __m256i carry_four(__m256i *ones, __m256i *twos, const uint8_t *bytes) {
    __m256i two = carry(ones, load(bytes, 0), load(bytes, 1));
    return carry(twos, two, carry(ones, load(bytes, 2), load(bytes, 3)));
}

/* Sixteen vectors are added up as bits, so that one in sixteen is looked up: Mula, Kurz and Lemire, "Faster Population
 * Counts Using AVX2 Instructions", arXiv:1611.07612. */
static WIDE int64_t count_wide(const uint8_t *bytes, int64_t length) {
    __m256i total = _mm256_setzero_si256(), ones = total, twos = total, fours = total, eights = total;
    int64_t at = 0;
    for (; at + 512 <= length; at += 512) {
        __m256i four = carry_four(&ones, &twos, bytes + at);
        __m256i eight = carry(&fours, four, carry_four(&ones, &twos, bytes + at + 128));
        four = carry_four(&ones, &twos, bytes + at + 256);
        eight = carry(&eights, eight, carry(&fours, four, carry_four(&ones, &twos, bytes + at + 384)));
        total = _mm256_add_epi64(total, count_vector(eight));
    }
    total = _mm256_slli_epi64(total, 4);
    total = _mm256_add_epi64(total, _mm256_slli_epi64(count_vector(eights), 3));
    total = _mm256_add_epi64(total, _mm256_slli_epi64(count_vector(fours), 2));
    total = _mm256_add_epi64(total, _mm256_slli_epi64(count_vector(twos), 1));
    total = _mm256_add_epi64(total, count_vector(ones));
    int64_t sums[4];
    _mm256_storeu_si256((__m256i *)sums, total);
    return sums[0] + sums[1] + sums[2] + sums[3] + count_words(bytes + at, length - at);
}
#endif

AOTKV_CALL int64_t aotkv_count_bits(const uint8_t *bytes, int64_t length) {
#ifdef HAVE_WIDE
    if (length >= 512 && HAVE_WIDE) return count_wide(bytes, length);
#endif
    return count_plain(bytes, length);
}

/* ---- Combining the bits of several strings ---- */

enum operation { AND, OR, XOR, NOT };

struct source {
    const uint8_t *bytes;
    int64_t length;
};

typedef uint64_t vector __attribute__((vector_size(32), aligned(1), may_alias));

#define COMBINE(type)                                                                                    \
    for (; at + (int64_t)sizeof(type) <= end; at += sizeof(type)) {                                      \
        type bits = *(const type *)(sources[0].bytes + at);                                              \
        for (int i = 1; i < count; i++) {                                                                \
            if (operation == AND) bits &= *(const type *)(sources[i].bytes + at);                        \
            else if (operation == OR) bits |= *(const type *)(sources[i].bytes + at);                    \
            else bits ^= *(const type *)(sources[i].bytes + at);                                         \
        }                                                                                                \
        *(type *)(to + at) = operation == NOT ? ~bits : bits;                                            \
    }

/* Two is what is nearly always asked for, and a loop over a known number of sources has no inner loop. */
INLINE void combine(enum operation operation, uint8_t *to, const struct source *sources, int count, int64_t at,
                    int64_t end) {
    COMBINE(vector)
    COMBINE(word)
    COMBINE(uint8_t)
}

INLINE void combine_any(int operation, uint8_t *to, const struct source *sources, int count, int64_t at, int64_t end) {
    struct source two[2];
    if (count == 2) memcpy(two, sources, sizeof two);
    switch (operation) {
    case AND: if (count == 2) combine(AND, to, two, 2, at, end); else combine(AND, to, sources, count, at, end); break;
    case OR: if (count == 2) combine(OR, to, two, 2, at, end); else combine(OR, to, sources, count, at, end); break;
    case XOR: if (count == 2) combine(XOR, to, two, 2, at, end); else combine(XOR, to, sources, count, at, end); break;
    case NOT: combine(NOT, to, sources, 1, at, end); break;
    }
}

static PLAIN void combine_plain(int operation, uint8_t *to, const struct source *sources, int count, int64_t at,
                                int64_t end) {
    combine_any(operation, to, sources, count, at, end);
}

#ifdef HAVE_WIDE
static WIDE void combine_wide(int operation, uint8_t *to, const struct source *sources, int count, int64_t at,
                              int64_t end) {
    combine_any(operation, to, sources, count, at, end);
}
#endif

/*
 * Combines sources, which count as followed by zeros, into as many bytes as the longest has. The destination may be
 * one of them. The array of sources is used up: those that have ended are taken out on the way.
 */
AOTKV_CALL void aotkv_combine_bits(int operation, uint8_t *to, int64_t length, struct source *sources, int count) {
    for (int64_t at = 0; at < length;) {
        int64_t end = length;
        int left = 0;
        for (int i = 0; i < count; i++) {
            if (sources[i].length <= at) continue;
            if (sources[i].length < end) end = sources[i].length;
            sources[left++] = sources[i];
        }
        if (left == 0 || (operation == AND && left < count)) {
            memset(to + at, 0, length - at);
            return;
        }
        count = left;
#ifdef HAVE_WIDE
        if (HAVE_WIDE) combine_wide(operation, to, sources, count, at, end);
        else
#endif
            combine_plain(operation, to, sources, count, at, end);
        at = end;
    }
}

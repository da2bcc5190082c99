// What processors do and Swift has no words for. Results are the same where they do not.
#ifndef CUPOLA_PROCESSOR_H
#define CUPOLA_PROCESSOR_H
#include <stdint.h>

// Asks for the memory at an address, which may lie anywhere, before it is needed.
static inline void processor_prefetch(const void *address) { __builtin_prefetch(address); }

// Eight unsigned numbers of 32 bits.
typedef uint32_t processor_words __attribute__((ext_vector_type(8)));

// Words at so many halves of a word from an address.
static inline processor_words processor_words_at_halves(const void *base, processor_words halves) {
#ifdef __AVX2__
    typedef int words __attribute__((vector_size(32)));
    // Places are signed to the processor: they count from the middle of what 32 bits reach.
    const int *middle = (const int *)((uintptr_t)base + ((uintptr_t)1 << 32));
    words places = (words)(halves ^ 0x80000000u);
    return (processor_words)__builtin_ia32_gatherd_d256((words){0}, middle, places, (words){-1, -1, -1, -1, -1, -1, -1, -1}, 2);
#else
    processor_words found;
    for (int lane = 0; lane < 8; lane++) __builtin_memcpy((uint32_t *)&found + lane, (const uint16_t *)base + halves[lane], 4);
    return found;
#endif
}
#endif

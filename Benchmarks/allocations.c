/* Counts the calls that take memory: LD_PRELOAD this, and `cupola track --json` tells the calls a scan of its tracker.
   cc -O2 -shared -fPIC -o allocations.so Benchmarks/allocations.c -ldl */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>

static uint64_t calls;
uint64_t cupola_allocation_count(void) { return __atomic_load_n(&calls, __ATOMIC_RELAXED); }

extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t), *__libc_memalign(size_t, size_t);
static void count(void) { __atomic_fetch_add(&calls, 1, __ATOMIC_RELAXED); }

void *malloc(size_t bytes) { count(); return __libc_malloc(bytes); }
void *calloc(size_t many, size_t bytes) { count(); return __libc_calloc(many, bytes); }
void *realloc(void *old, size_t bytes) { count(); return __libc_realloc(old, bytes); }
void *aligned_alloc(size_t alignment, size_t bytes) { count(); return __libc_memalign(alignment, bytes); }
void *memalign(size_t alignment, size_t bytes) { count(); return __libc_memalign(alignment, bytes); }
int posix_memalign(void **place, size_t alignment, size_t bytes) {
    count();
    *place = __libc_memalign(alignment, bytes);
    return *place || !bytes ? 0 : 12;
}

// What the thread sanitizer does not see: a Mutex of Swift's library that is waited for is taken and handed on inside that library, which is
// not instrumented. Tools/sanitize.sh loads this before it, so that the sanitizer hears of both. Linux on x86-64: the mutex comes in r13.
#define _GNU_SOURCE
#include <dlfcn.h>

extern void __tsan_acquire(void *) __attribute__((weak));
extern void __tsan_release(void *) __attribute__((weak));
static void *lock_slow, *unlock_slow;

__attribute__((constructor)) static void find(void) {
    lock_slow = dlsym(RTLD_NEXT, "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");
    unlock_slow = dlsym(RTLD_NEXT, "$s15Synchronization12_MutexHandleV11_unlockSlowyyF");
}
__attribute__((used)) static void taken(void *mutex) { if (__tsan_acquire) __tsan_acquire(mutex); }
__attribute__((used)) static void given(void *mutex) { if (__tsan_release) __tsan_release(mutex); }

__asm__(
    ".globl \"$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF\"\n"
    ".type \"$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF\", @function\n"
    "\"$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF\":\n"
    "  subq $8, %rsp\n"
    "  callq *lock_slow(%rip)\n"
    "  movq %r13, %rdi\n"
    "  callq taken\n"
    "  addq $8, %rsp\n"
    "  retq\n"
    ".globl \"$s15Synchronization12_MutexHandleV11_unlockSlowyyF\"\n"
    ".type \"$s15Synchronization12_MutexHandleV11_unlockSlowyyF\", @function\n"
    "\"$s15Synchronization12_MutexHandleV11_unlockSlowyyF\":\n"
    "  subq $8, %rsp\n"
    "  movq %r13, %rdi\n"
    "  callq given\n"
    "  addq $8, %rsp\n"
    "  jmpq *unlock_slow(%rip)\n");

/* Signals: a handler must not run managed code, so it sets a bit and writes to an eventfd that a core waits on. */
#include "aotkv.h"

#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

/* Handlers have no argument of ours: these are the process's, written by handlers, read by one core. */
static _Atomic uint64_t pending;
static _Atomic int waker = -1;

static void note(int signal) {
    int error = errno;
    uint64_t one = 1;
    atomic_fetch_or(&pending, UINT64_C(1) << signal);
    int descriptor = atomic_load(&waker);
    if (descriptor >= 0 && write(descriptor, &one, sizeof one) < 0) { /* The bit is set: nothing is lost. */ }
    errno = error;
}

static int handle(int signal, void (*handler)(int)) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    return sigaction(signal, &action, NULL) < 0 ? -errno : 0;
}

AOTKV_CALL int aotkv_ignore_signal(int signal) { return handle(signal, SIG_IGN); }

AOTKV_CALL int aotkv_default_signal(int signal) { return handle(signal, SIG_DFL); }

AOTKV_CALL int aotkv_note_signal(int signal) { return handle(signal, note); }

/* Which descriptor, an eventfd, a noted signal writes to; -1 for none. */
AOTKV_CALL void aotkv_wake_on_signal(int descriptor) { atomic_store(&waker, descriptor); }

/* The noted signals, one bit each, which are forgotten with this call. */
AOTKV_CALL uint64_t aotkv_take_signals(void) { return atomic_exchange(&pending, 0); }

AOTKV_CALL int aotkv_send_signal(int process, int signal) { return answer(kill(process, signal)); }

/* Waits until the descriptor, an eventfd, was written to, or so many milliseconds have passed (-1: no limit). */
AOTKV_CALL int aotkv_await_event(int descriptor, int milliseconds) {
    struct pollfd waiting = {.fd = descriptor, .events = POLLIN};
    uint64_t count;
    int ready = poll(&waiting, 1, milliseconds);
    if (ready < 0) return errno == EINTR ? 0 : -errno;
    return ready > 0 && read(descriptor, &count, sizeof count) < 0 ? -errno : ready;
}

/* epoll and eventfd, with -errno, and with one layout of events on every architecture. */
#include "aotkv.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* struct epoll_event is packed on x86-64 only; callers see this. */
struct ready {
    uint64_t data;
    uint32_t events;
    uint32_t unused;
};

#define WAIT_MAX 256

AOTKV_CALL int aotkv_epoll_create(void) { return answer(epoll_create1(EPOLL_CLOEXEC)); }

AOTKV_CALL int aotkv_epoll_control(int epoll, int operation, int descriptor, uint32_t events, uint64_t data) {
    struct epoll_event event = {.events = events, .data.u64 = data};
    return answer(epoll_ctl(epoll, operation, descriptor, &event));
}

/* Waits at most `nanoseconds`, without limit where negative. */
AOTKV_CALL int aotkv_epoll_wait(int epoll, struct ready *ready, int count, int64_t nanoseconds) {
    struct epoll_event events[WAIT_MAX];
    if (count > WAIT_MAX) count = WAIT_MAX;
    int found;
    if (nanoseconds <= 0) {
        found = epoll_wait(epoll, events, count, nanoseconds < 0 ? -1 : 0);
    } else {
        struct timespec limit = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
        found = (int)syscall(SYS_epoll_pwait2, epoll, events, count, &limit, NULL, (size_t)8);
        if (found < 0 && errno == ENOSYS) {
            int64_t milliseconds = (nanoseconds + 999999) / 1000000;
            found = epoll_wait(epoll, events, count, milliseconds > INT32_MAX ? INT32_MAX : (int)milliseconds);
        }
    }
    if (found < 0) return -errno;
    for (int i = 0; i < found; i++) {
        ready[i].data = events[i].data.u64;
        ready[i].events = events[i].events;
    }
    return found;
}

AOTKV_CALL int aotkv_eventfd_create(void) { return answer(eventfd(0, EFD_CLOEXEC)); }

AOTKV_CALL int aotkv_eventfd_signal(int descriptor) {
    uint64_t one = 1;
    return answer(write(descriptor, &one, sizeof one));
}

/* The process and its threads: clocks, randomness, CPUs, limits, usage. */
#include "aotkv.h"

#include <pthread.h>
#include <sched.h>
#include <string.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

/* Nanoseconds of CLOCK_REALTIME (0) or CLOCK_MONOTONIC (1). */
AOTKV_CALL int64_t aotkv_clock(int which) {
    struct timespec now;
    clock_gettime(which, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

AOTKV_CALL int aotkv_random(void *bytes, int length) {
    char *next = bytes;
    while (length > 0) {
        ssize_t got = getrandom(next, (size_t)length, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return -errno;
        next += got;
        length -= (int)got;
    }
    return 0;
}

/* The calling thread's CPUs as a bit mask; the number of bytes that the kernel filled. */
AOTKV_CALL int aotkv_get_affinity(void *mask, int size) {
    return answer(syscall(SYS_sched_getaffinity, 0, (size_t)size, mask));
}

/* Of the thread with this number; 0 is the calling one. */
AOTKV_CALL int aotkv_set_affinity(int thread, const void *mask, int size) {
    return answer(syscall(SYS_sched_setaffinity, thread, (size_t)size, mask));
}

/* At most 15 characters. */
AOTKV_CALL int aotkv_name_thread(const char *name) { return -pthread_setname_np(pthread_self(), name); }

/* Raises the soft limit of open files as far towards `wanted` as is allowed; answers the limit in force. */
AOTKV_CALL int64_t aotkv_raise_open_files(int64_t wanted) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0) return -errno;
    if ((int64_t)limit.rlim_cur >= wanted) return (int64_t)limit.rlim_cur;

    struct rlimit raised = {.rlim_cur = (rlim_t)wanted, .rlim_max = limit.rlim_max};
    if (raised.rlim_max < raised.rlim_cur) raised.rlim_max = raised.rlim_cur;
    if (setrlimit(RLIMIT_NOFILE, &raised) == 0) return wanted;

    raised.rlim_max = limit.rlim_max;
    raised.rlim_cur = limit.rlim_max < (rlim_t)wanted ? limit.rlim_max : (rlim_t)wanted;
    return setrlimit(RLIMIT_NOFILE, &raised) == 0 ? (int64_t)raised.rlim_cur : (int64_t)limit.rlim_cur;
}

/* User and system microseconds of the process (0), its waited-for children (-1) or the calling thread (1). */
AOTKV_CALL int aotkv_cpu_time(int of, int64_t *user, int64_t *system) {
    struct rusage usage;
    if (getrusage(of, &usage) < 0) return -errno;
    *user = (int64_t)usage.ru_utime.tv_sec * 1000000 + usage.ru_utime.tv_usec;
    *system = (int64_t)usage.ru_stime.tv_sec * 1000000 + usage.ru_stime.tv_usec;
    return 0;
}

/* System name, release and machine, 65 bytes each. */
AOTKV_CALL int aotkv_system_name(char *system, char *release, char *machine) {
    struct utsname name;
    if (uname(&name) < 0) return -errno;
    memcpy(system, name.sysname, 65);
    memcpy(release, name.release, 65);
    memcpy(machine, name.machine, 65);
    return 0;
}

AOTKV_CALL int aotkv_process_id(void) { return getpid(); }

AOTKV_CALL int aotkv_parent_process_id(void) { return getppid(); }

AOTKV_CALL int aotkv_thread_id(void) { return (int)syscall(SYS_gettid); }

AOTKV_CALL int aotkv_new_session(void) { return answer(setsid()); }

AOTKV_CALL int aotkv_page_size(void) { return (int)sysconf(_SC_PAGESIZE); }


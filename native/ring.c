/* io_uring: set-up and the one call per turn. Entries are written and read in C#, in the mapped memory. */
#include "aotkv.h"

#include <linux/io_uring.h>
#include <linux/time_types.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Where the kernel put the parts of a ring. Mirrored by RingMap. */
struct map {
    uint32_t *submission_head, *submission_tail, *submission_flags;
    uint32_t *completion_head, *completion_tail;
    struct io_uring_sqe *submissions;
    struct io_uring_cqe *completions;
    void *rings;
    uint64_t rings_size;
    uint32_t submission_count, completion_count;
    int32_t descriptor;
    uint32_t features;
};

static int set_up(unsigned entries, struct io_uring_params *params) {
    return answer(syscall(SYS_io_uring_setup, entries, params));
}

static int map_parts(struct map *map, const struct io_uring_params *params) {
    size_t submissions = params->sq_off.array + params->sq_entries * sizeof(uint32_t);
    size_t completions = params->cq_off.cqes + params->cq_entries * sizeof(struct io_uring_cqe);
    size_t size = submissions > completions ? submissions : completions;
    int shared = MAP_SHARED | MAP_POPULATE;
    char *rings = mmap(NULL, size, PROT_READ | PROT_WRITE, shared, map->descriptor, IORING_OFF_SQ_RING);
    if (rings == MAP_FAILED) return -errno;
    void *entries = mmap(NULL, params->sq_entries * sizeof(struct io_uring_sqe), PROT_READ | PROT_WRITE, shared,
                         map->descriptor, IORING_OFF_SQES);
    if (entries == MAP_FAILED) {
        int error = -errno;
        munmap(rings, size);
        return error;
    }

    map->rings = rings;
    map->rings_size = size;
    map->submissions = entries;
    map->submission_head = (uint32_t *)(rings + params->sq_off.head);
    map->submission_tail = (uint32_t *)(rings + params->sq_off.tail);
    map->submission_flags = (uint32_t *)(rings + params->sq_off.flags);
    map->completion_head = (uint32_t *)(rings + params->cq_off.head);
    map->completion_tail = (uint32_t *)(rings + params->cq_off.tail);
    map->completions = (struct io_uring_cqe *)(rings + params->cq_off.cqes);
    map->submission_count = params->sq_entries;
    map->completion_count = params->cq_entries;
    map->features = params->features;

    /* Entry i is always described by place i, so the array of indices is written once. */
    uint32_t *array = (uint32_t *)(rings + params->sq_off.array);
    for (uint32_t i = 0; i < params->sq_entries; i++) array[i] = i;
    return 0;
}

/* A ring that is not enabled yet: the thread that enables it is the only one that may submit. */
AOTKV_CALL int aotkv_ring_open(unsigned entries, unsigned completions, struct map *map) {
    struct io_uring_params params;
    memset(&params, 0, sizeof params);
    params.flags = IORING_SETUP_R_DISABLED | IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN |
                   IORING_SETUP_TASKRUN_FLAG | IORING_SETUP_SUBMIT_ALL | IORING_SETUP_CQSIZE | IORING_SETUP_CLAMP;
    params.cq_entries = completions;
    int descriptor = set_up(entries, &params);
    if (descriptor < 0) return descriptor;

    memset(map, 0, sizeof *map);
    map->descriptor = descriptor;
    int result = map_parts(map, &params);
    if (result < 0) close(descriptor);
    return result;
}

AOTKV_CALL void aotkv_ring_close(struct map *map) {
    munmap(map->submissions, map->submission_count * sizeof(struct io_uring_sqe));
    munmap(map->rings, map->rings_size);
    close(map->descriptor);
}

/* Binds the ring to the calling thread, and answers the index by which that thread may enter it, or -1. */
AOTKV_CALL int aotkv_ring_enable(int descriptor, int *index) {
    if (syscall(SYS_io_uring_register, descriptor, IORING_REGISTER_ENABLE_RINGS, NULL, 0) < 0) return -errno;
    struct io_uring_rsrc_update update = {.offset = -1U, .data = (uint64_t)descriptor};
    long registered = syscall(SYS_io_uring_register, descriptor, IORING_REGISTER_RING_FDS, &update, 1);
    *index = registered == 1 ? (int)update.offset : -1;
    return 0;
}

AOTKV_CALL int aotkv_ring_forget_index(int descriptor, int index) {
    struct io_uring_rsrc_update update = {.offset = (uint32_t)index};
    return answer(syscall(SYS_io_uring_register, descriptor, IORING_UNREGISTER_RING_FDS, &update, 1));
}

/* 1 where the kernel knows the operation, else 0. */
AOTKV_CALL int aotkv_ring_supports(int descriptor, int operation) {
    size_t size = sizeof(struct io_uring_probe) + 256 * sizeof(struct io_uring_probe_op);
    struct io_uring_probe *probe = calloc(1, size);
    if (probe == NULL) return -ENOMEM;
    int result = answer(syscall(SYS_io_uring_register, descriptor, IORING_REGISTER_PROBE, probe, 256));
    if (result >= 0)
        result = operation <= probe->last_op && (probe->ops[operation].flags & IO_URING_OP_SUPPORTED) != 0;
    free(probe);
    return result;
}

/* Receive buffers that the kernel picks from: `ring` is page-aligned memory of `count` entries of 16 bytes. */
AOTKV_CALL int aotkv_ring_provide_buffers(int descriptor, void *ring, unsigned count, int group) {
    struct io_uring_buf_reg registration;
    memset(&registration, 0, sizeof registration);
    registration.ring_addr = (uint64_t)(uintptr_t)ring;
    registration.ring_entries = count;
    registration.bgid = (uint16_t)group;
    return answer(syscall(SYS_io_uring_register, descriptor, IORING_REGISTER_PBUF_RING, &registration, 1));
}

/* Submits, runs deferred work, waits for `wanted` completions. Nanoseconds < 0: no limit. */
AOTKV_CALL int aotkv_ring_enter(int descriptor, int index, unsigned submit, unsigned wanted, int64_t nanoseconds) {
    struct __kernel_timespec limit = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
    struct io_uring_getevents_arg argument;
    unsigned flags = IORING_ENTER_GETEVENTS | IORING_ENTER_EXT_ARG;
    memset(&argument, 0, sizeof argument);
    if (wanted > 0 && nanoseconds >= 0) argument.ts = (uint64_t)(uintptr_t)&limit;
    if (index >= 0) {
        flags |= IORING_ENTER_REGISTERED_RING;
        descriptor = index;
    }
    return answer(syscall(SYS_io_uring_enter, descriptor, submit, wanted, flags, &argument, sizeof argument));
}

/* Memory of whole pages that costs nothing until touched. */
AOTKV_CALL void *aotkv_map_pages(uint64_t size) {
    void *pages = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return pages == MAP_FAILED ? NULL : pages;
}

AOTKV_CALL int aotkv_unmap_pages(void *pages, uint64_t size) { return answer(munmap(pages, size)); }

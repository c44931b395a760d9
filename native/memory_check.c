/*
 * What can be said of the machine's memory in a process that has just gone wrong: whether each of its pages can still
 * be read. It only reads, because other threads and the kernel go on using this memory. Runs inside signal handlers.
 */
#include "aotkv.h"
#include "memory_check.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { ENTRIES = 512, MAPS_BYTES = 4096, COPY_BYTES = 65536 };

/* Of an entry of /proc/self/pagemap: there is a page, in memory or swapped out. */
static const uint64_t PRESENT = 3ULL << 62;

/* One mapping after another from /proc/self/maps, which must be read in pieces and without stdio. */
struct maps {
    int file;
    int length, at;
    char text[MAPS_BYTES];
};

static int next_char(struct maps *maps) {
    if (maps->at == maps->length) {
        maps->length = (int)read(maps->file, maps->text, sizeof maps->text);
        maps->at = 0;
        if (maps->length <= 0) return maps->length = 0, -1;
    }
    return maps->text[maps->at++];
}

/* The next line without its end, cut to `size`; 0 behind the last. */
static int next_line(struct maps *maps, char *line, int size) {
    int length = 0, character;
    while ((character = next_char(maps)) >= 0 && character != '\n')
        if (length < size - 1) line[length++] = (char)character;
    line[length] = 0;
    return character >= 0 || length > 0;
}

static int can_read(uintptr_t start, size_t bytes, char *copy) {
    struct iovec here = {copy, bytes}, there = {(void *)start, bytes};
    return syscall(SYS_process_vm_readv, getpid(), &here, 1, &there, 1, 0) == (long)bytes;
}

static int is_present(int pagemap, uintptr_t page, size_t page_bytes) {
    uint64_t entry;
    off_t place = (off_t)(page / page_bytes * sizeof entry);
    return pread(pagemap, &entry, sizeof entry, place) == sizeof entry && (entry & PRESENT) != 0;
}

/* Page by page, since one of a run could not be read; one that has gone meanwhile is no error. */
static long count_unreadable(int pagemap, uintptr_t start, size_t bytes, char *copy, size_t page_bytes) {
    long bad = 0;
    for (uintptr_t page = start; page < start + bytes; page += page_bytes)
        if (!can_read(page, page_bytes, copy) && is_present(pagemap, page, page_bytes)) bad++;
    return bad;
}

static void check_range(
    int pagemap, uintptr_t start, uintptr_t end, char *copy, size_t page_bytes, struct memory_check *check) {
    uint64_t entries[ENTRIES];
    size_t copied_pages = COPY_BYTES / page_bytes;
    for (uintptr_t at = start; at < end; at += ENTRIES * page_bytes) {
        size_t pages = (end - at) / page_bytes;
        if (pages > ENTRIES) pages = ENTRIES;
        long length = (long)(pages * sizeof entries[0]);
        if (pread(pagemap, entries, (size_t)length, (off_t)(at / page_bytes * sizeof entries[0])) != length) continue;
        for (size_t first = 0, count; first < pages; first += count > 0 ? count : 1) {
            for (count = 0; first + count < pages && count < copied_pages && (entries[first + count] & PRESENT);)
                count++;
            if (count == 0) continue;
            uintptr_t run = at + first * page_bytes;
            size_t bytes = count * page_bytes;
            check->bytes += (long)bytes;
            if (can_read(run, bytes, copy)) continue;
            check->bad_pages += count_unreadable(pagemap, run, bytes, copy, page_bytes);
        }
    }
}

int check_memory(struct memory_check *check) {
    struct maps maps = {.file = open("/proc/self/maps", O_RDONLY | O_CLOEXEC)};
    int pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
    char *copy = mmap(NULL, COPY_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    char line[128];
    memset(check, 0, sizeof *check);
    int can = maps.file >= 0 && pagemap >= 0 && copy != MAP_FAILED;
    while (can && next_line(&maps, line, sizeof line)) {
        /* START-END PERMISSIONS ...: what can be written is what the server keeps its data in. */
        char *rest;
        uintptr_t start = strtoul(line, &rest, 16);
        uintptr_t end = *rest == '-' ? strtoul(rest + 1, &rest, 16) : start;
        if (strncmp(rest, " rw", 3) == 0)
            check_range(pagemap, start, end, copy, (size_t)getpagesize(), check);
    }
    if (maps.file >= 0) close(maps.file);
    if (pagemap >= 0) close(pagemap);
    if (copy != MAP_FAILED) munmap(copy, COPY_BYTES);
    return can && check->bytes > 0;
}

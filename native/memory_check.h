/* The check of memory after a fault: see memory_check.c. */
#ifndef AOTKV_MEMORY_CHECK_H
#define AOTKV_MEMORY_CHECK_H

struct memory_check {
    long bytes;
    long bad_pages;
};

/* Reads every page of this process that can be written; 0 where the kernel does not show which there are. */
int check_memory(struct memory_check *check);

#endif

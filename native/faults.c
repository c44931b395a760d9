/*
 * What is left to say when the process has gone wrong: a report of a fault, and the stacks of all threads. All of it
 * runs inside signal handlers: no managed code, no locks, no allocation.
 */
#include "aotkv.h"
#include "memory_check.h"

#include <execinfo.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

enum { FRAMES_MAX = 100, CODE_BYTES = 128, LOW_ADDRESSES = 65536, MILLISECONDS_PER_THREAD = 1000 };

/* Set at start, before the handlers are; read by handlers. */
static char log_path[4096];
static char pid_path[4096];
static char version[64];
static _Atomic int is_enabled;
static _Atomic int is_memory_checked;
static _Atomic int is_named_redis;

static _Atomic int reporting_thread;

/* The thread whose turn it is to write its stack, and what it writes to. */
static _Atomic int asked_thread;
static int stacks_output;

static struct sigaction runtime_actions[64];

/* The thread that adds what only managed code knows: it waits for `fault`, and sets `is_told`. */
static _Atomic int is_told;
static int fault_pipe[2] = {-1, -1};

static int open_log(void) {
    if (log_path[0] == 0) return STDOUT_FILENO;
    int file = open(log_path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
    return file < 0 ? STDERR_FILENO : file;
}

static void close_log(int output) {
    if (output > STDERR_FILENO) close(output);
}

__attribute__((format(printf, 2, 3))) static void say(int output, const char *format, ...) {
    char text[1024];
    va_list values;
    va_start(values, format);
    int length = vsnprintf(text, sizeof text, format, values);
    va_end(values);
    if (length > (int)sizeof text - 1) length = sizeof text - 1;
    if (write(output, text, (size_t)length) < 0) { /* There is nobody left to tell. */ }
}

static void log_line(int output, const char *text) {
    say(output, "%d:signal-handler (%lld) %s\n", (int)getpid(), (long long)time(NULL), text);
}

static int thread_id(void) { return (int)syscall(SYS_gettid); }

static const char *product(void) { return atomic_load(&is_named_redis) ? "REDIS" : "VALKEY"; }

static void sleep_a_millisecond(void) {
    struct timespec pause = {.tv_sec = 0, .tv_nsec = 1000000};
    nanosleep(&pause, NULL);
}

static void write_own_stack(int output) {
    void *frames[FRAMES_MAX];
    char name[32] = "";
    char path[64];
    snprintf(path, sizeof path, "/proc/self/task/%d/comm", thread_id());
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file >= 0) {
        ssize_t length = read(file, name, sizeof name - 1);
        if (length > 0) name[length - 1] = 0;
        close(file);
    }
    say(output, "\n%d %s%s\n", thread_id(), name, thread_id() == atomic_load(&reporting_thread) ? " *" : "");
    int count = backtrace(frames, FRAMES_MAX);
    backtrace_symbols_fd(frames, count, output);
}

static void write_stack_when_asked(int signal) {
    int error = errno;
    (void)signal;
    if (atomic_load(&asked_thread) == thread_id()) {
        write_own_stack(stacks_output);
        atomic_store(&asked_thread, 0);
    }
    errno = error;
}

struct directory_entry {
    uint64_t inode;
    int64_t offset;
    unsigned short length;
    unsigned char type;
    char name[];
};

/* One thread after the other, this one first; one that does not answer in time is left out. */
static void write_stacks(int output) {
    say(output, "\n------ STACK TRACE ------\n");
    write_own_stack(output);
    stacks_output = output;
    int tasks = open("/proc/self/task", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    char entries[4096] __attribute__((aligned(8)));
    long length;
    while (tasks >= 0 && (length = syscall(SYS_getdents64, tasks, entries, sizeof entries)) > 0) {
        for (long at = 0; at < length;) {
            struct directory_entry *entry = (struct directory_entry *)(entries + at);
            at += entry->length;
            int thread = atoi(entry->name);
            if (thread <= 0 || thread == thread_id()) continue;
            atomic_store(&asked_thread, thread);
            if (syscall(SYS_tgkill, getpid(), thread, SIGUSR2) < 0) continue;
            for (int waited = 0; atomic_load(&asked_thread) == thread && waited < MILLISECONDS_PER_THREAD; waited++)
                sleep_a_millisecond();
        }
    }
    if (tasks >= 0) close(tasks);
    atomic_store(&asked_thread, 0);
    say(output, "\n------ STACK TRACE DONE ------\n");
}

static void *instruction_of(ucontext_t *context) {
#if defined(__x86_64__)
    return (void *)context->uc_mcontext.gregs[REG_RIP];
#elif defined(__aarch64__)
    return (void *)context->uc_mcontext.pc;
#endif
}

static void write_registers(int output, ucontext_t *context) {
    say(output, "\n------ REGISTERS ------\n");
#if defined(__x86_64__)
    static const struct { const char *name; int place; } registers[] = {
        {"RAX", REG_RAX}, {"RBX", REG_RBX}, {"RCX", REG_RCX}, {"RDX", REG_RDX}, {"RDI", REG_RDI}, {"RSI", REG_RSI},
        {"RBP", REG_RBP}, {"RSP", REG_RSP}, {"R8 ", REG_R8},  {"R9 ", REG_R9},  {"R10", REG_R10}, {"R11", REG_R11},
        {"R12", REG_R12}, {"R13", REG_R13}, {"R14", REG_R14}, {"R15", REG_R15}, {"RIP", REG_RIP}, {"EFL", REG_EFL},
        {"CSGSFS", REG_CSGSFS},
    };
    for (size_t i = 0; i < sizeof registers / sizeof registers[0]; i++)
        say(output, "%s:%016llx%s", registers[i].name,
            (unsigned long long)context->uc_mcontext.gregs[registers[i].place], i % 4 == 3 ? "\n" : " ");
    unsigned long stack = (unsigned long)context->uc_mcontext.gregs[REG_RSP];
#elif defined(__aarch64__)
    for (int i = 0; i < 31; i++)
        say(output, "X%02d:%016llx%s", i, (unsigned long long)context->uc_mcontext.regs[i], i % 4 == 3 ? "\n" : " ");
    say(output, "pc:%016llx sp:%016llx pstate:%016llx", (unsigned long long)context->uc_mcontext.pc,
        (unsigned long long)context->uc_mcontext.sp, (unsigned long long)context->uc_mcontext.pstate);
    unsigned long stack = (unsigned long)context->uc_mcontext.sp;
#endif
    /* Through the kernel, which answers for memory that is not there where reading it would fault again. */
    unsigned long words[16];
    struct iovec here = {words, sizeof words}, there = {(void *)stack, sizeof words};
    say(output, "\n");
    if (syscall(SYS_process_vm_readv, getpid(), &here, 1, &there, 1, 0) != sizeof words) return;
    for (int i = 15; i >= 0; i--)
        say(output, "(%016lx) -> %016lx\n", stack + (unsigned long)i * sizeof(long), words[i]);
}

static void write_code(int output, void *instruction) {
    unsigned char code[CODE_BYTES];
    struct iovec here = {code, sizeof code}, there = {instruction, sizeof code};
    if (syscall(SYS_process_vm_readv, getpid(), &here, 1, &there, 1, 0) != sizeof code) return;
    say(output, "\n------ DUMPING CODE AROUND EIP ------\n%p:", instruction);
    for (int i = 0; i < CODE_BYTES; i++) say(output, "%s%02x", i % 32 == 0 ? "\n" : "", code[i]);
    say(output, "\n");
}

/* Lets managed code say what it knows, and waits for it for two seconds at most: it may be what is broken. */
static void ask_managed_code(void) {
    if (fault_pipe[1] < 0 || write(fault_pipe[1], "f", 1) < 0) return;
    for (int waited = 0; atomic_load(&is_told) == 0 && waited < 2000; waited++) sleep_a_millisecond();
}

static void die_of(int signal) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    sigaction(signal, &action, NULL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    syscall(SYS_tgkill, getpid(), thread_id(), signal);
}

/* Whether the caller is to write the report: another thread's goes on, and ends the process. */
static int begin_report(int output) {
    int nobody = 0;
    if (!atomic_compare_exchange_strong(&reporting_thread, &nobody, thread_id())) {
        if (nobody != thread_id())
            for (;;) sleep_a_millisecond();
        log_line(output, "Crashed running signal handler. Providing reduced version of recursive crash report.");
        return 0;
    }
    say(output, "\n\n=== %s BUG REPORT START: Cut & paste starting from here ===\n", product());
    return 1;
}

static void write_memory_check(int output) {
    struct memory_check check;
    if (!atomic_load(&is_memory_checked)) return;
    say(output, "\n------ FAST MEMORY TEST ------\n");
    if (!check_memory(&check)) {
        say(output, "Memory was not tested: the kernel does not show what there is of it.\n");
        return;
    }
    say(output, "%ld bytes read, %ld pages cannot be read\n", check.bytes, check.bad_pages);
    say(output, check.bad_pages > 0
        ? "!!! MEMORY ERROR DETECTED! Check your memory ASAP !!!\n"
        : "Fast memory test PASSED: every page can be read. Whether it holds what was written, --test-memory tells.\n");
}

static void end_report(int output) {
    say(output, "\n=== %s BUG REPORT END. Make sure to include from START to END. ===\n\n"
        "       Addresses inside the executable are named by: addr2line -fe aotkv-server.dbg ADDRESS\n"
        "       Suspect RAM error? Use valkey-server --test-memory to verify it.\n"
        "       Other issues could be detected by valkey-server --check-system\n", product());
    close_log(output);
    if (pid_path[0] != 0) unlink(pid_path);
}

static void report(int signal, siginfo_t *info, void *context) {
    if (!atomic_load(&is_enabled)) {
        die_of(signal);
        return;
    }
    int output = open_log();
    char text[256];
    if (!begin_report(output)) {
        die_of(signal);
        return;
    }
    snprintf(text, sizeof text, "Valkey %s crashed by signal: %d, si_code: %d", version, signal, info->si_code);
    log_line(output, text);
    if (info->si_code == SI_USER || info->si_code == SI_TKILL) {
        snprintf(text, sizeof text, "Killed by PID: %ld, UID: %d", (long)info->si_pid, (int)info->si_uid);
        log_line(output, text);
    } else {
        snprintf(text, sizeof text, "Accessing address: %p", info->si_addr);
        log_line(output, text);
    }
    void *instruction = instruction_of(context);
    snprintf(text, sizeof text, "Crashed running the instruction at: %p", instruction);
    log_line(output, text);
    say(output, "\nEIP:\n");
    backtrace_symbols_fd(&instruction, 1, output);
    write_stacks(output);
    write_registers(output, context);
    write_code(output, instruction);
    ask_managed_code();
    write_memory_check(output);
    end_report(output);
    die_of(signal);
}

/*
 * Stands before the runtime's handler, which makes an exception of a null reference in managed code; that one is asked
 * wherever the kernel complains about a low address, and asks `report_last`, which stands behind it, where it has no
 * use for the fault.
 */
static void report_first(int signal, siginfo_t *info, void *context) {
    struct sigaction *runtime = &runtime_actions[signal];
    int is_low = info->si_code > 0 && (uintptr_t)info->si_addr < LOW_ADDRESSES;
    if (is_low && (runtime->sa_flags & SA_SIGINFO) && runtime->sa_sigaction != NULL) {
        runtime->sa_sigaction(signal, info, context);
        return;
    }
    report(signal, info, context);
}

static void install(int signal, void (*handler)(int, siginfo_t *, void *), struct sigaction *before) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    action.sa_sigaction = handler;
    action.sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK;
    sigaction(signal, &action, before);
}

/* Before the runtime starts, so that it asks us last; not where it is there already, as in a test's process. */
__attribute__((constructor)) static void stand_behind_the_runtime(void) {
    static const int faults[] = {SIGSEGV, SIGFPE};
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        struct sigaction now;
        if (sigaction(faults[i], NULL, &now) == 0 && now.sa_handler == SIG_DFL) install(faults[i], report, NULL);
    }
}

/* SIGALRM: from the watchdog, which is this process, or from anyone who wants to see the stacks. */
static void show_stacks(int signal, siginfo_t *info, void *context) {
    int error = errno, nobody = 0, output = open_log();
    (void)signal;
    if (atomic_compare_exchange_strong(&reporting_thread, &nobody, thread_id())) {
        char text[128];
        if (info->si_pid == getpid()) {
            log_line(output, "\n--- WATCHDOG TIMER EXPIRED ---");
        } else {
            log_line(output, "\nReceived SIGALRM");
            snprintf(text, sizeof text, "Killed by PID: %ld, UID: %d", (long)info->si_pid, (int)info->si_uid);
            log_line(output, text);
        }
        void *instruction = instruction_of(context);
        say(output, "\nEIP:\n");
        backtrace_symbols_fd(&instruction, 1, output);
        write_stacks(output);
        log_line(output, "--------\n");
        atomic_store(&reporting_thread, 0);
    }
    close_log(output);
    errno = error;
}

/* `log` is the log file or "" for standard output, `pid_file` is removed by a fault unless "". */
AOTKV_CALL int aotkv_prepare_fault_reports(const char *server_version, const char *log, const char *pid_file) {
    void *frame;
    strncpy(version, server_version, sizeof version - 1);
    strncpy(log_path, log, sizeof log_path - 1);
    strncpy(pid_path, pid_file, sizeof pid_path - 1);
    /* The first call loads a library, which a handler must not. */
    backtrace(&frame, 1);
    if (fault_pipe[0] < 0 && pipe2(fault_pipe, O_CLOEXEC) < 0) return -errno;
    install(SIGALRM, show_stacks, NULL);
    struct sigaction action;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    action.sa_handler = write_stack_when_asked;
    action.sa_flags = SA_RESTART | SA_ONSTACK;
    return sigaction(SIGUSR2, &action, NULL) < 0 ? -errno : 0;
}

AOTKV_CALL void aotkv_enable_fault_reports(int on) {
    static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    if (on && !atomic_load(&is_enabled))
        for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
            struct sigaction before;
            install(faults[i], report_first, &before);
            if (before.sa_sigaction != report_first) runtime_actions[faults[i]] = before;
        }
    atomic_store(&is_enabled, on);
}

/* Whether a report says of each page of memory that it can be read. */
/* Whether reports go by the name of Redis: extended-redis-compatibility. */
AOTKV_CALL void aotkv_name_reports_redis(int on) { atomic_store(&is_named_redis, on); }

AOTKV_CALL void aotkv_check_memory_in_reports(int on) { atomic_store(&is_memory_checked, on); }

/*
 * Ends the process for managed code that cannot go on; `text` says why, in lines. Exits with 1 or dies of SIGABRT.
 * Where reports are off, that text is all there is.
 */
AOTKV_CALL void aotkv_panic(const char *text, int exits) {
    int output = open_log();
    if (begin_report(output)) {
        char line[512];
        for (size_t length; *text != 0; text += length + (text[length] == '\n')) {
            length = strcspn(text, "\n");
            snprintf(line, sizeof line, "%.*s", (int)length, text);
            log_line(output, line);
        }
        if (atomic_load(&is_enabled)) {
            write_stacks(output);
            ask_managed_code();
            write_memory_check(output);
        }
        end_report(output);
    }
    if (exits) _exit(1);
    die_of(SIGABRT);
}

/* Waits until a thread has faulted: then whoever waited may write to the log, and says so. */
AOTKV_CALL int aotkv_await_fault(void) {
    char told;
    while (read(fault_pipe[0], &told, 1) < 0)
        if (errno != EINTR) return -errno;
    return 0;
}

AOTKV_CALL void aotkv_fault_is_told(void) { atomic_store(&is_told, 1); }

/* Has a thread of this process show all stacks. */
AOTKV_CALL int aotkv_show_stacks_on(int thread) { return answer(syscall(SYS_tgkill, getpid(), thread, SIGALRM)); }

/* A write where nothing is: what DEBUG SEGFAULT asks for. */
AOTKV_CALL void aotkv_fault(void) { *(volatile char *)(uintptr_t)0xDEAD0000 = 1; }

/* A second SIGINT: whoever sends it does not want to wait for the shutdown. */
static void insist(int signal) {
    (void)signal;
    log_line(open_log(), "You insist... exiting now.");
    _exit(1);
}

AOTKV_CALL int aotkv_exit_on_signal(int number) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    action.sa_handler = insist;
    return sigaction(number, &action, NULL) < 0 ? -errno : 0;
}

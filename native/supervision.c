/* The process under its supervisor: the background, readiness, its title, its memory's pages. */
#include "aotkv.h"

#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

extern char **environ;

/* Where the kernel reads the command line that ps shows: argv's strings and those of the environment behind them. */
static char *title;
static size_t title_size;

/*
 * Runs before main, while there is one thread. The strings of the environment move to the heap, so that a title may
 * take their place.
 */
__attribute__((constructor)) static void find_title(int argc, char **argv, char **env) {
    if (argc < 1 || argv == NULL || argv[0] == NULL) return;
    char *end = argv[0];
    for (int i = 0; i < argc; i++)
        if (argv[i] == end) end += strlen(end) + 1;
    for (char **variable = env; variable != NULL && *variable != NULL; variable++) {
        if (*variable == end) end += strlen(end) + 1;
        char *copy = strdup(*variable);
        if (copy == NULL) return;
        *variable = copy;
    }
    title = argv[0];
    title_size = (size_t)(end - argv[0]);
    /* The names in stack traces come from there. */
    char *name = strdup(argv[0]);
    if (name == NULL) return;
    argv[0] = name;
    /* What was started as /proc/self/exe is called "exe" until it says better. */
    char *base = strrchr(name, '/');
    if (getenv("AOTKV_IN_BACKGROUND") != NULL) prctl(PR_SET_NAME, base == NULL ? name : base + 1);
}

/* Shown by ps; cut where it is longer than what the process was started with. */
AOTKV_CALL int aotkv_set_title(const char *text) {
    if (title == NULL) return -ENOTSUP;
    size_t length = strlen(text);
    if (length >= title_size) length = title_size - 1;
    memcpy(title, text, length);
    memset(title + length, 0, title_size - length);
    return (int)length;
}

/* sd_notify's protocol: one datagram to the socket in NOTIFY_SOCKET. 1 sent, 0 nobody asked, -errno. */
AOTKV_CALL int aotkv_notify_supervisor(const char *message) {
    const char *path = getenv("NOTIFY_SOCKET");
    struct sockaddr_un name;
    if (path == NULL || *path == 0) return 0;
    size_t length = strlen(path);
    if ((path[0] != '/' && path[0] != '@') || length >= sizeof name.sun_path) return -EINVAL;
    memset(&name, 0, sizeof name);
    name.sun_family = AF_UNIX;
    memcpy(name.sun_path, path, length);
    if (path[0] == '@') name.sun_path[0] = 0;
    int descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
    long sent = sendto(descriptor, message, strlen(message), MSG_NOSIGNAL, (struct sockaddr *)&name, size);
    int result = sent < 0 ? -errno : 1;
    close(descriptor);
    return result;
}

/* A descriptor that reads back `bytes` from their start, without a file in any folder. */
AOTKV_CALL int aotkv_memory_file(const char *bytes, long length) {
    int descriptor = memfd_create("configuration", 0);
    if (descriptor < 0) return -errno;
    while (length > 0) {
        ssize_t written = write(descriptor, bytes, (size_t)length);
        if (written < 0) return -errno;
        bytes += written;
        length -= written;
    }
    return lseek(descriptor, 0, SEEK_SET) < 0 ? -errno : descriptor;
}

/*
 * Starts this executable again in a session of its own, with `variable` added to its environment, output to /dev/null,
 * and input from `input` (or /dev/null where it is -1). A runtime with threads cannot be forked and go on, so the
 * child begins anew. Answers its process id.
 */
AOTKV_CALL int aotkv_start_in_background(char *const *arguments, char *variable, const char *directory, int input) {
    size_t count = 0;
    while (environ[count] != NULL) count++;
    char **env = malloc((count + 2) * sizeof *env);
    if (env == NULL) return -ENOMEM;
    memcpy(env, environ, count * sizeof *env);
    env[count] = variable;
    env[count + 1] = NULL;

    pid_t child = fork();
    if (child != 0) {
        int error = errno;
        free(env);
        return child < 0 ? -error : (int)child;
    }

    /* Only calls that are safe after a fork of several threads from here on. */
    setsid();
    int nothing = open("/dev/null", O_RDWR);
    if (nothing >= 0) {
        dup2(input >= 0 ? input : nothing, STDIN_FILENO);
        dup2(nothing, STDOUT_FILENO);
        dup2(nothing, STDERR_FILENO);
        if (nothing > STDERR_FILENO) close(nothing);
    }
    if (chdir(directory) == 0) execve("/proc/self/exe", arguments, env);
    _exit(1);
}

/* Since Linux 6.18; older headers do not name it. */
#define EXCEPT_ADVISED (1 << 1)

/* Transparent huge pages off for this process, but for memory that asks for them where the kernel can tell. */
AOTKV_CALL int aotkv_disable_huge_pages(void)
{
    if (prctl(PR_SET_THP_DISABLE, 1, EXCEPT_ADVISED, 0, 0) == 0) return 0;
    return answer(prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0));
}

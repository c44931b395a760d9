/* Log lines: one appending write each, so that lines of several threads never mix; and the system's log. */
#include "aotkv.h"

#include <fcntl.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

static int write_all(int descriptor, const char *bytes, long length) {
    while (length > 0) {
        ssize_t written = write(descriptor, bytes, (size_t)length);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return -errno;
        bytes += written;
        length -= written;
    }
    return 0;
}

AOTKV_CALL int aotkv_write(int descriptor, const char *bytes, long length) {
    return write_all(descriptor, bytes, length);
}

/* Opens the file anew for each call: a rotated log needs no signal. */
AOTKV_CALL int aotkv_append(const char *path, const char *bytes, long length) {
    int file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    if (file < 0) return -errno;
    int result = write_all(file, bytes, length);
    close(file);
    return result;
}

AOTKV_CALL int aotkv_is_terminal(int descriptor) { return isatty(descriptor); }

/* The C library keeps the pointer: one buffer for the life of the process. */
static char ident[256];

/* `facility` 0 is LOG_USER, 1 to 8 are LOG_LOCAL0 to LOG_LOCAL7. */
AOTKV_CALL void aotkv_open_syslog(const char *name, int facility) {
    strncpy(ident, name, sizeof ident - 1);
    openlog(ident, LOG_PID | LOG_NDELAY | LOG_NOWAIT, facility == 0 ? LOG_USER : LOG_LOCAL0 + ((facility - 1) << 3));
}

/* `level` 0 to 3: debug, info, notice, warning. */
AOTKV_CALL void aotkv_syslog(int level, const char *message) {
    static const int priorities[] = {LOG_DEBUG, LOG_INFO, LOG_NOTICE, LOG_WARNING};
    syslog(priorities[level & 3], "%s", message);
}

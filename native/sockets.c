/* Sockets: creation with the options that must be set before bind, and calls whose structs differ by platform. */
#include "aotkv.h"

#include <arpa/inet.h>
#include <grp.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

static int fail(int socket) {
    int error = -errno;
    close(socket);
    return error;
}

/*
 * A listening socket on a numeric address or a host name. -EDESTADDRREQ where the name has no such address. `protocol`
 * is 0, or 262 for MPTCP; `mark` 0 sets none.
 */
AOTKV_CALL int aotkv_listen_tcp(const char *address, int port, int backlog, int protocol, unsigned mark) {
    char service[8];
    struct addrinfo hints, *found;
    int one = 1;

    memset(&hints, 0, sizeof hints);
    hints.ai_family = strchr(address, ':') ? AF_INET6 : AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    snprintf(service, sizeof service, "%d", port);
    if (getaddrinfo(address, service, &hints, &found) != 0) return -EDESTADDRREQ;

    int listener = socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
    if (listener < 0) {
        int error = -errno;
        freeaddrinfo(found);
        return error;
    }
    int failed = setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) < 0 ||
                 (mark != 0 && setsockopt(listener, SOL_SOCKET, SO_MARK, &mark, sizeof mark) < 0) ||
                 (found->ai_family == AF_INET6 &&
                  setsockopt(listener, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof one) < 0) ||
                 bind(listener, found->ai_addr, found->ai_addrlen) < 0 || listen(listener, backlog) < 0;
    int error = errno;
    freeaddrinfo(found);
    errno = error;
    return failed ? fail(listener) : listener;
}

/* Listens again after a shutdown, under the address that the socket still has. */
AOTKV_CALL int aotkv_listen_again(int listener, int backlog) { return answer(listen(listener, backlog)); }

/*
 * A listening socket in the file system; mode 0 leaves the permissions to the umask, group "" the group. -EIDRM where
 * there is no such group.
 */
AOTKV_CALL int aotkv_listen_unix(const char *path, const char *group, unsigned mode, int backlog) {
    struct sockaddr_un name;
    struct group *found = NULL;
    if (*group != 0 && (found = getgrnam(group)) == NULL) return -EIDRM;
    if (strlen(path) >= sizeof name.sun_path) return -ENAMETOOLONG;
    memset(&name, 0, sizeof name);
    name.sun_family = AF_UNIX;
    strcpy(name.sun_path, path);

    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (listener < 0) return -errno;
    if (bind(listener, (struct sockaddr *)&name, sizeof name) < 0) return fail(listener);
    if (mode != 0 && chmod(path, mode) < 0) return fail(listener);
    if (found != NULL && chown(path, (uid_t)-1, found->gr_gid) < 0) return fail(listener);
    return listen(listener, backlog) < 0 ? fail(listener) : listener;
}

/* Starts to connect to a numeric address or a host name: the socket, non-blocking, perhaps not connected yet. */
AOTKV_CALL int aotkv_connect_tcp(const char *address, int port, const char *from) {
    char service[8];
    struct addrinfo hints, *found, *local;

    memset(&hints, 0, sizeof hints);
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICSERV;
    snprintf(service, sizeof service, "%d", port);
    if (getaddrinfo(address, service, &hints, &found) != 0) return -EDESTADDRREQ;

    int socket_ = socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int result = socket_ < 0 ? -errno : 0;
    if (result == 0 && from != NULL && *from != 0) {
        hints.ai_family = found->ai_family;
        if (getaddrinfo(from, NULL, &hints, &local) != 0) {
            result = -EADDRNOTAVAIL;
        } else {
            if (bind(socket_, local->ai_addr, local->ai_addrlen) < 0) result = -errno;
            freeaddrinfo(local);
        }
    }
    if (result == 0 && connect(socket_, found->ai_addr, found->ai_addrlen) < 0 && errno != EINPROGRESS) result = -errno;
    freeaddrinfo(found);
    if (result == 0) return socket_;
    if (socket_ >= 0) close(socket_);
    return result;
}

AOTKV_CALL int aotkv_accept(int listener) {
    return answer(accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC));
}

AOTKV_CALL int aotkv_receive(int socket, void *bytes, int length) {
    return answer(recv(socket, bytes, (size_t)length, MSG_DONTWAIT));
}

AOTKV_CALL int aotkv_send(int socket, struct iovec *pieces, int count) {
    if (count == 1) return answer(send(socket, pieces->iov_base, pieces->iov_len, MSG_DONTWAIT | MSG_NOSIGNAL));
    struct msghdr message = {.msg_iov = pieces, .msg_iovlen = (size_t)count};
    return answer(sendmsg(socket, &message, MSG_DONTWAIT | MSG_NOSIGNAL));
}

AOTKV_CALL int aotkv_close(int descriptor) { return answer(close(descriptor)); }

/* Both directions, so that a peer learns of it although other references to the socket may remain. */
AOTKV_CALL int aotkv_shutdown(int socket, int direction) { return answer(shutdown(socket, direction)); }

/* The error that a connecting or failed socket has in store, as -errno, or 0. */
AOTKV_CALL int aotkv_socket_error(int socket) {
    int error = 0;
    socklen_t size = sizeof error;
    return getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size) < 0 ? -errno : -error;
}

AOTKV_CALL int aotkv_set_no_delay(int socket, int on) {
    return answer(setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on));
}

AOTKV_CALL int aotkv_set_buffer_sizes(int socket, int send_bytes, int receive_bytes) {
    if (send_bytes > 0 && setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &send_bytes, sizeof send_bytes) < 0) return -errno;
    if (receive_bytes <= 0) return 0;
    return answer(setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &receive_bytes, sizeof receive_bytes));
}

/* The marks by which a firewall or a router tells this server's traffic apart (SO_MARK). */
AOTKV_CALL int aotkv_set_mark(int socket, unsigned mark) {
    return answer(setsockopt(socket, SOL_SOCKET, SO_MARK, &mark, sizeof mark));
}

/* First probe after `idle` seconds of silence, then `count` probes `interval` seconds apart. */
AOTKV_CALL int aotkv_keep_alive(int socket, int idle, int interval, int count) {
    int one = 1;
    if (setsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, &one, sizeof one) < 0) return -errno;
    if (setsockopt(socket, IPPROTO_TCP, TCP_KEEPIDLE, &idle, sizeof idle) < 0) return -errno;
    if (setsockopt(socket, IPPROTO_TCP, TCP_KEEPINTVL, &interval, sizeof interval) < 0) return -errno;
    return answer(setsockopt(socket, IPPROTO_TCP, TCP_KEEPCNT, &count, sizeof count));
}

/* Writes the address without its port, answers its length; 0 for a socket in the file system. */
AOTKV_CALL int aotkv_address(int socket, int of_peer, char *text, int size, int *port) {
    struct sockaddr_storage name;
    socklen_t length = sizeof name;
    const void *raw;
    int failed = of_peer ? getpeername(socket, (struct sockaddr *)&name, &length)
                         : getsockname(socket, (struct sockaddr *)&name, &length);
    if (failed) return -errno;

    *port = 0;
    if (name.ss_family == AF_INET) {
        struct sockaddr_in *four = (struct sockaddr_in *)&name;
        raw = &four->sin_addr;
        *port = ntohs(four->sin_port);
    } else if (name.ss_family == AF_INET6) {
        struct sockaddr_in6 *six = (struct sockaddr_in6 *)&name;
        raw = &six->sin6_addr;
        *port = ntohs(six->sin6_port);
    } else {
        return 0;
    }
    if (inet_ntop(name.ss_family, raw, text, (socklen_t)size) == NULL) return -errno;
    return (int)strlen(text);
}

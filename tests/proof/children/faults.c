/*
 * LD_PRELOAD: lets the n-th call that writes below FAULT_DIR fail with an input/output error. Opening `fault-arm-<n>-once` or
 * `fault-arm-<n>-on` begins to count, opening `fault-disarm` ends it and writes the number of calls to FAULT_OUT.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_int armed, calls, fail_at, goes_on;

static int is_ours(const char *path) {
  const char *dir = getenv("FAULT_DIR");
  return dir && strncmp(path, dir, strlen(dir)) == 0;
}

static int is_ours_fd(int fd) {
  char link[64], path[PATH_MAX];
  if (!atomic_load(&armed)) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, sizeof path - 1);
  if (n <= 0) return 0;
  path[n] = 0;
  return is_ours(path);
}

static int fails(void) {
  int call = atomic_fetch_add(&calls, 1) + 1;
  int at = atomic_load(&fail_at);
  if (call == at || (call > at && atomic_load(&goes_on))) {
    errno = EIO;
    return 1;
  }
  return 0;
}

static void order(const char *path) {
  const char *arm = strstr(path, "fault-arm-");
  if (arm) {
    atomic_store(&calls, 0);
    atomic_store(&fail_at, atoi(arm + 10));
    atomic_store(&goes_on, strstr(arm, "-on") != NULL);
    atomic_store(&armed, 1);
  } else if (strstr(path, "fault-disarm") && atomic_exchange(&armed, 0)) {
    const char *out = getenv("FAULT_OUT");
    FILE *file = out ? fopen(out, "w") : NULL;
    if (file) {
      fprintf(file, "%d", atomic_load(&calls));
      fclose(file);
    }
  }
}

#define WRAP_OPEN(name)                                                                    \
  int name(const char *path, int flags, ...) {                                             \
    static int (*real)(const char *, int, ...);                                            \
    if (!real) real = dlsym(RTLD_NEXT, #name);                                             \
    va_list rest;                                                                          \
    va_start(rest, flags);                                                                 \
    int mode = va_arg(rest, int);                                                          \
    va_end(rest);                                                                          \
    if (strstr(path, "fault-")) order(path);                                               \
    else if (atomic_load(&armed) && (flags & (O_WRONLY | O_RDWR | O_CREAT)) && is_ours(path) && fails()) return -1; \
    return real(path, flags, mode);                                                        \
  }
WRAP_OPEN(open)
WRAP_OPEN(open64)

#define WRAP_FD(type, name, params, args)                                                  \
  type name params {                                                                       \
    static type (*real) params;                                                            \
    if (!real) real = dlsym(RTLD_NEXT, #name);                                             \
    if (is_ours_fd(fd) && fails()) return -1;                                              \
    return real args;                                                                      \
  }
WRAP_FD(ssize_t, write, (int fd, const void *data, size_t length), (fd, data, length))
WRAP_FD(ssize_t, writev, (int fd, const struct iovec *parts, int count), (fd, parts, count))
WRAP_FD(ssize_t, pwrite, (int fd, const void *data, size_t length, off_t offset), (fd, data, length, offset))
WRAP_FD(ssize_t, pwrite64, (int fd, const void *data, size_t length, off64_t offset), (fd, data, length, offset))
WRAP_FD(int, fsync, (int fd), (fd))
WRAP_FD(int, fdatasync, (int fd), (fd))
WRAP_FD(int, ftruncate, (int fd, off_t length), (fd, length))
WRAP_FD(int, ftruncate64, (int fd, off64_t length), (fd, length))

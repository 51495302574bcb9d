/* LD_PRELOAD: logs what reaches the files below PROOF_DIR, in order, so that a power cut can be played at any point. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int log_fd = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static ssize_t (*real_write)(int, const void *, size_t);

static void start(void) {
  if (real_write) return;
  real_write = dlsym(RTLD_NEXT, "write");
  const char *file = getenv("PROOF_LOG");
  if (file) log_fd = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* The path of an open file, if it is one of the watched. */
static int watched(int fd, char *path) {
  start();
  const char *dir = getenv("PROOF_DIR");
  if (log_fd < 0 || fd == log_fd || !dir) return 0;
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, PATH_MAX - 1);
  if (n <= 0) return 0;
  path[n] = 0;
  return strncmp(path, dir, strlen(dir)) == 0;
}

/* kind, length of the path, offset, length of the data; then path and data. */
static void note(char kind, const char *path, int64_t offset, const void *data, int64_t length) {
  struct { char kind; char pad[3]; uint32_t path; int64_t offset; int64_t length; } head = {kind, {0}, (uint32_t)strlen(path), offset, length};
  pthread_mutex_lock(&lock);
  real_write(log_fd, &head, sizeof head);
  real_write(log_fd, path, head.path);
  if (length > 0 && data) real_write(log_fd, data, (size_t)length);
  pthread_mutex_unlock(&lock);
}

#define WRAP_PWRITE(name)                                                              \
  ssize_t name(int fd, const void *data, size_t length, off64_t offset) {              \
    static ssize_t (*real)(int, const void *, size_t, off64_t);                        \
    if (!real) real = dlsym(RTLD_NEXT, #name);                                         \
    ssize_t done = real(fd, data, length, offset);                                     \
    char path[PATH_MAX];                                                               \
    if (done > 0 && watched(fd, path)) note('w', path, offset, data, done);            \
    return done;                                                                       \
  }
WRAP_PWRITE(pwrite64)
WRAP_PWRITE(pwrite)

#define WRAP_SYNC(name)                                                                \
  int name(int fd) {                                                                   \
    static int (*real)(int);                                                           \
    if (!real) real = dlsym(RTLD_NEXT, #name);                                         \
    int done = getenv("PROOF_NO_SYNC") ? 0 : real(fd);                                 \
    char path[PATH_MAX];                                                               \
    if (!getenv("PROOF_NO_SYNC") && done == 0 && watched(fd, path)) note('s', path, 0, NULL, 0); \
    return done;                                                                       \
  }
WRAP_SYNC(fsync)
WRAP_SYNC(fdatasync)

#define WRAP_TRUNCATE(name)                                                            \
  int name(int fd, off64_t length) {                                                   \
    static int (*real)(int, off64_t);                                                  \
    if (!real) real = dlsym(RTLD_NEXT, #name);                                         \
    int done = real(fd, length);                                                       \
    char path[PATH_MAX];                                                               \
    if (done == 0 && watched(fd, path)) note('t', path, length, NULL, 0);              \
    return done;                                                                       \
  }
WRAP_TRUNCATE(ftruncate64)
WRAP_TRUNCATE(ftruncate)

/* The child's acknowledgements go through write(2) to its own log file: they are points in the same order. */
ssize_t write(int fd, const void *data, size_t length) {
  start();
  char path[PATH_MAX];
  if (watched(fd, path)) note(strstr(path, "acknowledged") ? 'a' : 'W', path, 0, data, (int64_t)length);
  return real_write(fd, data, length);
}

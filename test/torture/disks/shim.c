/*
 * A disk that fails when it is told to, between a process and its files: loaded before the C library (LD_PRELOAD).
 * It watches the files whose paths begin with DISK_PREFIX, obeys DISK_CONTROL (a struct control that others write),
 * and tells in DISK_LOG each write, truncation, flush and removal, in order, so that what a power loss leaves can be made.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum fault { NONE, NO_SPACE, WRITE_FAILS, READ_FAILS, FLUSH_FAILS, TRUNCATE_FAILS, TORN_AND_KILLED, KILLED_AT_FLUSH, KILLED_AFTER_FLUSH };
enum file { FILE_ITSELF = 1, FILE_LOG = 2, FILE_INDEX = 4, FILE_OTHER = 8 };
enum told { WROTE = 1, CUT = 2, FLUSHED = 3, FLUSH_FAILED = 4, REMOVED = 5 };

/* Of eight bytes each, so that nothing depends on how it is packed. */
struct control {
  int64_t fault, files, after, times, amount, error, hits;
};

struct record {
  int64_t told, name_length, offset, length;
};

#define MOST 4096
static char *names[MOST];
static struct control *control;
static struct control nothing;
static const char *prefix;
static int out = -1;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

static int (*real_open)(const char *, int, ...);
static int (*real_close)(int);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off64_t);
static ssize_t (*real_read)(int, void *, size_t);
static ssize_t (*real_pread)(int, void *, size_t, off64_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_cut)(int, off64_t);
static int (*real_unlink)(const char *);

__attribute__((constructor)) static void begin(void) {
  real_open = dlsym(RTLD_NEXT, "open64");
  real_close = dlsym(RTLD_NEXT, "close");
  real_write = dlsym(RTLD_NEXT, "write");
  real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
  real_read = dlsym(RTLD_NEXT, "read");
  real_pread = dlsym(RTLD_NEXT, "pread64");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_cut = dlsym(RTLD_NEXT, "ftruncate64");
  real_unlink = dlsym(RTLD_NEXT, "unlink");
  prefix = getenv("DISK_PREFIX");
  control = &nothing;
  const char *told_by = getenv("DISK_CONTROL");
  int in = told_by == NULL ? -1 : real_open(told_by, O_RDWR);
  if (in >= 0) {
    void *map = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, in, 0);
    if (map != MAP_FAILED) control = map;
    real_close(in);
  }
  const char *log = getenv("DISK_LOG");
  if (log != NULL) out = real_open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int kind(const char *name) {
  size_t length = strlen(name);
  if (length > 4 && strcmp(name + length - 4, "-wal") == 0) return FILE_LOG;
  if (length > 4 && strcmp(name + length - 4, "-shm") == 0) return FILE_INDEX;
  if (length > 3 && strcmp(name + length - 3, ".db") == 0) return FILE_ITSELF;
  return FILE_OTHER;
}

static const char *watched(int fd) { return fd >= 0 && fd < MOST ? names[fd] : NULL; }

/* Is it the turn of this fault, on this file? Then it counts. */
static int strikes(enum fault fault, const char *name) {
  if (control->fault != fault || (control->files & kind(name)) == 0) return 0;
  if (control->after > 0) {
    control->after -= 1;
    return 0;
  }
  if (control->times == 0) return 0;
  if (control->times > 0) control->times -= 1;
  control->hits += 1;
  return 1;
}

static void tell(enum told told, const char *name, int64_t offset, int64_t length, const void *bytes) {
  /* The index of the log is shared memory: nothing of it outlives a power loss. */
  if (out < 0 || kind(name) == FILE_INDEX) return;
  struct record record = {told, (int64_t)strlen(name), offset, length};
  real_write(out, &record, sizeof record);
  real_write(out, name, strlen(name));
  if (bytes != NULL) real_write(out, bytes, (size_t)length);
}

static int64_t size_of(int fd) {
  struct stat about;
  return fstat(fd, &about) == 0 ? (int64_t)about.st_size : 0;
}

static ssize_t put(int fd, const char *name, const void *bytes, size_t length, off64_t offset, int moves) {
  ssize_t done = moves ? real_write(fd, bytes, length) : real_pwrite(fd, bytes, length, offset);
  if (done > 0) tell(WROTE, name, offset, done, bytes);
  return done;
}

/* How much of a write there is room for: what lies within the file already has its room. */
static size_t room_for(int fd, const char *name, off64_t offset, size_t length) {
  int64_t growth = offset + (int64_t)length - size_of(fd);
  if (growth <= 0 || control->fault != NO_SPACE || (control->files & kind(name)) == 0) return length;
  if (growth <= control->amount) {
    control->amount -= growth;
    return length;
  }
  int64_t missing = growth - control->amount;
  control->hits += 1;
  control->amount = 0;
  return missing >= (int64_t)length ? 0 : length - (size_t)missing;
}

static ssize_t watched_write(int fd, const char *name, const void *bytes, size_t length, off64_t offset, int moves) {
  pthread_mutex_lock(&turn);
  ssize_t done = -1;
  int error = 0;
  if (strikes(TORN_AND_KILLED, name)) {
    put(fd, name, bytes, length == 0 ? 0 : (size_t)control->amount % length, offset, moves);
    kill(getpid(), SIGKILL);
    pause();
  }
  size_t room = room_for(fd, name, offset, length);
  if (strikes(WRITE_FAILS, name)) error = (int)control->error;
  else if (room == 0 && length > 0) error = ENOSPC;
  else done = put(fd, name, bytes, room, offset, moves);
  pthread_mutex_unlock(&turn);
  if (error != 0) errno = error;
  return done;
}

static int watched_flush(const char *name) {
  pthread_mutex_lock(&turn);
  int done;
  int error = 0;
  if (strikes(KILLED_AT_FLUSH, name)) {
    kill(getpid(), SIGKILL);
    pause();
  }
  if (strikes(FLUSH_FAILS, name)) {
    tell(FLUSH_FAILED, name, 0, 0, NULL);
    error = (int)control->error;
    done = -1;
  } else {
    /* What is flushed is what was told to be: nothing waits for the disk below. */
    done = 0;
    tell(FLUSHED, name, 0, 0, NULL);
    if (strikes(KILLED_AFTER_FLUSH, name)) {
      kill(getpid(), SIGKILL);
      pause();
    }
  }
  pthread_mutex_unlock(&turn);
  if (error != 0) errno = error;
  return done;
}

static int opened(const char *path, int fd) {
  if (fd < 0 || fd >= MOST || prefix == NULL || strncmp(path, prefix, strlen(prefix)) != 0) return fd;
  pthread_mutex_lock(&turn);
  free(names[fd]);
  names[fd] = strdup(path);
  pthread_mutex_unlock(&turn);
  return fd;
}

#define OPENING(called)                         \
  int called(const char *path, int how, ...) {  \
    va_list more;                               \
    va_start(more, how);                        \
    mode_t mode = (mode_t)va_arg(more, int);    \
    va_end(more);                               \
    return opened(path, real_open(path, how, mode)); \
  }
OPENING(open)
OPENING(open64)

int close(int fd) {
  if (watched(fd) != NULL) {
    pthread_mutex_lock(&turn);
    free(names[fd]);
    names[fd] = NULL;
    pthread_mutex_unlock(&turn);
  }
  return real_close(fd);
}

ssize_t write(int fd, const void *bytes, size_t length) {
  const char *name = watched(fd);
  if (name == NULL) return real_write(fd, bytes, length);
  return watched_write(fd, name, bytes, length, lseek64(fd, 0, SEEK_CUR), 1);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
  const char *name = watched(fd);
  if (name == NULL) return real_pwrite(fd, bytes, length, offset);
  return watched_write(fd, name, bytes, length, offset, 0);
}

static int read_fails(const char *name) {
  pthread_mutex_lock(&turn);
  int fails = strikes(READ_FAILS, name);
  pthread_mutex_unlock(&turn);
  if (fails) errno = EIO;
  return fails;
}

ssize_t read(int fd, void *bytes, size_t length) {
  const char *name = watched(fd);
  return name != NULL && read_fails(name) ? -1 : real_read(fd, bytes, length);
}

ssize_t pread64(int fd, void *bytes, size_t length, off64_t offset) {
  const char *name = watched(fd);
  return name != NULL && read_fails(name) ? -1 : real_pread(fd, bytes, length, offset);
}

int fsync(int fd) {
  const char *name = watched(fd);
  return name == NULL ? real_fsync(fd) : watched_flush(name);
}

int fdatasync(int fd) {
  const char *name = watched(fd);
  return name == NULL ? real_fdatasync(fd) : watched_flush(name);
}

int ftruncate64(int fd, off64_t length) {
  const char *name = watched(fd);
  if (name == NULL) return real_cut(fd, length);
  pthread_mutex_lock(&turn);
  int fails = strikes(TRUNCATE_FAILS, name);
  int done = fails ? -1 : real_cut(fd, length);
  if (done == 0) tell(CUT, name, length, 0, NULL);
  pthread_mutex_unlock(&turn);
  if (fails) errno = EIO;
  return done;
}

int unlink(const char *path) {
  int done = real_unlink(path);
  if (done == 0 && prefix != NULL && strncmp(path, prefix, strlen(prefix)) == 0) {
    pthread_mutex_lock(&turn);
    tell(REMOVED, path, 0, 0, NULL);
    pthread_mutex_unlock(&turn);
  }
  return done;
}

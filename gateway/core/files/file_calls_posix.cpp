#include "file_calls_posix.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>

namespace gateway::files {

int FileCalls::open(const char* path, int flags, mode_t mode) { return ::open(path, flags | O_CLOEXEC, mode); }
ssize_t FileCalls::write(int file, const char* bytes, std::size_t count, off_t at) { return ::pwrite(file, bytes, count, at); }
int FileCalls::truncate(int file, off_t size) { return ::ftruncate(file, size); }
int FileCalls::sync(int file) { return ::fsync(file); }
int FileCalls::close(int file) { return ::close(file); }
int FileCalls::chown(int file, uid_t owner, gid_t group) { return ::fchown(file, owner, group); }
int FileCalls::chmod(int file, mode_t mode) { return ::fchmod(file, mode); }
int FileCalls::rename(const char* from, const char* to) { return std::rename(from, to); }
int FileCalls::remove(const char* path) { return ::unlink(path); }

FileCalls& systemCalls()
{
    static FileCalls calls; // stateless
    return calls;
}

} // namespace gateway::files

#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <vector>

namespace gateway::files {

/// All system calls with which the writer changes the disk; they return -1 and set `errno` on failure. Tests override
/// them to inject failures. Private to the room otherwise.
class FileCalls {
public:
    FileCalls() = default;
    virtual ~FileCalls() = default;
    FileCalls(const FileCalls&) = delete;
    FileCalls& operator=(const FileCalls&) = delete;

    virtual int open(const char* path, int flags, mode_t mode);
    virtual ssize_t write(int file, const char* bytes, std::size_t count, off_t at);
    /// Reserves blocks up to `size` without changing the size of the file.
    virtual int allocate(int file, off_t size);
    virtual int truncate(int file, off_t size);
    virtual int sync(int file);
    virtual int close(int file);
    virtual int chown(int file, uid_t owner, gid_t group);
    virtual int chmod(int file, mode_t mode);
    virtual int setAttribute(int file, const char* name, const std::string& value);
    virtual int removeAttribute(int file, const char* name);
    virtual int rename(const char* from, const char* to);
    virtual int remove(const char* path);
};

/// The real system calls.
FileCalls& systemCalls();

struct FileAttribute {
    std::string name;
    std::string value;

    bool operator==(const FileAttribute&) const = default;
};

/// Extended attributes, including the access control list. Empty if the file system has none.
std::vector<FileAttribute> attributesOf(int file);

} // namespace gateway::files

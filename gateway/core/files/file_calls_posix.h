#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <vector>

namespace gateway::files {

/// Every call by which the writer changes something on the disk: -1 and `errno` where it fails. A test replaces it to make one
/// of them fail. Private to the room but for that.
class FileCalls {
public:
    FileCalls() = default;
    virtual ~FileCalls() = default;
    FileCalls(const FileCalls&) = delete;
    FileCalls& operator=(const FileCalls&) = delete;

    virtual int open(const char* path, int flags, mode_t mode);
    virtual ssize_t write(int file, const char* bytes, std::size_t count, off_t at);
    /// Reserves blocks up to `size` without a change of the file's size.
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

/// The system's.
FileCalls& systemCalls();

struct FileAttribute {
    std::string name;
    std::string value;

    bool operator==(const FileAttribute&) const = default;
};

/// Extended attributes, among them the access control list. Empty where the file system has none.
std::vector<FileAttribute> attributesOf(int file);

} // namespace gateway::files

#include "file_calls_posix.h"

#include <fcntl.h>
#include <sys/xattr.h>

#include <cstring>

namespace gateway::files {

int FileCalls::allocate(int file, off_t size) { return ::fallocate(file, FALLOC_FL_KEEP_SIZE, 0, size); }

int FileCalls::setAttribute(int file, const char* name, const std::string& value) { return ::fsetxattr(file, name, value.data(), value.size(), 0); }

int FileCalls::removeAttribute(int file, const char* name) { return ::fremovexattr(file, name); }

std::vector<FileAttribute> attributesOf(int file)
{
    std::vector<FileAttribute> found;
    const ssize_t room = ::flistxattr(file, nullptr, 0);
    if (room <= 0)
        return found;
    std::string names(static_cast<std::size_t>(room), '\0');
    const ssize_t used = ::flistxattr(file, names.data(), names.size());
    for (std::size_t at = 0; used > 0 && at < static_cast<std::size_t>(used); at += std::strlen(names.c_str() + at) + 1) {
        FileAttribute attribute{names.c_str() + at, {}};
        const ssize_t size = ::fgetxattr(file, attribute.name.c_str(), nullptr, 0);
        if (size < 0)
            continue; // a system attribute that this user may not read
        attribute.value.resize(static_cast<std::size_t>(size));
        const ssize_t read = ::fgetxattr(file, attribute.name.c_str(), attribute.value.data(), attribute.value.size());
        if (read < 0)
            continue;
        attribute.value.resize(static_cast<std::size_t>(read));
        found.push_back(std::move(attribute));
    }
    return found;
}

} // namespace gateway::files

#include "file_calls_posix.h"

#include <cerrno>

namespace gateway::files {

namespace {

int unknown()
{
    errno = ENOTSUP;
    return -1;
}

} // namespace

int FileCalls::allocate(int, off_t) { return unknown(); }
int FileCalls::setAttribute(int, const char*, const std::string&) { return unknown(); }
int FileCalls::removeAttribute(int, const char*) { return unknown(); }

std::vector<FileAttribute> attributesOf(int) { return {}; }

} // namespace gateway::files

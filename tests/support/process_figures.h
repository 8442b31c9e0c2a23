#pragma once

#include <cstddef>

// What /proc tells of another process. Source: proc(5).
namespace tests {

/// VmRSS; -1: not to be had.
long long residentKb(long long pid);
/// How often it was woken: the voluntary context switches of all its threads.
long long wakeUps(long long pid);
std::size_t openFiles(long long pid);

} // namespace tests

#pragma once

#include <chrono>

class QLockFile;

namespace gateway::files {

/// `QLockFile::tryLock()` that also restricts the lock file to its owner: Qt creates it with the umask, and it names
/// the process and the machine. Blocks for at most `wait`; any thread.
bool lockPrivately(QLockFile& lock, std::chrono::milliseconds wait);

} // namespace gateway::files

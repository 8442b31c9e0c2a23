#pragma once

#include <chrono>

class QLockFile;

namespace gateway::files {

/// `QLockFile::tryLock()`, after which the lock file is for its owner alone: Qt makes it by the umask, and it names the process and
/// the machine. Blocks for at most `wait`; any thread.
bool lockPrivately(QLockFile& lock, std::chrono::milliseconds wait);

} // namespace gateway::files

#include "core_dumps.h"

#include <sys/resource.h>

#include <cstdlib>
#include <string_view>

namespace app {

namespace {

/// Too small for any core, and the only value with which the kernel does not start a collecting program either; with 0
/// it does. The process stays dumpable in other respects: another Signalbox must be able to find the holder of its
/// port, which needs /proc/PID/fd.
/// Source: Linux, fs/coredump.c, do_coredump(): "RLIMIT_CORE set to 1"; core(5).
constexpr rlim_t kNoCore = 1;

} // namespace

void avoidCoreDumps()
{
    const char* const wanted = std::getenv(kCoreDumpsVariable);
    if (wanted && *wanted != '\0' && std::string_view(wanted) != "0")
        return;
    rlimit limit{};
    if (getrlimit(RLIMIT_CORE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max == 0 ? 0 : kNoCore; // only root may raise a hard limit
    (void)setrlimit(RLIMIT_CORE, &limit);
}

} // namespace app

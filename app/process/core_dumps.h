#pragma once

namespace app {

/// The environment variable that leaves core dumps as the system has them: any value but "0".
inline constexpr const char* kCoreDumpsVariable = "SIGNALBOX_CORE_DUMPS";

/// A core dump of this program would hold the keys of its providers: from now on the kernel writes none, neither to a file
/// nor to a program that collects them. A debugger can still be attached by whoever may do that. Does nothing where the
/// variable is set, and on systems other than Linux.
void avoidCoreDumps();

} // namespace app

#pragma once

namespace app {

/// The environment variable that keeps core dumps enabled: any value except "0".
inline constexpr const char* kCoreDumpsVariable = "SIGNALBOX_CORE_DUMPS";

/// Disables core dumps, which would contain the keys of providers: from now on the kernel writes none, neither to a
/// file nor to a program that collects them. A debugger with sufficient permissions can still be attached. Does nothing
/// if the variable is set, and on systems other than Linux.
void avoidCoreDumps();

} // namespace app

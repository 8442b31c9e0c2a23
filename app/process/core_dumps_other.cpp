#include "core_dumps.h"

namespace app {

void avoidCoreDumps() {}

} // namespace app

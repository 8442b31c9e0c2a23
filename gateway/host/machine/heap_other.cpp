#include "heap.h"

namespace gateway::host {

void releaseFreeMemory() { }

} // namespace gateway::host

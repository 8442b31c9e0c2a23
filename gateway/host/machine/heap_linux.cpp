#include "heap.h"

#include <cstdlib>
#ifdef SIGNALBOX_MIMALLOC
#include <mimalloc.h>
#elif defined(__GLIBC__)
#include <malloc.h>
#endif

namespace gateway::host {

void releaseFreeMemory()
{
#ifdef SIGNALBOX_MIMALLOC
    // The allocator itself returns memory only with a delay, in an allocation that may never come.
    const long delay = mi_option_get(mi_option_decommit_delay);
    mi_option_set(mi_option_decommit_delay, 0);
    mi_collect(true);
    mi_option_set(mi_option_decommit_delay, delay);
#elif defined(__GLIBC__)
    malloc_trim(0);
#endif
}

} // namespace gateway::host

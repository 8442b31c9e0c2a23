#include "event_dispatcher.h"
#include "turn.h"

namespace gateway {

QAbstractEventDispatcher* makeEventDispatcher() { return nullptr; }

Turn* turnOfThisThread() { return nullptr; }

} // namespace gateway

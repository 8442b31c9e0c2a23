#include "event_dispatcher.h"

namespace gateway {

QAbstractEventDispatcher* makeEventDispatcher() { return nullptr; }

} // namespace gateway

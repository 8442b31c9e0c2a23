#include "event_dispatcher.h"
#include "loop_scheduler.h"

namespace gateway {

QAbstractEventDispatcher* makeEventDispatcher() { return nullptr; }

LoopScheduler* loopSchedulerOfThisThread() { return nullptr; }

} // namespace gateway

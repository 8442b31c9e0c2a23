#pragma once

class QAbstractEventDispatcher;

namespace gateway {

/// The event dispatcher for a thread with many sockets, to be passed to `QThread::setEventDispatcher()`; null if Qt's
/// own is the best available.
QAbstractEventDispatcher* makeEventDispatcher();

} // namespace gateway

#pragma once

class QAbstractEventDispatcher;

namespace gateway {

/// The event dispatcher for a thread with many sockets, to be given to
/// `QThread::setEventDispatcher()`; null where Qt's own is the best there is.
QAbstractEventDispatcher* makeEventDispatcher();

} // namespace gateway

#include "mount_watch.h"

namespace gateway::config {

MountWatch::MountWatch(QObject* parent) : QObject(parent) { }
MountWatch::~MountWatch() = default;

} // namespace gateway::config

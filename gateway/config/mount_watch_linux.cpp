#include "mount_watch.h"

#include <QSocketNotifier>

#include <fcntl.h>
#include <unistd.h>

namespace gateway::config {

// After a change, poll(2) reports POLLPRI and POLLERR for this file once. Source: proc_pid_mounts(5).
MountWatch::MountWatch(QObject* parent) : QObject(parent), m_table(::open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC))
{
    if (m_table < 0)
        return;
    auto* const notifier = new QSocketNotifier(m_table, QSocketNotifier::Exception, this);
    connect(notifier, &QSocketNotifier::activated, this, &MountWatch::changed);
}

MountWatch::~MountWatch()
{
    delete findChild<QSocketNotifier*>(); // before its descriptor is closed
    if (m_table >= 0)
        ::close(m_table);
}

} // namespace gateway::config

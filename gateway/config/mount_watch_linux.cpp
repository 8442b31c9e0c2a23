#include "mount_watch.h"

#include <QSocketNotifier>

#include <fcntl.h>
#include <unistd.h>

namespace gateway::config {

// The kernel marks the file as in error, with priority, until it is polled after a change. Source: proc_pid_mountinfo(5), proc_pid_mounts(5).
MountWatch::MountWatch(QObject* parent) : QObject(parent), m_table(::open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC))
{
    if (m_table < 0)
        return;
    auto* const notifier = new QSocketNotifier(m_table, QSocketNotifier::Exception, this);
    connect(notifier, &QSocketNotifier::activated, this, &MountWatch::changed);
}

MountWatch::~MountWatch()
{
    delete findChild<QSocketNotifier*>(); // while its descriptor is there
    if (m_table >= 0)
        ::close(m_table);
}

} // namespace gateway::config

#include "watchdog.h"

#include <QPointer>

#include <utility>

namespace gateway::host {

Watchdog::Watchdog(Ping ping, Milliseconds limit, Milliseconds between, QObject* parent) : QObject(parent), m_ping(std::move(ping))
{
    m_limit.setSingleShot(true);
    m_limit.setInterval(limit);
    m_between.setInterval(between);
    m_between.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_limit, &QTimer::timeout, this, [this] { setHung(true); });
    connect(&m_between, &QTimer::timeout, this, &Watchdog::look);
}

void Watchdog::look()
{
    if (std::exchange(m_isAsking, true))
        return;
    m_limit.start();
    m_ping([self = QPointer(this)] {
        if (self)
            self->answered();
    });
}

void Watchdog::setBusy(bool isBusy)
{
    if (!isBusy)
        m_between.stop();
    else if (!m_between.isActive())
        m_between.start();
}

void Watchdog::answered()
{
    m_isAsking = false;
    m_limit.stop();
    setHung(false);
}

void Watchdog::setHung(bool isHung)
{
    if (std::exchange(m_isHung, isHung) != isHung)
        Q_EMIT changed();
}

} // namespace gateway::host

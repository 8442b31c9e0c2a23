#include "workers.h"

namespace gateway {

Workers::Workers(TimerWheel& wheel, QObject* parent) : QObject(parent), m_wheel(wheel) { m_pool.setMaxThreadCount(kThreads); }

Workers::~Workers()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void Workers::start(std::function<void()> job, std::function<void()> done)
{
    m_pool.start([this, job = std::move(job), done = std::move(done)]() mutable {
        job();
        job = {}; // everything it holds is destroyed here
        if (done)
            QMetaObject::invokeMethod(this, std::move(done), Qt::QueuedConnection);
    });
}

} // namespace gateway

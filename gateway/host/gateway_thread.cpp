#include "gateway_thread.h"

#include "gateway/loop/event_dispatcher.h"

#include <QMetaObject>

#include <utility>

namespace gateway::host {

GatewayThread::GatewayThread(usage::LiveBoard::Publish publish, QObject* parent) : QObject(parent)
{
    m_thread.setObjectName(QStringLiteral("gateway"));
    if (QAbstractEventDispatcher* const dispatcher = makeEventDispatcher())
        m_thread.setEventDispatcher(dispatcher);
    m_thread.start();
    m_context.moveToThread(&m_thread);
    post([this, publish = std::move(publish)]() mutable {
        m_gateway = std::make_unique<exchange::Gateway>(m_clock, std::move(publish));
        // A signal to an object of another thread is queued.
        connect(m_gateway.get(), &exchange::Gateway::drained, this, &GatewayThread::drained);
    });
}

GatewayThread::~GatewayThread()
{
    post([this] {
        m_gateway->flush();
        m_gateway.reset();
        m_thread.quit();
    });
    m_thread.wait();
}

template <class Function> void GatewayThread::post(Function function)
{
    QMetaObject::invokeMethod(&m_context, std::move(function), Qt::QueuedConnection);
}

void GatewayThread::use(std::shared_ptr<const exchange::Snapshot> snapshot)
{
    post([this, snapshot = std::move(snapshot)]() mutable { m_gateway->use(std::move(snapshot)); });
}

void GatewayThread::listen(Listening done)
{
    post([this, done = std::move(done)]() mutable {
        Result<std::vector<std::string>> result = m_gateway->listen().map([this] { return m_gateway->addresses(); });
        QMetaObject::invokeMethod(
            this, [done = std::move(done), result = std::move(result)]() mutable { done(std::move(result)); },
            Qt::QueuedConnection);
    });
}

void GatewayThread::pause(bool on)
{
    post([this, on] { m_gateway->pause(on); });
}

void GatewayThread::drain()
{
    post([this] { m_gateway->stop(); });
}

} // namespace gateway::host

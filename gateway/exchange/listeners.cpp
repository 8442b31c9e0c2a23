#include "listeners.h"

#include <algorithm>
#include <utility>

namespace gateway::exchange {

Listeners::Listeners(Sources sources, int maxConnections, http::HandlerFactory makeHandler, http::ErrorBody errorBody)
    : m_sources(sources), m_maxConnections(maxConnections), m_ended(sources.deferred)
{
    m_context.makeHandler = std::move(makeHandler);
    m_context.errorBody = std::move(errorBody);
    m_context.wheel = &sources.wheel;
    m_context.ended = &m_ended;
    m_context.budget = &sources.budget;
    m_context.uploads = &m_uploads;
}

Listeners::~Listeners()
{
    m_retired.clear();
    m_secureListener.reset();
    m_listener.reset();
    m_ended.putAway();
}

http::ServerLimits Listeners::limitsBy(const config::ListenSettings& settings) const
{
    http::ServerLimits limits;
    limits.maxHeaderBytes = settings.maxHeaderBytes;
    limits.maxBodyBytes = settings.maxBodyBytes;
    limits.maxConnections = m_maxConnections;
    return limits;
}

void Listeners::setLimits(const config::ListenSettings& settings)
{
    const http::ServerLimits limits = limitsBy(settings);
    for (const auto* const listener : {&m_listener, &m_secureListener})
        if (*listener)
            (*listener)->setLimits(limits);
}

Result<std::unique_ptr<http::Listener>> Listeners::open(const config::ListenSettings& wanted, int port, std::optional<QSslConfiguration> tls,
                                                        const std::vector<const http::Listener*>& own)
{
    http::ServerContext context = m_context;
    context.limits = limitsBy(wanted);
    auto listener = std::make_unique<http::Listener>(std::move(context), nullptr);
    http::ListenAt at;
    at.address = wanted.address;
    at.port = port;
    at.tls = std::move(tls);
    if (auto listening = listener->listen(at, own); !listening)
        return failure(std::move(listening.error()));
    return listener;
}

Result<void> Listeners::listen(const config::ListenSettings& wanted)
{
    if (m_listener && m_listener->listensAt(wanted.address, wanted.httpPort))
        return {};
    // HTTP and HTTPS may swap ports; HTTPS is opened later, elsewhere.
    std::vector<const http::Listener*> own;
    if (m_listener)
        own.push_back(m_listener.get());
    if (m_secureListener && wanted.httpsPort != wanted.httpPort)
        own.push_back(m_secureListener.get());
    auto opened = open(wanted, wanted.httpPort, std::nullopt, own);
    if (!opened)
        return failure(std::move(opened.error()));
    if (m_listener)
        retire(std::move(m_listener), Replaced::Yes);
    m_listener = std::move(*opened);
    if (m_secureListener && m_secureListener->isInTheWayOf(*m_listener))
        retire(std::move(m_secureListener), Replaced::Yes);
    notePorts();
    return {};
}

Result<void> Listeners::listenSecurely(const config::ListenSettings& wanted, const QSslConfiguration& tls)
{
    const int port = wanted.httpsPort.value_or(0);
    if (m_secureListener && m_secureListener->listensAt(wanted.address, port))
        return m_secureListener->renewTls(tls);
    std::vector<const http::Listener*> own;
    if (m_secureListener)
        own.push_back(m_secureListener.get());
    auto opened = open(wanted, port, tls, own);
    if (!opened) {
        if (m_secureListener)
            (void)m_secureListener->renewTls(tls); // the reported problem is the port; the certificate may be new as well
        return failure(std::move(opened.error()));
    }
    if (m_secureListener)
        retire(std::move(m_secureListener), Replaced::Yes);
    m_secureListener = std::move(*opened);
    notePorts();
    return {};
}

void Listeners::closeSecurely()
{
    if (m_secureListener)
        retire(std::move(m_secureListener), Replaced::No);
    notePorts();
}

void Listeners::notePorts()
{
    std::vector<int> ports;
    for (const auto* const listener : {&m_listener, &m_secureListener})
        if (*listener)
            ports.push_back((*listener)->port());
    m_sources.pool.setOwnPorts(std::move(ports));
}

void Listeners::retire(std::unique_ptr<http::Listener> listener, Replaced replaced)
{
    http::Listener* const closing = listener.get();
    m_retired.push_back(std::move(listener));
    // Queued: a listener is not destroyed inside its own signal.
    connect(closing, &http::Listener::drained, this, [this, closing] { listenerDrained(closing); }, Qt::QueuedConnection);
    if (replaced == Replaced::Yes)
        closing->retire();
    else
        closing->close();
}

void Listeners::listenerDrained(http::Listener* listener)
{
    std::erase_if(m_retired, [listener](const auto& retired) { return retired.get() == listener; });
    if (m_isStopping && m_retired.empty())
        Q_EMIT drained();
}

std::vector<std::string> Listeners::addresses(bool secure) const
{
    const auto& listener = secure ? m_secureListener : m_listener;
    return listener ? listener->addresses() : std::vector<std::string>();
}

void Listeners::stop()
{
    m_isStopping = true;
    for (const auto& retired : m_retired) // including clients that have not sent a request yet
        retired->close();
    if (m_listener)
        retire(std::move(m_listener), Replaced::No);
    closeSecurely();
    if (m_retired.empty())
        Q_EMIT drained();
}

void Listeners::stopNow()
{
    for (const auto& listener : m_retired)
        listener->stopNow();
}

void Listeners::abandon()
{
    for (const auto& listener : m_retired)
        listener->abandon();
    for (const auto* const listener : {&m_secureListener, &m_listener})
        if (*listener)
            (*listener)->abandon();
}

} // namespace gateway::exchange

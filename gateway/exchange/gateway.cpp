#include "gateway.h"

#include "endpoint_table.h"
#include "exchange.h"

namespace gateway::exchange {

Gateway::Gateway(const Clock& clock, usage::LiveBoard::Publish publish, QObject* parent)
    : QObject(parent), m_pool(m_wheel, nullptr), m_board(clock, std::move(publish)),
      m_services{clock, m_wheel, m_pool, m_board, m_balancer, {}, {}, {}, std::mt19937_64(std::random_device{}()),
                 {}, {}, false, false, nullptr}
{
    m_services.instanceId = m_services.ids.next(clock.wallNow());
}

Gateway::~Gateway()
{
    m_retired.clear();
    m_listener.reset(); // connections and their exchanges first: they use all the rest
}

void Gateway::use(std::shared_ptr<const Snapshot> snapshot)
{
    for (const Provider& provider : snapshot->providers)
        if (!provider.origin.proxy.empty())
            m_pool.setProxy(provider.origin.proxy, provider.proxy);
    m_services.snapshot = std::move(snapshot);
    if (!m_listener)
        return;
    http::ServerLimits limits;
    limits.maxHeaderBytes = m_services.snapshot->settings.listen.maxHeaderBytes;
    limits.maxBodyBytes = m_services.snapshot->settings.listen.maxBodyBytes;
    m_listener->setLimits(limits);
}

http::ServerContext Gateway::serverContext()
{
    http::ServerContext context;
    const config::ListenSettings& listen = m_services.snapshot->settings.listen;
    context.limits.maxHeaderBytes = listen.maxHeaderBytes;
    context.limits.maxBodyBytes = listen.maxBodyBytes;
    context.makeHandler = [this](http::ServerConnection& connection) -> std::unique_ptr<http::Handler> {
        return std::make_unique<Exchange>(connection, m_services);
    };
    context.errorBody = [this](const Error& error, const http::RequestHead& head, http::Headers& headers) {
        return errorBody(error, head, headers);
    };
    context.wheel = &m_wheel;
    return context;
}

QByteArray Gateway::errorBody(const Error& error, const http::RequestHead& head, http::Headers& headers)
{
    headers.set("content-type", "application/json");
    headers.set("x-signalbox-request-id", m_services.ids.next(m_services.clock.wallNow()));
    headers.set("x-signalbox-error", error.code());
    return QByteArray::fromStdString(protocol::errorBody(dialectOf(head.path), error));
}

Result<void> Gateway::listen()
{
    const config::ListenSettings& listen = m_services.snapshot->settings.listen;
    if (m_listener)
        retire(std::move(m_listener));
    m_services.ownPorts.clear();
    auto listener = std::make_unique<http::Listener>(serverContext(), nullptr);
    http::ListenAt at;
    at.address = listen.address;
    at.port = listen.httpPort;
    if (auto listening = listener->listen(at); !listening)
        return listening;
    m_listener = std::move(listener);
    m_services.ownPorts.push_back(m_listener->port());
    return {};
}

void Gateway::retire(std::unique_ptr<http::Listener> listener)
{
    http::Listener* const closing = listener.get();
    m_retired.push_back(std::move(listener));
    // Queued: a listener is not destroyed inside its own signal.
    connect(closing, &http::Listener::drained, this, [this, closing] { listenerDrained(closing); }, Qt::QueuedConnection);
    closing->close();
}

void Gateway::listenerDrained(http::Listener* listener)
{
    std::erase_if(m_retired, [listener](const auto& retired) { return retired.get() == listener; });
    if (m_services.isStopping && m_retired.empty())
        Q_EMIT drained();
}

const std::vector<std::string>& Gateway::addresses() const { return m_listener ? m_listener->addresses() : m_none; }

void Gateway::pause(bool on) { m_services.isPaused = on; }

void Gateway::stop()
{
    m_services.isStopping = true;
    if (m_listener)
        retire(std::move(m_listener));
    if (m_retired.empty())
        Q_EMIT drained();
}

std::size_t Gateway::openExchanges() const { return m_board.inFlight(); }

void Gateway::flush() { m_board.flush(); }

} // namespace gateway::exchange

#include "gateway.h"

#include "exchange.h"

#include "gateway/exchange/admission/endpoint_table.h"

#include <QTimer>

#include <algorithm>
#include <utility>

namespace gateway::exchange {

namespace {

/// Whether requests go to the same account at the same place, by the same way.
bool reachesTheSame(const config::ProviderSettings& a, const config::ProviderSettings& b)
{
    return a.type == b.type && a.enabled == b.enabled && a.baseUrl == b.baseUrl
        && a.wholeUrl == b.wholeUrl && a.settings == b.settings
        && a.authHeaders == b.authHeaders && a.authQuery == b.authQuery && a.sslVerify == b.sslVerify
        && a.caFile == b.caFile && a.proxy == b.proxy;
}

} // namespace

Gateway::Gateway(const Clock& clock, const Clock& restClock, usage::LiveBoard::Publish publish, int maxConnections, QObject* parent)
    : QObject(parent), m_maxConnections(maxConnections), m_pool(m_wheel, nullptr), m_board(clock, std::move(publish)),
      m_balancer(std::random_device{}()), m_health(restClock, [this] { noteHealth(); }),
      m_services{clock, m_wheel, m_soon, m_pool, m_board, m_balancer, m_health, {}, {}, {}, {}, {}, {},
                 std::mt19937_64(std::random_device{}()),
                 {}, false, false, nullptr, {}, {}, nullptr},
      m_responses(m_services.responses, clock, m_wheel)
{
    m_counter = std::make_unique<TokenCounter>();
    m_services.counter = m_counter.get();
    m_workers = std::make_unique<Workers>(m_wheel);
    m_services.workers = m_workers.get();
    m_services.budget = &m_budget;
    m_services.responses.freeBy([this](auto kept) { m_workers->dispose(std::move(kept)); });
    m_services.keyMeters.tell([this](const providers::KeyMeter& meter) { Q_EMIT limitsTold(meter); },
        [this](Milliseconds time) {
            QTimer::singleShot(time, Qt::CoarseTimer, this, [this] { m_services.keyMeters.tellLate(m_services.clock); });
        });
    m_services.instanceId = m_services.ids.next(clock.wallNow());
    // Queued: the pool may be told by the end of an exchange that is on the stack.
    connect(&m_pool, &http::UpstreamPool::burstOver, this,
            [this] {
                m_soon.run();
                if (m_board.inFlight() > 0)
                    return;
                m_services.records.clear();
                Q_EMIT burstOver();
            },
            Qt::QueuedConnection);
}

Gateway::~Gateway()
{
    m_retired.clear();
    m_secureListener.reset();
    m_listener.reset(); // connections and their exchanges first: they use all the rest
    m_ended.putAway();
    m_services.counter = nullptr;
    m_services.responses.freeBy({});
    m_workers.reset();  // nobody is left who waits for one
    m_counter.reset();  // what waits for a number has its record without one
    m_board.flush();    // they end with a record too
    m_responses.flush();
}

void Gateway::nameCallers(FindProcess find) { m_services.findProcess = std::move(find); }

void Gateway::identifyUsers(FindUser find) { m_services.findUser = std::move(find); }

void Gateway::answerMetrics(AskMetrics ask) { m_services.askMetrics = std::move(ask); }

void Gateway::metricsReady(MetricsReply& reply, std::string contentType, std::string text)
{
    reply.contentType = std::move(contentType);
    reply.text = std::move(text);
    reply.isReady = true;
    reply.news.wake();
}

void Gateway::writeResponses(ResponseJournal::Write write) { m_responses.writeWith(std::move(write)); }

void Gateway::writeOwners(ResponseJournal::WriteOwners write) { m_responses.writeOwnersWith(std::move(write)); }

void Gateway::restoreOwners(const std::vector<protocol::OwnerChange>& owners) { m_services.responses.owners().restore(owners); }

void Gateway::restoreResponses(std::vector<protocol::RestoredResponse> responses)
{
    for (protocol::RestoredResponse& response : responses)
        m_services.responses.restore(std::move(response));
}

void Gateway::use(std::shared_ptr<const Snapshot> snapshot)
{
    for (const Provider& provider : snapshot->providers)
        for (const Access& access : provider.accesses) {
            if (!access.proxyProblem.empty())
                m_pool.refuseProxy(access.origin.proxy, access.proxyProblem);
            else if (!access.origin.proxy.empty())
                m_pool.setProxy(access.origin.proxy, access.proxy);
        }
    forgetChanged(*snapshot);
    m_responses.use(snapshot->settings.responses);
    m_services.missing.clear();
    m_services.snapshot = std::move(snapshot);
    m_budget.setMost(m_services.snapshot->settings.listen.maxTotalBodyBytes);
    const config::OtlpSettings& otlp = m_services.snapshot->settings.exports.otlp;
    m_services.tracesExchanges = otlp.endpoint && otlp.traces;
    const http::ServerLimits limits = serverLimits();
    for (const auto* const listener : {&m_listener, &m_secureListener})
        if (*listener)
            (*listener)->setLimits(limits);
    wakeAwaitingKeys();
}

void Gateway::wakeAwaitingKeys()
{
    if (m_services.snapshot->awaitsKeys)
        return;
    for (const auto& each : std::exchange(m_services.awaitingKeys, {}))
        if (const auto point = each.lock())
            point->wake();
}

/// What was learned of a provider holds as long as it is reached in the same way and has
/// the keys that it had; at the start, keys come one by one.
void Gateway::forgetChanged(const Snapshot& next)
{
    if (!m_services.snapshot)
        return;
    m_health.forgetUnless([&](std::string_view id) {
        const Provider* const was = m_services.snapshot->provider(id);
        const Provider* const is = next.provider(id);
        if (!was || !is || !reachesTheSame(*was->settings, *is->settings))
            return false;
        return std::all_of(was->keys.begin(), was->keys.end(), [&](const UsableKey& key) {
            return std::any_of(is->keys.begin(), is->keys.end(), [&key](const UsableKey& other) {
                return key.name == other.name && key.authorization == other.authorization;
            });
        });
    });
}

/// Told once for all that happens in one turn of the event loop.
void Gateway::noteHealth()
{
    if (std::exchange(m_isHealthNews, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_isHealthNews = false;
            Q_EMIT healthChanged(m_health.rests());
        },
        Qt::QueuedConnection);
}

http::ServerLimits Gateway::serverLimits() const
{
    const config::ListenSettings& listen = m_services.snapshot->settings.listen;
    http::ServerLimits limits;
    limits.maxHeaderBytes = listen.maxHeaderBytes;
    limits.maxBodyBytes = listen.maxBodyBytes;
    limits.maxConnections = m_maxConnections;
    return limits;
}

http::ServerContext Gateway::serverContext()
{
    http::ServerContext context;
    context.limits = serverLimits();
    context.makeHandler = [this](http::ServerConnection& connection) -> std::unique_ptr<http::Handler> {
        return std::make_unique<Exchange>(connection, m_services);
    };
    context.errorBody = [this](const Error& error, const http::RequestHead& head, http::Headers& headers) {
        return errorBody(error, head, headers);
    };
    context.wheel = &m_wheel;
    context.ended = &m_ended;
    context.budget = &m_budget;
    context.uploads = &m_uploads;
    return context;
}

QByteArray Gateway::errorBody(const Error& error, const http::RequestHead& head, http::Headers& headers)
{
    headers.set("content-type", "application/json");
    headers.set("x-signalbox-request-id", m_services.ids.next(m_services.clock.wallNow()));
    headers.set("x-signalbox-error", error.code());
    return QByteArray::fromStdString(protocol::errorBody(dialectOf(head.path), error));
}

Result<std::unique_ptr<http::Listener>> Gateway::open(int port, std::optional<QSslConfiguration> tls, const std::vector<const http::Listener*>& own)
{
    auto listener = std::make_unique<http::Listener>(serverContext(), nullptr);
    http::ListenAt at;
    at.address = m_services.snapshot->settings.listen.address;
    at.port = port;
    at.tls = std::move(tls);
    if (auto listening = listener->listen(at, own); !listening)
        return failure(std::move(listening.error()));
    return listener;
}

Result<void> Gateway::listen()
{
    const config::ListenSettings& wanted = m_services.snapshot->settings.listen;
    if (m_listener && m_listener->listensAt(wanted.address, wanted.httpPort))
        return {};
    // The two may change places; HTTPS is opened after this, elsewhere.
    std::vector<const http::Listener*> own;
    if (m_listener)
        own.push_back(m_listener.get());
    if (m_secureListener && wanted.httpsPort != wanted.httpPort)
        own.push_back(m_secureListener.get());
    auto opened = open(wanted.httpPort, std::nullopt, own);
    if (!opened)
        return failure(std::move(opened.error()));
    if (m_listener)
        retire(std::move(m_listener), Replaced::Yes);
    m_listener = std::move(*opened);
    if (m_secureListener && m_secureListener->isInTheWayOf(*m_listener))
        retire(std::move(m_secureListener), Replaced::Yes);
    noteOwnPorts();
    return {};
}

Result<void> Gateway::listenSecurely(const QSslConfiguration& tls)
{
    const config::ListenSettings& wanted = m_services.snapshot->settings.listen;
    const int port = wanted.httpsPort.value_or(0);
    if (m_secureListener && m_secureListener->listensAt(wanted.address, port))
        return m_secureListener->renewTls(tls);
    std::vector<const http::Listener*> own;
    if (m_secureListener)
        own.push_back(m_secureListener.get());
    auto opened = open(port, tls, own);
    if (!opened) {
        if (m_secureListener)
            (void)m_secureListener->renewTls(tls); // the port is said to be the problem; the certificate may be new as well
        return failure(std::move(opened.error()));
    }
    if (m_secureListener)
        retire(std::move(m_secureListener), Replaced::Yes);
    m_secureListener = std::move(*opened);
    noteOwnPorts();
    return {};
}

void Gateway::closeSecurely()
{
    if (m_secureListener)
        retire(std::move(m_secureListener), Replaced::No);
    noteOwnPorts();
}

void Gateway::noteOwnPorts()
{
    std::vector<int> ports;
    for (const auto* const listener : {&m_listener, &m_secureListener})
        if (*listener)
            ports.push_back((*listener)->port());
    m_pool.setOwnPorts(std::move(ports));
}

void Gateway::retire(std::unique_ptr<http::Listener> listener, Replaced replaced)
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

void Gateway::listenerDrained(http::Listener* listener)
{
    std::erase_if(m_retired, [listener](const auto& retired) { return retired.get() == listener; });
    if (m_services.isStopping && m_retired.empty())
        Q_EMIT drained();
}

std::vector<std::string> Gateway::addresses(bool secure) const
{
    const auto& listener = secure ? m_secureListener : m_listener;
    return listener ? listener->addresses() : std::vector<std::string>();
}

Explanation Gateway::explain(const Question& question) const
{
    return exchange::explain(question, *m_services.snapshot, m_balancer, m_health, m_services.clock);
}

void Gateway::pause(bool on) { m_services.isPaused = on; }

void Gateway::stop()
{
    m_services.isStopping = true;
    for (const auto& retired : m_retired) // also those who have not asked yet
        retired->close();
    if (m_listener)
        retire(std::move(m_listener), Replaced::No);
    closeSecurely();
    if (m_retired.empty())
        Q_EMIT drained();
}

void Gateway::stopNow()
{
    for (const auto& listener : m_retired)
        listener->stopNow();
}

void Gateway::cancel(std::string_view id) { m_board.cancel(id); }

void Gateway::flush()
{
    m_soon.run();
    m_board.flush();
}

} // namespace gateway::exchange

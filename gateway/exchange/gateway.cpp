#include "gateway.h"

#include "exchange.h"
#include "shadows.h"

#include "gateway/exchange/admission/endpoint_table.h"

#include <QTimer>

#include <algorithm>
#include <random>
#include <utility>

namespace gateway::exchange {

namespace {

/// Whether requests reach the same account at the same address over the same connection settings.
bool reachesTheSame(const config::ProviderSettings& a, const config::ProviderSettings& b)
{
    return a.type == b.type && a.enabled == b.enabled && a.baseUrl == b.baseUrl
        && a.wholeUrl == b.wholeUrl && a.settings == b.settings
        && a.authHeaders == b.authHeaders && a.authQuery == b.authQuery && a.sslVerify == b.sslVerify
        && a.caFile == b.caFile && a.proxy == b.proxy;
}

} // namespace

Gateway::Gateway(const Clock& clock, const Clock& restClock, usage::LiveBoard::Publish publish, int maxConnections, QObject* parent)
    : QObject(parent), m_pool(m_wheel, nullptr), m_board(clock, std::move(publish)),
      m_health(restClock, [this] { noteHealth(); }),
      m_services{{clock, m_wheel, m_deferred}, {m_pool}, {routing::Balancer(std::random_device{}()), m_health, {}, std::mt19937_64(std::random_device{}())}, {}, {m_board}, {}, {}, {}},
      m_limits(m_services),
      m_responses(m_services.responses, clock, m_wheel),
      m_listeners(std::make_unique<Listeners>(
          Listeners::Sources{m_wheel, m_deferred, m_budget, m_pool}, maxConnections,
          [this](http::ServerConnection& connection) { return std::make_unique<Exchange>(connection, m_services); },
          [this](const Error& error, const http::RequestHead& head, http::Headers& headers) { return errorBody(error, head, headers); }))
{
    m_services.counter = std::make_unique<TokenCounter>();
    m_services.workers = std::make_unique<Workers>(m_wheel);
    m_services.budget = &m_budget;
    m_services.limits = &m_limits.book();
    m_shadows = std::make_unique<Shadows>(m_services);
    m_services.shadows = m_shadows.get();
    m_services.loops.setListener([this](const policy::LoopFound& found) { Q_EMIT loopFound(found); });
    m_services.responses.freeBy([this](auto kept) { m_services.workers->dispose(std::move(kept)); });
    m_services.keyMeters.tell([this](const providers::KeyMeter& meter) { Q_EMIT limitsReported(meter); },
        [this](Milliseconds time) {
            QTimer::singleShot(time, Qt::CoarseTimer, this, [this] { m_services.keyMeters.tellLate(m_services.clock); });
        });
    m_services.instanceId = m_services.ids.next(clock.wallNow());
    connect(m_listeners.get(), &Listeners::drained, this, &Gateway::drained);
    // Queued: the pool may be notified by the end of an exchange that is on the stack.
    connect(&m_pool, &http::UpstreamPool::burstOver, this,
            [this] {
                m_deferred.run();
                if (m_board.inFlight() > 0)
                    return;
                m_services.records.clear();
                Q_EMIT burstOver();
            },
            Qt::QueuedConnection);
}

Gateway::~Gateway()
{
    m_listeners->abandon(); // each exchange settles
    m_listeners.reset(); // connections and their exchanges first: they use everything else
    m_services.shadows = nullptr;
    m_shadows->abandon(); // each copy settles
    m_shadows.reset();
    m_services.responses.freeBy({});
    m_services.workers.reset(); // nobody waits for them any more
    m_services.counter->abandon(); // each record that waits for a count settles without it
    m_services.counter.reset();
    m_board.flush(); // they also end with a record
    m_responses.flush();
}

void Gateway::use(std::shared_ptr<const Snapshot> snapshot)
{
    for (const Provider& provider : snapshot->providers)
        for (const Access& access : provider.accesses) {
            if (!access.proxyProblem.isEmpty())
                m_pool.refuseProxy(access.origin.proxy, access.proxyProblem);
            else if (!access.origin.proxy.empty())
                m_pool.setProxy(access.origin.proxy, access.proxy, access.proxyRemedy);
        }
    forgetChanged(*snapshot);
    m_responses.use(snapshot->settings.responses);
    m_services.missing.clear();
    m_services.snapshot = std::move(snapshot);
    m_limits.use(*m_services.snapshot);
    m_budget.setMost(m_services.snapshot->settings.listen.maxTotalBodyBytes);
    const config::OtlpSettings& otlp = m_services.snapshot->settings.exports.otlp;
    m_services.tracesExchanges = otlp.endpoint && otlp.traces;
    m_listeners->setLimits(m_services.snapshot->settings.listen);
    if (!m_services.snapshot->awaitsKeys)
        wakeAwaitingKeys();
}

void Gateway::wakeAwaitingKeys()
{
    for (const auto& each : std::exchange(m_services.awaitingKeys, {}))
        if (const auto point = each.lock())
            point->wake();
}

/// What was learned about a provider is valid as long as its connection settings and keys stay the same; at startup,
/// keys arrive one by one.
void Gateway::forgetChanged(const Snapshot& next)
{
    if (!m_services.snapshot)
        return;
    const auto isSame = [&](std::string_view id) {
        const Provider* const was = m_services.snapshot->provider(id);
        const Provider* const is = next.provider(id);
        if (!was || !is || !reachesTheSame(*was->settings, *is->settings))
            return false;
        return std::all_of(was->keys.begin(), was->keys.end(), [&](const UsableKey& key) {
            return std::any_of(is->keys.begin(), is->keys.end(), [&key](const UsableKey& other) {
                return key.name == other.name && key.authorization == other.authorization;
            });
        });
    };
    m_health.forgetUnless(isSame);
    m_services.keyMeters.plans().forgetUnless(isSame);
}

/// One notification for everything that happens in one iteration of the event loop.
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

QByteArray Gateway::errorBody(const Error& error, const http::RequestHead& head, http::Headers& headers)
{
    headers.set("content-type", "application/json");
    headers.set("x-signalbox-request-id", m_services.ids.next(m_services.clock.wallNow()));
    headers.set("x-signalbox-error", error.code());
    return QByteArray::fromStdString(protocol::errorBody(dialectOf(head.path), error));
}

Result<void> Gateway::listen() { return m_listeners->listen(m_services.snapshot->settings.listen); }

Result<void> Gateway::listenSecurely(const QSslConfiguration& tls) { return m_listeners->listenSecurely(m_services.snapshot->settings.listen, tls); }

Explanation Gateway::explain(const Question& question)
{
    return exchange::explain(question, *m_services.snapshot, m_services.balancer, m_health, m_services.clock, m_services.missing, &m_services.keyMeters.plans(), &m_limits.book(),
        &m_services.loops);
}

void Gateway::stop()
{
    m_services.isStopping = true;
    m_listeners->stop();
}

void Gateway::flush()
{
    m_deferred.run();
    m_board.flush();
}

} // namespace gateway::exchange

#include "upstream_private.h"

#include <QtGlobal>

#include <algorithm>

namespace gateway::http {

namespace {

// Nothing arrives from it any more, and it goes with this iteration of the loop: it
// may be on the stack, below the slot that ended its exchange. Its socket
// closes as it is destroyed; abort() would tell so at once.
void drop(PooledConnection* connection) { connection->deleteLater(); }

/// How many times the cap may be idle for a moment, and how long that is.
constexpr std::size_t kSurplus = 4;
constexpr Milliseconds kSurplusIdle{1000};
/// Connections in use at once that leave memory behind which is worth giving back.
constexpr std::size_t kBurst = 50;

} // namespace

Lease::Lease(Lease&& other) noexcept
    : m_upstreams(std::exchange(other.m_upstreams, nullptr)), m_connection(std::exchange(other.m_connection, nullptr))
{
}

Lease& Lease::operator=(Lease&& other) noexcept
{
    if (this != &other) {
        release();
        m_upstreams = std::exchange(other.m_upstreams, nullptr);
        m_connection = std::exchange(other.m_connection, nullptr);
    }
    return *this;
}

Lease::~Lease() { release(); }

void Lease::release()
{
    if (m_connection)
        m_upstreams->giveBack(std::exchange(m_connection, nullptr));
}

UpstreamPool::UpstreamPool(TimerWheel& wheel, QObject* parent) : QObject(parent), d(std::make_unique<Private>(wheel)) { }

UpstreamPool::~UpstreamPool()
{
    Q_ASSERT(d->active == 0);
    // While what they share is there.
    const QObjectList connections = children();
    qDeleteAll(connections);
}

Lease UpstreamPool::acquire(const Origin& origin, const KeepAlive& keepAlive, bool fresh)
{
    dropAfterSleep();
    while (!fresh && keepAlive.enabled) {
        PooledConnection* const connection = takeIdle(origin);
        if (!connection)
            break;
        if (!connection->d->isQuiet()) {
            connection->d->cut();
            drop(connection);
            continue;
        }
        connection->d->keepAlive = keepAlive;
        connection->d->reuse(d->lastUse);
        d->countActive();
        return {this, connection};
    }
    auto* const connection = new PooledConnection(
        std::make_unique<PooledConnection::Private>(d->shared, origin, keepAlive), this);
    d->countActive();
    const auto proxy = d->proxies.find(origin.proxy);
    connection->d->onIdleEnd = [this, connection] { dropIdle(connection); };
    if (origin.proxy.empty())
        connection->d->open(connection, QNetworkProxy(QNetworkProxy::NoProxy));
    else if (proxy != d->proxies.end())
        connection->d->open(connection, proxy->second.first, proxy->second.second);
    else if (const auto refused = d->refusedProxies.find(origin.proxy); refused != d->refusedProxies.end())
        connection->d->fail(ErrorKind::UpstreamUnreachable, refused->second);
    else // never past a proxy that was asked for
        connection->d->fail(ErrorKind::UpstreamUnreachable, QT_TRANSLATE_NOOP("Error", "unknown proxy"), origin.proxy);
    return {this, connection};
}

PooledConnection* UpstreamPool::takeIdle(const Origin& origin)
{
    const auto found = d->idle.find(origin);
    if (found == d->idle.end() || found->second.empty())
        return nullptr;
    PooledConnection* const connection = found->second.back();
    found->second.pop_back();
    --d->idleTotal;
    connection->d->isIdle = false;
    connection->d->unlink();
    return connection;
}

void UpstreamPool::dropIdle(PooledConnection* connection)
{
    const auto found = d->idle.find(connection->d->origin);
    std::erase(found->second, connection);
    --d->idleTotal;
    connection->d->isIdle = false;
    connection->d->cut();
    drop(connection);
    lookForCalm();
}

void UpstreamPool::giveBack(UpstreamConnection* given)
{
    auto* const connection = static_cast<PooledConnection*>(given); // all are
    --d->active;
    const KeepAlive& keepAlive = connection->d->keepAlive;
    if (keepAlive.pool <= 0 || keepAlive.idle_ms <= 0 || !connection->d->isReusable()) {
        connection->d->cut();
        drop(connection);
        lookForCalm();
        return;
    }
    std::vector<PooledConnection*>& list = d->idle[connection->d->origin];
    list.push_back(connection);
    ++d->idleTotal;
    connection->d->isIdle = true;
    d->shared.wheel.add(*connection->d, Milliseconds{keepAlive.idle_ms});
    // Above the cap the oldest goes, but not in the middle of a burst: it would be
    // opened again at once.
    const auto cap = static_cast<std::size_t>(keepAlive.pool);
    if (list.size() > cap)
        d->shared.wheel.add(*list[list.size() - 1 - cap]->d, std::min(kSurplusIdle, Milliseconds{keepAlive.idle_ms}));
    if (list.size() > kSurplus * cap)
        dropIdle(list.front());
    else
        lookForCalm();
}

// The clock on the wall goes on while the machine sleeps, the steady one does
// not: where they part, the peers have long forgotten what is idle here.
void UpstreamPool::dropAfterSleep()
{
    constexpr std::chrono::seconds kNoticeable{10};
    const TimePoint now = std::chrono::steady_clock::now();
    const WallTime onTheWall = std::chrono::system_clock::now();
    const bool hasSlept = d->idleTotal > 0 && onTheWall - d->lastUseOnTheWall > now - d->lastUse + kNoticeable;
    d->lastUse = now;
    d->lastUseOnTheWall = onTheWall;
    if (hasSlept)
        dropAllIdle();
}

void UpstreamPool::dropAllIdle()
{
    for (auto& [origin, connections] : d->idle)
        while (!connections.empty())
            dropIdle(connections.back());
}

void UpstreamPool::lookForCalm()
{
    if (d->active > 0 || (d->idleTotal == 0 ? d->mostSinceEmpty : d->mostSinceCalm) < kBurst)
        return;
    const auto hasSurplus = [](const auto& entry) {
        const auto& connections = entry.second;
        return !connections.empty()
            && connections.size() > static_cast<std::size_t>(connections.back()->d->keepAlive.pool);
    };
    if (std::any_of(d->idle.begin(), d->idle.end(), hasSurplus))
        return;
    d->mostSinceCalm = 0;
    if (d->idleTotal == 0)
        d->mostSinceEmpty = 0;
    Q_EMIT burstOver();
}

void UpstreamPool::setOwnPorts(std::vector<int> ports) { d->shared.ownPorts = std::move(ports); }

void UpstreamPool::setProxy(const std::string& key, const QNetworkProxy& proxy, const Sentence& remedy) { d->proxies[key] = {proxy, remedy}; }

void UpstreamPool::refuseProxy(const std::string& key, const Sentence& why) { d->refusedProxies[key] = why; }

void UpstreamPool::clear()
{
    dropAllIdle();
    d->idle.clear();
    d->shared.tls.clear();
}

std::size_t UpstreamPool::idleCount() const { return d->idleTotal; }
std::size_t UpstreamPool::activeCount() const { return d->active; }

} // namespace gateway::http

// Processes ended exchanges and live data.

#include "host_private.h"

#include "gateway/routing/health/failure_rules.h"

#include <algorithm>
#include <set>

namespace gateway::host {

namespace {

/// Minimum time between queries of the system's proxies, which are repeated while there is traffic, and sooner when a
/// provider could not be reached.
constexpr std::chrono::seconds kProxiesAgain{60};
constexpr std::chrono::seconds kProxiesAgainOffline{2};
/// Minimum time between reads of the keys when one is missing or rejected.
constexpr std::chrono::seconds kKeysAgain{2};

bool lacksKey(const usage::ExchangeRecord& record)
{
    return record.errorCode == errorInfo(ErrorKind::NoUsableKey).code
           || std::any_of(record.attempts.begin(), record.attempts.end(), [](const usage::AttemptRecord& attempt) {
                  return attempt.failure && routing::isKeyFailure(*attempt.failure);
              });
}

bool wasOffline(const usage::ExchangeRecord& record)
{
    return std::any_of(record.attempts.begin(), record.attempts.end(), [](const usage::AttemptRecord& attempt) {
        return attempt.failure == config::FailureClass::Unreachable || attempt.failure == config::FailureClass::Timeout;
    });
}

/// The requests that show whether a client was set up correctly. Requests not answered by a model, such as token
/// counts, do not.
std::vector<SeenRequest> requestsIn(const usage::RecordBatch& records)
{
    std::vector<SeenRequest> requests;
    for (const auto& record : records) {
        const bool isWorked = record->isAnsweredByModel();
        const bool hasFailed = record->outcome != usage::Outcome::Cancelled && !record->errorCode.empty();
        if (record->consumer.empty() || record->isLate || record->isFree() || (!isWorked && !hasFailed))
            continue;
        const std::string failure = isWorked ? std::string() : std::to_string(record->status) + ' ' + record->errorCode;
        requests.push_back({record->consumer, record->startedAt, record->askedModel, failure});
    }
    return requests;
}

} // namespace

// Gateway thread.
void GatewayHost::Private::publish(std::optional<usage::LiveSnapshot> live, usage::RecordBatch ended)
{
    if (live)
        telemetry.noteInFlight(static_cast<std::int64_t>(live->open));
    if (!ended.empty())
        recordPipeline.take(std::move(ended));
    if (live)
        QMetaObject::invokeMethod(
            &q,
            [this, live = std::move(*live)]() mutable {
                watchdog.setBusy(live.open > 0);
                if (q.isWatched()) {
                    live.sumUp();
                    Q_EMIT q.live(live);
                }
                findProxiesAgain(kProxiesAgain);
            },
            Qt::QueuedConnection);
}

RecordPipeline::Steps GatewayHost::Private::recordSteps()
{
    return {
        .state = [this](const usage::RecordBatch& batch) { heedRecords(batch); },
        .clients = [this](const usage::RecordBatch& batch) { clients.noteRequests(requestsIn(batch)); },
        .log = [this](const usage::RecordBatch& batch) { log->logExchanges(batch); },
        .telemetry = [this](const usage::RecordBatch& batch) { telemetry.take(batch); },
        .experiments = [this](const usage::RecordBatch& batch) { experiments.take(batch); },
        .ledger = [this](usage::RecordBatch batch) { ledger->write(std::move(batch)); },
    };
}

// Any thread.
void GatewayHost::Private::heedRecords(const usage::RecordBatch& batch)
{
    askUsedUp(batch);
    if (m_arePlansAsked)
        askPlans(batch);
    if (std::ranges::any_of(batch, [](const auto& record) { return lacksKey(*record); }))
        QMetaObject::invokeMethod(&q, [this] { readKeysAgain(); }, Qt::QueuedConnection);
    if (std::ranges::any_of(batch, [](const auto& record) { return wasOffline(*record); }))
        QMetaObject::invokeMethod(&q, [this] { findProxiesAgain(kProxiesAgainOffline); }, Qt::QueuedConnection);
}

/// A provider reported that a key is used up: queries what is left on it.
void GatewayHost::Private::askUsedUp(const usage::RecordBatch& records)
{
    std::set<std::pair<std::string, std::string>> keys;
    for (const auto& record : records)
        for (const usage::AttemptRecord& attempt : record->attempts)
            if (attempt.failure == config::FailureClass::BalanceGone)
                keys.emplace(attempt.provider, attempt.key);
    if (!keys.empty())
        QMetaObject::invokeMethod(&q, [this, keys = std::move(keys)] {
            for (const auto& [provider, key] : keys)
                meters.usedUp(provider, key);
        }, Qt::QueuedConnection);
}

/// Keys were used whose plans decide about targets.
void GatewayHost::Private::askPlans(const usage::RecordBatch& records)
{
    std::set<std::pair<std::string, std::string>> keys;
    for (const auto& record : records)
        for (const usage::AttemptRecord& attempt : record->attempts)
            if (!attempt.key.empty())
                keys.emplace(attempt.provider, attempt.key);
    if (!keys.empty())
        QMetaObject::invokeMethod(&q, [this, keys = std::move(keys)] {
            for (const auto& [provider, key] : keys)
                meters.used(provider, key);
        }, Qt::QueuedConnection);
}

// A file, or a keychain without change notifications, may contain another key now.
void GatewayHost::Private::readKeysAgain()
{
    const TimePoint now = std::chrono::steady_clock::now();
    if (now - m_keysReadAgain < kKeysAgain)
        return;
    m_keysReadAgain = now;
    secrets->refreshUnlocked();
}

} // namespace gateway::host

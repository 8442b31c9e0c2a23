#include "cooldown_store.h"

#include "state_file.h"

#include "gateway/core/log.h"
#include "gateway/routing/health/health_state.h"

#include <algorithm>
#include <utility>

namespace gateway::host {

namespace {

constexpr int kTell_ms = 50;
constexpr int kWrite_ms = 1000;
constexpr std::chrono::hours kOverSinceLong{24};

bool isOf(const config::Settings& settings, const routing::Rest& rest)
{
    const config::ProviderSettings* const provider = settings.provider(rest.provider);
    if (!provider)
        return false;
    return rest.key.empty() || std::any_of(provider->keys.begin(), provider->keys.end(), [&](const config::ProviderKey& key) {
               return key.name == rest.key;
           });
}

} // namespace

CooldownStore::CooldownStore(const QString& dataDir, QObject& storageWork, QObject* parent)
    : QObject(parent), m_file(dataDir + QStringLiteral("/state.json")), m_storageWork(storageWork),
      m_inFile(routing::toJson({}))
{
    m_changedTimer.setSingleShot(true);
    m_changedTimer.setInterval(kTell_ms);
    m_writeTimer.setSingleShot(true);
    m_writeTimer.setInterval(kWrite_ms);
    connect(&m_changedTimer, &QTimer::timeout, this, &CooldownStore::changed);
    connect(&m_writeTimer, &QTimer::timeout, this, &CooldownStore::write);
}

void CooldownStore::load(config::Settings settings)
{
    QMetaObject::invokeMethod(&m_storageWork, [this, settings = std::move(settings)]() mutable {
        QMetaObject::invokeMethod(
            this,
            [this, found = readState(m_file), settings = std::move(settings)]() mutable {
                loaded(std::move(found), settings);
            },
            Qt::QueuedConnection);
    });
}

void CooldownStore::loaded(FoundState found, const config::Settings& settings)
{
    m_isLoaded = true;
    if (!found.problem.isEmpty())
        qCWarning(logHost, "%s", toText(found.problem).c_str());
    if (!found.text.empty())
        m_inFile = std::move(found.text);
    const WallTime longAgo = std::chrono::system_clock::now() - kOverSinceLong;
    std::erase_if(found.rests, [&](const routing::Rest& rest) { return rest.until < longAgo || !isOf(settings, rest); });
    if (found.rests.empty())
        return;
    qCInfo(logHost, "%zu cooldowns of keys, models or providers continue from the previous run", found.rests.size());
    if (m_rests.empty())
        m_rests = found.rests; // until the gateway reports: it may be stopped before
    Q_EMIT restored(found.rests);
}

void CooldownStore::take(std::vector<routing::Rest> rests)
{
    m_rests = std::move(rests);
    for (QTimer* const timer : {&m_changedTimer, &m_writeTimer})
        if (!timer->isActive())
            timer->start();
}

void CooldownStore::write()
{
    std::string text = routing::toJson(m_rests);
    if (!m_isLoaded || text == m_inFile)
        return;
    m_inFile = text;
    m_isWriting = true;
    QMetaObject::invokeMethod(&m_storageWork, [this, text = std::move(text)] {
        const auto result = writeState(m_file, text);
        QMetaObject::invokeMethod(
            this, [this, problem = result ? std::nullopt : std::optional(result.error())] { written(problem); },
            Qt::QueuedConnection);
    });
}

void CooldownStore::written(const std::optional<Error>& problem)
{
    m_isWriting = false;
    if (!std::exchange(m_isProblemSaid, problem.has_value()) && problem)
        qCWarning(logHost, "%s", problem->text().c_str());
    if (problem)
        m_inFile.clear(); // retried with the next change, or at the end
}

void CooldownStore::finish()
{
    const std::string text = routing::toJson(m_rests);
    if (m_isLoaded && (m_isWriting || text != m_inFile)) // a pending write may not have finished
        (void)writeState(m_file, text);
}

} // namespace gateway::host

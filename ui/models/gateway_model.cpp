#include "gateway_model.h"

#include "entry_names.h"
#include "formatter.h"

#include "gateway/host/backups.h"
#include "gateway/host/updates/update_watch.h"
#include "ui/words/sentence_words.h"
#include "ui/words/port_words.h"

#include <QFileInfo>

#include <algorithm>
#include <array>

namespace ui::models {

using gateway::ErrorKind;
using gateway::config::ProviderSettings;
using gateway::host::ProviderHealth;
using gateway::host::ProviderStatus;
using gateway::host::State;
using gateway::usage::ExchangeRecord;

namespace {

constexpr int kTick_ms = 1000;
constexpr int kFlush_ms = 250;
constexpr int kAges_ms = 30000;
constexpr int kKnownRecords = 200; ///< that tell which clients are not new
constexpr std::string_view kDemoType = "demo";
constexpr std::int64_t kMostCounted = 1'000'000; ///< in a sentence

struct Look {
    GatewayModel::Headline headline;
    const char* word;
    const char* status; ///< of palette.json
    const char* state;
};

constexpr std::array kLooks{
    Look{GatewayModel::Headline::Starting, QT_TRANSLATE_NOOP("ui::models::GatewayModel", "Starting"), "busy", "starting"},
    Look{GatewayModel::Headline::Running, QT_TRANSLATE_NOOP("ui::models::GatewayModel", "Running"), "ok", "running"},
    Look{GatewayModel::Headline::Hung, QT_TRANSLATE_NOOP("ui::models::GatewayModel", "Not responding"), "error", "error"},
    Look{GatewayModel::Headline::OnFallback, QT_TRANSLATE_NOOP("ui::models::GatewayModel", "On fallback"), "warn", "fallback"},
    Look{GatewayModel::Headline::Paused, QT_TRANSLATE_NOOP("ui::models::GatewayModel", "Paused"), "idle", "paused"},
    Look{GatewayModel::Headline::NoProvider, QT_TRANSLATE_NOOP("ui::models::GatewayModel", "No providers yet"), "warn", "running"},
    Look{GatewayModel::Headline::NoUsableProvider, QT_TRANSLATE_NOOP("ui::models::GatewayModel", "No usable provider"), "error",
         "error"},
    Look{GatewayModel::Headline::KeysLocked, QT_TRANSLATE_NOOP("ui::models::GatewayModel", "Keys locked"), "error", "error"},
    Look{GatewayModel::Headline::PortTaken, QT_TRANSLATE_NOOP("ui::models::GatewayModel", "Port in use"), "error", "error"},
    Look{GatewayModel::Headline::BadFile, QT_TRANSLATE_NOOP("ui::models::GatewayModel", "Configuration error"), "warn",
         "running"},
    Look{GatewayModel::Headline::Failed, QT_TRANSLATE_NOOP("ui::models::GatewayModel", "Not running"), "error", "error"},
    Look{GatewayModel::Headline::Stopping, QT_TRANSLATE_NOOP("ui::models::GatewayModel", "Stopping"), "busy", "paused"},
    Look{GatewayModel::Headline::Stopped, QT_TRANSLATE_NOOP("ui::models::GatewayModel", "Stopped"), "idle", "paused"},
};

const Look& lookOf(GatewayModel::Headline headline)
{
    return *std::find_if(kLooks.begin(), kLooks.end(), [&](const Look& look) { return look.headline == headline; });
}

QDate dayOf(gateway::WallTime time) { return Formatter::local(time).date(); }

bool hasLockedKey(const ProviderStatus& provider)
{
    return provider.health != ProviderHealth::Disabled
        && std::ranges::any_of(provider.keys, [](const auto& key) { return key.health == gateway::host::KeyHealth::Locked; });
}

std::int64_t countOf(const std::optional<gateway::Tokens>& tokens) { return tokens ? tokens->count : 0; }

} // namespace

GatewayModel::GatewayModel(const gateway::Clock& clock, QObject* parent)
    : QObject(parent), m_clock(clock), m_inFlight([this](const std::string& id) { return providerName(id); }),
      m_serving([this](const std::string& id) { return providerName(id); }),
      m_events([this](const std::string& id) { return providerName(id); }, clock)
{
    m_day = dayOf(clock.wallNow());
    m_liveFrom = clock.wallNow();
    m_tick.setInterval(kTick_ms);
    m_flush.setInterval(kFlush_ms);
    m_flush.setSingleShot(true);
    m_ages.setInterval(kAges_ms);
    m_ages.setTimerType(Qt::VeryCoarseTimer);
    m_forget.setSingleShot(true);
    m_forget.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_tick, &QTimer::timeout, this, &GatewayModel::tick);
    connect(&m_flush, &QTimer::timeout, this, [this] {
        if (!m_isPending) return;
        flush();
        m_flush.start();
    });
    connect(&m_ages, &QTimer::timeout, &m_events, &EventModel::refreshTimes);
    connect(&m_forget, &QTimer::timeout, this, [this] {
        forget();
        settle();
    });
    settle();
}

void GatewayModel::attach(const Access& access)
{
    m_access = access;
    m_liveFrom = m_clock.wallNow();
    setCatalog(access.providers().catalog());
    setSettings(access.configuration().settings());
    setProviders(access.providers().providers());
    setStatus(access.control().status());
    connect(&access.news(), &GatewayNews::statusChanged, this, [this] {
        const bool worksAgain = m_status.ledgerFails && !m_access->control().status().ledgerFails;
        setStatus(m_access->control().status());
        if (m_lacksLedger && worksAgain) m_hasAsked = false;
        askLedger();
    });
    connect(&access.news(), &GatewayNews::settingsChanged, this, [this] { setSettings(m_access->configuration().settings()); });
    connect(&access.news(), &GatewayNews::providersChanged, this, [this] { setProviders(m_access->providers().providers()); });
    connect(&access.news(), &GatewayNews::live, this, &GatewayModel::addSnapshot);
    connect(&access.news(), &GatewayNews::loopNoticed, &m_events, &EventModel::addLoopNotice);
    connect(&access.news(), &GatewayNews::experimentDecided, &m_events, &EventModel::addExperimentNotice);
    connect(&access.news(), &GatewayNews::limitNoticed, &m_events, &EventModel::addLimitNotice);
    connect(&access.configuration().backups(), &gateway::host::Backups::usageReplaced, this, [this] {
        m_today = {};
        m_lacksLedger = false;
        m_liveFrom = m_clock.wallNow();
        m_hasAsked = false;
        askLedger();
        Q_EMIT todayChanged();
    });
    connect(&access.diagnosis().updates(), &gateway::host::UpdateWatch::changed, this, [this] { m_events.setUpdate(m_access->diagnosis().updates().finding()); });
    askLedger();
}

void GatewayModel::askLedger()
{
    if (m_hasAsked) return;
    const QDateTime midnight = m_day.startOfDay();
    const gateway::WallTime from{std::chrono::milliseconds(midnight.toMSecsSinceEpoch())};
    m_hasAsked = m_access->requests().totals(from, m_liveFrom, this, [this, day = m_day](const gateway::Result<gateway::usage::Totals>& totals) {
        if (day != m_day) return;
        if (totals) setLedgerTotals(*totals);
        else setLedgerUnread();
    });
    m_access->requests().recent(kKnownRecords, this, [this](const std::vector<ExchangeRecord>& records) {
        for (const ExchangeRecord& record : records) m_events.addKnownClient(record);
    });
}

void GatewayModel::setStatus(const gateway::host::Status& status)
{
    m_status = status;
    m_events.setStatus(status);
    settle();
}

void GatewayModel::setSettings(const gateway::config::Settings& settings)
{
    m_settings = settings;
    m_serving.setRoutes(settings.routes, ServingModel::Since{m_clock.wallNow(), m_clock.now()});
    settle();
}

void GatewayModel::setProviders(const std::vector<ProviderStatus>& providers)
{
    m_providers = providers;
    m_serving.setProviders(providers);
    m_events.setProviders(providers);
    settle();
}

void GatewayModel::setCatalog(const CatalogSource& catalog) { m_catalog = catalog; }

void GatewayModel::addSnapshot(const gateway::usage::LiveSnapshot& snapshot)
{
    m_throughput.add(snapshot);
    Q_EMIT snapshotCame(snapshot);
    auto finished = std::move(m_pending.finished);
    auto late = std::move(m_pending.late);
    finished.insert(finished.end(), snapshot.finished.begin(), snapshot.finished.end());
    late.insert(late.end(), snapshot.late.begin(), snapshot.late.end());
    m_pending = snapshot;
    m_pending.finished = std::move(finished);
    m_pending.late = std::move(late);
    m_isPending = true;
    if (m_flush.isActive()) return;
    flush();
    // If nobody watches, nothing is painted, so there is no need to wait.
    if (m_isWatched) m_flush.start();
}

void GatewayModel::flush()
{
    m_isPending = false;
    m_totals = m_pending.totals;
    m_inFlight.setExchanges(m_pending.inFlight, m_pending.at);
    for (const auto& exchange : m_pending.inFlight) m_serving.addInFlight(exchange, m_clock.now());
    const auto finished = std::exchange(m_pending.finished, {});
    for (const auto& record : finished) {
        m_serving.addRecord(*record, m_clock.now());
        m_events.addRecord(*record);
        addToday(*record);
    }
    const auto late = std::exchange(m_pending.late, {});
    for (const auto& record : late)
        if (dayOf(record->startedAt) == m_day) addUsedToday(*record);
    if (!finished.empty()) forget();
    if (!finished.empty() || !late.empty()) Q_EMIT todayChanged();
    settle();
    settleTick();
    if (m_isWatched) Q_EMIT ratesChanged();
}

void GatewayModel::forget()
{
    const auto next = m_serving.expire(m_clock.now());
    m_forget.stop();
    if (!next) return;
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(*next - m_clock.now());
    m_forget.start(std::max(wait, std::chrono::milliseconds{1}));
}

void GatewayModel::setLedgerTotals(const gateway::usage::Totals& totals)
{
    m_today += totals;
    m_lacksLedger = false;
    Q_EMIT todayChanged();
}

void GatewayModel::setLedgerUnread()
{
    m_lacksLedger = true;
    Q_EMIT todayChanged();
}

void GatewayModel::addToday(const ExchangeRecord& record)
{
    // The exchange began before the ledger was read: it is included there, or is from an earlier run.
    if (record.startedAt < m_liveFrom) return;
    const QDate day = dayOf(record.startedAt);
    if (day < m_day) return;
    if (day > m_day) {
        m_day = day;
        m_today = {};
        m_lacksLedger = false;
    }
    m_today.exchanges += 1;
    m_today.failed += record.isFailure() ? 1 : 0;
    m_today.fallbacks += record.isFallback ? 1 : 0;
    addUsedToday(record);
}

void GatewayModel::addUsedToday(const ExchangeRecord& record)
{
    m_today.inputTokens += countOf(record.tokens.input);
    m_today.cachedInputTokens += countOf(record.tokens.cachedInput);
    m_today.cacheWriteTokens += countOf(record.tokens.cacheWrite);
    m_today.outputTokens += countOf(record.tokens.output);
    m_today.reasoningTokens += countOf(record.tokens.reasoning);
    using gateway::protocol::TokenPart;
    m_today.estimatedInputTokens += record.tokens.estimated({TokenPart::Input, TokenPart::CachedInput, TokenPart::CacheWrite}).count;
    m_today.estimatedOutputTokens += record.tokens.estimated({TokenPart::Output, TokenPart::Reasoning}).count;
    m_today.unknownUsage += record.isCharged() && record.tokens.origin == gateway::protocol::UsageOrigin::Unknown ? 1 : 0;
    const auto addCost = [this](const auto&, const auto&, const gateway::usage::Paid& paid) {
        if (paid.cost) (paid.cost->currency == gateway::Currency::Cny ? m_today.costCny_pico : m_today.costUsd_pico) += paid.cost->pico;
    };
    visitCharges(record, addCost);
    if (!record.isLate) m_today.charged += record.charges.empty() ? record.isCharged() : std::ssize(record.charges) + (record.isAnswerMissing() ? 1 : 0);
    const auto isUnpriced = [](const gateway::usage::Charge& charge) { return !charge.isDeferred() && !charge.isPriced(); };
    // As in the ledger: attempts with usage, otherwise the answer.
    const auto unpriced = std::ranges::count_if(record.charges, isUnpriced);
    if (record.charges.empty()) m_today.unpriced += record.isCharged() && !record.isDeferred() && !record.isPriced() ? 1 : 0;
    else m_today.unpriced += unpriced + (record.isAnswerMissing() ? 1 : 0);
}

gateway::usage::Totals GatewayModel::today() const
{
    return dayOf(m_clock.wallNow()) == m_day ? m_today : gateway::usage::Totals{};
}

bool GatewayModel::isTodayWhole() const { return !m_lacksLedger || dayOf(m_clock.wallNow()) != m_day; }

QString GatewayModel::todayPhrase() const
{
    const gateway::usage::Totals sums = today();
    const bool isWhole = isTodayWhole();
    if (sums.exchanges == 0) return isWhole ? tr("no requests") : Formatter().unknown();
    const Formatter format;
    const auto tokens = sums.inputTokens + sums.cachedInputTokens + sums.cacheWriteTokens + sums.outputTokens + sums.reasoningTokens;
    const QString count = format.headlineTokens(tokens);
    QStringList facts{tr("%1 token(s)", nullptr, Formatter::plural(tokens)).arg(isWhole ? count : Formatter::atLeast(count))};
    const bool hasCost = sums.costCny_pico > 0 || sums.costUsd_pico > 0; // free requests need no cost
    if (hasCost) facts << format.cost(sums, isWhole);
    if (sums.unpriced > 0) facts << (hasCost ? tr("%Ln without a full price", nullptr, static_cast<int>(std::min<std::int64_t>(sums.unpriced, kMostCounted))) : tr("cost unknown"));
    return facts.join(QStringLiteral(" · "));
}

void GatewayModel::setWatched(bool watched)
{
    if (watched == m_isWatched) return;
    m_isWatched = watched;
    if (watched) {
        m_ages.start();
        tick();
        m_events.refreshTimes();
        Q_EMIT todayChanged();
        return;
    }
    m_ages.stop();
    m_flush.stop();
    if (m_isPending) flush();
    settleTick();
}

void GatewayModel::tick()
{
    m_throughput.advance(m_clock.now());
    m_inFlight.advance(m_clock.now());
    settleTick();
    Q_EMIT ratesChanged();
}

void GatewayModel::settleTick()
{
    const bool moves = m_isWatched && (!m_throughput.isEmpty() || m_inFlight.rowCount() > 0);
    if (moves && !m_tick.isActive()) m_tick.start();
    if (!moves) m_tick.stop();
}

void GatewayModel::settle()
{
    const QStringList shown{headlineWord(), phrase(), problem(), httpsProblem(), statusName(), stateName(), baseUrls().join(u'\n')};
    if (shown == m_shown) return;
    m_shown = shown;
    Q_EMIT headlineChanged();
}

GatewayModel::Headline GatewayModel::headline() const
{
    switch (m_status.state) {
    case State::Starting: return Headline::Starting;
    case State::Stopping: return Headline::Stopping;
    case State::Stopped: return Headline::Stopped;
    case State::Failed:
        return m_status.problem && m_status.problem->kind == ErrorKind::PortTaken ? Headline::PortTaken : Headline::Failed;
    case State::Paused:
    case State::Running: break;
    }
    if (m_status.isHung) return Headline::Hung;
    if (m_status.state == State::Paused) return Headline::Paused;
    if (m_status.configInvalid) return Headline::BadFile;
    const bool anyReady = std::any_of(m_providers.begin(), m_providers.end(),
                                      [](const ProviderStatus& provider) { return provider.health == ProviderHealth::Ready; });
    const bool reading = std::any_of(m_providers.begin(), m_providers.end(), [](const ProviderStatus& provider) {
        return std::any_of(provider.keys.begin(), provider.keys.end(),
                           [](const auto& key) { return key.health == gateway::host::KeyHealth::Reading; });
    });
    if (!m_providers.empty() && !anyReady && !reading) return Headline::NoUsableProvider;
    if (std::ranges::any_of(m_providers, hasLockedKey)) return Headline::KeysLocked; // only the user can change that
    if (m_serving.firstFallback()) return Headline::OnFallback;
    return providerCount() == 0 ? Headline::NoProvider : Headline::Running;
}

QStringList GatewayModel::headlineWords()
{
    QStringList words;
    for (const Look& look : kLooks) words << tr(look.word);
    return words;
}

QString GatewayModel::headlineWord() const { return tr(lookOf(headline()).word); }

QString GatewayModel::statusName() const { return QString::fromLatin1(lookOf(headline()).status); }

QString GatewayModel::stateName() const { return QString::fromLatin1(lookOf(headline()).state); }

QString GatewayModel::activePhrase() const
{
    const int active = activeCount();
    return active == 0 ? tr("waiting for requests") : tr("%Ln active", nullptr, active);
}

QString GatewayModel::phrase() const
{
    switch (headline()) {
    case Headline::Starting: return tr("reading keys and opening ports");
    case Headline::Running: return activePhrase();
    case Headline::OnFallback: {
        const Serving* fallback = m_serving.firstFallback();
        return tr("%1 · %2 by %3", "requests under way, model name, provider")
            .arg(activePhrase(), QString::fromStdString(fallback->alias), providerName(fallback->provider));
    }
    case Headline::Paused: {
        const QString now = activeCount() > 0 ? tr("%Ln still active", nullptr, activeCount()) : tr("new requests are rejected");
        return m_pauseEnd.isValid() ? tr("until %1 · %2", "a time, what happens meanwhile").arg(Formatter().time(m_pauseEnd), now) : now;
    }
    case Headline::NoProvider:
        return activeCount() > 0 ? activePhrase() : m_settings.providers.empty() ? tr("add a provider to answer requests") : tr("the demo provider answers");
    case Headline::NoUsableProvider: return tr("see Providers for the reason");
    case Headline::KeysLocked: return tr("unlock them to use their providers");
    case Headline::Hung: return tr("no requests are served");
    case Headline::BadFile: return m_status.configIsDemo ? tr("the demo provider answers until it is fixed") : tr("using the last valid configuration");
    case Headline::PortTaken:
    case Headline::Failed: return problem();
    case Headline::Stopping: return activePhrase();
    case Headline::Stopped: return {};
    }
    return {};
}

QString GatewayModel::problem() const
{
    if (m_status.isHung)
        return tr("The gateway thread is not responding. Restart Signalbox; requests in progress will be lost. See the log for the time it stopped.");
    const bool isFailed = m_status.state == State::Failed;
    const auto& issues = m_status.configIssues;
    const auto error = std::ranges::find(issues, gateway::config::Issue::Level::Error, &gateway::config::Issue::level);
    if (m_status.configInvalid && !m_status.configNewer && !isFailed && error != issues.end()) {
        const QString file = m_access ? QFileInfo(m_access->configuration().configFile()).fileName() : QStringLiteral("config.json");
        return tr("%1: %2", "the file of the configuration, and what is wrong with it").arg(file, words::SentenceWords::of(*error));
    }
    if (m_status.problem && (!m_status.configNewer || isFailed)) return words::PortWords::problem(m_status);
    if (m_status.configNewer)
        return tr("The configuration was written by a newer version of Signalbox. It is read-only here, and settings this version does not know have no effect.");
    if (m_status.ledgerFails) return tr("The usage ledger is not available. Requests are served but may be missing from usage.");
    return {};
}

QString GatewayModel::httpsProblem() const
{
    const bool listens = m_status.state == State::Running || m_status.state == State::Paused;
    if (!listens) return {};
    if (const auto& problem = m_status.certificateProblem; problem && !m_status.httpsProblem)
        return tr("HTTPS still uses the previous certificate. %1", "why its files are of no use now").arg(words::SentenceWords::of(*problem));
    if (!m_status.httpsProblem) return {};
    const QString beside = words::PortWords::besideHttpsPort(m_status);
    return tr("HTTPS is not available. %1", "why, and what can be done").arg(beside.isEmpty() ? words::PortWords::httpsProblem(m_status) : beside);
}

QString GatewayModel::address() const
{
    return m_status.urls.empty() ? QString() : QString::fromStdString(m_status.urls.front()) + QStringLiteral("/v1");
}

QStringList GatewayModel::baseUrls() const
{
    QStringList urls;
    for (const std::string& url : m_status.urls) urls.append(QString::fromStdString(url));
    return urls;
}

void GatewayModel::setPauseEnd(const QDateTime& end)
{
    m_pauseEnd = end;
    settle();
}

bool GatewayModel::isPaused() const { return m_status.state == State::Paused; }

bool GatewayModel::canPause() const { return m_status.state == State::Paused || m_status.state == State::Running; }

int GatewayModel::providerCount() const
{
    return static_cast<int>(std::count_if(m_settings.providers.begin(), m_settings.providers.end(),
                                          [](const ProviderSettings& provider) { return provider.type != kDemoType; }));
}

QString GatewayModel::providerName(const std::string& id) const
{
    return models::providerName(m_catalog, m_settings, id);
}

} // namespace ui::models

#include "limit_service.h"

#include "gateway/config/settings/timestamp.h"
#include "gateway/core/json/json_fields.h"
#include "gateway/core/log.h"
#include "gateway/host/health/state_file.h"
#include "gateway/usage/ledger/exchange_lookup.h"
#include "gateway/usage/ledger/ledger.h"

#include <QFile>

#include <chrono>
#include <iterator>
#include <utility>

namespace gateway::host {

namespace {

constexpr int kWriteLimits_ms = 500;
constexpr int kWhole = 100; // percent
constexpr std::size_t kMostReported = 10'000; // counters of windows that are not over

Json toJson(const std::vector<policy::ReportedLevel>& levels)
{
    Json all = Json::array();
    for (const policy::ReportedLevel& each : levels)
        all.push_back({{"limit", each.limit}, {"counts", each.signature}, {"counter", each.who}, {"percent", each.level}, {"until", config::toTimestamp(each.until)}});
    return all;
}

} // namespace

std::vector<policy::ReportedLevel> readReportedLevels(const QString& file, WallTime now)
{
    QFile state(file);
    if (!state.exists())
        return {};
    const auto json = state.open(QIODevice::ReadOnly) ? parseJson(state.readAll().toStdString()) : Result<Json>(failure(ErrorKind::Io, asIs(state.errorString().toStdString())));
    if (!json || !json->is_object()) {
        qCWarning(logHost, "%s cannot be read (%s). What limits have used is read from the ledger; notifications about them may be repeated", qUtf8Printable(file),
            json ? "it is not an object" : json.error().text().c_str());
        return {};
    }
    std::vector<policy::ReportedLevel> levels;
    for (const Json& each : json::listOf(*json, "warned")) {
        if (!each.is_object())
            continue;
        const auto until = config::parseTimestamp(json::textOf(each, "until"));
        const auto percent = json::integerOf(each, "percent").value_or(0);
        if (until && now < *until && percent > 0 && percent <= kWhole)
            levels.push_back({json::textOf(each, "limit"), json::textOf(each, "counts"), json::textOf(each, "counter"), static_cast<int>(percent), *until});
    }
    return levels;
}

Result<std::vector<policy::LimitUse>> readLimitUses(const QString& file, const policy::LimitBook::Ask& ask, const usage::AskThread::Stop& stop)
{
    policy::LimitUseSum sum(ask.rules, ask.usdCny);
    if (!QFile::exists(file))
        return sum.take();
    const auto read = usage::visitExchanges(file, ask.from, ask.to, [&](const usage::ExchangeRecord& record) {
        if (policy::hasEnded(record, ask.to))
            sum.add(record);
        return !stop.isAsked();
    });
    if (!read)
        return failure(read.error());
    return sum.take();
}

Result<std::vector<policy::LimitCheck>> checkLimits(const policy::LimitRules& rules, const CheckedRequests& past, const usage::AskThread::Stop& stop)
{
    std::vector<policy::PastLimit> limits;
    limits.reserve(rules.size());
    for (const auto& rule : rules)
        limits.emplace_back(rule, past.since, past.usdCny);
    const auto visit = [&](const usage::ExchangeRecord& record) {
        for (policy::PastLimit& limit : limits)
            limit.add(record);
        return !stop.isAsked();
    };
    if (QFile::exists(past.file))
        if (const auto read = usage::visitExchanges(past.file, past.since, past.to, visit); !read)
            return failure(read.error());
    std::vector<policy::LimitCheck> checks;
    checks.reserve(limits.size());
    for (const policy::PastLimit& limit : limits)
        checks.push_back(limit.check());
    return checks;
}

LimitService::LimitService(const QString& dataDir, QObject& storageWork, QObject* parent)
    : QObject(parent)
    , m_dataDir(dataDir)
    , m_storageWork(storageWork)
    , m_reading(QStringLiteral("limits"))
{
    m_writeTimer.setSingleShot(true);
    m_writeTimer.setInterval(kWriteLimits_ms);
    connect(&m_writeTimer, &QTimer::timeout, this, &LimitService::write);
}

QString LimitService::fileIn(const QString& dataDir) { return dataDir + QStringLiteral("/limits.json"); }

void LimitService::load()
{
    QMetaObject::invokeMethod(&m_storageWork, [this, file = fileIn(m_dataDir)] {
        QMetaObject::invokeMethod(
            this, [this, reported = readReportedLevels(file, std::chrono::system_clock::now())]() mutable { loaded(std::move(reported)); }, Qt::QueuedConnection);
    });
}

void LimitService::loaded(std::vector<policy::ReportedLevel> reported)
{
    m_isLoaded = true;
    m_reported.insert(m_reported.begin(), std::make_move_iterator(reported.begin()), std::make_move_iterator(reported.end()));
    for (const auto& each : std::exchange(m_afterLoading, {}))
        each();
}

void LimitService::read(policy::LimitBook::Ask ask, Done done)
{
    using Uses = std::vector<policy::LimitUse>;
    m_reading.ask<Uses>(
        [file = usage::Ledger::fileIn(m_dataDir), ask = std::move(ask)](const usage::AskThread::Stop& stop) { return readLimitUses(file, ask, stop); }, this,
        [this, done = std::move(done)](const Result<Uses>& uses) {
            if (!uses)
                qCWarning(logHost, "Limits begin with nothing used, because the ledger cannot be read: %s", uses.error().text().c_str());
            auto answer = [this, done, found = uses.value_or(Uses())] { done(found, m_reported); };
            if (m_isLoaded)
                answer();
            else
                m_afterLoading.emplace_back(std::move(answer));
        });
}

void LimitService::take(const std::vector<policy::LimitReport>& reports)
{
    m_limits = policy::toJson(reports, std::chrono::system_clock::now());
    if (!m_writeTimer.isActive())
        m_writeTimer.start();
}

void LimitService::note(const policy::LimitWarning& warning)
{
    if (!warning.state.resetsAt || !warning.rule->period())
        return;
    const WallTime now = std::chrono::system_clock::now();
    const auto isOver = [&](const policy::ReportedLevel& each) { return each.until <= now || (each.limit == warning.rule->name() && each.who == warning.who); };
    std::erase_if(m_reported, isOver);
    if (m_reported.size() >= kMostReported)
        m_reported.erase(m_reported.begin());
    m_reported.push_back({warning.rule->name(), warning.rule->signature(), warning.who, warning.level, *warning.state.resetsAt});
    if (m_isLoaded)
        write();
    else
        m_afterLoading.emplace_back([this] { write(); });
}

void LimitService::write()
{
    if (!m_isLoaded) {
        m_writeTimer.start();
        return;
    }
    const std::string time = config::toTimestamp(std::chrono::system_clock::now());
    const Json state{{"written_at", time}, {"limits", m_limits}, {"warned", toJson(m_reported)}};
    QMetaObject::invokeMethod(&m_storageWork, [file = fileIn(m_dataDir), text = toText(state) + '\n'] {
        if (const auto written = writeState(file, text); !written)
            qCWarning(logHost, "%s", written.error().text().c_str());
    });
}

} // namespace gateway::host

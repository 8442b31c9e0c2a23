#include "limit_service.h"

#include "gateway/config/settings/timestamp.h"
#include "gateway/core/log.h"
#include "gateway/host/health/state_file.h"
#include "gateway/usage/ledger/exchange_lookup.h"
#include "gateway/usage/ledger/ledger.h"

#include <QFile>

#include <chrono>
#include <utility>

namespace gateway::host {

namespace {

constexpr int kWriteLimits_ms = 500;

} // namespace

Result<std::vector<policy::LimitUse>> readLimitUses(const QString& file, const policy::LimitBook::Ask& ask, const usage::AskThread::Stop& stop)
{
    policy::LimitUseSum sum(ask.rules, ask.usdCny);
    if (!QFile::exists(file))
        return sum.take();
    const auto read = usage::visitExchanges(file, ask.from, ask.to, [&](const usage::ExchangeRecord& record) {
        sum.add(record);
        return !stop.isAsked();
    });
    if (!read)
        return failure(read.error());
    return sum.take();
}

Result<std::vector<policy::LimitCheck>> checkLimits(const policy::LimitRules& rules, const PastRequests& past, const usage::AskThread::Stop& stop)
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
    m_writeSoon.setSingleShot(true);
    m_writeSoon.setInterval(kWriteLimits_ms);
    connect(&m_writeSoon, &QTimer::timeout, this, &LimitService::write);
}

QString LimitService::fileIn(const QString& dataDir) { return dataDir + QStringLiteral("/limits.json"); }

void LimitService::read(policy::LimitBook::Ask ask, Done done)
{
    using Uses = std::vector<policy::LimitUse>;
    m_reading.ask<Uses>(
        [file = usage::Ledger::fileIn(m_dataDir), ask = std::move(ask)](const usage::AskThread::Stop& stop) { return readLimitUses(file, ask, stop); }, this,
        [done = std::move(done)](const Result<Uses>& uses) {
            if (!uses)
                qCWarning(logHost, "Limits begin with nothing used, because the ledger cannot be read: %s", uses.error().text().c_str());
            done(uses.value_or(Uses()));
        });
}

void LimitService::take(const std::vector<policy::LimitReport>& reports)
{
    const WallTime now = std::chrono::system_clock::now();
    m_text = toText(Json{{"written_at", config::toTimestamp(now)}, {"limits", policy::toJson(reports, now)}}) + '\n';
    if (!m_writeSoon.isActive())
        m_writeSoon.start();
}

void LimitService::write()
{
    QMetaObject::invokeMethod(&m_storageWork, [file = fileIn(m_dataDir), text = m_text] {
        if (const auto written = writeState(file, text); !written)
            qCWarning(logHost, "%s", written.error().text().c_str());
    });
}

} // namespace gateway::host

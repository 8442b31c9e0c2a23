#include "price_service.h"

#include "gateway/config/file_watch.h"
#include "gateway/core/files/file_system.h"
#include "gateway/core/log.h"
#include "gateway/providers/catalog.h"
#include "gateway/usage/pricing/exchange_rate.h"

#include <QThread>

#include <algorithm>
#include <chrono>
#include <utility>

namespace gateway::host {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::hours kAfterProblem = 6h;

} // namespace

PriceService::PriceService(
    const QString& dataDir, QObject& storage, providers::ProviderClient& client, const providers::Catalog& catalog)
    : m_files(dataDir), m_storage(storage), m_catalog(catalog), m_refresh(dataDir, storage, client)
{
    m_next.setSingleShot(true);
    m_next.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_next, &QTimer::timeout, this, [this] {
        m_refresh.run(m_settings.refresh, [this](const Refreshed& fetched) { take(fetched); });
    });
    tell();
}

PriceService::~PriceService() = default;

void PriceService::start()
{
    readAgain();
    QMetaObject::invokeMethod(&m_storage, [this, folder = m_files.folder(), files = m_files.paths()] {
        static_cast<void>(files::makePrivateFolder(folder)); // a missing folder is not watched
        auto* const watch = new config::FileWatch;
        connect(QThread::currentThread(), &QThread::finished, watch, &QObject::deleteLater);
        connect(watch, &config::FileWatch::touched, this, &PriceService::readAgain, Qt::QueuedConnection);
        watch->setFiles(files);
    }, Qt::QueuedConnection);
}

void PriceService::readAgain()
{
    QMetaObject::invokeMethod(&m_storage, [this, files = m_files] {
        KeptPrices kept = files.read();
        QMetaObject::invokeMethod(this, [this, kept = std::move(kept)] { take(kept); }, Qt::QueuedConnection);
    }, Qt::QueuedConnection);
}

void PriceService::take(const KeptPrices& kept)
{
    m_isRead = true;
    m_list = kept.list;
    m_rate = kept.rate;
    m_fetchedAt = kept.fetchedAt;
    tell();
    schedule();
}

void PriceService::take(const Refreshed& fetched)
{
    m_problem = {};
    for (const Error& problem : fetched.problems) {
        qCWarning(logHost, "Prices or the exchange rate could not be refreshed: %s", problem.text().c_str());
        m_problem = m_problem.isEmpty() ? problem.message : Sentence(QT_TRANSLATE_NOOP("Error", "%1 %2"), {m_problem, problem.message});
    }
    for (const Sentence& note : fetched.notes)
        qCWarning(logHost, "%s", toText(note).c_str());
    m_list = fetched.list ? fetched.list : m_list;
    m_rate = fetched.rate ? fetched.rate : m_rate;
    m_fetchedAt = QDateTime::currentDateTimeUtc();
    tell();
    schedule();
}

void PriceService::follow(const config::UsageSettings& settings)
{
    m_settings = settings;
    tell();
    schedule();
}

void PriceService::refresh(std::function<void(Result<void>)> done)
{
    if (!m_settings.refresh.pricesUrl && !m_settings.refresh.rateUrl) {
        QMetaObject::invokeMethod(this, [done = std::move(done)] {
            done(failure(ErrorKind::ConfigInvalid, {QT_TRANSLATE_NOOP("Error", "usage.refresh has no URL: set prices_url or rate_url.")}));
        }, Qt::QueuedConnection);
        return;
    }
    m_refresh.run(m_settings.refresh, [this, done = std::move(done)](const Refreshed& fetched) {
        take(fetched);
        done(fetched.problems.empty() ? Result<void>() : Result<void>(failure(fetched.problems.front())));
    });
}

/// No timer runs if nothing is to be fetched.
void PriceService::schedule()
{
    m_next.stop();
    const config::RefreshSettings& wanted = m_settings.refresh;
    if (!m_isRead || wanted.schedule == "off" || (!wanted.pricesUrl && !wanted.rateUrl))
        return;
    const std::chrono::milliseconds every = !m_problem.isEmpty() ? kAfterProblem : wanted.schedule == "daily" ? 24h : 7 * 24h;
    const std::chrono::milliseconds since(m_fetchedAt.isValid() ? m_fetchedAt.msecsTo(QDateTime::currentDateTimeUtc()) : every.count());
    m_next.start(std::clamp(every - since, std::chrono::milliseconds(0), every));
}

void PriceService::tell()
{
    PriceStatus status;
    status.listSource = m_list ? m_list->source() : std::string();
    status.listDate = m_list ? m_list->date() : std::string();
    status.listed = m_list ? m_list->prices().size() : 0;
    status.builtInDate = std::string(m_catalog.snapshotDate());
    status.rate = usage::rateInForce(m_settings, m_rate, m_catalog.prices());
    status.problem = m_problem;
    if (std::exchange(m_status, status) != status || m_list)
        Q_EMIT changed();
}

} // namespace gateway::host

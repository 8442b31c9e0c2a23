#include "ledger.h"

#include "ledger_database.h"

#include "gateway/core/clock.h"
#include "gateway/core/log.h"
#include "gateway/core/pause.h"

#include <QThread>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace gateway::usage {

namespace {

constexpr std::chrono::minutes kRetryAfter{1}; // a file that could not be used is tried again
constexpr std::chrono::hours kPruneEvery{24};
constexpr int kPruneBatch = 1000; // rows that are deleted in one transaction

/// Carries one answer to the thread of whoever asked: its signal is connected to the
/// asker's context, so that Qt drops the answer if that is gone.
class Reply final : public QObject {
    Q_OBJECT
Q_SIGNALS:
    void ready();
};

} // namespace

/// Lives in the ledger's thread; `queued` and `dropped` belong to all.
class Ledger::Worker final : public QObject {
public:
    Worker(const QString& file, std::function<void(const Error&)> onProblem)
        : m_database(file)
        , m_onProblem(std::move(onProblem))
    {
        m_expiry.setSingleShot(true);
        connect(&m_expiry, &QTimer::timeout, this, [this] { expire(); });
    }

    void open();
    void close();
    void write(const RecordBatch& batch);
    void prune(WallTime olderThan);
    void keepFor(std::chrono::days time);
    template <class Answer> void ask(QObject* context, std::function<void(Result<Answer>)> done, auto query);

    std::atomic<std::int64_t> queued{0}; // records in batches that are posted and not yet written
    std::atomic<std::int64_t> dropped{0}; // records that found the queue full

private:
    bool usable();
    void expire();
    void lose(std::int64_t count, const Error& error);
    void worked();
    void reportDropped();

    LedgerDatabase m_database;
    std::function<void(const Error&)> m_onProblem;
    TimePoint m_lastTry{};
    std::chrono::days m_keep{0}; // 0: for ever
    TimePoint m_lastPrune{};
    std::int64_t m_lost = 0; // records, since it last worked
    bool m_failing = false; // and the problem is reported
    bool m_tooSlow = false;
    QTimer m_expiry{this}; // of the content that expires next; off where there is none
    Breaths m_breaths;
};

void Ledger::Worker::open()
{
    m_lastTry = std::chrono::steady_clock::now();
    if (const auto opened = m_database.open(); !opened)
        lose(0, opened.error());
    else
        expire();
}

/// Also sees to it that this is called again when something expires.
void Ledger::Worker::expire()
{
    constexpr std::chrono::milliseconds kLongest = std::chrono::hours(24); // timers know no more than 24 days
    if (!m_database.isOpen())
        return;
    const WallTime now = std::chrono::system_clock::now();
    const auto next = m_database.expire(now);
    if (!next)
        lose(0, next.error());
    if (next && *next)
        m_expiry.start(std::clamp(std::chrono::ceil<std::chrono::milliseconds>(**next - now), std::chrono::milliseconds(1), kLongest));
}

void Ledger::Worker::close()
{
    m_expiry.stop(); // in its thread
    reportDropped();
    if (m_lost > 0)
        qCWarning(logUsage, "%lld usage records were lost", static_cast<long long>(m_lost));
    m_database.close();
}

bool Ledger::Worker::usable()
{
    if (!m_database.isOpen() && std::chrono::steady_clock::now() - m_lastTry >= kRetryAfter)
        open();
    return m_database.isOpen();
}

void Ledger::Worker::write(const RecordBatch& batch)
{
    const auto count = static_cast<std::int64_t>(batch.size());
    if (!usable()) {
        m_lost += count;
    } else if (const auto written = m_database.insert(batch); !written) {
        lose(count, written.error());
    } else {
        worked();
        const auto hasContent = [](const auto& record) { return record->content != nullptr; };
        if (!m_expiry.isActive() && std::ranges::any_of(batch, hasContent))
            expire();
        m_breaths.take(); // taking a batch apart takes as long as a stretch of rows
    }
    queued -= count;
    reportDropped();
    if (m_keep.count() > 0 && std::chrono::steady_clock::now() - m_lastPrune >= kPruneEvery)
        keepFor(m_keep); // a day has passed; no timer wakes the thread for that
}

/// Says it once, not with every batch.
void Ledger::Worker::lose(std::int64_t count, const Error& error)
{
    m_lost += count;
    if (std::exchange(m_failing, true))
        return;
    if (m_onProblem)
        m_onProblem(error);
}

void Ledger::Worker::worked()
{
    if (std::exchange(m_failing, false))
        qCWarning(logUsage, "The usage database works again; %lld records were lost", static_cast<long long>(m_lost));
    m_lost = 0;
}

void Ledger::Worker::reportDropped()
{
    const std::int64_t count = dropped.exchange(0);
    if (count == 0) {
        m_tooSlow = m_tooSlow && queued > 0;
        return;
    }
    if (!std::exchange(m_tooSlow, true) && m_onProblem)
        m_onProblem(Error{ErrorKind::Io,
            "The disk is too slow for the usage database: " + std::to_string(count) + " records were dropped."});
    else
        qCWarning(logUsage, "%lld more usage records were dropped", static_cast<long long>(count));
}

void Ledger::Worker::keepFor(std::chrono::days time)
{
    m_keep = time;
    m_lastPrune = std::chrono::steady_clock::now();
    if (time.count() > 0)
        prune(std::chrono::system_clock::now() - time);
}

void Ledger::Worker::prune(WallTime olderThan)
{
    if (!usable())
        return;
    const auto pruned = m_database.prune(olderThan, kPruneBatch);
    if (!pruned)
        lose(0, pruned.error());
    else if (*pruned == kPruneBatch) // the rest after what is waiting to be written
        QMetaObject::invokeMethod(
            this, [this, olderThan] { prune(olderThan); }, Qt::QueuedConnection);
}

template <class Answer> void Ledger::Worker::ask(QObject* context, std::function<void(Result<Answer>)> done, auto query)
{
    auto result = std::make_shared<Result<Answer>>();
    auto reply = std::make_shared<Reply>();
    connect(
        reply.get(), &Reply::ready, context, [result, done = std::move(done)] { done(std::move(*result)); },
        Qt::QueuedConnection);
    reply->moveToThread(thread());
    QMetaObject::invokeMethod(
        this,
        [this, result, reply = std::move(reply), query = std::move(query)] {
            if (usable())
                *result = query(m_database);
            else
                *result = failure(ErrorKind::Io, "The usage database cannot be used; the log says why.");
            Q_EMIT reply->ready();
        },
        Qt::QueuedConnection);
}

QString Ledger::fileIn(const QString& dataDir) { return dataDir + u"/ledger.sqlite"_s; }

Ledger::Ledger(const QString& file, std::function<void(const Error&)> onProblem)
    : m_thread(std::make_unique<QThread>())
    , m_worker(std::make_unique<Worker>(file, std::move(onProblem)))
{
    m_thread->setObjectName(u"ledger"_s);
    m_worker->moveToThread(m_thread.get());
    m_thread->start();
    QMetaObject::invokeMethod(
        m_worker.get(), [worker = m_worker.get()] { worker->open(); }, Qt::QueuedConnection);
}

Ledger::~Ledger()
{
    // Behind everything that was posted before, so that all of it is written.
    QMetaObject::invokeMethod(
        m_worker.get(),
        [worker = m_worker.get()] {
            worker->close();
            QThread::currentThread()->quit();
        },
        Qt::QueuedConnection);
    m_thread->wait();
}

void Ledger::write(RecordBatch batch)
{
    const auto count = static_cast<std::int64_t>(batch.size());
    if (count == 0)
        return;
    if (m_worker->queued.fetch_add(count) + count > kMaxQueued) {
        m_worker->queued -= count;
        m_worker->dropped += count;
        return;
    }
    QMetaObject::invokeMethod(
        m_worker.get(), [worker = m_worker.get(), batch = std::move(batch)] { worker->write(batch); },
        Qt::QueuedConnection);
}

void Ledger::totals(WallTime from, WallTime to, QObject* context, std::function<void(Result<Totals>)> done)
{
    m_worker->ask<Totals>(
        context, std::move(done), [from, to](LedgerDatabase& database) { return database.totals(from, to); });
}

void Ledger::recent(int limit, QObject* context, std::function<void(Result<std::vector<ExchangeRecord>>)> done)
{
    m_worker->ask<std::vector<ExchangeRecord>>(
        context, std::move(done), [limit](LedgerDatabase& database) { return database.recent(limit); });
}

void Ledger::prune(WallTime olderThan)
{
    QMetaObject::invokeMethod(
        m_worker.get(), [worker = m_worker.get(), olderThan] { worker->prune(olderThan); }, Qt::QueuedConnection);
}

void Ledger::keepFor(std::chrono::days time)
{
    QMetaObject::invokeMethod(
        m_worker.get(), [worker = m_worker.get(), time] { worker->keepFor(time); }, Qt::QueuedConnection);
}

} // namespace gateway::usage

#include "ledger.moc"

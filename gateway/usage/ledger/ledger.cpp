#include "ledger.h"

#include "ledger_database.h"

#include "gateway/core/clock.h"
#include "gateway/core/log.h"
#include "gateway/usage/tables/rollup_facts.h"

#include <QThread>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>

using namespace Qt::StringLiterals;

namespace gateway::usage {

namespace {

constexpr std::chrono::minutes kRetryAfter{1}; // until an unusable file is tried again
constexpr std::chrono::hours kCleanEvery{24};
constexpr std::int64_t kCleanAfter = 20'000; // records, some megabytes
constexpr int kPruneBatch = 1000; // rows deleted in one transaction
constexpr int kFoldBatch = 500; // rows added to the sums in one transaction

/// Passes a result to the caller's thread: its signal is connected to the caller's context, so that Qt drops the result
/// if that was destroyed.
class Reply final : public QObject {
    Q_OBJECT
Q_SIGNALS:
    void ready();
};

} // namespace

/// Lives in the ledger's thread; the atomic members and `foldAside()` may be used by all.
class Ledger::Worker final : public QObject {
public:
    Worker(const QString& file, std::function<void(const Error&)> onProblem, std::function<void(bool)> onUse)
        : m_database(file)
        , m_onProblem(std::move(onProblem))
        , m_onUse(std::move(onUse))
    {
        m_expiry.setSingleShot(true);
        connect(&m_expiry, &QTimer::timeout, this, [this] { expire(); });
        m_retry.setSingleShot(true);
        connect(&m_retry, &QTimer::timeout, this, [this] { tryAgain(); });
    }
    ~Worker() override { delete aside.exchange(nullptr); }

    void open();
    void close();
    void write(const RecordBatch& batch);
    void prune(WallTime olderThan);
    void keep(const Retention& retention);
    void keepContents(std::vector<ContentLimit> limits);
    template <class Answer> void ask(QObject* context, std::function<void(Result<Answer>)> done, auto query);
    bool foldAside(const RecordBatch& batch);
    void replaced();

    std::atomic<std::int64_t> queued{0}; // records in posted batches that are not written yet
    std::atomic<std::int64_t> dropped{0}; // records that found the queue full, since the last report
    std::atomic<std::int64_t> withoutDetails{0};
    std::atomic<std::int64_t> lost{0};
    std::atomic<RollupFold*> aside{nullptr}; // sums of records that found the queue full; whoever takes the pointer owns it

private:
    bool usable();
    void expire();
    void limitContents();
    bool isWanted(const ExchangeRecord& record) const;
    void keepSums(const RecordBatch& batch);
    void writeSums();
    void tryAgain();
    void openAnew();
    void written();
    void report(const Error& error);
    void worked();
    void reportDropped();
    void foldOld();
    void clean();
    void cleanNext(WallTime now);
    Result<bool> cleanSome(WallTime now);
    void post(void (Worker::*step)());

    LedgerDatabase m_database;
    std::function<void(const Error&)> m_onProblem;
    std::function<void(bool)> m_onUse;
    TimePoint m_lastTry{};
    RollupFold m_waiting; // sums not written yet
    std::int64_t m_undetailed = 0; // number of records in these sums since the file last worked
    Retention m_retention;
    std::optional<std::vector<ContentLimit>> m_contents; // empty: not set yet
    TimePoint m_lastClean = std::chrono::steady_clock::now(); // the settings, which set the retention, trigger the first cleaning
    std::int64_t m_sinceClean = 0; // records
    bool m_isCleaning = false;
    bool m_failing = false; // the problem was reported
    bool m_tooSlow = false;
    QTimer m_retry{this}; // runs while there are unwritten sums
    QTimer m_expiry{this}; // for the content that expires next; off if there is none
};

void Ledger::Worker::post(void (Worker::*step)())
{
    QMetaObject::invokeMethod(
        this, [this, step] { (this->*step)(); }, Qt::QueuedConnection);
}

void Ledger::Worker::open()
{
    m_lastTry = std::chrono::steady_clock::now();
    if (const auto opened = m_database.open(); !opened)
        report(opened.error());
    else if (m_database.isFolding())
        post(&Worker::foldOld);
    limitContents();
}

void Ledger::Worker::keepContents(std::vector<ContentLimit> limits)
{
    m_contents = std::move(limits);
    if (usable())
        limitContents();
}

/// Whether its content is stored.
bool Ledger::Worker::isWanted(const ExchangeRecord& record) const
{
    return !m_contents || std::ranges::any_of(*m_contents, [&](const ContentLimit& limit) {
        return limit.consumer == record.consumer && record.content->expiresAt <= limit.until;
    });
}

void Ledger::Worker::limitContents()
{
    if (m_contents && m_database.isOpen())
        if (const auto done = m_database.keepContents(*m_contents); !done)
            report(done.error());
    expire();
}

/// Also schedules the next call.
void Ledger::Worker::expire()
{
    constexpr std::chrono::milliseconds kLongest = std::chrono::hours(24); // timers support at most 24 days
    if (!m_database.isOpen())
        return;
    const WallTime now = std::chrono::system_clock::now();
    const auto next = m_database.expire(now);
    if (!next)
        report(next.error());
    m_expiry.stop();
    if (next && *next)
        m_expiry.start(std::clamp(std::chrono::ceil<std::chrono::milliseconds>(**next - now), std::chrono::milliseconds(1), kLongest));
}

void Ledger::Worker::close()
{
    m_expiry.stop(); // in its own thread
    m_retry.stop();
    if (!m_database.isOpen() && (!m_waiting.isEmpty() || aside.load()))
        open(); // last attempt
    m_expiry.stop();
    writeSums();
    reportDropped();
    std::int64_t missing = lost;
    for (const auto& [key, minutes] : m_waiting.series())
        for (const auto& [minute, sums] : minutes)
            missing += sums.totals.exchanges;
    if (missing > 0)
        qCWarning(logUsage, "%lld usage records were lost", static_cast<long long>(missing));
    m_database.close();
}

bool Ledger::Worker::usable()
{
    if (m_database.isOpen() && !m_database.isThere()) {
        report(Error{ErrorKind::Io, QT_TRANSLATE_NOOP("Error", "The ledger was moved, deleted or replaced while it was in use. A new one is created in its place; "
        "the earlier records are in the file that was moved.")});
        openAnew();
    } else if (!m_database.isOpen() && std::chrono::steady_clock::now() - m_lastTry >= kRetryAfter) {
        open();
    }
    return m_database.isOpen();
}

/// In any thread: adds the records to the sums of those that found the queue full. Returns whether they are the first
/// since the ledger's thread last checked.
bool Ledger::Worker::foldAside(const RecordBatch& batch)
{
    std::unique_ptr<RollupFold> fold(aside.exchange(nullptr));
    const bool isFirst = !fold;
    if (isFirst)
        fold = std::make_unique<RollupFold>();
    addTo(*fold, batch, Details::Dropped);
    dropped += static_cast<std::int64_t>(batch.size());
    withoutDetails += static_cast<std::int64_t>(batch.size());
    RollupFold* none = nullptr;
    while (!aside.compare_exchange_strong(none, fold.get())) { // another thread was faster
        if (const std::unique_ptr<RollupFold> other(aside.exchange(nullptr)); other)
            fold->add(*other);
        none = nullptr;
    }
    std::ignore = fold.release();
    return isFirst;
}

void Ledger::Worker::write(const RecordBatch& batch)
{
    const auto count = static_cast<std::int64_t>(batch.size());
    if (const std::unique_ptr<RollupFold> full(aside.exchange(nullptr)); full)
        m_waiting.add(*full);
    if (!usable()) {
        keepSums(batch);
    } else if (const auto done = m_database.insert(batch, m_waiting.isEmpty() ? nullptr : &m_waiting); !done) {
        keepSums(batch);
        report(done.error());
        if (std::chrono::steady_clock::now() - m_lastTry >= kRetryAfter)
            openAnew(); // a file opened read-only stays so
    } else {
        written();
        const WallTime due = std::chrono::system_clock::now() + m_expiry.remainingTimeAsDuration();
        const auto isSooner = [this, due](const auto& record) { return record->content && (!m_expiry.isActive() || record->content->expiresAt < due); };
        const auto isUnwanted = [this](const auto& record) { return record->content && !isWanted(*record); };
        if (std::ranges::any_of(batch, isUnwanted))
            limitContents(); // for requests from before the settings changed
        else if (std::ranges::any_of(batch, isSooner))
            expire();
    }
    queued -= count;
    reportDropped();
    m_sinceClean += count;
    // A day has passed, or many records; no timer wakes the thread for that.
    if (m_sinceClean >= kCleanAfter || std::chrono::steady_clock::now() - m_lastClean >= kCleanEvery)
        clean();
}

/// Keeps the sums of records whose rows cannot be written.
void Ledger::Worker::keepSums(const RecordBatch& batch)
{
    addTo(m_waiting, batch, Details::Dropped);
    m_undetailed += static_cast<std::int64_t>(batch.size());
    withoutDetails += static_cast<std::int64_t>(batch.size());
    if (!m_retry.isActive())
        m_retry.start(kRetryAfter);
}

void Ledger::Worker::openAnew()
{
    m_database.close();
    open();
}

/// Retries while sums are waiting and no record triggers a write.
void Ledger::Worker::tryAgain()
{
    if (m_failing && m_database.isOpen())
        openAnew();
    if (usable())
        writeSums();
    if (!m_waiting.isEmpty())
        m_retry.start(kRetryAfter);
}

void Ledger::Worker::writeSums()
{
    if (const std::unique_ptr<RollupFold> full(aside.exchange(nullptr)); full)
        m_waiting.add(*full);
    if (m_waiting.isEmpty() || !m_database.isOpen())
        return;
    if (const auto done = m_database.insert({}, &m_waiting); !done)
        report(done.error());
    else
        written();
}

/// The waiting sums were written with the batch.
void Ledger::Worker::written()
{
    lost += m_waiting.lost();
    m_waiting.clear();
    worked();
}

/// Reported once, not with every batch.
void Ledger::Worker::report(const Error& error)
{
    if (std::exchange(m_failing, true))
        return;
    if (m_onProblem)
        m_onProblem(error);
    if (m_onUse)
        m_onUse(false);
}

void Ledger::Worker::worked()
{
    if (std::exchange(m_failing, false)) {
        qCWarning(logUsage, "The ledger works again; %lld requests are recorded in its totals only, without details",
            static_cast<long long>(m_undetailed));
        if (m_onUse)
            m_onUse(true);
    }
    m_undetailed = 0;
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
            "The disk is too slow for the ledger: " + std::to_string(count)
                + " requests are recorded in its totals only; their details were dropped."});
    else
        qCWarning(logUsage, "The details of %lld more usage records were dropped", static_cast<long long>(count));
}

/// The new content may exceed the retention.
void Ledger::Worker::replaced()
{
    post(&Worker::foldOld);
    limitContents();
    clean();
}

/// Adds exchanges of an older version to the sums, in small steps between writes.
void Ledger::Worker::foldOld()
{
    if (!m_database.isOpen() || !m_database.isFolding())
        return;
    if (const auto done = m_database.fold(kFoldBatch); !done) {
        report(done.error());
        return;
    }
    post(m_database.isFolding() ? &Worker::foldOld : &Worker::clean);
}

void Ledger::Worker::keep(const Retention& retention)
{
    m_retention = retention;
    clean();
}

void Ledger::Worker::clean()
{
    m_lastClean = std::chrono::steady_clock::now();
    m_sinceClean = 0;
    const bool isComplete = usable() && !m_database.isFolding();
    if (const auto done = isComplete ? m_database.giveUpDeferred(std::chrono::system_clock::now() - kDeferredFor) : Result<void>(); !done)
        report(done.error());
    if (m_retention != Retention{} && !std::exchange(m_isCleaning, true))
        cleanNext(std::chrono::system_clock::now());
}

void Ledger::Worker::cleanNext(WallTime now)
{
    const auto more = usable() ? cleanSome(now) : Result<bool>(false);
    if (!more)
        report(more.error());
    m_isCleaning = more && *more;
    if (m_isCleaning) // the rest follows after the waiting writes
        QMetaObject::invokeMethod(
            this, [this, now] { cleanNext(now); }, Qt::QueuedConnection);
}

/// Returns whether there is more.
Result<bool> Ledger::Worker::cleanSome(WallTime now)
{
    if (m_database.isFolding())
        return false; // exchanges that are not in the sums yet must stay
    const auto before = [now](std::chrono::days days) { return days.count() > 0 ? now - days : WallTime{}; };
    const auto isMore = [](const Result<int>& deleted) { return !deleted || *deleted == kPruneBatch; };
    const auto answer = [](const Result<int>& deleted) { return deleted ? Result<bool>(true) : failure(deleted.error()); };
    const bool keepsDetails = m_retention.details.count() == 0;
    const bool keepsTotals = m_retention.totals.count() == 0;
    if (!keepsDetails)
        if (const auto deleted = m_database.prune(before(m_retention.details), kPruneBatch); isMore(deleted))
            return answer(deleted);
    if (!keepsDetails) {
        const auto totals = keepsTotals ? WallTime{} : std::min(before(m_retention.totals), before(m_retention.details));
        if (const auto deleted = m_database.pruneSums(before(m_retention.details), totals, kPruneBatch); isMore(deleted))
            return answer(deleted);
    }
    const auto used = m_retention.maxBytes > 0 ? m_database.usedBytes() : Result<std::int64_t>(0);
    if (!used)
        return failure(used.error());
    if (*used > m_retention.maxBytes)
        if (const auto deleted = m_database.pruneOldest(kPruneBatch); !deleted || *deleted > 0)
            return answer(deleted);
    return m_database.shrink();
}

void Ledger::Worker::prune(WallTime olderThan)
{
    if (!usable() || m_database.isFolding())
        return;
    const auto pruned = m_database.prune(olderThan, kPruneBatch);
    if (!pruned)
        report(pruned.error());
    else if (*pruned == kPruneBatch) // the rest follows after the waiting writes
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
            if (usable()) {
                writeSums(); // so that they are included
                *result = query(m_database);
            } else {
                *result = failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "The ledger cannot be used; see the log for the reason.")});
            }
            Q_EMIT reply->ready();
        },
        Qt::QueuedConnection);
}

QString Ledger::fileIn(const QString& dataDir) { return dataDir + u"/ledger.sqlite"_s; }

Ledger::Ledger(const QString& file, std::function<void(const Error&)> onProblem, std::function<void(bool)> onUse)
    : m_thread(std::make_unique<QThread>())
    , m_worker(std::make_unique<Worker>(file, std::move(onProblem), std::move(onUse)))
{
    m_thread->setObjectName(u"ledger"_s);
    m_worker->moveToThread(m_thread.get());
    m_thread->start();
    QMetaObject::invokeMethod(
        m_worker.get(), [worker = m_worker.get()] { worker->open(); }, Qt::QueuedConnection);
}

Ledger::~Ledger()
{
    // Posted after everything else, so that all of it is written.
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
        if (!m_worker->foldAside(batch))
            return;
        batch.clear(); // so that the sums are written even if nothing else follows
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

void Ledger::usage(UsageQuery query, QObject* context, std::function<void(Result<UsageReport>)> done)
{
    m_worker->ask<UsageReport>(
        context, std::move(done), [query = std::move(query)](LedgerDatabase& database) { return database.usage(query); });
}

void Ledger::series(SeriesQuery query, QObject* context, std::function<void(Result<UsageSeries>)> done)
{
    m_worker->ask<UsageSeries>(
        context, std::move(done), [query = std::move(query)](LedgerDatabase& database) { return database.series(query); });
}

void Ledger::recent(int limit, QObject* context, std::function<void(Result<std::vector<ExchangeRecord>>)> done)
{
    m_worker->ask<std::vector<ExchangeRecord>>(
        context, std::move(done), [limit](LedgerDatabase& database) { return database.recent(limit); });
}

void Ledger::replace(const QString& from, const QString& keptAs, QObject* context, std::function<void(Result<void>)> done)
{
    m_worker->ask<void>(context, std::move(done), [worker = m_worker.get(), from, keptAs](LedgerDatabase& database) {
        auto replaced = database.replaceWith(from, keptAs);
        worker->replaced();
        return replaced;
    });
}

void Ledger::deferred(int limit, QObject* context, std::function<void(Result<std::vector<ExchangeRecord>>)> done)
{
    m_worker->ask<std::vector<ExchangeRecord>>(context, std::move(done), [limit](LedgerDatabase& database) {
        const WallTime now = std::chrono::system_clock::now();
        return database.deferred(now - kDeferredFor, now + kDeferredFor, limit);
    });
}

void Ledger::prune(WallTime olderThan)
{
    QMetaObject::invokeMethod(
        m_worker.get(), [worker = m_worker.get(), olderThan] { worker->prune(olderThan); }, Qt::QueuedConnection);
}

void Ledger::keep(const Retention& retention)
{
    QMetaObject::invokeMethod(
        m_worker.get(), [worker = m_worker.get(), retention] { worker->keep(retention); }, Qt::QueuedConnection);
}

void Ledger::keepContents(std::vector<ContentLimit> limits)
{
    QMetaObject::invokeMethod(
        m_worker.get(), [worker = m_worker.get(), limits = std::move(limits)] { worker->keepContents(limits); }, Qt::QueuedConnection);
}

Ledger::Counts Ledger::counts() const { return {m_worker->queued, m_worker->withoutDetails, m_worker->lost}; }

} // namespace gateway::usage

#include "ledger.moc"

#include "ledger_database.h"

#include "usage_reader.h"

#include "gateway/core/files/file_system.h"
#include "gateway/core/ids.h"
#include "gateway/core/log.h"
#include "gateway/core/json/json.h"
#include "gateway/usage/sqlite/database_file.h"
#include "gateway/usage/tables/charge_reader.h"
#include "gateway/usage/tables/ledger_rows.h"
#include "gateway/usage/tables/ledger_schema.h"
#include "gateway/usage/tables/rollup_facts.h"
#include "gateway/usage/tables/shared_text_rows.h"

#include <QDateTime>
#include <QFileInfo>

#include <algorithm>
#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <utility>

using namespace Qt::StringLiterals;

namespace gateway::usage {

namespace {

constexpr std::chrono::seconds kBusyTimeout{5}; // while another program uses the file
constexpr std::chrono::seconds kTryJournalAgain{1}; // while another program uses the file
constexpr int kMaxRecent = 10'000;
constexpr const char* kFeed = "incoming"; // virtual table with the exchanges to insert
constexpr int kNewest = static_cast<int>(kMigrations.size());

constexpr std::int64_t kWorthShrinking = 16; // fraction of pages that must be free to shrink the file; less is left for new data
constexpr const char* kJournal = "PRAGMA synchronous=NORMAL; PRAGMA journal_mode=WAL";
constexpr const char* kShrinkStep = "PRAGMA incremental_vacuum(256)"; // a megabyte

} // namespace

LedgerDatabase::LedgerDatabase(QString file)
    : m_file(std::move(file)), m_feed(kFeed, columnNames(kExchangeColumns).size()), m_seldom(placesOfSeldom())
{
}

Result<void> LedgerDatabase::open()
{
    if (auto prepared = prepareFile(); !prepared)
        return prepared;
    auto opened = m_connection.open(m_file.toStdString(), kBusyTimeout);
    auto ready = opened ? setUp() : problem("open", opened.error());
    if (!ready)
        close();
    m_identity = fileIdentity(m_file);
    return ready;
}

Result<void> LedgerDatabase::openToRead()
{
    m_onlyReads = true;
    if (!QFileInfo::exists(m_file))
        return failure(ErrorKind::Io,
            {QT_TRANSLATE_NOOP("Error", "There is no ledger %1. The gateway creates it when it starts."), {m_file.toStdString()}});
    if (const auto opened = m_connection.open(m_file.toStdString(), kBusyTimeout, SqliteConnection::Access::Read); !opened)
        return problem("open", opened.error());
    const auto found = version();
    if (found && *found == 0)
        return failure(ErrorKind::Io,
            {QT_TRANSLATE_NOOP("Error", "The ledger %1 contains no requests: it is empty, or a file of another program. Replace it with the right file."), {m_file.toStdString()}});
    if (found && *found < kNewest)
        return failure(ErrorKind::Io,
            {QT_TRANSLATE_NOOP("Error", "The ledger %1 was written by an older version of Signalbox. Start this version once to update it."), {m_file.toStdString()}});
    return found ? Result<void>() : failure(found.error());
}

bool LedgerDatabase::isNew()
{
    if (!QFileInfo::exists(m_file))
        return true;
    auto query = m_connection.prepare("SELECT COUNT(*) FROM sqlite_master");
    if (!query)
        return false;
    const auto row = query->step();
    return row && *row && query->integer() == 0;
}

bool LedgerDatabase::isThere() const { return fileIdentity(m_file) == m_identity; }

void LedgerDatabase::close()
{
    const bool isElsewhere = isOpen() && !isThere();
    m_writing.reset();
    m_rollups.reset();
    m_folding.reset();
    if (isElsewhere) // the journal would be mistaken for that of another file at the same path
        (void)m_connection.run("PRAGMA wal_checkpoint(TRUNCATE)");
    m_connection.close();
}

Result<void> LedgerDatabase::prepareFile() const
{
    if (const auto folder = files::makePrivateFolder(QFileInfo(m_file).absolutePath()); !folder)
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "The folder of the ledger cannot be created: %1"), {folder.error().message}});
    putLostAside();
    if (const auto made = makeDatabaseFile(m_file); !made)
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "The ledger %1 cannot be created: %2"), {m_file.toStdString(), made.error().message}});
    return {};
}

/// SQLite would treat an empty file as a new database and delete its journal. It is new only if the folder contains
/// nothing else.
void LedgerDatabase::putLostAside() const
{
    const QFileInfo info(m_file);
    const QString journal = m_file + u"-wal"_s;
    const bool wasInUse = QFileInfo::exists(info.path() + u"/state.json"_s) || QFileInfo::exists(info.path() + u"/history"_s) || QFileInfo(journal).size() > 0;
    if (!info.exists() || info.size() > 0 || !wasInUse)
        return;
    const QString aside = info.path() + u"/ledger-lost-"_s + QDateTime::currentDateTime().toString(u"yyyyMMdd-HHmmss"_s) + u".sqlite"_s;
    if (const auto moved = files::moveFile(m_file, aside); !moved) {
        qCWarning(logUsage, "The ledger %s is empty: its records were lost. %s", qUtf8Printable(m_file), moved.error().text().c_str());
        return;
    }
    if (QFileInfo::exists(journal))
        static_cast<void>(files::moveFile(journal, aside + u"-wal"_s));
    qCWarning(logUsage,
        "The ledger %s was empty: its records were lost, and budgets count from zero. It is kept as %s, and a new one is created. A backup made with --with-usage "
        "restores the records: signalboxd backup import FILE --with-usage",
        qUtf8Printable(m_file), qUtf8Printable(aside));
}

Result<void> LedgerDatabase::setUp()
{
    const auto pages = numberOf("PRAGMA page_count");
    if (pages && *pages == 0) // new: later, auto_vacuum needs a full rewrite; and without WAL each step waits for the disk
        if (auto done = run("PRAGMA auto_vacuum=INCREMENTAL; " + std::string(kJournal)); !done)
            return done;
    if (auto migrated = migrate(); !migrated) // first access to the content, before anything is changed
        return migrated;
    // Prompts and answers may be among the deleted data: free pages must not contain them.
    if (auto done = run(std::string(kJournal) + "; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON"); !done)
        return done;
    return prepareWriting();
}

Result<int> LedgerDatabase::version()
{
    auto query = m_connection.prepare("PRAGMA user_version");
    if (!query)
        return problem("read", query.error());
    if (const auto row = query->step(); !row)
        return problem("read", row.error());
    const auto found = static_cast<int>(query->integer());
    if (found > kNewest)
        return failure(ErrorKind::Io,
            {QT_TRANSLATE_NOOP("Error", "The ledger %1 was written by a newer version of Signalbox. Requests are not recorded until Signalbox is updated or the file "
        "is moved away."), {m_file.toStdString()}});
    return found;
}

Result<void> LedgerDatabase::migrate()
{
    const auto found = version();
    if (!found)
        return failure(found.error());
    if (*found == kNewest)
        return {};
    auto done = run("BEGIN IMMEDIATE");
    if (done)
        done = migrateAll();
    if (done)
        done = run("COMMIT");
    if (!done)
        m_connection.rollBack();
    return done;
}

/// All migrations in one transaction: another program may have been faster.
Result<void> LedgerDatabase::migrateAll()
{
    const auto found = version();
    if (!found)
        return failure(found.error());
    for (auto next = static_cast<std::size_t>(*found); next < kMigrations.size(); ++next)
        for (const char* statement : kMigrations[next])
            if (auto done = run(statement); !done)
                return done;
    return run("PRAGMA user_version=" + std::to_string(kNewest));
}

Result<void> LedgerDatabase::prepareWriting()
{
    const auto columns = columnsOf("exchanges");
    if (!columns)
        return problem("prepare", columns.error());
    if (const auto joined = m_feed.join(m_connection); !joined)
        return problem("prepare", joined.error());
    const std::pair<SqliteStatement Writing::*, std::string> statements[] = {
        {&Writing::begin, "BEGIN IMMEDIATE"},
        {&Writing::exchange, insertInto("exchanges", kExchangeColumns)},
        {&Writing::exchanges, insertExchangesFrom(kFeed, *columns, {})},
        {&Writing::plainExchanges, insertExchangesFrom(kFeed, *columns, m_seldom)},
        {&Writing::attempt, insertInto("attempts", std::string(kAttemptPlace) + ", " + kAttemptColumns)},
        {&Writing::charge, insertInto("charges", std::string(kChargePlace) + ", " + chargeColumns())},
        {&Writing::routeList, kRouteLists.find},
        {&Writing::refusals, kRefusals.find},
        {&Writing::price, kPrices.find},
        {&Writing::commit, "COMMIT"},
    };
    Writing writing;
    for (const auto& [member, text] : statements) {
        auto prepared = m_connection.prepare(text, SqliteConnection::Use::Often);
        if (!prepared)
            return problem("prepare", prepared.error());
        writing.*member = std::move(*prepared);
    }
    m_rollups.emplace(m_connection);
    const auto prepared = m_rollups->prepare();
    const auto folded = prepared ? m_rollups->state(kFoldedTo) : failure(prepared.error());
    const auto until = folded ? m_rollups->state(kFoldUntil) : failure(folded.error());
    if (!until)
        return problem("prepare", until.error());
    if (*folded < *until)
        m_folding = *until;
    m_writing = std::move(writing);
    return {};
}

Result<void> LedgerDatabase::run(const std::string& statement)
{
    if (const auto done = m_connection.run(statement); !done)
        return problem("change", done.error());
    return {};
}

Result<void> LedgerDatabase::transaction(const char* what, const std::function<Result<void>()>& changes)
{
    auto done = m_writing->begin.run();
    if (done)
        done = changes();
    if (done)
        done = m_writing->commit.run();
    if (done)
        return {};
    m_connection.rollBack();
    m_rollups->forget();
    return problem(what, done.error());
}

Result<Totals> LedgerDatabase::totals(WallTime from, WallTime to)
{
    auto totals = UsageReader(m_connection).totals(from, to);
    return totals ? std::move(totals) : problem("read", totals.error());
}

Result<UsageReport> LedgerDatabase::usage(const UsageQuery& query)
{
    auto report = UsageReader(m_connection).report(query);
    return report ? std::move(report) : problem("read", report.error());
}

Result<UsageSeries> LedgerDatabase::series(const SeriesQuery& query)
{
    auto series = UsageReader(m_connection).series(query);
    return series ? std::move(series) : problem("read", series.error());
}

Result<GoneExchanges> LedgerDatabase::gone(WallTime from, WallTime to)
{
    auto gone = UsageReader(m_connection).gone(from, to);
    return gone ? std::move(gone) : problem("read", gone.error());
}

Result<std::vector<ExchangeRecord>> LedgerDatabase::recent(int limit)
{
    auto rows = m_connection.prepare(selectExchanges(kNewestFirst));
    if (!rows)
        return problem("read", rows.error());
    rows->bind(std::clamp(limit, 0, kMaxRecent));
    return read(*rows);
}

Result<std::optional<ExchangeRecord>> LedgerDatabase::find(const std::string& id, std::int64_t* seq)
{
    const auto startedAt = timeOfId(id);
    if (!startedAt)
        return std::nullopt;
    auto rows = m_connection.prepare(selectExchanges(kWithId));
    if (!rows)
        return problem("read", rows.error());
    rows->bind(toMs(*startedAt));
    rows->bind(std::string_view(id));
    auto records = read(*rows, seq);
    if (!records)
        return failure(std::move(records.error()));
    return records->empty() ? std::nullopt : std::optional(std::move(records->front()));
}

Result<std::optional<Content>> LedgerDatabase::content(const std::string& id, WallTime now)
{
    const auto startedAt = timeOfId(id);
    if (!startedAt)
        return std::nullopt;
    auto query = m_connection.prepare(kSelectContent);
    if (!query)
        return problem("read", query.error());
    query->bind(toMs(*startedAt));
    query->bind(std::string_view(id));
    query->bind(toMs(now));
    const auto row = query->step();
    if (!row)
        return problem("read", row.error());
    return *row ? std::optional(readContent(*query)) : std::nullopt;
}

Result<void> LedgerDatabase::keepContents(const std::vector<ContentLimit>& limits)
{
    Json names = Json::array();
    for (const ContentLimit& limit : limits)
        names.push_back(limit.consumer);
    if (auto done = eraseContents(kDeleteContentsBut, [text = toText(names)](SqliteStatement& query) { query.bind(std::string_view(text)); }); !done)
        return done;
    for (const ContentLimit& limit : limits) {
        auto query = m_connection.prepare(kShortenContents);
        if (!query)
            return problem("clean up", query.error());
        query->bind(toMs(limit.until));
        query->bind(toMs(limit.until));
        query->bind(std::string_view(limit.consumer));
        if (const auto done = query->run(); !done)
            return problem("clean up", done.error());
    }
    return {};
}

/// So that neither the file nor its journal contains them any more.
Result<void> LedgerDatabase::eraseContents(const char* deletion, const std::function<void(SqliteStatement&)>& bind)
{
    auto query = m_connection.prepare(deletion);
    if (!query)
        return problem("clean up", query.error());
    bind(*query);
    if (const auto done = query->run(); !done)
        return problem("clean up", done.error());
    m_journalTells = m_journalTells || m_connection.changes() > 0;
    return clearJournal();
}

/// A reader of the earlier state needs the journal; it is not waited for.
Result<void> LedgerDatabase::clearJournal()
{
    if (!m_journalTells)
        return {};
    if (auto done = run("PRAGMA busy_timeout=0"); !done)
        return done;
    const auto isBusy = numberOf("PRAGMA wal_checkpoint(TRUNCATE)");
    if (auto done = run("PRAGMA busy_timeout=" + std::to_string(Milliseconds(kBusyTimeout).count())); !done)
        return done;
    if (!isBusy)
        return failure(isBusy.error());
    m_journalTells = *isBusy != 0;
    return {};
}

Result<std::optional<WallTime>> LedgerDatabase::expire(WallTime now)
{
    if (const auto done = eraseContents(kDeleteExpired, [now](SqliteStatement& query) { query.bind(toMs(now)); }); !done)
        return failure(done.error());
    auto query = m_connection.prepare(kNextExpiry);
    if (!query)
        return problem("read", query.error());
    if (const auto row = query->step(); !row)
        return problem("read", row.error());
    const auto next = query->integerOrNull();
    const WallTime again = now + kTryJournalAgain;
    const std::optional<WallTime> due = next ? std::optional(WallTime{Milliseconds{*next}}) : std::nullopt;
    return m_journalTells ? std::min(due.value_or(again), again) : due;
}

Result<std::vector<ExchangeRecord>> LedgerDatabase::deferred(WallTime from, WallTime to, int limit)
{
    auto rows = m_connection.prepare(selectExchanges(kDeferredOfSpan));
    if (!rows)
        return problem("read", rows.error());
    rows->bind(toMs(from));
    rows->bind(toMs(to));
    rows->bind(limit);
    return read(*rows);
}

/// `rows` is from `selectExchanges()`; `lastSeq` may be null.
Result<std::vector<ExchangeRecord>> LedgerDatabase::read(SqliteStatement& rows, std::int64_t* lastSeq)
{
    auto attempts = m_connection.prepare(selectAttempts());
    if (!attempts)
        return problem("read", attempts.error());
    std::vector<ExchangeRecord> records;
    SharedTextReader shared(m_connection);
    ChargeReader charges(m_connection);
    auto found = rows.step();
    for (; found && *found; found = rows.step()) {
        const std::int64_t seq = rows.integer();
        if (lastSeq)
            *lastSeq = seq;
        ExchangeRecord& record = records.emplace_back();
        const Beside beside = readExchange(rows, record);
        if (beside.routeList) {
            auto list = shared.routeList(*beside.routeList);
            if (!list)
                return problem("read", list.error());
            record.routeList = std::move(*list);
        }
        if (beside.refusals) {
            auto refusals = shared.refusals(*beside.refusals);
            if (!refusals)
                return problem("read", refusals.error());
            record.decisions.routes = std::move(*refusals);
        }
        if (beside.price) {
            auto price = shared.price(*beside.price);
            if (!price)
                return problem("read", price.error());
            record.price = std::move(*price);
        }
        if (beside.charges > 0)
            if (const auto read = charges.read(seq, record, &shared); !read)
                return problem("read", read.error());
        if (beside.attempts < 2)
            continue;
        if (const auto read = readAttempts(*attempts, seq, record); !read)
            return problem("read", read.error());
    }
    if (!found)
        return problem("read", found.error());
    return records;
}

Result<std::vector<ExchangeRecord>> LedgerDatabase::next(LedgerPlace& behind, WallTime to, int limit)
{
    auto rows = m_connection.prepare(selectExchanges(kOfSpanBehind));
    if (!rows)
        return problem("read", rows.error());
    rows->bind(toMs(to));
    rows->bind(behind.startedAt_ms);
    rows->bind(behind.seq);
    rows->bind(limit);
    auto records = read(*rows, &behind.seq);
    if (records && !records->empty())
        behind.startedAt_ms = toMs(records->back().startedAt);
    return records;
}

Result<std::vector<ExchangeRecord>> LedgerDatabase::withSearches(WallTime from, WallTime to)
{
    auto rows = m_connection.prepare(selectExchanges(kOfSpan) + " AND web_searches > 0");
    if (!rows)
        return problem("read", rows.error());
    rows->bind(toMs(from));
    rows->bind(toMs(to));
    return read(*rows);
}

Result<std::int64_t> LedgerDatabase::count(WallTime from, WallTime to) { return countWhere({}, from, to); }

Result<std::vector<std::string>> LedgerDatabase::idsOfRun(const std::string& run, WallTime from)
{
    auto query = m_connection.prepare("SELECT id FROM exchanges WHERE started_at >= ? AND eval_run = ?");
    if (!query)
        return problem("read", query.error());
    query->bind(toMs(from));
    query->bind(std::string_view(run));
    std::vector<std::string> ids;
    auto row = query->step();
    for (; row && *row; row = query->step())
        ids.emplace_back(query->text());
    if (!row)
        return problem("read", row.error());
    return ids;
}

Result<std::int64_t> LedgerDatabase::countLoops(WallTime from, WallTime to)
{
    return countWhere(" AND CASE WHEN json_valid(trail) THEN json_extract(trail, '$.repeated_calls') > 0 END", from, to);
}

Result<std::int64_t> LedgerDatabase::countWhere(const std::string& condition, WallTime from, WallTime to)
{
    auto query = m_connection.prepare(std::string("SELECT COUNT(*) FROM exchanges") + kOfSpan + condition);
    if (!query)
        return problem("read", query.error());
    query->bind(toMs(from));
    query->bind(toMs(to));
    if (const auto row = query->step(); !row)
        return problem("read", row.error());
    return query->integer();
}

Result<void> LedgerDatabase::fold(int limit)
{
    bool isLast = false;
    auto done = transaction("bring up to date", [&]() -> Result<void> {
        const auto count = foldNext(limit);
        isLast = count && *count < limit;
        return count ? Result<void>() : failure(count.error());
    });
    if (done && isLast)
        m_folding.reset();
    return done;
}

/// Returns how many there were.
Result<int> LedgerDatabase::foldNext(int limit)
{
    auto last = m_rollups->state(kFoldedTo);
    auto rows = m_connection.prepare(selectExchanges(kWrittenBehind));
    if (!last || !rows)
        return failure(!last ? std::move(last.error()) : std::move(rows.error()));
    rows->bind(*last);
    rows->bind(*m_folding);
    rows->bind(limit);
    RollupFold sums;
    FactReader facts(m_connection);
    int count = 0;
    auto found = rows->step();
    for (; found && *found; found = rows->step()) {
        ExchangeRecord record;
        last = facts.read(*rows, record);
        if (!last)
            return failure(std::move(last.error()));
        Folding(sums, Details::Kept).add(record);
        ++count;
    }
    rows->reset();
    if (!found)
        return failure(std::move(found.error()));
    auto done = m_rollups->write(sums);
    if (done)
        done = m_rollups->setState(kFoldedTo, count < limit ? *m_folding : *last);
    return done ? Result<int>(count) : failure(std::move(done.error()));
}

Result<int> LedgerDatabase::deleteExchanges(const char* sql, std::int64_t before, int limit)
{
    const auto bind = [&](SqliteStatement& query) {
        query.bind(before);
        query.bind(limit);
    };
    if (const auto done = eraseContents(kDeleteOldContents, bind); !done)
        return failure(done.error());
    auto query = m_connection.prepare(sql);
    if (!query)
        return problem("clean up", query.error());
    bind(*query);
    if (const auto done = query->run(); !done)
        return problem("clean up", done.error());
    return static_cast<int>(m_connection.changes());
}

Result<int> LedgerDatabase::prune(WallTime olderThan, int limit)
{
    if (const auto noted = m_rollups->raiseState(kDetailsFrom, minuteOf(toMs(olderThan)) + 1); !noted)
        return problem("clean up", noted.error());
    auto deleted = deleteExchanges(kDeleteOld, toMs(olderThan), limit);
    if (deleted && *deleted < limit) // nothing needs them any more
        if (const auto done = pruneSharedTexts(m_connection, olderThan); !done)
            return problem("clean up", done.error());
    return deleted;
}

Result<int> LedgerDatabase::pruneOldest(int limit)
{
    auto last = m_connection.prepare(kOldest);
    if (!last)
        return problem("clean up", last.error());
    last->bind(limit);
    const auto row = last->step();
    if (!row)
        return problem("clean up", row.error());
    const auto newest = last->integerOrNull();
    last->reset();
    return newest ? prune(WallTime{Milliseconds{*newest + 1}}, limit) : Result<int>(0);
}

Result<int> LedgerDatabase::pruneSums(WallTime minutesBefore, WallTime totalsBefore, int limit)
{
    int deleted = 0;
    const auto done = transaction("clean up", [&]() -> Result<void> {
        const auto count = m_rollups->prune(minuteOf(toMs(minutesBefore)), minuteOf(toMs(totalsBefore)), limit);
        deleted = count.value_or(0);
        return count ? Result<void>() : failure(count.error());
    });
    return done ? Result<int>(deleted) : failure(done.error());
}

Result<std::int64_t> LedgerDatabase::numberOf(const char* sql)
{
    auto query = m_connection.prepare(sql);
    if (!query)
        return problem("read", query.error());
    if (const auto row = query->step(); !row)
        return problem("read", row.error());
    return query->integer();
}

Result<std::int64_t> LedgerDatabase::usedBytes()
{
    const auto pages = numberOf("PRAGMA page_count");
    const auto unused = numberOf("PRAGMA freelist_count");
    const auto size = numberOf("PRAGMA page_size");
    if (!pages || !unused || !size)
        return failure(!pages ? pages.error() : !unused ? unused.error() : size.error());
    return (*pages - *unused) * *size;
}

Result<bool> LedgerDatabase::shrink()
{
    constexpr std::int64_t kIncremental = 2; // Source: sqlite.org/pragma.html#pragma_auto_vacuum
    const auto mode = numberOf("PRAGMA auto_vacuum");
    const auto pages = numberOf("PRAGMA page_count");
    const auto unused = numberOf("PRAGMA freelist_count");
    if (!mode || !pages || !unused)
        return failure(!mode ? mode.error() : !pages ? pages.error() : unused.error());
    if (*mode != kIncremental || *unused * kWorthShrinking <= *pages)
        return false;
    if (const auto done = run(kShrinkStep); !done)
        return failure(done.error());
    return true;
}

Result<void> LedgerDatabase::vacuum()
{
    for (const char* statement : {"PRAGMA auto_vacuum=INCREMENTAL", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"}) // the journal is as large as the file now
        if (const auto done = m_connection.run(statement); !done)
            return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "The ledger %1 cannot be made smaller: %2. It is unchanged."), {m_file.toStdString(), done.error().message}}, done.error().detail);
    return {};
}

tl::unexpected<Error> LedgerDatabase::problem(const char* what, const Error& error) const
{
    return failure(ErrorKind::Io,
        Sentence::of(m_onlyReads ? QT_TRANSLATE_NOOP("Error", "The ledger %1 cannot be used (%2): %3.")
                                 : QT_TRANSLATE_NOOP("Error", "The ledger %1 cannot be used (%2): %3. It is left unchanged; until then, requests are not recorded."),
            {m_file.toStdString(), std::string(what), error.message}),
        error.detail);
}

} // namespace gateway::usage

#include "ledger_database.h"

#include "ledger_rows.h"
#include "ledger_schema.h"
#include "shared_text_rows.h"

#include "gateway/core/ids.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <chrono>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <utility>

using namespace Qt::StringLiterals;

namespace gateway::usage {

namespace {

constexpr std::chrono::seconds kBusyTimeout{5}; // somebody else looks at the file
constexpr int kMaxRecent = 10'000;
constexpr int kNewest = static_cast<int>(kMigrations.size());

/// Exchanges in one statement. Each statement looks for the ends of the table and of its
/// index anew, which takes as long as a fifth of a row; more rows at once save little more.
constexpr std::size_t kRowsAtOnce = 10;

/// The expression that tells it; never NULL, so that no two groups look the same.
const char* columnOf(UsageBy by)
{
    switch (by) {
    case UsageBy::Month: return "strftime('%Y-%m', started_at / 1000, 'unixepoch', 'localtime')";
    case UsageBy::Day: return "date(started_at / 1000, 'unixepoch', 'localtime')";
    case UsageBy::Hour: return "strftime('%Y-%m-%d %H:00', started_at / 1000, 'unixepoch', 'localtime')";
    case UsageBy::Provider: return "COALESCE(provider, last_provider, '')";
    case UsageBy::Model: return "COALESCE(model, last_model, '')";
    case UsageBy::Key: return "IFNULL(last_key, '')";
    case UsageBy::Consumer: return "IFNULL(consumer, '')";
    case UsageBy::Route: return "IFNULL(route, '')";
    case UsageBy::AskedModel: return "IFNULL(asked_model, '')";
    case UsageBy::Program: return "IFNULL(process, '')";
    case UsageBy::Project: return "IFNULL(project, '')";
    case UsageBy::Session: return "IFNULL(session, '')";
    case UsageBy::Trace: return "IFNULL(trace_id, '')";
    case UsageBy::Client: return "IFNULL(client, '')";
    case UsageBy::Api: return "IFNULL(dialect, '')";
    case UsageBy::Outcome: break;
    }
    return "outcome";
}

Totals readTotals(SqliteStatement& row)
{
    Totals totals;
    for (const auto member :
        {&Totals::exchanges, &Totals::failed, &Totals::fallbacks, &Totals::inputTokens, &Totals::cachedInputTokens,
            &Totals::cacheWriteTokens, &Totals::outputTokens, &Totals::reasoningTokens, &Totals::unknownUsage,
            &Totals::costUsd_pico, &Totals::costCny_pico, &Totals::unpriced})
        totals.*member = row.integer();
    return totals;
}

/// All that there is of it stands in one row.
bool isOneRow(const std::shared_ptr<const ExchangeRecord>& record) 
{
    return record->attempts.size() < 2 && !record->content;
}

/// Puts the attempts before the last one in front of it. `rows` is `selectAttempts()`.
Result<void> readAttempts(SqliteStatement& rows, std::int64_t exchange, ExchangeRecord& record)
{
    AttemptRecord last = std::move(record.attempts.back());
    record.attempts.clear();
    rows.bind(exchange);
    auto found = rows.step();
    for (; found && *found; found = rows.step())
        readAttempt(rows, record.attempts.emplace_back());
    rows.reset();
    if (!found)
        return failure(std::move(found.error()));
    record.attempts.push_back(std::move(last));
    return {};
}

} // namespace

LedgerDatabase::LedgerDatabase(QString file)
    : m_file(std::move(file))
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
    return ready;
}

Result<void> LedgerDatabase::openToRead()
{
    m_onlyReads = true;
    if (!QFileInfo::exists(m_file))
        return failure(ErrorKind::Io,
            "There is no usage database " + m_file.toStdString() + ". The gateway makes it when it starts.");
    if (const auto opened = m_connection.open(m_file.toStdString(), kBusyTimeout, SqliteConnection::Access::Read); !opened)
        return problem("open", opened.error());
    const auto found = version();
    if (found && *found < kNewest)
        return failure(ErrorKind::Io,
            "The usage database " + m_file.toStdString()
                + " was written by an older version of Signalbox. Start this one once, which brings it up to date.");
    return found ? Result<void>() : failure(found.error());
}

void LedgerDatabase::close()
{
    m_writing.reset();
    m_connection.close();
}

/// SQLite makes its files readable for everybody; the journal files take after the database.
Result<void> LedgerDatabase::prepareFile() const
{
    const QFileInfo info(m_file);
    const bool folderIsNew = !info.dir().exists();
    if (folderIsNew && !info.dir().mkpath(u"."_s))
        return failure(
            ErrorKind::Io, "The folder of the usage database cannot be made: " + info.absolutePath().toStdString());
    if (folderIsNew)
        QFile::setPermissions(info.absolutePath(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    if (info.exists())
        return {};
    QFile file(m_file);
    if (!file.open(QIODevice::NewOnly | QIODevice::WriteOnly, QFile::ReadOwner | QFile::WriteOwner))
        return failure(ErrorKind::Io,
            "The usage database " + m_file.toStdString() + " cannot be made: " + file.errorString().toStdString());
    return {};
}

Result<void> LedgerDatabase::setUp()
{
    if (auto migrated = migrate(); !migrated) // the first look into the file, before anything is changed
        return migrated;
    for (const char* pragma : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL", "PRAGMA foreign_keys=ON"})
        if (auto done = run(pragma); !done)
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
            "The usage database " + m_file.toStdString()
                + " was written by a newer version of Signalbox. Records are not kept until it is updated or the file "
                  "moved away.");
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

/// In a transaction, and all of it: another program may have been faster.
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
    const std::pair<SqliteStatement Writing::*, std::string> statements[] = {
        {&Writing::begin, "BEGIN IMMEDIATE"},
        {&Writing::exchange, insertInto("exchanges", kExchangeColumns, 1)},
        {&Writing::exchanges, insertInto("exchanges", kExchangeColumns, kRowsAtOnce)},
        {&Writing::attempt, insertInto("attempts", std::string(kAttemptPlace) + ", " + kAttemptColumns, 1)},
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
    m_writing = std::move(writing);
    return {};
}

Result<void> LedgerDatabase::run(const std::string& statement)
{
    if (const auto done = m_connection.run(statement); !done)
        return problem("change", done.error());
    return {};
}

Result<void> LedgerDatabase::insert(const RecordBatch& batch)
{
    const auto done = insertAll(batch);
    if (done)
        return {};
    m_connection.rollBack();
    return problem("write", done.error());
}

Result<void> LedgerDatabase::insertAll(const RecordBatch& batch)
{
    if (auto begun = m_writing->begin.run(); !begun)
        return begun;
    SharedTextKeeper lists(m_connection, kRouteLists, m_writing->routeList);
    SharedTextKeeper refusals(m_connection, kRefusals, m_writing->refusals);
    SharedTextKeeper prices(m_connection, kPrices, m_writing->price);
    for (const auto& record : batch) {
        auto kept = lists.keep(record->routeList.get(), record->startedAt);
        if (kept)
            kept = refusals.keep(record->refusals.get(), record->startedAt);
        if (kept)
            kept = prices.keep(record->price.get(), record->startedAt);
        if (!kept)
            return kept;
    }
    for (std::span<const std::shared_ptr<const ExchangeRecord>> left = batch; !left.empty();) {
        const auto first = left.first(std::min(left.size(), kRowsAtOnce));
        const bool many = first.size() == kRowsAtOnce && std::ranges::all_of(first, isOneRow);
        if (auto done = many ? insertMany(first) : insertOne(*first.front()); !done)
            return done;
        left = left.subspan(many ? kRowsAtOnce : 1);
        if (many)
            m_breaths.take();
    }
    return m_writing->commit.run();
}

Result<void> LedgerDatabase::insertMany(std::span<const std::shared_ptr<const ExchangeRecord>> records)
{
    for (const auto& record : records)
        bindExchange(m_writing->exchanges, *record);
    return m_writing->exchanges.run();
}

Result<void> LedgerDatabase::insertOne(const ExchangeRecord& record)
{
    bindExchange(m_writing->exchange, record);
    if (auto done = m_writing->exchange.run(); !done)
        return done;
    const std::int64_t exchange = m_connection.lastInsertId();
    if (record.content)
        if (auto done = insertContent(exchange, *record.content); !done)
            return done;
    for (std::size_t i = 0; i + 1 < record.attempts.size(); ++i) {
        m_writing->attempt.bind(exchange);
        m_writing->attempt.bind(static_cast<std::int64_t>(i + 1));
        bindAttempt(m_writing->attempt, record.attempts[i]);
        if (auto done = m_writing->attempt.run(); !done)
            return done;
    }
    return {};
}

Result<void> LedgerDatabase::insertContent(std::int64_t exchange, const Content& content)
{
    auto insert = m_connection.prepare(kInsertContent);
    if (!insert)
        return failure(insert.error());
    insert->bind(exchange);
    bindContent(*insert, content);
    return insert->run();
}

Result<Totals> LedgerDatabase::totals(WallTime from, WallTime to)
{
    auto rows = usage({from, to, {}});
    if (!rows)
        return failure(std::move(rows.error()));
    return rows->front().totals;
}

Result<std::vector<UsageRow>> LedgerDatabase::usage(const UsageQuery& query)
{
    std::vector<const char*> groups;
    for (const UsageBy by : query.by)
        groups.push_back(columnOf(by));
    auto select = m_connection.prepare(selectTotals(groups));
    if (!select)
        return problem("read", select.error());
    select->bind(toMs(query.from));
    select->bind(toMs(query.to));
    std::vector<UsageRow> rows;
    auto found = select->step();
    for (; found && *found; found = select->step()) {
        UsageRow& row = rows.emplace_back();
        for (std::size_t i = 0; i < groups.size(); ++i)
            row.names.emplace_back(select->text());
        row.totals = readTotals(*select);
    }
    if (!found)
        return problem("read", found.error());
    return rows;
}

Result<std::vector<ExchangeRecord>> LedgerDatabase::recent(int limit)
{
    auto rows = m_connection.prepare(selectExchanges(kNewestFirst));
    if (!rows)
        return problem("read", rows.error());
    rows->bind(std::clamp(limit, 0, kMaxRecent));
    return read(*rows);
}

Result<std::optional<ExchangeRecord>> LedgerDatabase::find(const std::string& id)
{
    const auto startedAt = timeOfId(id);
    if (!startedAt)
        return std::nullopt;
    auto rows = m_connection.prepare(selectExchanges(kWithId));
    if (!rows)
        return problem("read", rows.error());
    rows->bind(toMs(*startedAt));
    rows->bind(std::string_view(id));
    auto records = read(*rows);
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

/// So that nothing of it is left in the file, or in its journal.
Result<void> LedgerDatabase::eraseContents(const char* deletion, std::initializer_list<std::int64_t> values)
{
    if (auto done = run("PRAGMA secure_delete=ON"); !done)
        return done;
    auto query = m_connection.prepare(deletion);
    if (!query)
        return problem("clean up", query.error());
    for (const std::int64_t value : values)
        query->bind(value);
    if (const auto done = query->run(); !done)
        return problem("clean up", done.error());
    const bool isAny = m_connection.changes() > 0;
    if (auto done = run("PRAGMA secure_delete=OFF"); !done || !isAny)
        return done;
    return run("PRAGMA wal_checkpoint(TRUNCATE)");
}

Result<std::optional<WallTime>> LedgerDatabase::expire(WallTime now)
{
    if (const auto done = eraseContents(kDeleteExpired, {toMs(now)}); !done)
        return failure(done.error());
    auto query = m_connection.prepare(kNextExpiry);
    if (!query)
        return problem("read", query.error());
    if (const auto row = query->step(); !row)
        return problem("read", row.error());
    const auto next = query->integerOrNull();
    return next ? std::optional(WallTime{Milliseconds{*next}}) : std::nullopt;
}

/// `rows` is of `selectExchanges()`.
Result<std::vector<ExchangeRecord>> LedgerDatabase::read(SqliteStatement& rows)
{
    auto attempts = m_connection.prepare(selectAttempts());
    if (!attempts)
        return problem("read", attempts.error());
    std::vector<ExchangeRecord> records;
    SharedTextReader shared(m_connection);
    auto found = rows.step();
    for (; found && *found; found = rows.step()) {
        const std::int64_t seq = rows.integer();
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
            record.trail.routes = std::move(*refusals);
        }
        if (beside.price) {
            auto price = shared.price(*beside.price);
            if (!price)
                return problem("read", price.error());
            record.price = std::move(*price);
        }
        if (beside.attempts < 2)
            continue;
        if (const auto read = readAttempts(*attempts, seq, record); !read)
            return problem("read", read.error());
    }
    if (!found)
        return problem("read", found.error());
    return records;
}

Result<int> LedgerDatabase::prune(WallTime olderThan, int limit)
{
    if (const auto done = eraseContents(kDeleteOldContents, {toMs(olderThan), limit}); !done)
        return failure(done.error());
    auto query = m_connection.prepare(kDeleteOld);
    if (!query)
        return problem("clean up", query.error());
    query->bind(toMs(olderThan));
    query->bind(limit);
    if (const auto done = query->run(); !done)
        return problem("clean up", done.error());
    const auto deleted = static_cast<int>(m_connection.changes());
    if (deleted < limit) // none is left that needs them
        if (const auto done = pruneSharedTexts(m_connection, olderThan); !done)
            return problem("clean up", done.error());
    return deleted;
}

tl::unexpected<Error> LedgerDatabase::problem(const char* what, const Error& error) const
{
    return failure(ErrorKind::Io,
        "The usage database " + m_file.toStdString() + " cannot be used (" + what + "): " + error.message
            + (m_onlyReads ? "." : ". It is left as it is; records are not kept meanwhile."),
        error.detail);
}

} // namespace gateway::usage

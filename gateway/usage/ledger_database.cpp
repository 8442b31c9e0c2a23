#include "ledger_database.h"

#include "ledger_schema.h"

#include "gateway/config/route_settings.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QVariant>

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>
#include <utility>

using namespace Qt::StringLiterals;

namespace gateway::usage {

namespace {

constexpr int kBusyTimeout_ms = 5000; // somebody else looks at the file
constexpr int kMaxRecent = 10'000;
constexpr int kMaxValues = std::max(kExchangeValues, kAttemptValues);

constexpr std::array<std::string_view, 5> kOutcomes{"answered", "client_error", "failed", "cancelled", "interrupted"};
constexpr std::array<std::string_view, 3> kOrigins{"unknown", "reported", "estimated"};

QString toQString(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

/// An empty text is NULL in the file.
QVariant textOrNull(std::string_view text) { return text.empty() ? QVariant() : QVariant(toQString(text)); }

/// -1 (never came to it) is NULL in the file.
QVariant timeOrNull(Milliseconds time) { return time.count() < 0 ? QVariant() : QVariant(qint64{time.count()}); }

QVariant countOrNull(const std::optional<Tokens>& tokens)
{
    return tokens ? QVariant(qint64{tokens->count}) : QVariant();
}

qint64 toMs(WallTime time) { return std::chrono::duration_cast<Milliseconds>(time.time_since_epoch()).count(); }

std::string textOf(const QVariant& value) { return value.toString().toStdString(); }

Milliseconds timeOf(const QVariant& value) { return Milliseconds{value.isNull() ? -1 : value.toLongLong()}; }

std::optional<Tokens> countOf(const QVariant& value)
{
    return value.isNull() ? std::nullopt : std::optional(Tokens{value.toLongLong()});
}

template <class Enum, std::size_t N> Enum enumOf(const std::array<std::string_view, N>& names, const QVariant& value)
{
    const auto found = std::ranges::find(names, std::string_view(textOf(value)));
    return found == names.end() ? Enum{} : static_cast<Enum>(found - names.begin());
}

/// The names of the values of a statement, ":0", ":1" ... By name, since Qt makes up
/// such a name for each value that is bound by position, each time.
const std::vector<QString>& valueNames()
{
    static const std::vector<QString> names = [] {
        std::vector<QString> all;
        all.reserve(static_cast<std::size_t>(kMaxValues));
        for (int i = 0; i < kMaxValues; ++i)
            all.push_back(u':' + QString::number(i));
        return all;
    }();
    return names;
}

/// "INSERT INTO ... VALUES (" with the names of `count` values behind it.
QString withValues(const char* statement, int count)
{
    QString text = QString::fromLatin1(statement);
    for (int i = 0; i < count; ++i)
        text += (i == 0 ? u""_s : u","_s) + valueNames()[static_cast<std::size_t>(i)];
    return text + u')';
}

/// Gives a statement its values from left to right.
class Binder {
public:
    explicit Binder(QSqlQuery& query)
        : m_query(query)
    {
    }
    void add(const QVariant& value) { m_query.bindValue(valueNames()[m_next++], value); }

private:
    QSqlQuery& m_query;
    std::size_t m_next = 0;
};

/// Reads the columns of a row from left to right, in the order of the statement.
class Row {
public:
    explicit Row(const QSqlQuery& query)
        : m_query(query)
    {
    }
    QVariant next() { return m_query.value(m_column++); }
    std::string text() { return textOf(next()); }
    int number() { return next().toInt(); }
    qint64 large() { return next().toLongLong(); }
    Milliseconds time() { return timeOf(next()); }

private:
    const QSqlQuery& m_query;
    int m_column = 0;
};

void readAttempt(Row& row, AttemptRecord& attempt)
{
    attempt.provider = row.text();
    attempt.model = row.text();
    attempt.key = row.text();
    attempt.status = row.number();
    attempt.failure = config::failureClass(row.text());
    attempt.reason = row.text();
    attempt.startedAfter = Milliseconds{row.large()};
    attempt.connect = row.time();
    attempt.firstByte = row.time();
    attempt.duration = Milliseconds{row.large()};
}

/// In the order of the attempt's columns in both tables.
void bindAttempt(Binder& values, const AttemptRecord& attempt)
{
    values.add(textOrNull(attempt.provider));
    values.add(textOrNull(attempt.model));
    values.add(textOrNull(attempt.key));
    values.add(attempt.status);
    values.add(attempt.failure ? textOrNull(config::toText(*attempt.failure)) : QVariant());
    values.add(textOrNull(attempt.reason));
    values.add(qint64{attempt.startedAfter.count()});
    values.add(timeOrNull(attempt.connect));
    values.add(timeOrNull(attempt.firstByte));
    values.add(qint64{attempt.duration.count()});
}

void bindExchange(Binder& values, const ExchangeRecord& record)
{
    values.add(toQString(record.id));
    values.add(toMs(record.startedAt));
    values.add(textOrNull(record.dialect));
    values.add(textOrNull(record.consumer));
    values.add(textOrNull(record.clientName));
    values.add(textOrNull(record.route));
    values.add(textOrNull(record.askedModel));
    values.add(textOrNull(record.provider));
    values.add(textOrNull(record.model));
    values.add(int{record.isStream});
    values.add(int{record.isFallback});
    values.add(record.status);
    values.add(textOrNull(kOutcomes[static_cast<std::size_t>(record.outcome)]));
    values.add(textOrNull(record.errorCode));
    values.add(timeOrNull(record.firstByte));
    values.add(timeOrNull(record.firstToken));
    values.add(qint64{record.duration.count()});
    values.add(qint64{record.requestBytes});
    values.add(qint64{record.answerBytes});
    values.add(textOrNull(kOrigins[static_cast<std::size_t>(record.tokens.origin)]));
    values.add(countOrNull(record.tokens.input));
    values.add(countOrNull(record.tokens.cachedInput));
    values.add(countOrNull(record.tokens.cacheWrite));
    values.add(countOrNull(record.tokens.output));
    values.add(countOrNull(record.tokens.reasoning));
    values.add(static_cast<int>(record.attempts.size()));
    static const AttemptRecord kNone;
    bindAttempt(values, record.attempts.empty() ? kNone : record.attempts.back());
}

/// The columns of `kSelectRecent` after `seq`; answers the number of attempts.
int readExchange(Row& row, ExchangeRecord& record)
{
    record.id = row.text();
    record.startedAt = WallTime{Milliseconds{row.large()}};
    record.dialect = row.text();
    record.consumer = row.text();
    record.clientName = row.text();
    record.route = row.text();
    record.askedModel = row.text();
    record.provider = row.text();
    record.model = row.text();
    record.isStream = row.number() != 0;
    record.isFallback = row.number() != 0;
    record.status = row.number();
    record.outcome = enumOf<Outcome>(kOutcomes, row.next());
    record.errorCode = row.text();
    record.firstByte = row.time();
    record.firstToken = row.time();
    record.duration = Milliseconds{row.large()};
    record.requestBytes = row.large();
    record.answerBytes = row.large();
    record.tokens.origin = enumOf<protocol::UsageOrigin>(kOrigins, row.next());
    record.tokens.input = countOf(row.next());
    record.tokens.cachedInput = countOf(row.next());
    record.tokens.cacheWrite = countOf(row.next());
    record.tokens.output = countOf(row.next());
    record.tokens.reasoning = countOf(row.next());
    const int attempts = row.number();
    if (attempts > 0)
        readAttempt(row, record.attempts.emplace_back());
    return attempts;
}

} // namespace

LedgerDatabase::LedgerDatabase(QString file)
    : m_file(std::move(file))
    , m_connection(u"ledger-"_s + QString::number(reinterpret_cast<quintptr>(this), 16))
{
}

LedgerDatabase::~LedgerDatabase() { close(); }

Result<void> LedgerDatabase::open()
{
    if (auto prepared = prepareFile(); !prepared)
        return prepared;
    m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    m_database.setDatabaseName(m_file);
    m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT="_s + QString::number(kBusyTimeout_ms));
    auto opened = m_database.open() ? setUp() : problem("open", QSqlQuery());
    if (!opened)
        close();
    return opened;
}

void LedgerDatabase::close()
{
    m_insertAttempt.reset();
    m_insertExchange.reset();
    m_database.close();
    m_database = QSqlDatabase(); // no copy may be left when the connection is removed
    if (QSqlDatabase::contains(m_connection))
        QSqlDatabase::removeDatabase(m_connection);
}

/// SQLite makes its files readable for everybody; the journal files take after the database.
Result<void> LedgerDatabase::prepareFile()
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
    for (const QString& pragma :
        {u"PRAGMA journal_mode=WAL"_s, u"PRAGMA synchronous=NORMAL"_s, u"PRAGMA foreign_keys=ON"_s})
        if (auto done = run(pragma); !done)
            return done;
    QSqlQuery attempt(m_database);
    if (!attempt.prepare(withValues(kInsertAttempt, kAttemptValues)))
        return problem("prepare", attempt);
    QSqlQuery exchange(m_database);
    if (!exchange.prepare(withValues(kInsertExchange, kExchangeValues)))
        return problem("prepare", exchange);
    m_insertAttempt = std::move(attempt);
    m_insertExchange = std::move(exchange);
    return {};
}

Result<void> LedgerDatabase::migrate()
{
    QSqlQuery query(m_database);
    if (!query.exec(u"PRAGMA user_version"_s) || !query.next())
        return problem("read", query);
    const int found = query.value(0).toInt();
    query.finish();
    if (found > static_cast<int>(kMigrations.size()))
        return failure(ErrorKind::Io,
            "The usage database " + m_file.toStdString()
                + " was written by a newer version of Signalbox. Records are not kept until it is updated or the file "
                  "moved away.");
    for (auto version = static_cast<std::size_t>(found); version < kMigrations.size(); ++version) {
        if (!m_database.transaction())
            return problem("change", query);
        for (const char* statement : kMigrations[version]) {
            if (auto done = run(QString::fromLatin1(statement)); !done) {
                m_database.rollback();
                return done;
            }
        }
        if (auto done = run(u"PRAGMA user_version="_s + QString::number(version + 1)); !done || !m_database.commit()) {
            const auto error = problem("change", query);
            m_database.rollback();
            return error;
        }
    }
    return {};
}

Result<void> LedgerDatabase::run(const QString& statement)
{
    QSqlQuery query(m_database);
    if (!query.exec(statement))
        return problem("change", query);
    return {};
}

Result<void> LedgerDatabase::insert(const RecordBatch& batch)
{
    if (!m_database.transaction())
        return problem("write", QSqlQuery(m_database));
    for (const auto& record : batch) {
        if (auto done = insertOne(*record); !done) {
            m_database.rollback();
            return done;
        }
    }
    if (m_database.commit())
        return {};
    const auto error = problem("write", QSqlQuery(m_database));
    m_database.rollback();
    return error;
}

Result<void> LedgerDatabase::insertOne(const ExchangeRecord& record)
{
    Binder exchangeValues(*m_insertExchange);
    bindExchange(exchangeValues, record);
    if (!m_insertExchange->exec())
        return problem("write", *m_insertExchange);
    if (record.attempts.size() < 2)
        return {};
    const QVariant exchange = m_insertExchange->lastInsertId();
    for (std::size_t i = 0; i + 1 < record.attempts.size(); ++i) {
        Binder values(*m_insertAttempt);
        values.add(exchange);
        values.add(static_cast<int>(i + 1));
        bindAttempt(values, record.attempts[i]);
        if (!m_insertAttempt->exec())
            return problem("write", *m_insertAttempt);
    }
    return {};
}

Result<Totals> LedgerDatabase::totals(WallTime from, WallTime to)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    query.prepare(QString::fromLatin1(kSelectTotals));
    query.addBindValue(toMs(from));
    query.addBindValue(toMs(to));
    if (!query.exec() || !query.next())
        return problem("read", query);
    Row row(query);
    Totals totals;
    for (const auto member :
        {&Totals::exchanges, &Totals::failed, &Totals::fallbacks, &Totals::inputTokens, &Totals::cachedInputTokens,
            &Totals::cacheWriteTokens, &Totals::outputTokens, &Totals::reasoningTokens, &Totals::unknownUsage})
        totals.*member = row.large();
    return totals;
}

Result<std::vector<ExchangeRecord>> LedgerDatabase::recent(int limit)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    query.prepare(QString::fromLatin1(kSelectRecent));
    query.addBindValue(std::clamp(limit, 0, kMaxRecent));
    if (!query.exec())
        return problem("read", query);
    std::vector<ExchangeRecord> records;
    while (query.next()) {
        Row row(query);
        const qint64 seq = row.large();
        ExchangeRecord& record = records.emplace_back();
        if (readExchange(row, record) < 2)
            continue;
        if (auto read = readAttempts(seq, record); !read)
            return tl::unexpected(std::move(read.error()));
    }
    return records;
}

/// Puts the attempts before the last one in front of it.
Result<void> LedgerDatabase::readAttempts(qint64 exchange, ExchangeRecord& record)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    query.prepare(QString::fromLatin1(kSelectAttempts));
    query.addBindValue(exchange);
    if (!query.exec())
        return problem("read", query);
    AttemptRecord last = std::move(record.attempts.back());
    record.attempts.clear();
    while (query.next()) {
        Row row(query);
        readAttempt(row, record.attempts.emplace_back());
    }
    record.attempts.push_back(std::move(last));
    return {};
}

Result<int> LedgerDatabase::prune(WallTime olderThan, int limit)
{
    QSqlQuery query(m_database);
    query.prepare(QString::fromLatin1(kDeleteOld));
    query.addBindValue(toMs(olderThan));
    query.addBindValue(limit);
    if (!query.exec())
        return problem("clean up", query);
    return query.numRowsAffected();
}

tl::unexpected<Error> LedgerDatabase::problem(const char* what, const QSqlQuery& query) const
{
    const QSqlError error = query.lastError().isValid() ? query.lastError() : m_database.lastError();
    return failure(ErrorKind::Io,
        "The usage database " + m_file.toStdString() + " cannot be used (" + what
            + "): " + error.databaseText().toStdString() + ". It is left as it is; records are not kept meanwhile.",
        error.nativeErrorCode().toStdString());
}

} // namespace gateway::usage

#include "limit_reader.h"

#include "gateway/usage/sqlite/sqlite_connection.h"

#include <QFileInfo>

#include <chrono>

namespace gateway::usage {

namespace {

constexpr std::chrono::seconds kLimitTimeout{2};

std::int64_t milliseconds(WallTime time) { return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count(); }

/// The fact of an attempt, by the names of its columns behind `prefix`.
std::string attemptFact(LimitedFact fact, const std::string& prefix)
{
    const auto orGivenUp = [&](const std::string& time, const char* reached) {
        return "COALESCE(" + time + ", CASE WHEN " + prefix + "failure = 'timeout' AND " + prefix + reached + " IS NULL THEN " + prefix + "duration_ms END)";
    };
    if (fact == LimitedFact::Connect)
        return orGivenUp(prefix + "connect_ms + IFNULL(" + prefix + "tls_ms, 0)", "first_byte_ms");
    if (fact == LimitedFact::FirstByte)
        return orGivenUp(prefix + "first_byte_ms", "first_byte_ms");
    return orGivenUp(prefix + "last_byte_ms", "last_byte_ms");
}

/// One row for each attempt, or request, of the span.
std::string factsOf(const LimitQuery& query)
{
    const std::string span = " INDEXED BY exchanges_started_at WHERE started_at >= ?1 AND started_at < ?2 AND (?4 = '' OR route = ?4)";
    if (query.fact == LimitedFact::Attempts)
        return "SELECT attempts AS fact FROM exchanges" + span;
    const std::string whole = query.fact == LimitedFact::Total ? " AND is_stream = 0" : "";
    return "SELECT " + attemptFact(query.fact, "last_") + " AS fact FROM exchanges" + span + whole + " AND (?5 = '' OR last_provider = ?5)"
        " UNION ALL SELECT " + attemptFact(query.fact, "earlier.") + " FROM exchanges INDEXED BY exchanges_started_at JOIN attempts AS earlier ON earlier.exchange = seq WHERE started_at >= ?1"
        " AND started_at < ?2 AND (?4 = '' OR route = ?4)" + whole + " AND (?5 = '' OR earlier.provider = ?5)";
}

Result<LimitAnswer> answerOf(SqliteConnection& connection, const LimitQuery& query)
{
    auto select = connection.prepare("SELECT COUNT(fact), SUM(fact > ?3) FROM (" + factsOf(query) + ")");
    if (!select)
        return failure(select.error());
    select->bind(milliseconds(query.from));
    select->bind(milliseconds(query.to));
    select->bind(query.most);
    select->bind(query.route);
    if (query.fact != LimitedFact::Attempts)
        select->bind(query.provider);
    if (const auto row = select->step(); !row)
        return failure(row.error());
    LimitAnswer answer;
    answer.known = select->integer();
    answer.beyond = select->integer();
    return answer;
}

} // namespace

Result<LimitAnswer> readLimit(const QString& file, const LimitQuery& query, const AskThread::Stop& stop)
{
    if (!QFileInfo::exists(file))
        return LimitAnswer{};
    SqliteConnection connection;
    auto opened = connection.open(file.toStdString(), kLimitTimeout, SqliteConnection::Access::Read);
    if (opened)
        connection.endWhen([&stop] { return stop.isAsked(); });
    auto answer = opened ? answerOf(connection, query) : failure(opened.error());
    if (!answer)
        return failure(ErrorKind::Io, "The usage database " + file.toStdString() + " cannot be read: " + answer.error().message + '.', answer.error().detail);
    return answer;
}

} // namespace gateway::usage

#include "limit_reader.h"

#include "attempt_sweep.h"

#include "gateway/usage/sqlite/sqlite_connection.h"

#include <QFileInfo>

#include <chrono>

namespace gateway::usage {

namespace {

constexpr std::chrono::seconds kLimitTimeout{2};
constexpr int kLongAnswer_ms = 5000;

constexpr const char* kLast = " FROM exchanges INDEXED BY exchanges_started_at"
                              " WHERE started_at >= ?1 AND started_at < ?2 AND (?4 = '' OR route = ?4) AND (?5 = '' OR last_provider = ?5)";
constexpr const char* kEarlier = " FROM exchanges INDEXED BY exchanges_started_at JOIN attempts AS earlier ON earlier.exchange = seq"
                                 " WHERE started_at >= ?1 AND started_at < ?2 AND (?4 = '' OR route = ?4) AND (?5 = '' OR earlier.provider = ?5)";
constexpr const char* kHasAttempts = " AND attempts > 0";

std::int64_t milliseconds(WallTime time) { return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count(); }

/// SQL: whether a failure in column `name` allows retrying the same target.
std::string isRetryable(const LimitQuery& query, const std::string& name)
{
    std::string words;
    for (std::size_t i = 0; i < query.meanings.size(); ++i)
        if (query.meanings[i].isRetried)
            words += (words.empty() ? "'" : ", '") + std::string(config::toText(static_cast<config::FailureClass>(i))) + '\'';
    return "(IFNULL(" + name + ", '') IN (" + words + "))";
}

/// SQL: the fact of an attempt, from columns with the given prefix.
std::string attemptFact(const LimitQuery& query, const std::string& prefix)
{
    const LimitedFact fact = query.fact;
    const auto orGivenUp = [&](const std::string& time, const char* reached) {
        return "COALESCE(" + time + ", CASE WHEN " + prefix + "failure = 'timeout' AND " + prefix + reached + " IS NULL THEN " + prefix + "duration_ms END)";
    };
    if (fact == LimitedFact::Connect)
        return orGivenUp(prefix + "connect_ms + IFNULL(" + prefix + "tls_ms, 0)", "first_byte_ms");
    if (fact == LimitedFact::FirstByte || fact == LimitedFact::StreamStart)
        return orGivenUp(prefix + "first_byte_ms", "first_byte_ms");
    if (fact == LimitedFact::Silence) // until it was interrupted, if it has no last byte
        return "CASE WHEN " + prefix + "status BETWEEN 200 AND 299 THEN COALESCE(" + prefix + "last_byte_ms, " + prefix + "duration_ms) - " + prefix + "first_byte_ms END";
    if (fact == LimitedFact::GivenUp)
        return "CASE WHEN " + prefix + "failure IS NOT NULL THEN " + prefix + "duration_ms END";
    if (fact == LimitedFact::Retryable)
        return isRetryable(query, prefix + "failure");
    return orGivenUp(prefix + "last_byte_ms", "last_byte_ms");
}

/// SQL: the fact of a request.
std::string requestFact(const LimitQuery& query)
{
    switch (query.fact) {
    case LimitedFact::Wait: return "CASE WHEN attempts > 0 THEN COALESCE(first_byte_ms, duration_ms) END";
    case LimitedFact::FirstAttempt:
        return "CASE WHEN attempts = 1 THEN COALESCE(last_first_byte_ms, last_duration_ms) WHEN attempts > 1 THEN"
               " (SELECT COALESCE(first.first_byte_ms, first.duration_ms) FROM attempts AS first WHERE first.exchange = seq ORDER BY number LIMIT 1) END";
    case LimitedFact::Mendable:
        return isRetryable(query, "last_failure") + " + CASE WHEN attempts > 1 THEN (SELECT COUNT(*) FROM attempts AS earlier WHERE earlier.exchange = seq AND "
            + isRetryable(query, "earlier.failure") + ") ELSE 0 END";
    case LimitedFact::Speed:
        return "CASE WHEN last_last_byte_ms - last_first_byte_ms >= " + std::to_string(kLongAnswer_ms)
            + " THEN answer_bytes * 1000 / (last_last_byte_ms - last_first_byte_ms) END";
    default: return "attempts";
    }
}

/// SQL: one row for each attempt, or request, in the span.
std::string factsOf(const LimitQuery& query)
{
    if (isOfRequests(query.fact) || query.fact == LimitedFact::Speed)
        return "SELECT " + requestFact(query) + " AS fact" + kLast;
    const std::string whole = query.fact == LimitedFact::Total ? " AND is_stream = 0"
        : query.fact == LimitedFact::Silence || query.fact == LimitedFact::StreamStart ? " AND is_stream = 1" : "";
    return "SELECT " + attemptFact(query, "last_") + " AS fact" + kLast + kHasAttempts + whole + " UNION ALL SELECT " + attemptFact(query, "earlier.") + kEarlier + whole;
}

/// SQL: the attempts in the span, in the order in which they began.
std::string attemptsOf()
{
    const auto columns = [](const std::string& prefix) {
        return "SELECT " + prefix + "provider, " + prefix + "key, " + prefix + "model, started_at + " + prefix + "started_after_ms AS began, " + prefix + "duration_ms, " + prefix
            + "failure, " + prefix + "first_byte_ms IS NOT NULL AND " + prefix + "status BETWEEN 200 AND 399";
    };
    return columns("last_") + kLast + kHasAttempts + " UNION ALL " + columns("earlier.") + kEarlier + " ORDER BY began";
}

/// Binds all parameters of the statements above.
void bind(SqliteStatement& select, const LimitQuery& query)
{
    select.bind(milliseconds(query.from));
    select.bind(milliseconds(query.to));
    select.bind(query.most);
    select.bind(query.route);
    select.bind(query.provider);
}

Result<LimitAnswer> sweepOf(SqliteConnection& connection, const LimitQuery& query)
{
    auto select = connection.prepare(attemptsOf());
    if (!select)
        return failure(select.error());
    bind(*select, query);
    AttemptSweep sweep(query);
    for (;;) {
        const auto row = select->step();
        if (!row)
            return failure(row.error());
        if (!*row)
            return sweep.answer();
        AttemptSweep::Attempt attempt;
        attempt.provider = select->text();
        attempt.key = select->text();
        attempt.model = select->text();
        attempt.begin = select->integer();
        attempt.end = attempt.begin + select->integer();
        attempt.failure = config::failureClass(select->text());
        attempt.isAnswered = select->integer() != 0;
        sweep.add(attempt);
    }
}

Result<LimitAnswer> answerOf(SqliteConnection& connection, const LimitQuery& query)
{
    if (AttemptSweep::counts(query.fact))
        return sweepOf(connection, query);
    const char* const beyond = query.fact == LimitedFact::Speed ? "<" : ">";
    auto select = connection.prepare(std::string("SELECT COUNT(fact), SUM(fact ") + beyond + " ?3) FROM (" + factsOf(query) + ")");
    if (!select)
        return failure(select.error());
    bind(*select, query);
    if (const auto row = select->step(); !row)
        return failure(row.error());
    LimitAnswer answer;
    answer.known = select->integer();
    answer.beyond = select->integer();
    return answer;
}

} // namespace

bool isOfRequests(LimitedFact fact)
{
    return fact == LimitedFact::Attempts || fact == LimitedFact::Wait || fact == LimitedFact::FirstAttempt || fact == LimitedFact::Mendable;
}

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
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "The ledger %1 cannot be read: %2."), {file.toStdString(), answer.error().message}}, answer.error().detail);
    return answer;
}

} // namespace gateway::usage

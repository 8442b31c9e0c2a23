#include "ledger_request_reader.h"

#include "filter_statement.h"

#include <QFileInfo>

#include <algorithm>
#include <array>
#include <chrono>

namespace gateway::usage {

namespace {

constexpr std::chrono::seconds kBusyTimeout{2};
constexpr std::chrono::milliseconds kMostTime{150}; // for a query; the current slice is added to that
constexpr int kSlice = 10'000; // rows read between two checks of the clock
constexpr int kMostRows = 1000;

/// The columns of a page, in this order.
std::string selectRows()
{
    return std::string("SELECT started_at, seq, id, dialect, consumer, client, process, route, asked_model,"
                       " COALESCE(provider, last_provider), COALESCE(model, last_model), error_code, ")
        + kSessionColumn + ", agent, " + kTraceColumn
        + ", attempts, is_fallback, status, outcome, first_token_ms, duration_ms, usage_origin,"
          " IFNULL(input_tokens, 0) + IFNULL(cached_input_tokens, 0) + IFNULL(cache_write_tokens, 0)"
          " + IFNULL(output_tokens, 0) + IFNULL(reasoning_tokens, 0), cost_pico, currency, cost_origin"
          " FROM exchanges INDEXED BY exchanges_started_at WHERE ";
}

template <std::size_t N> std::size_t placeOf(std::string_view name, const std::array<std::string_view, N>& names)
{
    return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
}

RequestRow readRow(SqliteStatement& row)
{
    RequestRow read;
    read.key.startedAt_ms = row.integer();
    read.key.number = row.integer();
    for (std::string* text : {&read.id, &read.dialect, &read.consumer, &read.clientName, &read.process, &read.route,
             &read.askedModel, &read.provider, &read.model, &read.errorCode, &read.session, &read.agent, &read.trace})
        *text = row.text();
    read.attempts = static_cast<int>(row.integer());
    read.isFallback = row.integer() != 0;
    read.status = static_cast<int>(row.integer());
    const std::size_t outcome = placeOf(row.text(), kOutcomeNames);
    read.outcome = outcome < kOutcomeNames.size() ? static_cast<Outcome>(outcome) : Outcome::Failed;
    read.firstToken = Milliseconds{row.integerOrNull().value_or(-1)};
    read.duration = Milliseconds{row.integer()};
    const std::string origin(row.text());
    const std::int64_t tokens = row.integer();
    if (origin != "unknown")
        read.tokens = tokens;
    read.areTokensEstimated = origin == "estimated";
    const auto pico = row.integerOrNull();
    const std::size_t currency = placeOf(row.text(), kCurrencyNames);
    if (pico && currency < kCurrencyNames.size())
        read.cost = Money{static_cast<Currency>(currency), *pico};
    read.isCostAtLeast = row.text() == kCostOriginNames[static_cast<std::size_t>(CostOrigin::AtLeast)];
    return read;
}

tl::unexpected<Error> problem(const QString& file, const Error& error)
{
    return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "The ledger %1 cannot be read: %2."), {file.toStdString(), error.message}}, error.detail);
}

} // namespace

struct RequestReader::Span {
    std::int64_t from = 0;
    std::int64_t to = 0; ///< included
};

RequestReader::RequestReader(QString file)
    : m_file(std::move(file))
{
}

Result<void> RequestReader::open()
{
    if (m_isOpen)
        return {};
    if (!QFileInfo::exists(m_file))
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "There is no ledger %1."), {m_file.toStdString()}});
    const auto opened = m_connection.open(m_file.toStdString(), kBusyTimeout, SqliteConnection::Access::Read);
    if (!opened)
        return problem(m_file, opened.error());
    m_isOpen = true;
    return {};
}

Result<std::int64_t> RequestReader::newest()
{
    auto select = m_connection.prepare("SELECT MAX(seq) FROM exchanges");
    if (!select)
        return problem(m_file, select.error());
    if (const auto row = select->step(); !row)
        return problem(m_file, row.error());
    return select->integer();
}

/// Reduces the span to the next `kSlice` rows; returns whether any are left.
Result<bool> RequestReader::slice(const RequestQuery& query, RequestKey from, Span& span)
{
    const std::string order = query.isNewer ? "ASC" : "DESC";
    auto select = m_connection.prepare(std::string("SELECT COUNT(*), ") + (query.isNewer ? "MAX" : "MIN")
        + "(started_at) FROM (SELECT started_at FROM exchanges INDEXED BY exchanges_started_at"
          " WHERE started_at >= ? AND started_at <= ? ORDER BY started_at " + order + " LIMIT ?)");
    if (!select)
        return problem(m_file, select.error());
    select->bind(query.isNewer ? std::max(span.from, from.startedAt_ms) : span.from);
    select->bind(query.isNewer ? span.to : std::min(span.to, from.startedAt_ms));
    select->bind(kSlice);
    if (const auto row = select->step(); !row)
        return problem(m_file, row.error());
    const std::int64_t count = select->integer();
    if (count == kSlice)
        (query.isNewer ? span.to : span.from) = select->integer();
    return count > 0;
}

Result<void> RequestReader::rows(const RequestQuery& query, const FilterStatement& filter, RequestKey from, const Span& span, RequestPage& page)
{
    const std::string beyond = query.isNewer ? "started_at >= ? AND (started_at > ? OR seq > ?)" : "started_at <= ? AND (started_at < ? OR seq < ?)";
    const std::string order = query.isNewer ? " ORDER BY started_at ASC, seq ASC LIMIT ?" : " ORDER BY started_at DESC, seq DESC LIMIT ?";
    auto select = m_connection.prepare(selectRows() + beyond + " AND started_at >= ? AND started_at <= ?" + filter.text() + order);
    if (!select)
        return problem(m_file, select.error());
    select->bind(from.startedAt_ms);
    select->bind(from.startedAt_ms);
    select->bind(from.number);
    select->bind(span.from);
    select->bind(span.to);
    filter.bind(*select);
    select->bind(std::clamp(query.limit, 1, kMostRows) - static_cast<std::int64_t>(page.rows.size()));
    auto found = select->step();
    for (; found && *found; found = select->step())
        page.rows.push_back(readRow(*select));
    if (!found)
        return problem(m_file, found.error());
    return {};
}

Result<RequestPage> RequestReader::page(const RequestQuery& query, const AskThread::Stop& stop)
{
    if (auto opened = open(); !opened)
        return failure(opened.error());
    m_connection.endWhen([&stop] { return stop.isAsked(); });
    if (auto begun = m_connection.run("BEGIN"); !begun) // otherwise the newest number might not match the rows
        return problem(m_file, begun.error());
    auto page = pageAtOnce(query, stop);
    m_connection.rollBack(); // nothing was changed
    return page;
}

Result<RequestPage> RequestReader::pageAtOnce(const RequestQuery& query, const AskThread::Stop& stop)
{
    RequestPage page;
    const auto number = newest();
    if (!number)
        return failure(number.error());
    page.newest = *number;
    const FilterStatement filter(query.filter);
    const auto wanted = static_cast<std::size_t>(std::clamp(query.limit, 1, kMostRows));
    const auto until = std::chrono::steady_clock::now() + kMostTime;
    RequestKey from = query.after;
    for (;;) {
        Span span{fromOf(query.filter), toOf(query.filter) - 1};
        const Span whole = span;
        if (!filter.text().empty()) {
            const auto isThere = slice(query, from, span);
            if (!isThere)
                return failure(isThere.error());
            if (!*isThere)
                break;
        }
        if (auto read = rows(query, filter, from, span, page); !read)
            return failure(read.error());
        if (page.rows.size() == wanted) {
            page.next = page.rows.back().key;
            break;
        }
        if (span.from == whole.from && span.to == whole.to)
            break; // complete
        from = query.isNewer ? RequestKey{span.to + 1, RequestKey::first().number} : RequestKey{span.from - 1, RequestKey::last().number};
        if (stop.isAsked() || std::chrono::steady_clock::now() >= until) {
            page.next = from;
            break;
        }
    }
    if (query.isNewer)
        std::ranges::reverse(page.rows);
    return page;
}

Result<RequestCount> RequestReader::count(const RequestFilter& filter, std::int64_t since, std::int64_t most, const AskThread::Stop& stop)
{
    if (auto opened = open(); !opened)
        return failure(opened.error());
    // New requests are found by number, others by time.
    const FilterStatement statement(filter);
    const auto until = std::chrono::steady_clock::now() + kMostTime;
    m_connection.endWhen([&stop, until] { return stop.isAsked() || std::chrono::steady_clock::now() >= until; });
    auto select = m_connection.prepare(std::string("SELECT 1 FROM exchanges ") + (since > 0 ? "NOT INDEXED" : "INDEXED BY exchanges_started_at")
        + " WHERE seq > ? AND started_at >= ? AND started_at < ?" + statement.text() + " LIMIT ?");
    if (!select)
        return problem(m_file, select.error());
    select->bind(since);
    select->bind(fromOf(filter));
    select->bind(toOf(filter));
    statement.bind(*select);
    select->bind(most);
    RequestCount counted;
    auto found = select->step();
    for (; found && *found; found = select->step())
        ++counted.count;
    counted.isAll = found && counted.count < most; // stopped by the clock or the limit
    return counted;
}

} // namespace gateway::usage

#include "ledger_rows.h"

#include "gateway/config/settings/route_settings.h"

#include <QString>

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <string_view>

namespace gateway::usage {

namespace {

constexpr std::array<std::string_view, 4> kOrigins{"unknown", "reported", "estimated", "counted"};

bool isAscii(std::string_view text)
{
    unsigned all = 0;
    for (const char c : text)
        all |= static_cast<unsigned char>(c);
    return all < 0x80;
}

/// An empty text is NULL in the file. Clients and providers had a hand in some, so
/// that what is no UTF-8 is made some.
void bindText(SqliteStatement& values, std::string_view text)
{
    if (text.empty())
        values.bindNull();
    else if (isAscii(text))
        values.bind(text);
    else
        values.bindCopy(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toStdString());
}

/// -1 (never came to it) is NULL in the file.
void bindTime(SqliteStatement& values, Milliseconds time)
{
    if (time.count() < 0)
        values.bindNull();
    else
        values.bind(time.count());
}

void bindCount(SqliteStatement& values, const std::optional<Tokens>& tokens)
{
    if (tokens)
        values.bind(tokens->count);
    else
        values.bindNull();
}

void bindKey(SqliteStatement& values, const SharedText* text)
{
    if (text)
        values.bind(text->key());
    else
        values.bindNull();
}

void bindTokens(SqliteStatement& values, const protocol::TokenUsage& tokens)
{
    values.bind(kOrigins[static_cast<std::size_t>(tokens.origin)]);
    bindCount(values, tokens.input);
    bindCount(values, tokens.cachedInput);
    bindCount(values, tokens.cacheWrite);
    bindCount(values, tokens.output);
    bindCount(values, tokens.reasoning);
}

void bindCost(SqliteStatement& values, const std::optional<Money>& cost)
{
    if (cost)
        values.bind(cost->pico);
    else
        values.bindNull();
    bindText(values, cost ? kCurrencyNames[static_cast<std::size_t>(cost->currency)] : std::string_view());
}

std::optional<Money> readCost(SqliteStatement& row)
{
    const auto pico = row.integerOrNull();
    const auto currency = std::ranges::find(kCurrencyNames, row.text());
    if (!pico || currency == kCurrencyNames.end())
        return std::nullopt;
    return Money{static_cast<Currency>(currency - kCurrencyNames.begin()), *pico};
}

int readNumber(SqliteStatement& row) { return static_cast<int>(row.integer()); }

Milliseconds readTime(SqliteStatement& row) { return Milliseconds{row.integerOrNull().value_or(-1)}; }

std::optional<Tokens> readCount(SqliteStatement& row)
{
    const auto count = row.integerOrNull();
    return count ? std::optional(Tokens{*count}) : std::nullopt;
}

template <class Enum, std::size_t N> Enum readEnum(SqliteStatement& row, const std::array<std::string_view, N>& names)
{
    const auto found = std::ranges::find(names, row.text());
    return found == names.end() ? Enum{} : static_cast<Enum>(found - names.begin());
}

void readTokens(SqliteStatement& row, protocol::TokenUsage& tokens)
{
    tokens.origin = readEnum<protocol::UsageOrigin>(row, kOrigins);
    tokens.input = readCount(row);
    tokens.cachedInput = readCount(row);
    tokens.cacheWrite = readCount(row);
    tokens.output = readCount(row);
    tokens.reasoning = readCount(row);
}

} // namespace

std::int64_t toMs(WallTime time) { return std::chrono::duration_cast<Milliseconds>(time.time_since_epoch()).count(); }

void bindExchange(SqliteStatement& values, const ExchangeRecord& record)
{
    values.bind(record.id);
    values.bind(toMs(record.startedAt));
    for (const std::string* text : {&record.dialect, &record.consumer, &record.clientName, &record.route,
             &record.askedModel, &record.provider, &record.model})
        bindText(values, *text);
    values.bind(record.isStream);
    values.bind(record.isFallback);
    values.bind(record.status);
    values.bind(kOutcomeNames[static_cast<std::size_t>(record.outcome)]);
    bindText(values, record.errorCode);
    bindTime(values, record.firstByte);
    bindTime(values, record.firstToken);
    values.bind(record.duration.count());
    values.bind(record.requestBytes);
    values.bind(record.answerBytes);
    bindTokens(values, record.tokens);
    values.bind(static_cast<std::int64_t>(record.attempts.size()));
    static const AttemptRecord kNone;
    bindAttempt(values, record.attempts.empty() ? kNone : record.attempts.back());
    bindText(values, record.processName());
    if (record.trail.isEmpty())
        values.bindNull();
    else
        values.bindCopy(record.trail.toText());
    bindKey(values, record.routeList.get());
    bindKey(values, record.refusals.get());
    bindCost(values, record.cost);
    bindKey(values, record.price.get());
}

void bindAttempt(SqliteStatement& values, const AttemptRecord& attempt)
{
    bindText(values, attempt.provider);
    bindText(values, attempt.model);
    bindText(values, attempt.key);
    values.bind(attempt.status);
    bindText(values, attempt.failure ? config::toText(*attempt.failure) : std::string_view());
    bindText(values, attempt.reason);
    values.bind(attempt.startedAfter.count());
    bindTime(values, attempt.connect);
    bindTime(values, attempt.firstByte);
    values.bind(attempt.duration.count());
    if (attempt.place)
        values.bindCopy(attempt.place->toText());
    else
        values.bindNull();
}

Beside readExchange(SqliteStatement& row, ExchangeRecord& record)
{
    record.id = row.text();
    record.startedAt = WallTime{Milliseconds{row.integer()}};
    for (std::string* text : {&record.dialect, &record.consumer, &record.clientName, &record.route, &record.askedModel,
             &record.provider, &record.model})
        *text = row.text();
    record.isStream = row.integer() != 0;
    record.isFallback = row.integer() != 0;
    record.status = readNumber(row);
    record.outcome = readEnum<Outcome>(row, kOutcomeNames);
    record.errorCode = row.text();
    record.firstByte = readTime(row);
    record.firstToken = readTime(row);
    record.duration = Milliseconds{row.integer()};
    record.requestBytes = row.integer();
    record.answerBytes = row.integer();
    readTokens(row, record.tokens);
    Beside beside;
    beside.attempts = row.integer();
    AttemptRecord last;
    readAttempt(row, last);
    if (beside.attempts > 0)
        record.attempts.push_back(std::move(last));
    if (const std::string_view process = row.text(); !process.empty())
        record.process = std::make_shared<const ProcessName>(std::string(process));
    record.trail = Trail::fromText(row.text());
    beside.routeList = row.integerOrNull();
    beside.refusals = row.integerOrNull();
    record.cost = readCost(row);
    beside.price = row.integerOrNull();
    return beside;
}

void readAttempt(SqliteStatement& row, AttemptRecord& attempt)
{
    attempt.provider = row.text();
    attempt.model = row.text();
    attempt.key = row.text();
    attempt.status = readNumber(row);
    attempt.failure = config::failureClass(row.text());
    attempt.reason = row.text();
    attempt.startedAfter = Milliseconds{row.integer()};
    attempt.connect = readTime(row);
    attempt.firstByte = readTime(row);
    attempt.duration = Milliseconds{row.integer()};
    attempt.place = TargetPlace::fromText(row.text());
}

} // namespace gateway::usage

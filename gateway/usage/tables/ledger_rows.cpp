#include "ledger_rows.h"

#include "gateway/config/settings/route_settings.h"
#include "gateway/core/json/json.h"
#include "gateway/core/json/sentence_json.h"
#include "gateway/providers/catalog.h"

#include <QString>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace gateway::usage {

namespace {

/// An empty text is NULL in the file.
void bindText(Values& values, std::string_view text)
{
    if (text.empty())
        values.bindNull();
    else if (isAscii(text))
        values.bind(text);
    else
        values.bindCopy(asUtf8(text));
}

/// -1 (not reached) is NULL in the file.
void bindTime(Values& values, Milliseconds time)
{
    if (time.count() < 0)
        values.bindNull();
    else
        values.bind(time.count());
}

void bindCount(Values& values, const std::optional<Tokens>& tokens)
{
    if (tokens)
        values.bind(tokens->count);
    else
        values.bindNull();
}

void bindKey(Values& values, const SharedText* text)
{
    if (text)
        values.bind(text->key());
    else
        values.bindNull();
}

/// NULL for most exchanges.
void bindOrigins(Values& values, const protocol::TokenUsage& tokens)
{
    Json json;
    for (std::size_t i = 0; i < protocol::kTokenPartCount; ++i)
        if (tokens.others[i])
            json[std::string(protocol::kTokenParts[i].name)] = originName(*tokens.others[i]);
    if (json.is_null())
        values.bindNull();
    else
        values.bindCopy(toText(json));
}

void bindTokens(Values& values, const protocol::TokenUsage& tokens)
{
    values.bind(originName(tokens.origin));
    for (const protocol::TokenPartRow& part : protocol::kTokenParts)
        bindCount(values, tokens.*part.count);
    bindOrigins(values, tokens);
}

void bindTrace(Values& values, const std::optional<TraceContext>& trace)
{
    bindText(values, trace ? digitsOf(trace->trace) : std::string_view());
    bindText(values, trace && trace->parent ? digitsOf(*trace->parent) : std::string_view());
    if (trace)
        values.bind(std::int64_t{trace->flags});
    else
        values.bindNull();
}

std::optional<TraceContext> readTrace(SqliteStatement& row)
{
    const std::string trace(row.text());
    const std::string parent(row.text());
    return traceContextOf(trace, parent, row.integer());
}

void bindCost(Values& values, const std::optional<Money>& cost)
{
    if (cost)
        values.bind(cost->pico);
    else
        values.bindNull();
    bindText(values, cost ? kCurrencyNames[static_cast<std::size_t>(cost->currency)] : std::string_view());
}

/// The cost of an exchange or a charge, and what it depends on besides the tokens.
template <class Paid> void bindPayment(Values& values, const Paid& paid)
{
    bindCost(values, paid.cost);
    bindKey(values, paid.price.get());
    bindText(values, paid.cost ? kCostOriginNames[static_cast<std::size_t>(paid.costOrigin)] : std::string_view());
    bindCount(values, paid.tokens.cacheWriteHour);
    bindText(values, paid.tokens.tierName());
    if (paid.tokens.webSearches)
        values.bind(*paid.tokens.webSearches);
    else
        values.bindNull();
}

void bindChargeCount(Values& values, const ExchangeRecord& record)
{
    if (record.charges.empty())
        values.bindNull();
    else
        values.bind(static_cast<std::int64_t>(record.charges.size()));
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

void readOrigins(std::string_view text, protocol::TokenUsage& tokens)
{
    const auto json = text.empty() ? Result<Json>(Json()) : parseJson(text);
    for (std::size_t i = 0; json && json->is_object() && i < protocol::kTokenPartCount; ++i) {
        const auto told = json->find(std::string(protocol::kTokenParts[i].name));
        if (told == json->end() || !told->is_string())
            continue;
        const auto origin = std::ranges::find(protocol::kOriginNames, told->get_ref<const std::string&>());
        if (origin != protocol::kOriginNames.end())
            tokens.others[i] = static_cast<protocol::UsageOrigin>(origin - protocol::kOriginNames.begin());
    }
}

void readTokens(SqliteStatement& row, protocol::TokenUsage& tokens)
{
    tokens.origin = readEnum<protocol::UsageOrigin>(row, protocol::kOriginNames);
    for (const protocol::TokenPartRow& part : protocol::kTokenParts)
        tokens.*part.count = readCount(row);
    readOrigins(row.text(), tokens);
}

/// The same for reading; returns the key of the price.
template <class Paid> std::optional<std::int64_t> readPayment(SqliteStatement& row, Paid& paid)
{
    paid.cost = readCost(row);
    const auto price = row.integerOrNull();
    const auto origin = std::ranges::find(kCostOriginNames, row.text());
    if (paid.cost) // missing in older rows: all were by a price
        paid.costOrigin = origin == kCostOriginNames.end() ? CostOrigin::Prices
                                                           : static_cast<CostOrigin>(origin - kCostOriginNames.begin());
    paid.tokens.cacheWriteHour = readCount(row);
    paid.tokens.tellTier(row.text());
    paid.tokens.webSearches = row.integerOrNull();
    return price;
}

} // namespace

/// A word at a time: most texts are too short for a vectorised loop.
bool isAscii(std::string_view text)
{
    constexpr std::uint64_t kHighBits = 0x8080808080808080U;
    std::uint64_t all = 0;
    for (; text.size() >= sizeof all; text.remove_prefix(sizeof all)) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data(), sizeof word);
        all |= word;
    }
    for (const char c : text)
        all |= static_cast<unsigned char>(c);
    return (all & kHighBits) == 0;
}

std::string asUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toStdString();
}

std::int64_t toMs(WallTime time) { return std::chrono::duration_cast<Milliseconds>(time.time_since_epoch()).count(); }

void bindExchange(Values& values, const ExchangeRecord& record)
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
    bindText(values, record.project());
    bindText(values, record.session);
    bindText(values, record.agent);
    bindText(values, record.limit);
    bindText(values, kLimitActionNames[static_cast<std::size_t>(record.limitAction)]);
    bindText(values, record.evalRun);
    bindText(values, record.shadowOf);
    bindTrace(values, record.trace);
    if (record.queue.count() < 0)
        values.bindNull();
    else
        values.bind(std::int64_t{record.queue.count()});
    bindTime(values, record.lastByte);
    if (record.decisions.isEmpty())
        values.bindNull();
    else
        values.bindCopy(record.decisions.toText());
    bindKey(values, record.routeList.get());
    bindKey(values, record.refusals.get());
    bindPayment(values, record);
    bindChargeCount(values, record);
}

void bindUsed(Values& values, const ExchangeRecord& record)
{
    bindTokens(values, record.tokens);
    bindPayment(values, record);
    bindChargeCount(values, record);
}

void bindCharge(Values& values, const Charge& charge)
{
    for (const std::string* text : {&charge.provider, &charge.model, &charge.key})
        bindText(values, *text);
    bindTokens(values, charge.tokens);
    bindPayment(values, charge);
}

void bindAttempt(Values& values, const AttemptRecord& attempt)
{
    bindText(values, attempt.provider);
    bindText(values, attempt.model);
    bindText(values, attempt.key);
    values.bind(attempt.status);
    bindText(values, attempt.failure ? config::toText(*attempt.failure) : std::string_view());
    if (attempt.reason.isEmpty())
        values.bindNull();
    else
        values.bindCopy(asUtf8(toText(attempt.reason))); // for searches and other programs
    if (attempt.reason.pattern.empty())
        values.bindNull();
    else
        values.bindCopy(toText(json::fromSentence(attempt.reason)));
    values.bind(attempt.startedAfter.count());
    bindTime(values, attempt.connect);
    bindTime(values, attempt.firstByte);
    values.bind(attempt.duration.count());
    if (attempt.place)
        values.bindCopy(attempt.place->toText());
    else
        values.bindNull();
    bindText(values, attempt.protocol);
    bindTime(values, attempt.tls);
    bindTime(values, attempt.firstToken);
    bindTime(values, attempt.lastByte);
    bindText(values, attempt.requestId);
}

void bindContent(Values& values, const Content& content)
{
    values.bind(toMs(content.expiresAt));
    bindText(values, content.request);
    bindText(values, content.answer);
    values.bind(content.isCut);
}

Content readContent(SqliteStatement& row)
{
    Content content;
    content.expiresAt = WallTime{Milliseconds{row.integer()}};
    content.request = row.text();
    content.answer = row.text();
    content.isCut = row.integer() != 0;
    return content;
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
    std::string process(row.text());
    if (std::string project(row.text()); !process.empty() || !project.empty())
        record.process = std::make_shared<const ProcessName>(std::move(process), std::move(project));
    record.session = row.text();
    record.agent = row.text();
    record.limit = row.text();
    record.limitAction = readEnum<LimitAction>(row, kLimitActionNames);
    record.evalRun = row.text();
    record.shadowOf = row.text();
    record.trace = readTrace(row);
    record.queue = std::chrono::microseconds{row.integerOrNull().value_or(-1)};
    record.lastByte = readTime(row);
    record.decisions = ExchangeDecisions::fromText(row.text());
    beside.routeList = row.integerOrNull();
    beside.refusals = row.integerOrNull();
    beside.price = readPayment(row, record);
    beside.charges = row.integerOrNull().value_or(0);
    return beside;
}

std::optional<std::int64_t> readCharge(SqliteStatement& row, Charge& charge)
{
    charge.attempt = static_cast<std::size_t>(std::max<std::int64_t>(row.integer(), 1) - 1);
    for (std::string* text : {&charge.provider, &charge.model, &charge.key})
        *text = row.text();
    readTokens(row, charge.tokens);
    return readPayment(row, charge);
}

void readAttempt(SqliteStatement& row, AttemptRecord& attempt)
{
    attempt.provider = row.text();
    attempt.model = row.text();
    attempt.key = row.text();
    attempt.status = readNumber(row);
    attempt.failure = config::failureClass(row.text());
    attempt.reason = asIs(std::string(row.text()));
    if (const std::string_view parts = row.text(); !parts.empty()) // otherwise the same in every language, or a row of an older version
        if (const auto sentence = parseJson(parts); sentence)
            attempt.reason = json::sentenceIn(*sentence);
    attempt.startedAfter = Milliseconds{row.integer()};
    attempt.connect = readTime(row);
    attempt.firstByte = readTime(row);
    attempt.duration = Milliseconds{row.integer()};
    attempt.place = TargetPlace::fromText(row.text());
    const auto protocol = providers::protocolOf(row.text());
    attempt.protocol = protocol ? providers::toText(*protocol) : std::string_view();
    attempt.tls = readTime(row);
    attempt.firstToken = readTime(row);
    attempt.lastByte = readTime(row);
    attempt.requestId = row.text();
}

bool isOneRow(const std::shared_ptr<const ExchangeRecord>& record)
{
    return record->attempts.size() < 2 && record->charges.empty() && !record->content;
}

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

} // namespace gateway::usage

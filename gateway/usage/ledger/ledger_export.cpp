#include "ledger_export.h"

#include "ledger_database.h"

#include "gateway/config/settings/route_settings.h"
#include "gateway/core/json/json.h"
#include "gateway/core/money.h"
#include "gateway/core/text/csv_field.h"
#include "gateway/usage/pricing/price.h"
#include "gateway/usage/tables/ledger_rows.h"

#include <QDateTime>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>

using namespace Qt::StringLiterals;

namespace gateway::usage {

namespace {

constexpr int kExportedAtOnce = 500; // exchanges in memory

Json textOrNull(std::string_view text) { return text.empty() ? Json() : Json(std::string(text)); }
Json timeOrNull(Milliseconds time) { return time.count() < 0 ? Json() : Json(time.count()); }
Json countOrNull(const std::optional<Tokens>& tokens) { return tokens ? Json(tokens->count) : Json(); }

const AttemptRecord* lastOf(const ExchangeRecord& record) { return record.attempts.empty() ? nullptr : &record.attempts.back(); }

/// The provider that answered, or else was tried last, as in the sums.
Json ofLast(const ExchangeRecord& record, const std::string& answered, std::string AttemptRecord::*asked)
{
    return answered.empty() && lastOf(record) ? textOrNull(lastOf(record)->*asked) : textOrNull(answered);
}

std::string utcText(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(toMs(time), Qt::UTC).toString(Qt::ISODateWithMs).toStdString();
}

/// A field of an exchange besides its usage: the only definition of its name and value.
struct Field {
    const char* name;
    Json (*value)(const ExchangeRecord& record);
};

constexpr std::array kFields{
    Field{"id", [](const ExchangeRecord& r) { return textOrNull(r.id); }},
    Field{"started_at", [](const ExchangeRecord& r) { return Json(utcText(r.startedAt)); }},
    Field{"api", [](const ExchangeRecord& r) { return textOrNull(r.dialect); }},
    Field{"consumer", [](const ExchangeRecord& r) { return textOrNull(r.consumer); }},
    Field{"client", [](const ExchangeRecord& r) { return textOrNull(r.clientName); }},
    Field{"program", [](const ExchangeRecord& r) { return textOrNull(r.processName()); }},
    Field{"project", [](const ExchangeRecord& r) { return textOrNull(r.project()); }},
    Field{"session", [](const ExchangeRecord& r) { return textOrNull(r.session); }},
    Field{"agent", [](const ExchangeRecord& r) { return textOrNull(r.agent); }},
    Field{"limit", [](const ExchangeRecord& r) { return textOrNull(r.limit); }},
    Field{"limit_action", [](const ExchangeRecord& r) { return textOrNull(kLimitActionNames.at(static_cast<std::size_t>(r.limitAction))); }},
    Field{"eval_run", [](const ExchangeRecord& r) { return textOrNull(r.evalRun); }},
    Field{"shadow_of", [](const ExchangeRecord& r) { return textOrNull(r.shadowOf); }},
    Field{"trace", [](const ExchangeRecord& r) { return r.trace ? textOrNull(digitsOf(r.trace->trace)) : Json(); }},
    Field{"route", [](const ExchangeRecord& r) { return textOrNull(r.route); }},
    Field{"asked", [](const ExchangeRecord& r) { return textOrNull(r.askedModel); }},
    Field{"provider", [](const ExchangeRecord& r) { return ofLast(r, r.provider, &AttemptRecord::provider); }},
    Field{"model", [](const ExchangeRecord& r) { return ofLast(r, r.model, &AttemptRecord::model); }},
    Field{"key", [](const ExchangeRecord& r) { return textOrNull(std::string(r.served().key)); }},
    Field{"outcome", [](const ExchangeRecord& r) { return textOrNull(kOutcomeNames.at(static_cast<std::size_t>(r.outcome))); }},
    Field{"status", [](const ExchangeRecord& r) { return r.status == 0 ? Json() : Json(r.status); }},
    Field{"error", [](const ExchangeRecord& r) { return textOrNull(r.errorCode); }},
    Field{"protocol", [](const ExchangeRecord& r) { return lastOf(r) ? textOrNull(lastOf(r)->protocol) : Json(); }},
    Field{"upstream_request_id", [](const ExchangeRecord& r) { return lastOf(r) ? textOrNull(lastOf(r)->requestId) : Json(); }},
    Field{"is_stream", [](const ExchangeRecord& r) { return Json(r.isStream); }},
    Field{"is_fallback", [](const ExchangeRecord& r) { return Json(r.isFallback); }},
    Field{"queue_us", [](const ExchangeRecord& r) { return r.queue.count() < 0 ? Json() : Json(r.queue.count()); }},
    Field{"connect_ms", [](const ExchangeRecord& r) { return lastOf(r) ? timeOrNull(lastOf(r)->connect) : Json(); }},
    Field{"tls_ms", [](const ExchangeRecord& r) { return lastOf(r) ? timeOrNull(lastOf(r)->tls) : Json(); }},
    Field{"first_byte_ms", [](const ExchangeRecord& r) { return timeOrNull(r.firstByte); }},
    Field{"first_token_ms", [](const ExchangeRecord& r) { return timeOrNull(r.firstToken); }},
    Field{"last_byte_ms", [](const ExchangeRecord& r) { return timeOrNull(r.lastByte); }},
    Field{"duration_ms", [](const ExchangeRecord& r) { return Json(r.duration.count()); }},
    Field{"request_bytes", [](const ExchangeRecord& r) { return Json(r.requestBytes); }},
    Field{"answer_bytes", [](const ExchangeRecord& r) { return Json(r.answerBytes); }},
};

/// The usage of an exchange, or of an attempt.
template <class Used> void addUsed(Json& json, const Used& used)
{
    json["tokens_from"] = textOrNull(protocol::originName(used.tokens.origin));
    for (const protocol::TokenPartRow& part : protocol::kTokenParts)
        json[std::string(part.name) + "_tokens"] = countOrNull(used.tokens.*part.count);
    json["web_searches"] = used.tokens.webSearches ? Json(*used.tokens.webSearches) : Json();
    json["cost"] = used.cost ? Json(decimalText(used.cost->pico)) : Json();
    json["service_tier"] = textOrNull(used.tokens.tierName());
    json["cost_from"] = used.cost ? textOrNull(kCostOriginNames.at(static_cast<std::size_t>(used.costOrigin))) : Json();
    const auto price = used.price ? Price::fromText(used.price->text()) : std::nullopt;
    json["price_source"] = price ? textOrNull(price->source.toText()) : Json();
    json["currency"] = used.cost ? textOrNull(kCurrencyNames.at(static_cast<std::size_t>(used.cost->currency))) : Json();
}

/// The charges of all attempts, if not only the last one used something.
Json chargesJson(const ExchangeRecord& record)
{
    Json json = Json::array();
    for (const Charge& charge : record.charges) {
        Json& one = json.emplace_back();
        one["attempt"] = charge.attempt + 1;
        one["provider"] = textOrNull(charge.provider);
        one["model"] = textOrNull(charge.model);
        one["key"] = textOrNull(charge.key);
        addUsed(one, charge);
    }
    return json;
}

Json attemptJson(const AttemptRecord& attempt)
{
    Json json;
    json["provider"] = textOrNull(attempt.provider);
    json["model"] = textOrNull(attempt.model);
    json["key"] = textOrNull(attempt.key);
    json["protocol"] = textOrNull(attempt.protocol);
    json["request_id"] = textOrNull(attempt.requestId);
    json["status"] = attempt.status == 0 ? Json() : Json(attempt.status);
    json["failure"] = attempt.failure ? textOrNull(config::toText(*attempt.failure)) : Json();
    json["reason"] = textOrNull(toText(attempt.reason));
    json["started_after_ms"] = attempt.startedAfter.count();
    json["connect_ms"] = timeOrNull(attempt.connect);
    json["tls_ms"] = timeOrNull(attempt.tls);
    json["first_byte_ms"] = timeOrNull(attempt.firstByte);
    json["first_token_ms"] = timeOrNull(attempt.firstToken);
    json["last_byte_ms"] = timeOrNull(attempt.lastByte);
    json["duration_ms"] = attempt.duration.count();
    return json;
}

Json attemptsJson(const ExchangeRecord& record, std::size_t count)
{
    Json json = Json::array();
    for (std::size_t i = 0; i < count; ++i)
        json.push_back(attemptJson(record.attempts[i]));
    return json;
}

std::string megabytes(std::int64_t bytes)
{
    constexpr std::int64_t kMegabyte = 1'000'000;
    return std::to_string((bytes + kMegabyte - 1) / kMegabyte);
}

std::string csvCell(const Json& value)
{
    if (value.is_null())
        return {};
    return value.is_string() ? csvField(value.get<std::string>()) : toText(value);
}

/// All fields except the attempts.
Json valuesOf(const ExchangeRecord& record)
{
    Json json;
    for (const Field& field : kFields)
        json[field.name] = field.value(record);
    addUsed(json, record);
    return json;
}

std::string csvHead()
{
    std::string line;
    const Json values = valuesOf({});
    for (const auto& column : values.items())
        line += column.key() + ',';
    return line + "attempts,earlier_attempts,charges\r\n";
}

std::string csvLine(const ExchangeRecord& record)
{
    std::string line;
    for (const Json& value : valuesOf(record))
        line += csvCell(value) + ',';
    const std::size_t count = record.attempts.size();
    line += std::to_string(count) + ',';
    if (count > 1)
        line += csvCell(Json(toText(attemptsJson(record, count - 1))));
    line += ',';
    if (!record.charges.empty())
        line += csvCell(Json(toText(chargesJson(record))));
    return line + "\r\n";
}

} // namespace

std::string exchangeLine(const ExchangeRecord& record)
{
    Json json = valuesOf(record);
    json["attempts"] = attemptsJson(record, record.attempts.size());
    json["charges"] = chargesJson(record);
    return toText(json) + '\n';
}

Result<std::int64_t> exportUsage(const QString& file, const ExportQuery& query, const ExportSink& sink, const ExportWatch& watch)
{
    LedgerDatabase database(file);
    if (const auto opened = database.openToRead(); !opened)
        return failure(opened.error());
    ExportProgress progress;
    const auto all = watch ? database.count(query.from, query.to) : Result<std::int64_t>(0);
    if (!all)
        return failure(all.error());
    progress.all = *all;
    const bool isCsv = query.format == ExportFormat::Csv;
    LedgerPlace place{toMs(query.from), -1}; // before everything in that time
    std::string text = isCsv ? csvHead() : std::string();
    for (bool isLast = false; !isLast;) {
        const auto records = database.next(place, query.to, kExportedAtOnce);
        if (!records)
            return failure(records.error());
        for (const ExchangeRecord& record : *records)
            text += isCsv ? csvLine(record) : exchangeLine(record);
        if (const auto taken = sink(text); !taken)
            return failure(taken.error());
        text.clear();
        progress.done += static_cast<std::int64_t>(records->size());
        isLast = records->size() < static_cast<std::size_t>(kExportedAtOnce) || (watch && !watch(progress));
    }
    return progress.done;
}

Result<std::int64_t> exportUsage(const QString& file, ExportFormat format, const ExportIds& next, const ExportSink& sink)
{
    LedgerDatabase database(file);
    if (const auto opened = database.openToRead(); !opened)
        return failure(opened.error());
    const bool isCsv = format == ExportFormat::Csv;
    std::int64_t done = 0;
    std::string text = isCsv ? csvHead() : std::string();
    for (;;) {
        const auto ids = next();
        if (!ids)
            return failure(ids.error());
        for (const std::string& id : *ids) {
            const auto record = database.find(id);
            if (!record)
                return failure(record.error());
            if (!*record)
                continue;
            text += isCsv ? csvLine(**record) : exchangeLine(**record);
            ++done;
        }
        if (const auto taken = sink(text); !taken)
            return failure(taken.error());
        text.clear();
        if (ids->empty())
            return done;
    }
}

Result<GoneExchanges> findGone(const QString& file, WallTime from, WallTime to)
{
    LedgerDatabase database(file);
    if (const auto opened = database.openToRead(); !opened)
        return failure(opened.error());
    return database.gone(from, to);
}

Result<std::int64_t> vacuumUsage(const QString& file)
{
    LedgerDatabase database(file);
    const auto bytes = [&file] { return QFileInfo(file).size() + QFileInfo(file + u"-wal"_s).size(); };
    const std::int64_t before = bytes();
    auto done = QFileInfo::exists(file) ? database.open() : database.openToRead(); // reports a missing file
    const bool isOpen = done.has_value();
    if (isOpen)
        done = database.vacuum();
    database.close();
    if (done)
        return std::max<std::int64_t>(before - bytes(), 0);
    Error error = done.error();
    std::error_code problem;
    const auto left = static_cast<std::int64_t>(std::filesystem::space(QFileInfo(file).filesystemAbsolutePath(), problem).available);
    if (isOpen && !problem && left < before)
        error.message = {QT_TRANSLATE_NOOP("Error", "%1 This needs space for another copy (%2 MB) on its disk, and as much in the folder for temporary files "
        "(SQLITE_TMPDIR, else /var/tmp); that disk has %3 MB left. Free space first."), {error.message, megabytes(before), megabytes(left)}};
    return failure(std::move(error));
}

} // namespace gateway::usage

#include "filter_statement.h"

#include "gateway/core/ids.h"

#include <chrono>
#include <limits>

namespace gateway::usage {

namespace {

std::int64_t ms(WallTime time) { return std::chrono::duration_cast<Milliseconds>(time.time_since_epoch()).count(); }

/// Escaped for GLOB, whose other wildcards have no meaning for users: "[" and "?".
std::string globOf(const std::string& value)
{
    std::string glob;
    for (const char c : value) {
        if (c == '[' || c == '?')
            glob += std::string("[") + c + ']';
        else
            glob += c;
    }
    return glob;
}

/// Escaped for LIKE with a backslash.
std::string likeOf(const std::string& word)
{
    std::string like = "%";
    for (const char c : word) {
        if (c == '%' || c == '_' || c == '\\')
            like += '\\';
        like += c;
    }
    return like + '%';
}

/// The columns searched for words. The last three are those of the last attempt and of the decisions.
constexpr const char* kSearched[] = {"asked_model", "model", "last_model", "provider", "last_provider", "client", "process",
    "consumer", "route", "error_code", "last_reason", "last_failure", "last_key", "trail", "id"};

} // namespace

const char* columnOf(RequestField field)
{
    switch (field) {
    case RequestField::Provider: return "COALESCE(provider, last_provider)";
    case RequestField::Model: return "COALESCE(model, last_model)";
    case RequestField::Key: return "last_key";
    case RequestField::Asked: return "asked_model";
    case RequestField::Consumer: return "consumer";
    case RequestField::Program: return "process";
    case RequestField::Client: return "client";
    case RequestField::Route: return "route";
    case RequestField::Api: return "dialect";
    case RequestField::Error: return "error_code";
    case RequestField::Session: return kSessionColumn;
    case RequestField::Agent: return "agent";
    case RequestField::Limit: return "limit_name";
    case RequestField::EvalRun: return "eval_run";
    case RequestField::ShadowOf: return "shadow_of";
    case RequestField::Trace: return kTraceColumn;
    case RequestField::Id: break;
    }
    return "id";
}

FilterStatement::FilterStatement(const RequestFilter& filter)
{
    for (const RequestFilter::Match& match : filter.fields)
        add(match);
    add(filter.result);
    if (filter.status) {
        m_text += " AND status BETWEEN ? AND ?";
        m_values.emplace_back(std::int64_t{filter.status->first});
        m_values.emplace_back(std::int64_t{filter.status->second});
    }
    for (const std::string& word : filter.words)
        addWord(word);
}

void FilterStatement::add(const RequestFilter::Match& match)
{
    const std::string column = columnOf(match.field);
    if (match.value.empty()) {
        m_text += " AND IFNULL(" + column + ", '') = ''";
        return;
    }
    // The time in an id is indexed.
    const auto when = match.field == RequestField::Id ? timeOfId(match.value) : std::nullopt;
    if (when) {
        m_text += " AND started_at = ?";
        m_values.emplace_back(ms(*when));
    }
    const bool isPattern = match.value.find('*') != std::string::npos;
    m_text += " AND " + column + (isPattern ? " GLOB ?" : " = ?");
    m_values.emplace_back(isPattern ? globOf(match.value) : match.value);
}

void FilterStatement::add(RequestResult result)
{
    switch (result) {
    case RequestResult::Any: return;
    case RequestResult::Answered: m_text += " AND outcome = 'answered'"; return;
    case RequestResult::Fallback: m_text += " AND is_fallback = 1"; return;
    case RequestResult::Failed: m_text += " AND outcome IN ('failed', 'interrupted')"; return;
    case RequestResult::ClientError: m_text += " AND outcome = 'client_error'"; return;
    case RequestResult::Cancelled: m_text += " AND outcome = 'cancelled'"; return;
    }
}

void FilterStatement::addWord(const std::string& word)
{
    std::string any;
    for (const char* column : kSearched) {
        any += (any.empty() ? "" : " OR ") + std::string(column) + " LIKE ? ESCAPE '\\'";
        m_values.emplace_back(likeOf(word));
    }
    // Attempts before the last one are in a separate table.
    any += " OR (attempts > 1 AND EXISTS (SELECT 1 FROM attempts AS other WHERE other.exchange = seq"
           " AND (other.provider LIKE ? ESCAPE '\\' OR other.model LIKE ? ESCAPE '\\' OR other.reason LIKE ? ESCAPE '\\')))";
    for (int i = 0; i < 3; ++i)
        m_values.emplace_back(likeOf(word));
    m_text += " AND (" + any + ')';
}

void FilterStatement::bind(SqliteStatement& statement) const
{
    for (const auto& value : m_values) {
        if (const auto* number = std::get_if<std::int64_t>(&value))
            statement.bind(*number);
        else
            statement.bind(std::string_view(std::get<std::string>(value)));
    }
}

std::int64_t fromOf(const RequestFilter& filter)
{
    return filter.from ? ms(*filter.from) : std::numeric_limits<std::int64_t>::min();
}

std::int64_t toOf(const RequestFilter& filter)
{
    return filter.to ? ms(*filter.to) : std::numeric_limits<std::int64_t>::max();
}

} // namespace gateway::usage

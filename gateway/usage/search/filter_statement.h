#pragma once

#include "request_filter.h"

#include "gateway/usage/sqlite/sqlite_statement.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace gateway::usage {

// SQL conditions for filters on the ledger. Private to the room.

/// Conversation and trace of an exchange; NULL: unknown.
inline constexpr const char* kSessionColumn = "session";
inline constexpr const char* kTraceColumn = "trace_id";

/// SQL expression for a field; NULL or empty: no value.
const char* columnOf(RequestField field);

/// A condition and the values of its placeholders, from left to right.
class FilterStatement final {
public:
    /// The condition without the time span.
    explicit FilterStatement(const RequestFilter& filter);

    /// " AND …"; empty: no condition.
    const std::string& text() const { return m_text; }
    void bind(SqliteStatement& statement) const;

private:
    void add(const RequestFilter::Match& match);
    void add(RequestResult result);
    void addWord(const std::string& word);

    std::string m_text;
    std::vector<std::variant<std::int64_t, std::string>> m_values;
};

/// The time span of a filter as [from, to) in milliseconds.
std::int64_t fromOf(const RequestFilter& filter);
std::int64_t toOf(const RequestFilter& filter);

} // namespace gateway::usage

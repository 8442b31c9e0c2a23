#pragma once

#include "request_filter.h"

#include "gateway/usage/sqlite/sqlite_statement.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace gateway::usage {

// How a filter is asked of the ledger's table. Private to the room.

/// The conversation and the trace that an exchange belongs to; NULL: not known.
inline constexpr const char* kSessionColumn = "session";
inline constexpr const char* kTraceColumn = "trace_id";

/// The expression that tells a field; NULL or empty: there is none.
const char* columnOf(RequestField field);

/// A condition and the values of its question marks, from left to right.
class FilterStatement final {
public:
    /// Without the span of time.
    explicit FilterStatement(const RequestFilter& filter);

    /// " AND …"; empty: everything passes.
    const std::string& text() const { return m_text; }
    void bind(SqliteStatement& statement) const;

private:
    void add(const RequestFilter::Match& match);
    void add(RequestResult result);
    void addWord(const std::string& word);

    std::string m_text;
    std::vector<std::variant<std::int64_t, std::string>> m_values;
};

/// The span of a filter as [from, to) in milliseconds.
std::int64_t fromOf(const RequestFilter& filter);
std::int64_t toOf(const RequestFilter& filter);

} // namespace gateway::usage

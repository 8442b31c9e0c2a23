#pragma once

#include "sqlite_connection.h"
#include "values.h"

#include "gateway/core/result.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>

namespace gateway::usage {

/// Rows of this program that a statement reads as a table: `INSERT ... SELECT ... FROM name` writes any number of them,
/// and SQLite fetches each value where it needs it. Bound as parameters, it would be copied two times more. On the
/// connection's thread. Source: sqlite.org, "The Virtual Table Mechanism Of SQLite" (2.1.1, eponymous-only), read 2026-11-24.
class RowFeed final {
public:
    /// Puts the values of a row in, as many as there are columns; texts and bytes must live until the next one is asked for.
    using Fill = std::function<void(std::size_t row, Values& values)>;

    /// The table `name` has the columns `c0`, `c1` and so on.
    RowFeed(const std::string& name, std::size_t columns);
    ~RowFeed();
    RowFeed(const RowFeed&) = delete;

    /// The name of the column at that place.
    static std::string column(std::size_t place) { return 'c' + std::to_string(place); }

    /// To be read over `connection` from then on; must outlive it. Errors: Io.
    Result<void> join(SqliteConnection& connection);
    /// What there is to read, as long as `fill` may be called. A statement that leaves columns out reads but the rows before the first one
    /// that has something in them; `leftOut` must live as long.
    void offer(std::size_t rows, Fill fill, std::span<const std::size_t> leftOut = {});
    /// How many of those a statement has read that came to its end.
    std::size_t rows() const;
    void withdraw() { offer(0, nullptr); }

private:
    class Table;

    std::string m_name;
    std::unique_ptr<Table> m_table; // at the place that the connection knows
};

} // namespace gateway::usage

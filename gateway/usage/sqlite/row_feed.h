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
/// and SQLite fetches each value where it needs it. As bound parameters they would be copied twice more. Used on the
/// connection's thread. Source: sqlite.org, "The Virtual Table Mechanism Of SQLite" (2.1.1, eponymous-only), read
/// 2026-11-24.
class RowFeed final {
public:
    /// Writes the values of a row, one for each column; texts and bytes must live until the next row is requested.
    using Fill = std::function<void(std::size_t row, Values& values)>;

    /// The columns of the table `name` are called `c0`, `c1` and so on.
    RowFeed(const std::string& name, std::size_t columns);
    ~RowFeed();
    RowFeed(const RowFeed&) = delete;

    /// The name of the column at `place`.
    static std::string column(std::size_t place) { return 'c' + std::to_string(place); }

    /// Makes the table readable over `connection`, which it must outlive. Errors: Io.
    Result<void> join(SqliteConnection& connection);
    /// Sets the rows to read, as long as `fill` may be called. A statement without the columns `leftOut` reads only the
    /// rows before the first one with a value in them; `leftOut` must live as long as `fill`.
    void offer(std::size_t rows, Fill fill, std::span<const std::size_t> leftOut = {});
    /// Number of rows that a completed statement has read.
    std::size_t rows() const;
    void withdraw() { offer(0, nullptr); }

private:
    class Table;

    std::string m_name;
    std::unique_ptr<Table> m_table; // at the address that the connection knows
};

} // namespace gateway::usage

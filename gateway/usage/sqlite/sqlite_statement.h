#pragma once

#include "values.h"

#include "gateway/core/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

struct sqlite3_stmt;

namespace gateway::usage {

/// A prepared statement of a `SqliteConnection`, which must outlive it, on its thread. Values are bound and columns are
/// read from left to right.
class SqliteStatement final : public Values {
public:
    SqliteStatement() = default;
    explicit SqliteStatement(sqlite3_stmt* owned);

    /// Binds a value; only before the first `step()` after `reset()`. `step()` reports binding errors.
    void bind(std::int64_t value) override;
    /// The text must live until `reset()`: SQLite keeps only a pointer.
    void bind(std::string_view text) override;
    void bindCopy(std::string_view text) override;
    void bindBlob(std::string_view bytes) override;
    void bindNull() override;
    void bindReal(double value);

    /// Whether there is a row; otherwise the statement is done. Errors: Io, with SQLite's message.
    Result<bool> step();
    /// Runs a statement without result rows and resets it for the next values.
    Result<void> run();
    /// Resets the statement; values not bound again are NULL.
    void reset();

    /// Columns of the row; 0 and "" for NULL. A text is valid until the next step.
    std::int64_t integer();
    std::optional<std::int64_t> integerOrNull();
    std::optional<double> realOrNull();
    std::string_view text();
    /// Bytes; valid as long as a text.
    std::string_view blob();

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    void note(int result);

    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
    int m_bound = 0; // number of bound values
    int m_column = 0; // index of the next one
    int m_problem = 0; // first binding error
};

} // namespace gateway::usage

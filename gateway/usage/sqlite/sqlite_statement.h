#pragma once

#include "values.h"

#include "gateway/core/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

struct sqlite3_stmt;

namespace gateway::usage {

/// A prepared statement of SQLite, of a `SqliteConnection` that must outlive it, on
/// its thread. Values go in and columns come out from left to right.
class SqliteStatement final : public Values {
public:
    SqliteStatement() = default;
    explicit SqliteStatement(sqlite3_stmt* owned);

    /// Of a statement that was not stepped since `reset()`. What goes wrong is said by `step()`.
    void bind(std::int64_t value) override;
    /// The text must live until `reset()`: SQLite keeps only its place.
    void bind(std::string_view text) override;
    void bindCopy(std::string_view text) override;
    void bindBlob(std::string_view bytes) override;
    void bindNull() override;

    /// Whether there is a row, or else it is done. Errors: Io, in the words of SQLite.
    Result<bool> step();
    /// `step()` of a statement that gives no rows, ready for its next values.
    Result<void> run();
    /// Ready for other values: what is not bound then is NULL.
    void reset();

    /// Columns of the row: 0 and "" where it is NULL. A text lives until the next step.
    std::int64_t integer();
    std::optional<std::int64_t> integerOrNull();
    std::string_view text();
    /// Bytes; they live as long as a text.
    std::string_view blob();

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    void note(int result);

    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
    int m_bound = 0; // values so far
    int m_column = 0; // the next one
    int m_problem = 0; // the first one of binding
};

} // namespace gateway::usage

#include "sqlite_statement.h"

#include "sqlite_connection.h"

#include "gateway/core/text/system_reason.h"

#include <sqlite3.h>

#include <string>

namespace gateway::usage {

SqliteStatement::SqliteStatement(sqlite3_stmt* owned)
    : m_statement(owned)
{
}

void SqliteStatement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

void SqliteStatement::note(int result)
{
    if (m_problem == SQLITE_OK)
        m_problem = result;
}

void SqliteStatement::bind(std::int64_t value) { note(sqlite3_bind_int64(m_statement.get(), ++m_bound, value)); }

void SqliteStatement::bind(std::string_view text)
{
    note(sqlite3_bind_text64(m_statement.get(), ++m_bound, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void SqliteStatement::bindCopy(std::string_view text)
{
    note(sqlite3_bind_text64(m_statement.get(), ++m_bound, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void SqliteStatement::bindBlob(std::string_view bytes)
{
    note(sqlite3_bind_blob64(m_statement.get(), ++m_bound, bytes.data(), bytes.size(), SQLITE_STATIC));
}

void SqliteStatement::bindNull() { ++m_bound; } // unbound parameters are NULL

void SqliteStatement::bindReal(double value) { note(sqlite3_bind_double(m_statement.get(), ++m_bound, value)); }

Result<bool> SqliteStatement::step()
{
    m_column = 0;
    if (m_problem != SQLITE_OK)
        return failure(ErrorKind::Io, systemReason(sqlite3_errstr(m_problem)), std::to_string(m_problem));
    const int result = sqlite3_step(m_statement.get());
    if (result == SQLITE_ROW || result == SQLITE_DONE)
        return result == SQLITE_ROW;
    return tl::unexpected(lastError(sqlite3_db_handle(m_statement.get())));
}

Result<void> SqliteStatement::run()
{
    auto done = step();
    reset();
    if (!done)
        return tl::unexpected(std::move(done.error()));
    return {};
}

void SqliteStatement::reset()
{
    sqlite3_reset(m_statement.get()); // returns the same error again
    sqlite3_clear_bindings(m_statement.get());
    m_bound = 0;
    m_problem = SQLITE_OK;
}

std::int64_t SqliteStatement::integer() { return sqlite3_column_int64(m_statement.get(), m_column++); }

std::optional<std::int64_t> SqliteStatement::integerOrNull()
{
    if (sqlite3_column_type(m_statement.get(), m_column) != SQLITE_NULL)
        return integer();
    ++m_column;
    return std::nullopt;
}

std::optional<double> SqliteStatement::realOrNull()
{
    const int column = m_column++;
    if (sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL)
        return std::nullopt;
    return sqlite3_column_double(m_statement.get(), column);
}

std::string_view SqliteStatement::blob()
{
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(m_statement.get(), m_column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), m_column));
    ++m_column;
    return bytes ? std::string_view(bytes, size) : std::string_view();
}

std::string_view SqliteStatement::text()
{
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(m_statement.get(), m_column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), m_column));
    ++m_column;
    return bytes ? std::string_view(bytes, size) : std::string_view();
}

} // namespace gateway::usage

#include "row_feed.h"

#include <sqlite3.h>

#include <algorithm>
#include <deque>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::usage {

namespace {

/// The values of a row, until SQLite requests them.
class Row final : public Values {
public:
    explicit Row(std::size_t columns) : m_values(columns) { }

    void begin() { m_next = m_copied = 0; }
    void bind(std::int64_t value) override { put({SQLITE_INTEGER, value, {}}); }
    void bind(std::string_view text) override { put({SQLITE_TEXT, 0, text}); }
    void bindCopy(std::string_view text) override
    {
        if (m_copied == m_copies.size())
            m_copies.emplace_back();
        std::string& copy = m_copies[m_copied++];
        copy = text;
        bind(std::string_view(copy));
    }
    void bindBlob(std::string_view bytes) override { put({SQLITE_BLOB, 0, bytes}); }
    void bindNull() override { put({}); }

    bool isWhole() const { return m_next == m_values.size(); }
    bool isNull(std::size_t column) const { return m_values[column].type == SQLITE_NULL; }

    void tell(sqlite3_context* context, std::size_t column) const
    {
        const Value& value = m_values[column];
        switch (value.type) {
        case SQLITE_INTEGER:
            sqlite3_result_int64(context, value.number);
            return;
        case SQLITE_TEXT:
            sqlite3_result_text64(context, value.bytes.data(), value.bytes.size(), SQLITE_STATIC, SQLITE_UTF8);
            return;
        case SQLITE_BLOB:
            sqlite3_result_blob64(context, value.bytes.data(), value.bytes.size(), SQLITE_STATIC);
            return;
        default: // NULL is what there is without a result
            return;
        }
    }

private:
    struct Value {
        int type = SQLITE_NULL;
        std::int64_t number = 0;
        std::string_view bytes;
    };
    void put(const Value& value)
    {
        if (m_next < m_values.size())
            m_values[m_next] = value;
        ++m_next;
    }

    std::vector<Value> m_values;
    std::size_t m_next = 0;
    std::deque<std::string> m_copies; // reused memory
    std::size_t m_copied = 0;
};

} // namespace

/// The callbacks for SQLite, named after those in its documentation.
class RowFeed::Table {
public:
    explicit Table(std::size_t columns) : m_row(columns)
    {
        m_declaration = "CREATE TABLE x (";
        for (std::size_t i = 0; i < columns; ++i)
            m_declaration += (i == 0 ? "" : ", ") + column(i);
        m_declaration += ')';
    }

    static const sqlite3_module* module()
    {
        static const sqlite3_module all = [] {
            sqlite3_module functions{};
            functions.xConnect = &connect; // without xCreate: the table exists under its name
            functions.xBestIndex = [](sqlite3_vtab*, sqlite3_index_info*) { return SQLITE_OK; };
            functions.xDisconnect = [](sqlite3_vtab* table) {
                delete static_cast<Link*>(table);
                return SQLITE_OK;
            };
            functions.xOpen = [](sqlite3_vtab*, sqlite3_vtab_cursor** cursor) {
                *cursor = new Cursor{};
                return SQLITE_OK;
            };
            functions.xClose = [](sqlite3_vtab_cursor* cursor) {
                delete static_cast<Cursor*>(cursor);
                return SQLITE_OK;
            };
            functions.xFilter = [](sqlite3_vtab_cursor* cursor, int, const char*, int, sqlite3_value**) {
                static_cast<Cursor*>(cursor)->row = 0;
                return of(cursor).fill(0);
            };
            functions.xNext = [](sqlite3_vtab_cursor* cursor) { return of(cursor).fill(++static_cast<Cursor*>(cursor)->row); };
            functions.xEof = [](sqlite3_vtab_cursor* cursor) { return static_cast<Cursor*>(cursor)->row >= of(cursor).m_rows ? 1 : 0; };
            functions.xColumn = [](sqlite3_vtab_cursor* cursor, sqlite3_context* context, int column) {
                of(cursor).m_row.tell(context, static_cast<std::size_t>(column));
                return SQLITE_OK;
            };
            functions.xRowid = [](sqlite3_vtab_cursor* cursor, sqlite3_int64* id) {
                *id = static_cast<sqlite3_int64>(static_cast<Cursor*>(cursor)->row);
                return SQLITE_OK;
            };
            return functions;
        }();
        return &all;
    }

    void offer(std::size_t rows, Fill fill, std::span<const std::size_t> leftOut)
    {
        m_rows = rows;
        m_fill = std::move(fill);
        m_leftOut = leftOut;
    }
    std::size_t rows() const { return m_rows; }

private:
    struct Link : sqlite3_vtab {
        Table* table = nullptr;
    };
    struct Cursor : sqlite3_vtab_cursor {
        std::size_t row = 0;
    };

    static Table& of(sqlite3_vtab_cursor* cursor) { return *static_cast<Link*>(cursor->pVtab)->table; }

    static int connect(sqlite3* database, void* table, int, const char* const*, sqlite3_vtab** made, char**)
    {
        auto* const self = static_cast<Table*>(table);
        const int declared = sqlite3_declare_vtab(database, self->m_declaration.c_str());
        if (declared != SQLITE_OK)
            return declared;
        auto* const link = new Link{};
        link->table = self;
        *made = link;
        return SQLITE_OK;
    }

    int fill(std::size_t row)
    {
        if (row >= m_rows)
            return SQLITE_OK;
        m_row.begin();
        m_fill(row, m_row);
        if (!m_row.isWhole())
            return SQLITE_MISMATCH;
        if (!std::ranges::all_of(m_leftOut, [this](std::size_t column) { return m_row.isNull(column); }))
            m_rows = row; // the last row precedes it
        return SQLITE_OK;
    }

    std::string m_declaration;
    std::size_t m_rows = 0;
    Fill m_fill;
    std::span<const std::size_t> m_leftOut;
    Row m_row;
};

RowFeed::RowFeed(const std::string& name, std::size_t columns) : m_name(name), m_table(std::make_unique<Table>(columns)) { }
RowFeed::~RowFeed() = default;

Result<void> RowFeed::join(SqliteConnection& connection) { return connection.addModule(m_name.c_str(), Table::module(), m_table.get()); }

void RowFeed::offer(std::size_t rows, Fill fill, std::span<const std::size_t> leftOut) { m_table->offer(rows, std::move(fill), leftOut); }

std::size_t RowFeed::rows() const { return m_table->rows(); }

} // namespace gateway::usage

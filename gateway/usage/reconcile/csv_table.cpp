#include "csv_table.h"

#include <algorithm>
#include <utility>

namespace gateway::usage {

namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

/// Reads one line of cells after another.
class CsvReader {
public:
    explicit CsvReader(std::string_view text)
        : m_text(text)
    {
    }

    bool isAtEnd() const { return m_at >= m_text.size(); }
    std::size_t line() const { return m_line; }

    Result<std::vector<std::string>> next()
    {
        std::vector<std::string> cells(1);
        while (!isAtEnd()) {
            const char c = m_text[m_at++];
            if (c == '"' && cells.back().empty()) {
                if (!takeQuoted(cells.back()))
                    return failure(ErrorKind::InvalidRequest, "a quote is not closed");
            } else if (c == ',') {
                cells.emplace_back();
            } else if (c == '\n') {
                ++m_line;
                break;
            } else if (c != '\r') {
                cells.back() += c;
            }
        }
        return cells;
    }

private:
    /// False: the text ended before.
    bool takeQuoted(std::string& cell)
    {
        while (!isAtEnd()) {
            const char c = m_text[m_at++];
            m_line += c == '\n' ? 1 : 0;
            if (c != '"') {
                cell += c;
            } else if (!isAtEnd() && m_text[m_at] == '"') {
                cell += c;
                ++m_at;
            } else {
                return true;
            }
        }
        return false;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_line = 1;
};

} // namespace

int CsvTable::find(std::string_view name) const
{
    auto found = std::ranges::find(names, name);
    if (found == names.end())
        found = std::ranges::find_if(names, [&](const std::string& each) { return each.find(name) != std::string::npos; });
    return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

Result<CsvTable> readCsv(std::string_view text)
{
    CsvReader reader(text.starts_with(kUtf8Mark) ? text.substr(kUtf8Mark.size()) : text);
    CsvTable table;
    while (!reader.isAtEnd()) {
        const std::size_t line = reader.line();
        auto cells = reader.next();
        if (!cells)
            return failure(ErrorKind::InvalidRequest, "Line " + std::to_string(line) + " of the file is no CSV: " + cells.error().message + '.');
        const bool isEmpty = cells->size() == 1 && cells->front().empty();
        if (isEmpty)
            continue;
        if (table.names.empty()) {
            table.names = std::move(*cells);
            continue;
        }
        if (cells->size() > table.names.size())
            return failure(ErrorKind::InvalidRequest, "Line " + std::to_string(line) + " of the file has "
                    + std::to_string(cells->size()) + " cells under " + std::to_string(table.names.size())
                    + " columns. A cell with commas in it has to stand in quotes.");
        cells->resize(table.names.size());
        table.rows.push_back({line, std::move(*cells)});
    }
    return table;
}

} // namespace gateway::usage

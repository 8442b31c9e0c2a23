#include "csv_table.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <utility>

namespace gateway::usage {

namespace {

struct Separator {
    char sign;
    const char* name;
};
constexpr std::array kSeparators{Separator{',', QT_TRANSLATE_NOOP("Error", "commas")}, Separator{';', QT_TRANSLATE_NOOP("Error", "semicolons")},
    Separator{'\t', QT_TRANSLATE_NOOP("Error", "tabs")}};
constexpr std::string_view kNamed = "sep=";

/// The separator that is most frequent in the first line, outside quotes.
char separatorOf(std::string_view text)
{
    std::array<std::size_t, kSeparators.size()> counts{};
    bool isQuoted = false;
    for (const char c : text) {
        if (c == '"')
            isQuoted = !isQuoted;
        if (isQuoted)
            continue;
        if (c == '\n' && std::ranges::any_of(counts, [](std::size_t count) { return count > 0; }))
            break;
        for (std::size_t i = 0; i < kSeparators.size(); ++i)
            counts[i] += c == kSeparators[i].sign ? 1 : 0;
    }
    return kSeparators[static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin())].sign;
}

Sentence nameOf(char separator)
{
    const auto found = std::ranges::find(kSeparators, separator, &Separator::sign);
    return Sentence::of(found == kSeparators.end() ? QT_TRANSLATE_NOOP("Error", "separators") : found->name);
}

/// Reads cells line by line.
class CsvReader {
public:
    CsvReader(std::string_view text, char separator)
        : m_text(text)
        , m_separator(separator)
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
                    return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "a quote is not closed")});
            } else if (c == m_separator) {
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
    /// False: the text ended within the quotes.
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
    const char m_separator;
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
    CsvTable table;
    const bool isNamed = text.starts_with(kNamed) && text.size() > kNamed.size();
    table.separator = isNamed ? text[kNamed.size()] : separatorOf(text);
    CsvReader reader(text, table.separator);
    if (isNamed)
        static_cast<void>(reader.next());
    while (!reader.isAtEnd()) {
        const std::size_t line = reader.line();
        auto cells = reader.next();
        if (!cells)
            return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "Line %1 of the file is not valid CSV: %2."), {std::to_string(line), cells.error().message}});
        const bool isEmpty = cells->size() == 1 && cells->front().empty();
        if (isEmpty)
            continue;
        if (table.names.empty()) {
            table.names = std::move(*cells);
            continue;
        }
        while (cells->size() > table.names.size() && cells->back().empty())
            cells->pop_back(); // a column without a name
        if (cells->size() > table.names.size())
            return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "Line %1 of the file has %2 cells but there are %3 columns. A cell that contains "
        "%4 must be in quotes."), {std::to_string(line), std::to_string(cells->size()), std::to_string(table.names.size()), nameOf(table.separator)}});
        const std::size_t given = cells->size();
        cells->resize(table.names.size());
        table.rows.push_back({line, std::move(*cells), given});
    }
    return table;
}

} // namespace gateway::usage

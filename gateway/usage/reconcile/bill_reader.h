#pragma once

#include "bill.h"
#include "bill_cell.h"
#include "bill_format.h"
#include "csv_table.h"
#include "number_text.h"

#include "gateway/core/result.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace gateway::usage {

/// Reads the rows of a table in a format; both must outlive it. Private to the room.
class BillReader final {
public:
    BillReader(const CsvTable& table, const BillFormat& format);

    /// Call it once. Errors: InvalidRequest with the line and the column.
    Result<Bill> read();

private:
    using Taken = Result<void>;
    using Place = std::pair<QDate, std::string>; ///< day and model
    /// What a row is about.
    struct Subject {
        std::string model; ///< empty: none
        bool isSearch = false; ///< only for web searches
    };
    struct Number {
        std::int64_t value = 0;
        std::optional<Currency> currency; ///< from the sign next to it
    };

    void findDecimalSign();
    Subject subjectOf(const CsvTable::Row& row) const;
    bool hasMoney(const CsvTable::Row& row) const;
    bool hasFigure(const CsvTable::Row& row) const;
    bool isTotal(const CsvTable::Row& row, const std::string& day, bool isDay) const;
    std::optional<std::string_view> dayColumnOf(const CsvTable::Row& row) const;
    Taken take(const CsvTable::Row& row);
    Taken wrongDay(const CsvTable::Row& row, std::string_view dayColumn) const;
    Taken takeOf(const CsvTable::Row& row, const BillDay& day, std::string_view dayColumn);
    Taken checkEnd(const CsvTable::Row& row) const;
    Taken takeFigures(const CsvTable::Row& row, Figures& figures);
    Taken takeKind(const CsvTable::Row& row, Figures& figures);
    Taken takeCost(const CsvTable::Row& row, Figures& figures);
    void placeSearches();

    const std::string* cell(const CsvTable::Row& row, std::string_view column) const;
    std::optional<Number> number(const std::string& text, int decimals) const;
    Taken wrong(const CsvTable::Row& row, std::string_view column, Sentence wanted, Sentence remedy = {}) const;
    void leaveOut(const Sentence& why);

    const CsvTable& m_table;
    const BillFormat& m_format;
    DecimalSign m_decimal = DecimalSign::Point;
    Bill m_bill;
    std::map<Place, BillLine> m_lines;
    std::map<Place, Figures> m_searches; ///< of rows with a model
    std::map<std::string, std::pair<Sentence, int>> m_leftOut; ///< by the reason in English
};

} // namespace gateway::usage

#pragma once

#include <QDate>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gateway::usage {

// Parsers for the cells of bills, except numbers. Private to the room.

struct BillDay {
    QDate date; ///< may be invalid
    int offset_s = 0; ///< from UTC
};

/// "20260601", "2026-06-01", "2026/6/1 12:00", "1.6.2026", "2026-06-01T00:00:00+08:00" or seconds since 1970.
std::optional<BillDay> dayFrom(const std::string& cell, int usualOffset_s);

/// Whether a bill for models can have this date; others come from a broken cell, or from a number that is not seconds.
bool isBillDay(QDate date);

/// A part of a cell separated by semicolons; for part -1 the whole cell up to a comma.
std::string partOf(const std::string& cell, int part);

/// Removes trailing `words`, ignoring case, as long as another word precedes them.
std::string withoutLast(std::string text, std::span<const std::string_view> words);

/// Decimal shift of numbers in this unit; empty: not a unit of tokens.
std::optional<int> decimalsOf(const std::string& unit);

/// Whether the cell means web searches: "web_search", "Web search tool calls".
bool isOfSearches(std::string_view cell);

} // namespace gateway::usage

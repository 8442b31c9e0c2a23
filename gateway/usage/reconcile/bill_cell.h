#pragma once

#include <QDate>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gateway::usage {

// What stands in the cells of bills, but for numbers. Private to the room.

struct BillDay {
    QDate date; ///< may be none
    int offset_s = 0; ///< from UTC
};

/// "20260601", "2026-06-01", "2026/6/1 12:00", "1.6.2026", "2026-06-01T00:00:00+08:00" or seconds since 1970.
std::optional<BillDay> dayFrom(const std::string& cell, int usualOffset_s);

/// Bills of models have such days; others are of a broken cell, or of one that counts something else than seconds.
bool isBillDay(QDate date);

/// A part of what semicolons divide; all of it, up to a comma, for part -1.
std::string partOf(const std::string& cell, int part);

/// Without those of `words` that stand at its end, whatever their case, behind another one.
std::string withoutLast(std::string text, std::span<const std::string_view> words);

/// Of numbers in this unit; empty: it is no unit of tokens.
std::optional<int> decimalsOf(const std::string& unit);

/// "web_search", "Web search tool calls".
bool isOfSearches(std::string_view cell);

} // namespace gateway::usage

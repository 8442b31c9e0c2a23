#pragma once

#include "bill.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::usage {

/// Describes one kind of export. Columns are matched by name, or by a part of it. Private to the room.
struct BillFormat {
    /// A column and what it counts.
    struct Count {
        std::string_view column;
        Figure figure;
        bool isTakenOffInput = false; ///< also included in the input column, and therefore subtracted there
    };
    /// A possible value of the `BillFormat::kind` column; the first match counts.
    struct Kind {
        std::string_view value;
        Figure figure;
    };

    std::string_view name;
    std::span<const std::string_view> types; ///< catalog types whose consoles export it
    std::span<const std::string_view> signature; ///< combination of columns that only this format has
    std::span<const std::string_view> day; ///< the first of these with a value: a date, a time, or seconds since 1970
    int offset_s = 0; ///< offset from UTC, for days without one
    std::string_view model;
    std::string_view form = {}; ///< pattern of the model cell, for display, with MODEL and KIND
    int modelPart = -1; ///< part of the model cell, separated by semicolons; -1: the whole cell, up to a comma
    std::span<const std::string_view> tiers = {}; ///< words that may follow the model after a space and do not belong to it
    std::span<const Count> counts = {}; ///< one column for each figure, or
    std::string_view kind = {}; ///< the column that says what the amount of a row counts
    int kindPart = -1; ///< see `modelPart`
    std::span<const Kind> kinds = {};
    std::string_view amount = {}; ///< column of the amount
    std::string_view unit = {}; ///< column of its unit; empty: units of one
    /// Columns that say what the money of a row is for; a cell with "web search" means searches. Empty: all of it is
    /// for models, or for things that the ledger does not have.
    std::span<const std::string_view> subject = {};
    std::string_view cost = {}; ///< column of the money; empty: none
    std::string_view currency = {}; ///< its column; default if it is missing:
    Figure usualCost = Figure::CostUsd;

    /// All columns that are read besides the day and the model, without duplicates.
    std::vector<std::string_view> columns() const;
};

/// The known formats.
std::span<const BillFormat> billFormats();

} // namespace gateway::usage

#pragma once

#include "bill.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::usage {

/// How one kind of export writes what it counts. Columns are named as they are, or by a part of that. Private to the room.
struct BillFormat {
    /// A cell and what it counts.
    struct Count {
        std::string_view column;
        Figure figure;
        bool isTakenOffInput = false; ///< the input's column has it too
    };
    /// What the cell of `BillFormat::kind` may be; the first that it holds counts.
    struct Kind {
        std::string_view value;
        Figure figure;
    };

    std::string_view name;
    std::span<const std::string_view> types; ///< of the catalog, whose consoles export it
    std::span<const std::string_view> signature; ///< columns that only this format has together
    std::span<const std::string_view> day; ///< the first of these that says something: a date, a time, or seconds since 1970
    int offset_s = 0; ///< of days that do not tell it, from UTC
    std::string_view model;
    std::string_view form = {}; ///< of the model's cell, for people: MODEL stands where the model does, KIND where what it counts does
    int modelPart = -1; ///< of the model's cell, which semicolons divide; -1: the whole, up to a comma
    std::span<const std::string_view> tiers = {}; ///< words that may stand behind the model, with a blank between, and are no part of it
    std::span<const Count> counts = {}; ///< one column for each figure, or
    std::string_view kind = {}; ///< the column that says what the amount of a row is
    int kindPart = -1; ///< as `modelPart`
    std::span<const Kind> kinds = {};
    std::string_view amount = {}; ///< its column
    std::string_view unit = {}; ///< the column of its unit; empty: one
    /// Columns that say of which kind the money of a row is; one that holds "web search" is for searches. Empty: all of it is for
    /// models, or for what the ledger has nothing of.
    std::span<const std::string_view> subject = {};
    std::string_view cost = {}; ///< the column of the money; empty: none
    std::string_view currency = {}; ///< its column; where it is missing:
    Figure usualCost = Figure::CostUsd;

    /// What is read beside the day and the model, each once.
    std::vector<std::string_view> columns() const;
};

/// Those that are known.
std::span<const BillFormat> billFormats();

} // namespace gateway::usage

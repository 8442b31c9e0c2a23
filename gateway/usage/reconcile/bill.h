#pragma once

#include "gateway/core/result.h"

#include <QDate>

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::usage {

/// The quantities by which bills and the ledger can be compared.
enum class Figure { Requests, Input, CachedInput, CacheWrite, Output, WebSearches, CostUsd, CostCny };

/// Name in CSV and JSON, and whether it is an amount of money, in 10^-12 of a unit.
struct FigureName {
    Figure figure;
    std::string_view name;
    bool isMoney = false;
};
inline constexpr std::array kFigures{FigureName{Figure::Requests, "requests"}, FigureName{Figure::Input, "input_tokens"},
    FigureName{Figure::CachedInput, "cached_input_tokens"}, FigureName{Figure::CacheWrite, "cache_write_tokens"},
    FigureName{Figure::Output, "output_tokens"}, FigureName{Figure::WebSearches, "web_searches"},
    FigureName{Figure::CostUsd, "cost_usd", true}, FigureName{Figure::CostCny, "cost_cny", true}};

/// One number for each figure, in the order of `kFigures`. Empty: not reported. Input is uncached input only, output
/// includes reasoning.
using Figures = std::array<std::optional<std::int64_t>, kFigures.size()>;

/// Placeholders for the model, where a bill has an amount for web searches without one, and for anything else without
/// one.
inline constexpr std::string_view kWebSearches = "(web search)";
inline constexpr std::string_view kNoModel = "(no model)";

/// What a bill says about one day and one model.
struct BillLine {
    QDate day; ///< in the provider's time zone
    int offset_s = 0; ///< offset of that time zone from UTC
    std::string model; ///< from `billModel()`, or a placeholder above
    Figures figures;
};

/// An exported bill or usage list.
struct Bill {
    std::string format; ///< one of `billFormatNames()`
    std::vector<BillLine> lines; ///< sorted by day and model, without duplicates; each with at least one figure
    std::vector<Sentence> notes; ///< what was left out, and why
};

/// "openai", "anthropic", "deepseek" ...
std::vector<std::string> billFormatNames();

/// The columns of a format, for display.
struct BillColumns {
    std::string format;
    std::vector<std::string> needed; ///< columns that identify the format
    std::vector<std::string> days; ///< the first of these with a value is used
    std::string model; ///< rows without a model are left out, unless they have an amount
    std::string form; ///< pattern of the model cell with MODEL and KIND; empty: the cell is the model
    std::string kind; ///< column that says what a row counts; empty: each number has its own column
    std::vector<std::string> kinds; ///< values of that column, or parts of them; the first match counts
    std::vector<std::string> read; ///< further columns that are used if present
};
std::vector<BillColumns> billColumns();

/// Provider types in the catalog whose consoles export that format; empty: unknown format.
std::span<const std::string_view> billTypes(std::string_view format);

/// Reads CSV as exported by the provider's console, or saved again by a spreadsheet program: separated by commas,
/// semicolons or tabs, in UTF-8, UTF-16 with a byte order mark or GB18030, with decimal points or commas. `format`:
/// empty to detect it by the columns. Errors: InvalidRequest with the line and the column, or with the columns of each
/// format.
Result<Bill> readBill(std::string_view file, std::string_view format = {});

} // namespace gateway::usage

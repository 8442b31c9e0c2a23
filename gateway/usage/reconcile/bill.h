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

/// What bills and the ledger can be compared by.
enum class Figure { Requests, Input, CachedInput, CacheWrite, Output, WebSearches, CostUsd, CostCny };

/// Its name in CSV and JSON, and whether it is money, which is counted in millionths of a millionth of a unit.
struct FigureName {
    Figure figure;
    std::string_view name;
    bool isMoney = false;
};
inline constexpr std::array kFigures{FigureName{Figure::Requests, "requests"}, FigureName{Figure::Input, "input_tokens"},
    FigureName{Figure::CachedInput, "cached_input_tokens"}, FigureName{Figure::CacheWrite, "cache_write_tokens"},
    FigureName{Figure::Output, "output_tokens"}, FigureName{Figure::WebSearches, "web_searches"},
    FigureName{Figure::CostUsd, "cost_usd", true}, FigureName{Figure::CostCny, "cost_cny", true}};

/// One number for each figure, in the order of `kFigures`. Empty: nobody tells. Input is fresh input alone, output has the
/// reasoning in it.
using Figures = std::array<std::optional<std::int64_t>, kFigures.size()>;

/// What stands for a model where a bill has money for searches of the web without one, and for anything else without one.
inline constexpr std::string_view kWebSearches = "(web search)";
inline constexpr std::string_view kNoModel = "(no model)";

/// What a provider says of one day and one model.
struct BillLine {
    QDate day; ///< as its clocks have it
    int offset_s = 0; ///< of these from UTC
    std::string model; ///< as `billModel()` has it; or one of those above
    Figures figures;
};

/// An exported bill or usage list.
struct Bill {
    std::string format; ///< one of `billFormatNames()`
    std::vector<BillLine> lines; ///< sorted by day and model, one each; with a figure at least
    std::vector<Sentence> notes; ///< what was left out of it, and why
};

/// "openai", "anthropic", "deepseek" ...
std::vector<std::string> billFormatNames();

/// What files of that format have, for people.
struct BillColumns {
    std::string format;
    std::vector<std::string> needed; ///< by which it is known
    std::vector<std::string> days; ///< one of these, the first that says something
    std::string model; ///< rows that name none are left out, but for money
    std::string form; ///< of what stands there, with MODEL and KIND in their places; empty: it is the model
    std::string kind; ///< the column that says what a row counts; empty: each number has a column of its own
    std::vector<std::string> kinds; ///< what stands there, or is a part of it; the first that it holds counts
    std::vector<std::string> read; ///< what else is taken where it is there
};
std::vector<BillColumns> billColumns();

/// Types of providers in the catalog whose consoles export files of that format; none: nobody knows the format.
std::span<const std::string_view> billTypes(std::string_view format);

/// Reads CSV as the provider's console exports it, or as a spreadsheet program has written it again: between commas, semicolons or
/// tabs, in UTF-8, UTF-16 with a mark or GB18030, with decimal points or decimal commas. `format`: empty to find it out by the columns. Errors: InvalidRequest with
/// the line and the column, or with the columns that each format has.
Result<Bill> readBill(std::string_view file, std::string_view format = {});

} // namespace gateway::usage

#pragma once

#include "gateway/core/json/json.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace gateway::protocol {

/// Where an answer reports its cost. All are in dollars.
enum class CostField {
    UsageCost,          ///< usage.cost
    TotalCost,          ///< usage.cost.total_cost
    UsdTicks,           ///< usage.cost_in_usd_ticks, in units of 10^-10 dollars
    EstimatedCost,      ///< usage.estimated_cost
    CostUsdTotal,       ///< usage.cost_usd_total
    LiteLlmHeader,      ///< the x-litellm-response-cost header
};

/// The cost fields that a provider is known to have. Other providers may use the same names for anything.
class ReportedCosts {
public:
    bool has(CostField field) const { return (m_bits & bitOf(field)) != 0; }
    void add(CostField field) { m_bits |= bitOf(field); }

    bool operator==(const ReportedCosts&) const = default;

private:
    static constexpr unsigned bitOf(CostField field) { return 1U << static_cast<unsigned>(field); }

    unsigned m_bits = 0;
};

/// By its name in the catalog, such as "usage.cost"; empty if unknown.
std::optional<CostField> costField(std::string_view name);

/// The cost that an answer reports.
struct ReportedCost {
    CostField field = CostField::UsageCost;
    std::int64_t pico = 0; ///< in 10^-12 dollars

    bool operator==(const ReportedCost&) const = default;
};

/// Extracts the cost from a `usage` object that is read field by field.
class CostReading {
public:
    /// Takes a number of the object; ignores other fields.
    void take(std::string_view name, double number);
    /// Takes a number in its object `cost` or `cost_details`.
    void takeDetail(std::string_view name, double number);
    /// `is_byok`: the user's own key at the host is billed there, and `cost` is only the fee.
    void takeOwnKey(bool isOwn) { m_isOwnKey = isOwn; }

    std::optional<ReportedCost> cost() const;

private:
    std::optional<ReportedCost> m_reported;
    std::optional<std::int64_t> m_upstream;
    bool m_isOwnKey = false;
};

/// The cost that a `usage` object reports.
std::optional<ReportedCost> costIn(const Json& usage);

/// From the value of that header; empty if there is none. A 0 means that the model has no known price, and gives empty, too.
std::optional<ReportedCost> costInHeader(std::string_view value);

} // namespace gateway::protocol

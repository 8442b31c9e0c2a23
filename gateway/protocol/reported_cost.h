#pragma once

#include "gateway/core/json/json.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace gateway::protocol {

/// Where an answer says what it has cost. All are in dollars.
enum class CostField {
    UsageCost,          ///< usage.cost
    TotalCost,          ///< usage.cost.total_cost
    UsdTicks,           ///< usage.cost_in_usd_ticks, of which a dollar has 10^10
    EstimatedCost,      ///< usage.estimated_cost
    CostUsdTotal,       ///< usage.cost_usd_total
    LiteLlmHeader,      ///< the header x-litellm-response-cost
};

/// Some of these: which of them a provider is known to have. What others send under such a name may be anything.
class ReportedCosts {
public:
    bool has(CostField field) const { return (m_bits & bitOf(field)) != 0; }
    void add(CostField field) { m_bits |= bitOf(field); }

    bool operator==(const ReportedCosts&) const = default;

private:
    static constexpr unsigned bitOf(CostField field) { return 1U << static_cast<unsigned>(field); }

    unsigned m_bits = 0;
};

/// By its name in the catalog: "usage.cost" ...; empty: there is none.
std::optional<CostField> costField(std::string_view name);

/// What an answer says that it has cost.
struct ReportedCost {
    CostField field = CostField::UsageCost;
    std::int64_t pico = 0; ///< millionths of a millionth of a dollar

    bool operator==(const ReportedCost&) const = default;
};

/// Takes the cost out of a `usage` object that is read field by field.
class CostReading {
public:
    /// A number of the object; others are left alone.
    void take(std::string_view name, double number);
    /// A number in its object `cost` or `cost_details`.
    void takeDetail(std::string_view name, double number);
    /// `is_byok`: the user's own key at the host is billed there, and `cost` is the fee.
    void takeOwnKey(bool isOwn) { m_isOwnKey = isOwn; }

    std::optional<ReportedCost> cost() const;

private:
    std::optional<ReportedCost> m_reported;
    std::optional<std::int64_t> m_upstream;
    bool m_isOwnKey = false;
};

/// What a `usage` object says of the cost.
std::optional<ReportedCost> costIn(const Json& usage);

/// Of the value of that header; empty: none, and 0 is what it says of a model whose price it does not know.
std::optional<ReportedCost> costInHeader(std::string_view value);

} // namespace gateway::protocol

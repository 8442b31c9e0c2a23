#include "reported_cost.h"

#include <QByteArrayView>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace gateway::protocol {

namespace {

constexpr double kPico = 1e12;
constexpr double kPicoOfTick = 100;
constexpr double kMostDollars = 1e6; // of one answer: a larger number is something else

struct CostName {
    std::string_view name; ///< field name in the object
    CostField field;
    double pico; ///< value of one unit
};

// Sources: OpenRouter, "Usage Accounting" (cost, cost_details.upstream_inference_cost and is_byok; reported without
// being requested: "usage: {include: true}" has no effect any more); xAI, "Cost Tracking" (cost_in_usd_ticks);
// Perplexity, API reference (usage.cost.total_cost); DeepInfra, "OpenAI-compatible API" (estimated_cost); LLM Gateway,
// "Cost Breakdown" (cost_usd_total); LiteLLM, "Response Headers". Read 2026-11-22.
constexpr std::array kNames{
    CostName{"cost", CostField::UsageCost, kPico},
    CostName{"cost_in_usd_ticks", CostField::UsdTicks, kPicoOfTick},
    CostName{"estimated_cost", CostField::EstimatedCost, kPico},
    CostName{"cost_usd_total", CostField::CostUsdTotal, kPico},
};

constexpr std::array kFields{
    std::pair{std::string_view("usage.cost"), CostField::UsageCost},
    std::pair{std::string_view("usage.cost.total_cost"), CostField::TotalCost},
    std::pair{std::string_view("usage.cost_in_usd_ticks"), CostField::UsdTicks},
    std::pair{std::string_view("usage.estimated_cost"), CostField::EstimatedCost},
    std::pair{std::string_view("usage.cost_usd_total"), CostField::CostUsdTotal},
    std::pair{std::string_view("x-litellm-response-cost"), CostField::LiteLlmHeader},
};

std::optional<std::int64_t> picoOf(double number, double pico)
{
    if (!(number >= 0 && number * pico <= kMostDollars * kPico))
        return std::nullopt;
    return std::llround(number * pico);
}

} // namespace

std::optional<CostField> costField(std::string_view name)
{
    const auto found = std::ranges::find(kFields, name, [](const auto& row) { return row.first; });
    return found == kFields.end() ? std::nullopt : std::optional(found->second);
}

void CostReading::take(std::string_view name, double number)
{
    if (!name.starts_with("cost") && name != "estimated_cost")
        return;
    for (const CostName& row : kNames)
        if (row.name == name)
            if (const auto pico = picoOf(number, row.pico))
                m_reported = ReportedCost{row.field, *pico};
}

void CostReading::takeDetail(std::string_view name, double number)
{
    if (name == "total_cost") {
        if (const auto pico = picoOf(number, kPico))
            m_reported = ReportedCost{CostField::TotalCost, *pico};
    } else if (name == "upstream_inference_cost") {
        m_upstream = picoOf(number, kPico);
    }
}

std::optional<ReportedCost> CostReading::cost() const
{
    if (!m_reported || m_reported->field != CostField::UsageCost || !m_isOwnKey)
        return m_reported;
    if (!m_upstream) // the host's own charge is missing
        return std::nullopt;
    return ReportedCost{CostField::UsageCost, m_reported->pico + *m_upstream};
}

std::optional<ReportedCost> costInHeader(std::string_view value)
{
    bool isNumber = false;
    const double number = QByteArrayView(value.data(), static_cast<qsizetype>(value.size())).toDouble(&isNumber);
    const auto pico = isNumber ? picoOf(number, kPico) : std::nullopt;
    return pico && *pico > 0 ? std::optional(ReportedCost{CostField::LiteLlmHeader, *pico}) : std::nullopt;
}

std::optional<ReportedCost> costIn(const Json& usage)
{
    CostReading reading;
    if (!usage.is_object())
        return std::nullopt;
    for (const auto& [name, value] : usage.items()) {
        if (value.is_number())
            reading.take(name, value.get<double>());
        else if (name == "is_byok" && value.is_boolean())
            reading.takeOwnKey(value.get<bool>());
        else if ((name == "cost" || name == "cost_details") && value.is_object())
            for (const auto& [detail, number] : value.items())
                if (number.is_number())
                    reading.takeDetail(detail, number.get<double>());
    }
    return reading.cost();
}

} // namespace gateway::protocol

#include "plan_json.h"

#include "gateway/core/json/json_fields.h"

#include <algorithm>
#include <limits>
#include <set>

namespace gateway::evaluation {

namespace {

constexpr std::int64_t kMostRows = 1'000'000'000;
constexpr std::size_t kMostRequests = 10'000'000'000;

template <class T> Json valueOrNull(const std::optional<T>& value) { return value ? Json(*value) : Json(); }

std::optional<Currency> currencyOf(const std::string& name)
{
    const auto found = std::ranges::find(kCurrencyNames, name);
    if (found == kCurrencyNames.end())
        return std::nullopt;
    return static_cast<Currency>(found - kCurrencyNames.begin());
}

std::string codeOf(Currency currency) { return std::string(kCurrencyNames.at(static_cast<std::size_t>(currency))); }

int countFrom1(const Json& json, const char* key)
{
    const auto count = json::integerOf(json, key);
    return count && *count >= 1 && *count <= std::numeric_limits<int>::max() ? static_cast<int>(*count) : 0;
}

bool isPlausible(const RunPlan& plan)
{
    const std::set<std::string> different(plan.targets.begin(), plan.targets.end());
    if (plan.id.empty() || plan.targets.empty() || different.size() != plan.targets.size() || plan.samples < 1 || plan.concurrency < 1)
        return false;
    return plan.rows * plan.targets.size() <= kMostRequests / static_cast<std::size_t>(plan.samples);
}

} // namespace

Json planJson(const RunPlan& plan)
{
    Json json;
    json["id"] = plan.id;
    json["name"] = plan.name;
    json["started_at_ms"] = std::chrono::duration_cast<Milliseconds>(plan.startedAt.time_since_epoch()).count();
    json["dataset"] = {{"path", plan.datasetPath.toStdString()}, {"sha256", plan.datasetSha256}, {"rows", plan.rows}};
    json["skip_broken"] = plan.skipBroken;
    json["targets"] = plan.targets;
    json["samples"] = plan.samples;
    json["concurrency"] = plan.concurrency;
    json["temperature"] = valueOrNull(plan.temperature);
    json["seed"] = valueOrNull(plan.seed);
    json["judge"] = plan.judge;
    json["rubric"] = plan.rubric;
    json["pairs"] = plan.isPairs;
    json["max_cost"] = plan.maxCost ? Json{{"currency", codeOf(plan.maxCost->currency)}, {"pico", plan.maxCost->pico}} : Json();
    json["currency"] = codeOf(plan.currency);
    json["allow_unpriced"] = plan.allowsUnpriced;
    json["allow_commands"] = plan.allowsCommands;
    json["failures_count"] = plan.failuresCount;
    json["min_score"] = valueOrNull(plan.minScore);
    json["baseline"] = plan.baseline;
    return json;
}

std::optional<RunPlan> planOf(const Json& json)
{
    RunPlan plan;
    plan.id = json::textOf(json, "id");
    plan.name = json::textOf(json, "name");
    plan.startedAt = WallTime{Milliseconds{json::integerOf(json, "started_at_ms").value_or(0)}};
    const Json& dataset = json::objectOf(json, "dataset");
    plan.datasetPath = QString::fromStdString(json::textOf(dataset, "path"));
    plan.datasetSha256 = json::textOf(dataset, "sha256");
    const auto rows = json::integerOf(dataset, "rows");
    const auto currency = currencyOf(json::textOf(json, "currency"));
    if (!rows || *rows < 0 || *rows > kMostRows || !currency)
        return std::nullopt;
    plan.rows = static_cast<std::size_t>(*rows);
    plan.currency = *currency;
    plan.skipBroken = json::isTrue(json, "skip_broken");
    plan.targets = json::textsOf(json, "targets");
    plan.samples = countFrom1(json, "samples");
    plan.concurrency = countFrom1(json, "concurrency");
    plan.temperature = json::numberOf(json, "temperature");
    plan.seed = json::integerOf(json, "seed");
    plan.judge = json::textOf(json, "judge");
    plan.rubric = json::textOf(json, "rubric");
    plan.isPairs = json::isTrue(json, "pairs");
    if (const Json* most = json::findObject(json, "max_cost"))
        if (const auto in = currencyOf(json::textOf(*most, "currency")))
            plan.maxCost = Money{*in, json::integerOf(*most, "pico").value_or(0)};
    plan.allowsUnpriced = json::isTrue(json, "allow_unpriced");
    plan.allowsCommands = json::isTrue(json, "allow_commands");
    plan.failuresCount = json::isTrue(json, "failures_count");
    plan.minScore = json::numberOf(json, "min_score");
    plan.baseline = json::textOf(json, "baseline");
    return isPlausible(plan) ? std::optional(std::move(plan)) : std::nullopt;
}

} // namespace gateway::evaluation

#include "estimate.h"

#include "gateway/evaluation/scoring/judge.h"
#include "gateway/evaluation/scoring/scorer.h"
#include "gateway/evaluation/statistics/required_rows.h"

#include <algorithm>
#include <utility>

namespace gateway::evaluation {

namespace {

// Assumed where the ledger has no answers of a model.
constexpr Milliseconds kUsualStart{500};
constexpr Milliseconds kUsualTimeOfToken{15};

Milliseconds latencyOf(const CallPricing& pricing, const std::string& model)
{
    return pricing.usualLatency(model).value_or(kUsualStart + kUsualTimeOfToken * pricing.usualOutput(model).count);
}

void addRequests(ModelCost& cost, std::size_t requests, Tokens input, Tokens output)
{
    cost.requests += requests;
    cost.input += Tokens{input.count * static_cast<std::int64_t>(requests)};
    cost.output += Tokens{output.count * static_cast<std::int64_t>(requests)};
}

/// Prices that depend on the length of a request are those of one of the mean length.
std::optional<Money> times(std::size_t requests, const std::optional<Money>& one)
{
    if (!one)
        return std::nullopt;
    return Money{one->currency, one->pico * static_cast<std::int64_t>(requests)};
}

void price(ModelCost& cost, const CallPricing& pricing)
{
    if (cost.requests == 0) {
        cost.low = cost.high = pricing.isPriced(cost.model) ? std::optional(Money{pricing.currency(), 0}) : std::nullopt;
        return;
    }
    const auto requests = static_cast<std::int64_t>(cost.requests);
    const Tokens input{cost.input.count / requests};
    const std::int64_t output = cost.output.count / requests;
    cost.low = times(cost.requests, pricing.least(cost.model, input, Tokens{output / 2}));
    cost.high = times(cost.requests, pricing.most(cost.model, input, Tokens{output * 2}));
}

void addTo(std::optional<Money>& sum, const std::optional<Money>& amount)
{
    if (amount)
        sum = Money{amount->currency, (sum ? sum->pico : 0) + amount->pico};
}

/// The judge's requests for one row: those for each answer, and two for each pair of targets. `answer`: the tokens of
/// one.
void addJudge(ModelCost& judge, const RunPlan& plan, const Row& row, const InputCounter& counter, Tokens answer, Tokens output)
{
    const std::size_t targets = plan.targets.size();
    for (const Assertion& assertion : row.assertions) {
        if (assertion.type != AssertionType::Judge)
            continue;
        const Tokens input = counter.chat(plan.judge, scoreRequest(questionFor(row, assertion, plan.rubric), {})).counted;
        addRequests(judge, targets * static_cast<std::size_t>(plan.samples), input + answer, output);
    }
    if (plan.isPairs) {
        const Tokens input = counter.chat(plan.judge, pairRequest(pairQuestionFor(row, plan.rubric), {}, {})).counted;
        addRequests(judge, targets * (targets - 1), input + answer + answer, output);
    }
}

/// The mean usual output of the targets.
Tokens usualAnswer(const RunPlan& plan, const CallPricing& pricing)
{
    std::int64_t sum = 0;
    for (const std::string& target : plan.targets)
        sum += pricing.usualOutput(target).count;
    return Tokens{sum / std::max<std::int64_t>(1, static_cast<std::int64_t>(plan.targets.size()))};
}

void priceAll(RunEstimate& result, const Dataset& dataset, const CallPricing& pricing)
{
    std::vector<ModelCost*> costs;
    for (ModelCost& target : result.targets)
        costs.push_back(&target);
    if (result.judge)
        costs.push_back(&*result.judge);
    for (ModelCost* const cost : costs) {
        price(*cost, pricing);
        addTo(result.low, cost->low);
        addTo(result.high, cost->high);
        if (!cost->high && std::ranges::find(result.unpriced, cost->model) == result.unpriced.end())
            result.unpriced.push_back(cost->model);
    }
    for (const std::string& model : dataset.requirements().embeddings)
        if (!pricing.isPriced(model))
            result.unpriced.push_back(model);
}

} // namespace

Result<RunEstimate> estimate(const RunPlan& plan, const Dataset& dataset, const Estimates& estimates, const config::ExchangeRate& rate)
{
    const CallPricing pricing(estimates, plan.currency, rate);
    std::vector<std::string> models = plan.targets;
    models.push_back(plan.judge);
    const InputCounter counter(models);
    const Tokens answer = usualAnswer(plan, pricing);
    RunEstimate result;
    for (const std::string& target : plan.targets)
        result.targets.push_back({target, 0, {}, {}, std::nullopt, std::nullopt});
    ModelCost judge{plan.judge, 0, {}, {}, std::nullopt, std::nullopt};
    const auto read = dataset.eachRow([&](const Row& row) {
        for (ModelCost& target : result.targets)
            addRequests(target, static_cast<std::size_t>(plan.samples), counter.chat(target.model, row.messages).counted, pricing.usualOutput(target.model));
        if (!plan.judge.empty())
            addJudge(judge, plan, row, counter, answer, pricing.usualOutput(plan.judge));
        return true;
    });
    if (!read)
        return failure(read.error());
    if (judge.requests > 0)
        result.judge = std::move(judge);
    priceAll(result, dataset, pricing);
    for (const ModelCost& target : result.targets) {
        const auto rounds = static_cast<Milliseconds::rep>(target.requests) / std::max(1, plan.concurrency) + 1;
        result.time = std::max(result.time, latencyOf(pricing, target.model) * rounds);
    }
    result.smallestDifference = statistics::smallestDetectableDifference(dataset.rowCount());
    return result;
}

} // namespace gateway::evaluation

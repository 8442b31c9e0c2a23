#include "model_facts.h"

#include "gateway/core/clock.h"
#include "gateway/core/json/json.h"
#include "gateway/core/median.h"
#include "gateway/exchange/explain.h"
#include "gateway/usage/ledger/exchange_lookup.h"

#include <algorithm>
#include <utility>

namespace gateway::evaluation {

using usage::ExchangeRecord;

namespace {

constexpr int kNewest = 10'000; // exchanges that are searched for answers of the models
constexpr std::size_t kMostAnswers = 500; // of one model

/// A model at a provider.
using Served = std::pair<std::string, std::string>;

/// Who may answer, in the order in which they would be asked.
Result<std::vector<Served>> serversOf(const std::string& model, const exchange::Snapshot& snapshot, const Clock& clock)
{
    routing::Question question;
    question.body = toText(Json{{"model", model}, {"messages", {{{"role", "user"}, {"content", "?"}}}}});
    question.consumer = std::string(config::kOwnConsumer);
    const routing::Health health(clock, [] {});
    const auto explanation = exchange::explain(question, snapshot, routing::Balancer(), health, clock);
    std::vector<Served> servers;
    const auto add = [&servers](const std::string& provider, const std::string& name) {
        if (const Served served{provider, name}; !provider.empty() && !name.empty() && std::ranges::find(servers, served) == servers.end())
            servers.push_back(served);
    };
    for (const auto& attempt : explanation.attempts)
        add(attempt.provider, attempt.model);
    for (const auto& passed : explanation.passedOver) // for want of its key, which is not read here
        add(passed.provider, passed.model);
    if (servers.empty() && explanation.error)
        return tl::unexpected(*explanation.error);
    return servers;
}

/// Sets the medians of the newest answers of the model.
void addUsualAnswers(ModelEstimate& estimate, const std::vector<Served>& servers, const std::vector<ExchangeRecord>& records)
{
    std::vector<std::int64_t> outputs;
    std::vector<Milliseconds::rep> latencies;
    for (const ExchangeRecord& record : records) {
        if (!record.isAnsweredByModel() || std::ranges::find(servers, Served{record.provider, record.model}) == servers.end())
            continue;
        if (record.tokens.output || record.tokens.reasoning)
            outputs.push_back(record.tokens.totalOutput().count);
        latencies.push_back(record.duration.count());
        if (latencies.size() == kMostAnswers)
            break;
    }
    if (const auto usual = median(std::move(outputs)))
        estimate.medianOutput = Tokens{*usual};
    if (const auto usual = median(std::move(latencies)))
        estimate.medianLatency = Milliseconds{*usual};
}

} // namespace

Result<ModelFacts> modelFacts(const ModelSources& sources, const providers::Catalog& catalog, const std::vector<std::string>& models)
{
    const SystemClock clock;
    exchange::SnapshotInputs inputs;
    inputs.prices = sources.prices;
    const auto snapshot = exchange::makeSnapshot(sources.settings, catalog, inputs);
    // Without a ledger there are no earlier answers.
    const auto records = models.empty() ? std::vector<ExchangeRecord>() : usage::newestExchanges(sources.ledger, kNewest).value_or(std::vector<ExchangeRecord>());
    ModelFacts all;
    all.rate = snapshot->prices->rate();
    for (const std::string& model : models) {
        const auto servers = serversOf(model, *snapshot, clock);
        if (!servers) {
            Error error = servers.error();
            error.param = model;
            return failure(std::move(error));
        }
        ModelEstimate estimate;
        for (const auto& [provider, name] : *servers) {
            const auto* const configured = snapshot->settings.provider(provider);
            const auto known = configured ? snapshot->prices->find(*configured, name) : nullptr;
            if (!known) {
                estimate.prices.clear();
                break;
            }
            estimate.prices.push_back(known->price);
        }
        addUsualAnswers(estimate, *servers, records);
        all.estimates.emplace(model, std::move(estimate));
    }
    return all;
}

} // namespace gateway::evaluation

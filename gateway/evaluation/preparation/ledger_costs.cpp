#include "ledger_costs.h"

#include "gateway/usage/ledger/exchange_lookup.h"

#include <algorithm>
#include <utility>

namespace gateway::evaluation {

void LedgerCosts::costsOf(const std::vector<std::string>& exchanges, std::function<void(std::vector<ExchangeCost>)> done)
{
    std::vector<ExchangeCost> costs;
    // A file that cannot be read for a moment counts like an exchange that is not there yet.
    if (const auto records = usage::findExchanges(m_file, exchanges)) {
        for (const usage::ExchangeRecord& record : *records) {
            ExchangeCost cost{record.id, ExchangeCost::State::None, {}};
            if (record.isDeferred())
                cost.state = ExchangeCost::State::NotYet;
            else if (record.cost)
                cost = {record.id, ExchangeCost::State::Known, *record.cost};
            costs.push_back(std::move(cost));
        }
    }
    done(std::move(costs));
}

Result<void> addLostRequests(RunFile& run, const QString& ledger)
{
    const auto& plan = run.plan();
    const auto ids = usage::exchangesOfRun(ledger, plan.id, plan.startedAt);
    if (!ids)
        return failure(ids.error());
    const auto lost = run.unknownOf(*ids);
    if (!lost)
        return failure(lost.error());
    const auto records = usage::findExchanges(ledger, *lost);
    if (!records)
        return failure(records.error());
    for (const usage::ExchangeRecord& record : *records) {
        const auto target = std::ranges::find(plan.targets, record.askedModel);
        SideCall call{record.askedModel == plan.judge ? SideCall::Kind::Judge : SideCall::Kind::Embedding, {}, record.id, record.cost};
        if (target != plan.targets.end()) {
            call.kind = SideCall::Kind::Lost;
            call.key.target = static_cast<std::size_t>(target - plan.targets.begin());
        }
        if (auto recorded = run.record(call); !recorded)
            return recorded;
        if (!record.cost && !record.isDeferred())
            if (auto set = run.setCost(record.id, std::nullopt); !set)
                return set;
    }
    return {};
}

} // namespace gateway::evaluation

#include "ledger_costs.h"

#include "gateway/usage/ledger/exchange_lookup.h"

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

} // namespace gateway::evaluation

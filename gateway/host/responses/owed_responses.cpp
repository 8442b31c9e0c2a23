#include "owed_responses.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace gateway::host {

namespace {

/// The provider that will report the usage.
usage::Served debtorOf(const usage::ExchangeRecord& record)
{
    const auto charge = std::ranges::find_if(record.charges, &usage::Charge::isDeferred);
    return charge == record.charges.end() ? record.served() : usage::Served{charge->provider, charge->model, charge->key};
}

} // namespace

std::vector<protocol::RestoredResponse> owedResponses(const std::vector<usage::ExchangeRecord>& deferred)
{
    std::vector<protocol::RestoredResponse> all;
    for (const usage::ExchangeRecord& record : deferred) {
        const usage::Served by = debtorOf(record);
        if (record.decisions.responseId.empty() || by.provider.empty())
            continue;
        protocol::KeptResponse kept;
        kept.id = record.decisions.responseId;
        kept.owner = record.consumer;
        kept.created_s = std::chrono::duration_cast<std::chrono::seconds>(record.startedAt.time_since_epoch()).count();
        kept.provider = by.provider;
        kept.key = by.key;
        kept.owed = {record.id, std::string(by.model), record.askedModel, record.route, record.clientName, record.dialect,
            record.decisions.reservedInput, record.decisions.reservedOutput};
        all.push_back(protocol::restoredOf(std::move(kept)));
    }
    return all;
}

} // namespace gateway::host

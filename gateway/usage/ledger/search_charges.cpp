#include "search_charges.h"

#include "ledger_database.h"

#include "gateway/usage/pricing/price.h"
#include "gateway/usage/record.h"

#include <optional>

namespace gateway::usage {

namespace {

SearchCharge searchCharge(const Served& by, const protocol::TokenUsage& tokens, const std::optional<Money>& cost, CostOrigin origin, const SharedText* price)
{
    SearchCharge charge{std::string(by.provider), std::string(by.model), tokens.webSearches.value_or(0), {}, false};
    const auto terms = cost && origin != CostOrigin::Provider && price ? Price::fromText(price->text()) : std::nullopt;
    if (!terms || !terms->terms.webSearch)
        return charge;
    protocol::TokenUsage searches;
    searches.origin = protocol::UsageOrigin::Reported;
    searches.webSearches = charge.searches;
    if (const auto parts = partsOf(searches, *terms, {})) {
        charge.cost = {parts->currency, parts->webSearch};
        charge.isPriced = true;
    }
    return charge;
}

} // namespace

Result<std::vector<SearchCharge>> findSearches(const QString& file, WallTime from, WallTime to)
{
    LedgerDatabase database(file);
    if (const auto opened = database.openToRead(); !opened)
        return failure(opened.error());
    const auto records = database.withSearches(from, to);
    if (!records)
        return failure(records.error());
    std::vector<SearchCharge> found;
    for (const ExchangeRecord& record : *records) {
        for (const Charge& charge : record.charges)
            if (charge.tokens.webSearches.value_or(0) > 0)
                found.push_back(searchCharge({charge.provider, charge.model, charge.key}, charge.tokens, charge.cost, charge.costOrigin, charge.price.get()));
        if (record.charges.empty())
            found.push_back(searchCharge(record.served(), record.tokens, record.cost, record.costOrigin, record.price.get()));
    }
    return found;
}

} // namespace gateway::usage

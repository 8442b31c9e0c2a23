#include "record.h"

#include <algorithm>
#include <utility>

namespace gateway::usage {

namespace {

/// The sum of the known costs; empty: none, or in two currencies.
std::optional<Money> sumOf(const std::vector<Charge>& charges)
{
    std::optional<Money> sum;
    for (const Charge& charge : charges) {
        if (charge.cost && sum && sum->currency != charge.cost->currency)
            return std::nullopt;
        if (charge.cost)
            sum = Money{charge.cost->currency, charge.cost->pico + (sum ? sum->pico : 0)};
    }
    return sum;
}

/// The origin of the sum: a lower bound if one cost is unknown.
CostOrigin originOf(const std::vector<Charge>& charges)
{
    const auto isWhole = [](const Charge& charge) { return charge.isPriced(); };
    if (!std::ranges::all_of(charges, isWhole))
        return CostOrigin::AtLeast;
    const CostOrigin first = charges.front().costOrigin;
    return std::ranges::all_of(charges, [first](const Charge& charge) { return charge.costOrigin == first; }) ? first : CostOrigin::Prices;
}

} // namespace

void ExchangeRecord::reset()
{
    ExchangeRecord fresh;
    const auto keep = [](auto& to, auto& from) {
        from.clear();
        to.swap(from);
    };
    for (std::string ExchangeRecord::*const text : {&ExchangeRecord::id, &ExchangeRecord::dialect, &ExchangeRecord::consumer, &ExchangeRecord::clientName,
             &ExchangeRecord::session, &ExchangeRecord::agent, &ExchangeRecord::limit, &ExchangeRecord::evalRun, &ExchangeRecord::shadowOf, &ExchangeRecord::experiment, &ExchangeRecord::route, &ExchangeRecord::askedModel, &ExchangeRecord::provider, &ExchangeRecord::model,
             &ExchangeRecord::errorCode})
        keep(fresh.*text, this->*text);
    keep(fresh.attempts, attempts);
    *this = std::move(fresh);
}

void ExchangeRecord::charge(std::vector<Charge> all)
{
    charges.clear();
    tokens = {};
    cost.reset();
    costOrigin = CostOrigin::Unknown;
    price = nullptr;
    if (all.empty())
        return;
    const Charge& only = all.front();
    const bool isOfLast = all.size() == 1 && only.attempt + 1 == attempts.size() && only.provider == provider && only.model == model;
    cost = sumOf(all);
    costOrigin = cost ? originOf(all) : CostOrigin::Unknown;
    if (isOfLast) {
        tokens = std::move(all.front().tokens);
        price = std::move(all.front().price);
        return;
    }
    tokens = all.front().tokens;
    price = all.front().price;
    for (std::size_t i = 1; i < all.size(); ++i) {
        tokens = tokens + all[i].tokens;
        price = price == all[i].price ? price : nullptr;
    }
    charges = std::move(all);
}

std::optional<ExchangeRecord> ExchangeRecord::settle(const ExchangeRecord& late)
{
    std::vector<Charge> all = charges;
    if (all.empty() && !attempts.empty())
        all.push_back({attempts.size() - 1, provider, model, attempts.back().key, tokens, cost, costOrigin, price});
    const auto told = std::ranges::find_if(all, &Charge::isDeferred);
    if (told == all.end())
        return std::nullopt;
    told->tokens = late.tokens;
    told->cost = late.cost;
    told->costOrigin = late.costOrigin;
    told->price = late.price;
    if (told->model.empty())
        told->model = late.model; // the model of a batch is unknown before
    Charge own = *told;
    const bool hadCharges = !charges.empty();
    charge(std::move(all));
    ExchangeRecord of = *this;
    of.isLate = true;
    of.attempts = {attempts[own.attempt]};
    of.provider = own.provider;
    of.model = own.model;
    own.attempt = 0;
    of.charge({own});
    if (hadCharges)
        of.charges = {std::move(own)};
    return of;
}

bool ExchangeRecord::isAnswerMissing() const
{
    const auto isAnswers = [this](const Charge& charge) { return charge.provider == provider && (model.empty() || charge.model == model); };
    return isServed() && isCharged() && std::ranges::none_of(charges, isAnswers);
}

bool ExchangeRecord::isOfOtherModel(const Charge& charge) const
{
    const std::string& asked = charge.attempt < attempts.size() ? attempts[charge.attempt].model : charge.model;
    return !asked.empty() && charge.model != asked;
}

Served ExchangeRecord::served() const
{
    const AttemptRecord* const last = attempts.empty() ? nullptr : &attempts.back();
    if (provider.empty())
        return last ? Served{last->provider, last->model, last->key} : Served{};
    const auto is = [this](const auto& one) { return one.provider == provider && one.model == model; };
    if (const auto charged = std::ranges::find_if(charges, is); charged != charges.end())
        return {provider, model, charged->key};
    return {provider, model, last && is(*last) ? std::string_view(last->key) : std::string_view()};
}

} // namespace gateway::usage

#include "settling.h"

#include "exchange_bill.h"

#include <algorithm>
#include <utility>

namespace gateway::exchange {

namespace {

/// By the price in the snapshot, unless the provider reported the cost.
void priceAnew(usage::Charge& charge, const Snapshot& snapshot, WallTime ended)
{
    if (charge.costOrigin == usage::CostOrigin::Provider)
        return;
    const auto* const provider = snapshot.settings.provider(charge.provider);
    const auto price = provider ? snapshot.prices->find(*provider, pricedModel(charge)) : nullptr;
    setCost(charge, price ? &price->price : nullptr, ended);
}

bool hasInput(const protocol::TokenUsage& tokens) { return tokens.input || tokens.cachedInput || tokens.cacheWrite; }

/// Reported numbers stay. `isGuessed`: the output was estimated from the relayed part of a stream, and the count
/// replaces it.
void takeCounts(protocol::TokenUsage& tokens, const protocol::TokenCounts& counts, bool isGuessed)
{
    const bool isInputReported = hasInput(tokens);
    const bool setsInput = !isInputReported && counts.input;
    const bool setsOutput = counts.output && (isGuessed || !tokens.output);
    if (!setsInput && !setsOutput)
        return;
    const bool isSure = (isInputReported || counts.isInputExact) && (!counts.output || counts.isOutputExact)
        && (counts.output || !tokens.output);
    tokens.origin = isSure ? protocol::UsageOrigin::Counted : protocol::UsageOrigin::Estimated;
    const auto set = [&](protocol::TokenPart part, std::optional<std::int64_t> count, bool isExact) {
        const auto place = static_cast<std::size_t>(part);
        tokens.*protocol::kTokenParts[place].count = count ? std::optional(Tokens{*count}) : std::nullopt;
        tokens.others[place] = isExact && !isSure ? std::optional(protocol::UsageOrigin::Counted) : std::nullopt;
    };
    if (setsInput)
        set(protocol::TokenPart::Input, counts.input, counts.isInputExact);
    if (setsOutput)
        set(protocol::TokenPart::Output, counts.output, counts.isOutputExact);
    if (setsOutput && (isGuessed || !tokens.reasoning))
        set(protocol::TokenPart::Reasoning, counts.reasoning, counts.isOutputExact);
    tokens.fitTotal();
}

/// Takes deferred usage that was reported in the meantime.
void takeReported(Settling& settling)
{
    const auto told = settling.late.take(settling.record->id);
    const auto charge = std::ranges::find_if(settling.charges, &usage::Charge::isDeferred);
    if (!told || charge == settling.charges.end())
        return;
    charge->tokens = *told;
    const auto at = static_cast<std::size_t>(charge - settling.charges.begin());
    const auto bound = std::ranges::find(settling.bounded, at, &Settling::Bounded::charge);
    if (charge->tokens.origin == protocol::UsageOrigin::Unknown && bound != settling.bounded.end())
        addAll(charge->tokens, bound->most);
    if (const Provider* const provider = settling.snapshot->provider(charge->provider))
        setCost(*charge, *provider, *settling.snapshot->prices, settling.ended);
}

} // namespace

bool lacksInput(const protocol::TokenUsage& tokens)
{
    return !hasInput(tokens) && tokens.origin == protocol::UsageOrigin::Estimated;
}

void Settling::take(std::size_t at, const protocol::TokenCounts& counts, bool isGuessed)
{
    protocol::TokenUsage& tokens = charges[at].tokens;
    takeCounts(tokens, counts, isGuessed);
    if (counts.isSkipped && tokens.origin == protocol::UsageOrigin::Unknown)
        tokens.origin = protocol::UsageOrigin::Estimated; // by the estimate of the request
    priceAnew(charges[at], *snapshot, ended);
    if (--waiting == 0)
        finish();
}

/// Sets the input of charges that were not counted, and adds the output of preceding attempts, which a continuing
/// request also sends.
void Settling::addAsked()
{
    Tokens said;
    for (std::size_t i = 0; i < charges.size(); ++i) {
        protocol::TokenUsage& tokens = charges[i].tokens;
        if (lacksInput(tokens)) {
            tokens.input = asked;
            tokens.fitTotal();
        }
        if (isInputOurs[i] && said > Tokens{}) {
            tokens.input = tokens.input.value_or(Tokens{}) + said;
            tokens.doubtInput();
        }
        if (isInputOurs[i])
            priceAnew(charges[i], *snapshot, ended);
        if (record->decisions.isContinued)
            said = said + tokens.totalOutput();
    }
}

/// A limit that reserved the most that an attempt can use counts what may have been used of it, and so does the ledger.
void Settling::fitBounds()
{
    Tokens output;
    for (const Bounded& each : bounded) {
        usage::Charge& charge = charges[each.charge];
        if (charge.tokens.origin == protocol::UsageOrigin::Reported || charge.isDeferred())
            continue;
        capEstimate(charge.tokens, each.most);
        if (each.cut)
            output = output + addUnseen(charge.tokens, *each.cut, each.most);
        priceAnew(charge, *snapshot, ended);
    }
    record->decisions.unseenOutput = output.count;
}

void Settling::finish()
{
    addAsked();
    takeReported(*this);
    fitBounds();
    record->charge(std::move(charges));
    done();
}

} // namespace gateway::exchange

#include "late_usage.h"

#include "exchange_bill.h"
#include "unseen_usage.h"

#include "gateway/core/ids.h"
#include "gateway/providers/catalog.h"

#include <chrono>
#include <utility>

namespace gateway::exchange {

namespace {

constexpr int kWell = 200;
constexpr const char* kResponses = "openai-responses";

} // namespace

std::shared_ptr<const usage::ExchangeRecord> lateRecord(
    const protocol::KeptResponse& kept, const Provider& provider, const protocol::TokenUsage& used, const usage::PriceBook& prices, WallTime now)
{
    auto record = std::make_shared<usage::ExchangeRecord>();
    record->isLate = true;
    record->id = kept.owed.exchange;
    record->startedAt = timeOfId(record->id).value_or(now);
    record->duration = std::chrono::duration_cast<Milliseconds>(now - record->startedAt);
    record->dialect = kept.owed.dialect.empty() ? kResponses : kept.owed.dialect;
    record->consumer = kept.owner;
    record->clientName = kept.owed.client;
    record->route = kept.owed.route;
    record->askedModel = kept.owed.askedModel;
    record->provider = kept.provider;
    record->model = kept.owed.model.empty() ? used.servedBy : kept.owed.model;
    record->status = kWell;
    record->outcome = usage::Outcome::Answered;
    record->decisions.responseId = kept.id;
    usage::AttemptRecord& attempt = record->attempts.emplace_back();
    attempt.provider = record->provider;
    attempt.model = record->model;
    attempt.key = kept.key;
    attempt.status = kWell;
    attempt.protocol = providers::toText(
        record->dialect == kResponses ? providers::Protocol::OpenAiResponses : providers::Protocol::OpenAiChat);
    usage::Charge charge{0, attempt.provider, attempt.model, attempt.key, used};
    setCost(charge, provider, prices, now);
    if (!charge.cost && used.isZero()) {
        charge.cost = Money{Currency::Usd, 0}; // whatever the price: it was rejected
        charge.costOrigin = usage::CostOrigin::Prices;
    }
    record->charge({std::move(charge)});
    return record;
}

void LateUsage::book(protocol::ResponseStore& responses, protocol::KeptResponse kept, const Provider& provider, protocol::TokenUsage used, const usage::PriceBook& prices, WallTime now)
{
    if (used.origin == protocol::UsageOrigin::Unknown)
        addAll(used, {Tokens{kept.owed.mostInput}, Tokens{kept.owed.mostOutput}});
    tell(lateRecord(kept, provider, used, prices, now));
    kept.owed = {};
    kept.tokens = (used.totalInput() + used.totalOutput()).count;
    responses.keep(std::move(kept));
}

void LateUsage::tell(std::shared_ptr<const usage::ExchangeRecord> record)
{
    if (m_board.isOpen(record->id)) {
        m_reported.insert_or_assign(record->id, record->tokens);
        return;
    }
    if (m_tell)
        m_tell(*record);
    m_board.settleLate(std::move(record));
}

std::optional<protocol::TokenUsage> LateUsage::take(const std::string& exchange)
{
    auto told = m_reported.extract(exchange);
    return told ? std::optional(std::move(told.mapped())) : std::nullopt;
}

} // namespace gateway::exchange

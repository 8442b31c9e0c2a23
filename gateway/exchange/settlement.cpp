#include "settlement.h"

#include "gateway/core/text/bytes.h"
#include "gateway/exchange/answers/stored_responses.h"
#include "gateway/exchange/answers/token_counting.h"
#include "gateway/exchange/attempts/answer_kind.h"
#include "gateway/protocol/embeddings/embedding_codec.h"
#include "gateway/protocol/tokenizer/model_families.h"

#include <algorithm>
#include <tuple>

namespace gateway::exchange {

namespace {

constexpr int kFirstError = 400;

/// `entry` and `limits` may be null. Where there are limits, the ledger gets the record at once, so that a crash loses as
/// little as possible of what they count.
void settleOn(usage::LiveBoard& board, usage::LiveBoard::Entry* entry, const std::shared_ptr<usage::ExchangeRecord>& record, bool isRecorded, const policy::LimitBook* limits)
{
    if (entry)
        board.settle(*entry, record);
    else if (isRecorded)
        board.settle(record);
    if (limits && !limits->rules().empty())
        board.handOver();
}

} // namespace

Settlement::Settlement(ExchangeState& state, LiveEntry& live)
    : m_state(state)
    , m_live(live)
{
}

/// Estimate for the request; also after its connection is gone.
Tokens Settlement::inputTokens() const { return Tokens{estimatedInput(m_state.request.outline, viewOf(m_state.request.body))}; }

/// Books the usage that `id` owed when it is first reported: it belongs to the exchange that created the response or
/// batch.
void Settlement::bookOwed(const std::string& id, const Target& target, const protocol::TokenUsage& used)
{
    const auto* const kept = m_state.services.responses.find(id, m_state.caller.name);
    if (kept && kept->owed && kept->provider == target.provider->settings->id)
        m_state.services.late.book(m_state.services.responses, *kept, *target.provider, used, *m_state.snapshot->prices, m_state.services.clock.wallNow());
}

/// The cost is looked up later, so that the client does not wait for it.
void Settlement::count(const Attempt& attempt, protocol::TokenUsage used)
{
    const bool isReported = used.origin == protocol::UsageOrigin::Reported;
    if (used.origin == protocol::UsageOrigin::Unknown && !attempt.reading().content().owed().empty()) {
        used.origin = protocol::UsageOrigin::Deferred;
        m_state.record->decisions.responseId = attempt.reading().content().owed();
    }
    attempt.billing().bill(std::move(used));
    std::erase_if(m_uncounted, [&attempt](const Uncounted& each) { return each.attempt == attempt.entry().number(); });
    if (!isReported)
        noteUncounted(attempt);
}

/// What the provider should have reported.
void Settlement::noteUncounted(const Attempt& attempt)
{
    const AnswerContent& content = attempt.reading().content();
    const Operation operation = m_state.request.ask.operation;
    if ((operation != Operation::Converse && operation != Operation::Embed) || content.isReportedLater(isInBackground(m_state.request, attempt.aim().access)))
        return;
    Uncounted uncounted{attempt.entry().number(), inputJob(attempt.aim().target.candidate->model), content.meter() && !content.meter()->hasReport()};
    if (const protocol::SaidText* const said = operation == Operation::Converse ? content.said() : nullptr)
        uncounted.job.said = *said;
    m_uncounted.push_back(std::move(uncounted));
}

/// The client's request, as a job for a model's vocabulary.
protocol::CountJob Settlement::inputJob(std::string_view model) const
{
    const Operation operation = m_state.request.ask.operation;
    protocol::CountJob job;
    job.family = protocol::tokenFamilyOf(model);
    job.request = m_state.request.body;
    job.isChat = operation == Operation::Converse && m_state.request.ask.format != protocol::Format::OpenAiCompletions;
    job.messages = operation == Operation::Embed ? protocol::embeddingCodec(m_state.request.ask.embedding)->inputs : m_state.request.outline.shape.messages;
    return job;
}

/// In the order of the charges: the answers that the client got, and for the other attempts the input that was sent.
std::vector<std::optional<Settlement::Uncounted>> Settlement::uncountedOf(const std::vector<usage::Charge>& charges, int status)
{
    std::vector<std::optional<Uncounted>> jobs(charges.size());
    for (std::size_t i = 0; m_state.services.counter && i < charges.size(); ++i) {
        const auto said = std::ranges::find(m_uncounted, charges[i].attempt, &Uncounted::attempt);
        if (said != m_uncounted.end() && status < kFirstError)
            jobs[i] = std::move(*said);
        else if (lacksInput(charges[i].tokens))
            jobs[i] = Uncounted{charges[i].attempt, inputJob(charges[i].model), false};
    }
    return jobs;
}

/// Whether limits count the request, and which one refused it or sent it elsewhere.
void Settlement::noteLimit()
{
    usage::ExchangeRecord& record = *m_state.record;
    record.decisions.isUncounted = !record.attempts.empty() && !m_state.isCounted();
    const auto isRefusal = [&record](ErrorKind kind) { return record.errorCode == errorInfo(kind).code; };
    const policy::ExchangeLimits::Refused* const refused = m_state.policies.limits.refused();
    if (refused && (isRefusal(ErrorKind::RateLimited) || isRefusal(ErrorKind::BudgetExceeded))) {
        record.limit = refused->rule->name();
        record.limitAction = usage::LimitAction::Refused;
    } else if (const policy::LimitRule* const by = m_state.policies.limits.redirectedBy()) {
        record.limit = by->name();
        record.limitAction = usage::LimitAction::Redirected;
    }
}

/// How much of the conversation is in the provider's prompt cache now.
void Settlement::noteCache(const std::vector<usage::Charge>& charges)
{
    const usage::ExchangeRecord& record = *m_state.record;
    if (!m_state.route || m_state.request.ask.operation != Operation::Converse || !m_state.snapshot->planner->usesCaches(*m_state.route))
        return;
    for (const usage::Charge& charge : charges) {
        if (charge.attempt >= record.attempts.size() || charge.tokens.origin != protocol::UsageOrigin::Reported)
            continue;
        const usage::AttemptRecord& attempt = record.attempts[charge.attempt];
        if (attempt.failure || charge.model != attempt.model) // or it is of another model that helped to answer
            continue;
        const routing::RequestFacts facts = m_state.facts(m_state.services.clock.now());
        m_state.services.balancer.caches().take(
            routing::cachedConversationOf(m_state.route->id, facts), {attempt.provider, attempt.model, attempt.key}, charge.tokens, facts.now);
    }
}

/// What limits have reserved at most.
void Settlement::noteBounds(Settling& settling) const
{
    for (std::size_t i = 0; i < settling.charges.size(); ++i) {
        const std::size_t attempt = settling.charges[i].attempt;
        const bool isFirst = i == 0 || settling.charges[i - 1].attempt != attempt; // the others are of other models
        const policy::AttemptBound* const bound = isFirst ? m_state.policies.limits.boundOf(attempt) : nullptr;
        if (!bound)
            continue;
        if (settling.charges[i].isDeferred())
            noteOwed(*bound);
        const CutAnswer* const cut = m_bill.cutOf(attempt);
        settling.bounded.push_back({i, cut ? std::optional(*cut) : std::nullopt, *bound});
    }
}

/// What counts if the usage of a background response never becomes known.
void Settlement::noteOwed(const policy::AttemptBound& most) const
{
    m_state.record->decisions.reservedInput = most.input.count;
    m_state.record->decisions.reservedOutput = most.output.count;
    protocol::ResponseStore& responses = m_state.services.responses;
    const auto* const found = responses.find(m_state.record->decisions.responseId, m_state.caller.name);
    if (!found || found->owed.exchange != m_state.record->id)
        return;
    protocol::KeptResponse kept = *found;
    kept.owed.mostInput = most.input.count;
    kept.owed.mostOutput = most.output.count;
    responses.keep(std::move(kept));
}

void Settlement::settlePolicies()
{
    m_state.policies.chain.settled(m_state.policyRequest());
    if (m_state.record->content)
        m_state.services.records.forget(*m_state.record);
}

void Settlement::settle()
{
    m_state.policies.limits.exchangeEnded();
    noteLimit();
    if (m_state.policies.chain.acts(policy::Stage::Settled))
        settlePolicies();
    const WallTime ended = m_state.services.clock.wallNow();
    auto charges = m_bill.charges(m_state.record->attempts, *m_state.snapshot->prices, ended);
    noteCache(charges);
    usage::LiveBoard::Entry* const entry = m_live.take();
    const std::shared_ptr<usage::ExchangeRecord> record = m_state.record;
    const auto isReported = [](const usage::Charge& charge) { return charge.tokens.origin == protocol::UsageOrigin::Reported; };
    const bool isAllReported = std::ranges::all_of(charges, isReported);
    if (isAllReported && m_uncounted.empty()) { // the usual case
        std::ignore = m_state.services.late.take(record->id); // it has reported everything itself
        record->charge(std::move(charges));
        m_state.policies.limits.settle(*record, m_state.snapshot->prices->rate().usdCny, m_state.isCounted() ? m_state.services.limits : nullptr);
        settleOn(m_state.services.board, entry, record, m_state.isRecorded, m_state.services.limits);
        return;
    }
    const auto settling = std::shared_ptr<Settling>(new Settling{record, m_state.snapshot, m_state.services.late, std::move(charges)});
    settling->ended = ended;
    if (!isAllReported)
        settling->asked = inputTokens();
    for (const usage::Charge& charge : settling->charges)
        settling->isInputOurs.push_back(lacksInput(charge.tokens));
    noteBounds(*settling);
    auto jobs = uncountedOf(settling->charges, record->status);
    if (entry)
        m_state.services.board.release(*entry);
    settling->done = [board = &m_state.services.board, entry, record, isRecorded = m_state.isRecorded, limits = m_state.policies.limits, all = m_state.services.limits,
                         usdCny = m_state.snapshot->prices->rate().usdCny, book = m_state.isCounted() ? m_state.services.limits : nullptr]() mutable {
        limits.settle(*record, usdCny, book);
        settleOn(*board, entry, record, isRecorded, all);
    };
    settling->waiting = static_cast<std::size_t>(std::ranges::count_if(jobs, &std::optional<Uncounted>::has_value));
    if (settling->waiting == 0)
        return settling->finish();
    for (std::size_t i = 0; i < jobs.size(); ++i)
        if (jobs[i])
            m_state.services.counter->count(std::move(jobs[i]->job), [settling, i, isGuessed = jobs[i]->isGuessed](const protocol::TokenCounts& counts) {
                settling->take(i, counts, isGuessed);
            });
}

} // namespace gateway::exchange

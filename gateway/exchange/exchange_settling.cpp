// What an exchange has used: the record leaves once all of it is counted.

#include "exchange.h"

#include "gateway/protocol/tokenizer/model_families.h"

#include <algorithm>

namespace gateway::exchange {

namespace {

constexpr int kFirstError = 400;

/// By the price that the snapshot knows, unless the provider said what it costs.
void priceAnew(usage::Charge& charge, const Snapshot& snapshot, WallTime ended)
{
    if (charge.costOrigin == usage::CostOrigin::Provider)
        return;
    const auto* const provider = snapshot.settings.provider(charge.provider);
    const auto price = provider ? snapshot.prices->find(*provider, pricedModel(charge)) : nullptr;
    setCost(charge, price ? &price->price : nullptr, ended);
}

bool hasInput(const protocol::TokenUsage& tokens) { return tokens.input || tokens.cachedInput || tokens.cacheWrite; }

/// It was sent, and its provider told nothing of it.
bool lacksInput(const protocol::TokenUsage& tokens)
{
    return !hasInput(tokens) && tokens.origin == protocol::UsageOrigin::Estimated;
}

/// What was reported of it stays. `isGuessed`: its output is what went by of a stream, for which what was counted stands in.
void takeCounts(protocol::TokenUsage& tokens, const protocol::TokenCounts& counts, bool isGuessed)
{
    const bool isInputTold = hasInput(tokens);
    const bool setsInput = !isInputTold && counts.input;
    const bool setsOutput = counts.output && (isGuessed || !tokens.output);
    if (!setsInput && !setsOutput)
        return;
    const bool isSure = (isInputTold || counts.isInputExact) && (!counts.output || counts.isOutputExact)
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
}

/// A record that waits for its numbers.
struct Settling {
    std::shared_ptr<usage::ExchangeRecord> record;
    std::shared_ptr<const Snapshot> snapshot;
    std::vector<usage::Charge> charges;
    std::vector<bool> isInputOurs; ///< of each: its provider told nothing of it
    WallTime ended{};
    Tokens asked; ///< estimated
    std::size_t waiting = 0; ///< numbers that are to come
    std::function<void()> done;

    void take(std::size_t at, const protocol::TokenCounts& counts, bool isGuessed)
    {
        takeCounts(charges[at].tokens, counts, isGuessed);
        priceAnew(charges[at], *snapshot, ended);
        if (--waiting == 0)
            finish();
    }

    void finish()
    {
        Tokens said; // by those before, which a continuing one is sent, too
        for (std::size_t i = 0; i < charges.size(); ++i) {
            protocol::TokenUsage& tokens = charges[i].tokens;
            if (lacksInput(tokens)) // nobody came to counting it
                tokens.input = asked;
            if (isInputOurs[i] && said > Tokens{}) {
                tokens.input = tokens.input.value_or(Tokens{}) + said;
                tokens.doubtInput();
            }
            if (isInputOurs[i])
                priceAnew(charges[i], *snapshot, ended);
            if (record->trail.isContinued)
                said = said + tokens.totalOutput();
        }
        record->charge(std::move(charges));
        done();
    }
};

} // namespace

/// What it costs is looked up later: the client is not to wait for that.
void Exchange::count(const Attempt& attempt, const protocol::TokenUsage& own)
{
    attempt.bill(own);
    std::erase_if(m_uncounted, [&attempt](const Uncounted& each) { return each.attempt == attempt.number(); });
    if (own.origin != protocol::UsageOrigin::Reported)
        noteUncounted(attempt);
}

/// What the provider should have reported.
void Exchange::noteUncounted(const Attempt& attempt)
{
    const Operation operation = m_request.ask.operation;
    if ((operation != Operation::Converse && operation != Operation::Embed) || attempt.isToldLater())
        return;
    Uncounted uncounted{attempt.number(), inputJob(attempt.target().candidate->model), attempt.meter() && !attempt.meter()->hasReport()};
    if (const protocol::SaidText* const said = operation == Operation::Converse ? attempt.said() : nullptr)
        uncounted.job.said = *said;
    m_uncounted.push_back(std::move(uncounted));
}

/// The client's request, for a model.
protocol::CountJob Exchange::inputJob(std::string_view model) const
{
    const Operation operation = m_request.ask.operation;
    protocol::CountJob job;
    job.family = protocol::tokenFamilyOf(model);
    job.request = m_request.body;
    job.isChat = operation == Operation::Converse && m_request.ask.format != protocol::Format::OpenAiCompletions;
    job.messages = operation == Operation::Embed ? std::string_view("input") : m_request.outline.shape.messages;
    return job;
}

/// By their charge. Answers that the client got, and of the others what was sent.
std::vector<std::optional<Exchange::Uncounted>> Exchange::uncountedOf(const std::vector<usage::Charge>& charges, int status)
{
    std::vector<std::optional<Uncounted>> jobs(charges.size());
    for (std::size_t i = 0; m_services.counter && i < charges.size(); ++i) {
        const auto said = std::ranges::find(m_uncounted, charges[i].attempt, &Uncounted::attempt);
        if (said != m_uncounted.end() && status < kFirstError)
            jobs[i] = std::move(*said);
        else if (lacksInput(charges[i].tokens))
            jobs[i] = Uncounted{charges[i].attempt, inputJob(charges[i].model), false};
    }
    return jobs;
}

void Exchange::settle()
{
    if (!m_record)
        return;
    noteRoutes();
    if (m_isRecorded) {
        noteSession();
        noteContent();
    }
    const auto settling = std::make_shared<Settling>();
    settling->ended = m_services.clock.wallNow();
    settling->snapshot = m_snapshot;
    settling->charges = m_bill.charges(m_record->attempts, *m_snapshot->prices, settling->ended);
    const auto isTold = [](const usage::Charge& charge) { return charge.tokens.origin == protocol::UsageOrigin::Reported; };
    if (!std::ranges::all_of(settling->charges, isTold))
        settling->asked = inputTokens();
    for (const usage::Charge& charge : settling->charges)
        settling->isInputOurs.push_back(lacksInput(charge.tokens));
    auto jobs = uncountedOf(settling->charges, m_record->status);
    settling->record = std::exchange(m_record, nullptr);
    settling->record->duration = since(m_begun);
    usage::LiveBoard::Entry* const entry = std::exchange(m_entry, nullptr);
    if (entry)
        m_services.board.release(*entry);
    settling->done = [board = &m_services.board, entry, record = settling->record, isRecorded = m_isRecorded] {
        if (entry)
            board->settle(*entry, record);
        else if (isRecorded)
            board->settle(record);
    };
    settling->waiting = static_cast<std::size_t>(std::ranges::count_if(jobs, &std::optional<Uncounted>::has_value));
    if (settling->waiting == 0)
        return settling->finish();
    for (std::size_t i = 0; i < jobs.size(); ++i)
        if (jobs[i])
            m_services.counter->count(std::move(jobs[i]->job), [settling, i, isGuessed = jobs[i]->isGuessed](const protocol::TokenCounts& counts) {
                settling->take(i, counts, isGuessed);
            });
}

} // namespace gateway::exchange

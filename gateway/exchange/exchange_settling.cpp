// What an exchange has used: the record leaves once all of it is counted.

#include "exchange.h"

#include "gateway/exchange/billing/settling.h"
#include "gateway/protocol/embeddings/embedding_codec.h"
#include "gateway/protocol/tokenizer/model_families.h"

#include <algorithm>
#include <tuple>

namespace gateway::exchange {

namespace {

constexpr int kFirstError = 400;

/// `entry` may be null.
void settleOn(usage::LiveBoard& board, usage::LiveBoard::Entry* entry, const std::shared_ptr<usage::ExchangeRecord>& record, bool isRecorded)
{
    if (entry)
        board.settle(*entry, record);
    else if (isRecorded)
        board.settle(record);
}

} // namespace

/// What it costs is looked up later: the client is not to wait for that.
void Exchange::count(const Attempt& attempt, protocol::TokenUsage used)
{
    const bool isReported = used.origin == protocol::UsageOrigin::Reported;
    if (used.origin == protocol::UsageOrigin::Unknown && !attempt.owed().empty()) {
        used.origin = protocol::UsageOrigin::Deferred;
        m_record->trail.responseId = attempt.owed();
    }
    attempt.bill(std::move(used));
    std::erase_if(m_uncounted, [&attempt](const Uncounted& each) { return each.attempt == attempt.number(); });
    if (!isReported)
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
    job.messages = operation == Operation::Embed ? protocol::embeddingCodec(m_request.ask.embedding)->inputs : m_request.outline.shape.messages;
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
    if (m_isRecorded)
        noteContent();
    const WallTime ended = m_services.clock.wallNow();
    auto charges = m_bill.charges(m_record->attempts, *m_snapshot->prices, ended);
    usage::LiveBoard::Entry* const entry = std::exchange(m_entry, nullptr);
    const std::shared_ptr<usage::ExchangeRecord> record = m_record;
    const auto isTold = [](const usage::Charge& charge) { return charge.tokens.origin == protocol::UsageOrigin::Reported; };
    const bool isAllTold = std::ranges::all_of(charges, isTold);
    if (isAllTold && m_uncounted.empty()) { // mostly
        m_record = nullptr;
        std::ignore = m_services.late.take(record->id); // it has told all by itself
        record->charge(std::move(charges));
        settleOn(m_services.board, entry, record, m_isRecorded);
        return;
    }
    const auto settling = std::shared_ptr<Settling>(new Settling{record, m_snapshot, m_services.late, std::move(charges)});
    settling->ended = ended;
    if (!isAllTold)
        settling->asked = inputTokens();
    for (const usage::Charge& charge : settling->charges)
        settling->isInputOurs.push_back(lacksInput(charge.tokens));
    auto jobs = uncountedOf(settling->charges, record->status);
    m_record = nullptr;
    if (entry)
        m_services.board.release(*entry);
    settling->done = [board = &m_services.board, entry, record, isRecorded = m_isRecorded] { settleOn(*board, entry, record, isRecorded); };
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

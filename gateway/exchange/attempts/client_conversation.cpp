#include "client_conversation.h"

#include "memory_cost.h"

#include "gateway/core/json/json.h"
#include "gateway/core/json/json_values.h"
#include "gateway/core/text/bytes.h"
#include "gateway/exchange/answers/stored_responses.h"
#include "gateway/protocol/codecs/codec_table.h"
#include "gateway/protocol/conversation/adaptation/open_calls.h"
#include "gateway/protocol/conversation/call_arguments.h"
#include "gateway/protocol/responses/responses_codec.h"
#include "gateway/protocol/responses/store/compaction.h"

#include <QtGlobal>

#include <chrono>
#include <utility>

namespace gateway::exchange {

namespace {

/// Also fills in the other fields of `reading`.
Result<protocol::Conversation> conversationOf(const Ask& ask, Json tree, bool isStream, protocol::KeptHistory& history,
                                              http::BodyBudget::Share& share, ConversationReading& reading)
{
    if (ask.format != protocol::Format::OpenAiResponses)
        return protocol::codecOf(ask.format).readRequest(tree, ask.place);
    reading.whole = std::make_shared<const Json>(tree);
    auto joined = withHistory(std::move(tree), history);
    if (!joined)
        return failure(std::move(joined.error()));
    reading.used.assign(history.used().begin(), history.used().end());
    if (share.isOfBudget() && !reading.used.empty())
        if (auto held = share.add(costOf(*joined)); !held)
            return failure(std::move(held.error()));
    const bool isOfItsOwn = ask.operation == Operation::Compact;
    reading.isCompaction = !isOfItsOwn && protocol::asksForCompaction(*joined);
    auto said = isOfItsOwn || reading.isCompaction ? protocol::compactPrompt(std::move(*joined))
                                                   : protocol::codecOf(ask.format).readRequest(*joined, ask.place);
    if (said && reading.isCompaction)
        said->isStream = isStream;
    if (said)
        if (auto problem = protocol::onlyForResponses(*said, *reading.whole))
            return failure(std::move(*problem));
    return said;
}

} // namespace

ConversationReading readConversation(const Ask& ask, std::string_view body, bool isStream, protocol::KeptHistory& history,
                                     http::BodyBudget::Share& share)
{
    constexpr std::size_t kFewTools = 32;
    ConversationReading reading;
    const auto size = static_cast<std::int64_t>(body.size());
    auto tree = treeWithin(body, share, 2); // the second is for what is made from it
    auto said = tree ? conversationOf(ask, std::move(*tree), isStream, history, share, reading) : failure(std::move(tree.error()));
    if (said && share.isOfBudget())
        if (auto rest = share.hold(size + costOf(*said) + (reading.whole ? costOfTree(body) : 0)); !rest)
            said = failure(std::move(rest.error()));
    if (said && protocol::holdsMoreArguments(*said, kMostValues))
        said = failure(ErrorKind::InvalidRequest,
                       {QT_TRANSLATE_NOOP("Error", "The arguments of the tool calls contain more than %1 JSON values. Leave out the oldest calls and their results."), {std::to_string(kMostValues)}});
    reading.said = std::make_shared<Result<protocol::Conversation>>(std::move(said));
    if (*reading.said && (*reading.said)->tools.size() > kFewTools)
        reading.tools = std::make_shared<protocol::ToolFinder>((*reading.said)->tools);
    return reading;
}

ClientConversation::ClientConversation(Sources sources, const ClientRequest& request, const usage::ExchangeRecord& record)
    : m_sources(sources), m_request(request), m_record(record)
{
}

/// A worker owns its input, or shares it without changing it: the exchange may end before the worker does.
Task<> ClientConversation::read(SharedShare share)
{
    if (m_reading.said)
        co_return;
    m_begun = std::chrono::steady_clock::now();
    auto job = [ask = m_request.ask, body = m_request.body, share = std::move(share), isStream = m_request.outline.stream, kept = history()]() mutable {
        return readConversation(ask, viewOf(body), isStream, kept, *share);
    };
    Task<ConversationReading> reading = m_sources.workers.runIf(m_request.isLong, std::move(job));
    ConversationReading told = co_await std::move(reading);
    take(std::move(told));
}

protocol::KeptHistory ClientConversation::history()
{
    if (m_request.ask.format != protocol::Format::OpenAiResponses)
        return {};
    m_sources.responses.dropOld(answerContext().now_s);
    return historyFor(m_request, m_record.consumer, m_sources.responses);
}

bool ClientConversation::isContinuedHere() const
{
    const auto* const kept = previousOf(m_request, m_record.consumer, m_sources.responses);
    return kept && !kept->isElsewhere();
}

void ClientConversation::noteUsed(const std::vector<std::string>& ids)
{
    for (const std::string& id : ids)
        (void)m_sources.responses.find(id, m_record.consumer); // marks it as recently used
}

void ClientConversation::take(ConversationReading reading)
{
    noteUsed(reading.used);
    m_reading = std::move(reading);
    if (m_reading.whole)
        if (const auto previous = m_reading.whole->find("previous_response_id"); previous != m_reading.whole->end() && previous->is_string())
            m_context.previousResponseId = previous->get<std::string>();
    if (!*m_reading.said)
        return;
    protocol::Conversation& said = **m_reading.said;
    m_reading.hasOpenCalls = protocol::answerOpenCalls(said);
    thoughts().restore(said);
    m_context.request = &said;
    m_context.tools = m_reading.tools;
}

/// Most requests are not read for this: few calls have ids that are not unique.
const std::string& ClientConversation::beginning()
{
    if (m_beginning)
        return *m_beginning;
    if (!m_reading.said && m_request.isLong) // nor is it read now: its beginning then counts as unique
        return m_beginning.emplace(m_record.id);
    if (!m_reading.said) {
        http::BodyBudget::Share any;
        auto kept = history();
        take(readConversation(m_request.ask, viewOf(m_request.body), m_request.outline.stream, kept, any));
    }
    return m_beginning.emplace(*m_reading.said ? protocol::beginningOf(**m_reading.said) : std::string());
}

protocol::ReasoningScope ClientConversation::thoughts()
{
    using protocol::Format;
    const Format client = m_request.ask.format;
    const bool isOld = m_reading.said && *m_reading.said && (*m_reading.said)->usesFunctions;
    return {m_sources.reasoning, m_record.consumer, client != Format::Gemini && client != Format::OllamaChat && !isOld,
            [this] { return beginning(); }};
}

/// Created when first needed: most answers are relayed unchanged.
const protocol::AnswerContext& ClientConversation::answerContext()
{
    if (m_context.times)
        return m_context;
    m_context.model = m_request.outline.model;
    m_context.id = m_record.id;
    m_context.now_s = std::chrono::duration_cast<std::chrono::seconds>(m_record.startedAt.time_since_epoch()).count();
    m_context.asArray = m_request.ask.asArray;
    m_context.times = m_times;
    return m_context;
}

void ClientConversation::noteTimes(const protocol::AnswerEvent& event)
{
    const auto since = [this] {
        return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - m_begun).count();
    };
    if (std::holds_alternative<protocol::PartGrew>(event)) {
        if (m_times->prompt_ns == 0)
            m_times->prompt_ns = since();
    } else if (std::holds_alternative<protocol::ChoiceEnded>(event)) {
        m_times->total_ns = since();
        m_times->output_ns = m_times->total_ns - m_times->prompt_ns;
    }
}

void ClientConversation::dispose() { m_sources.workers.dispose(std::exchange(m_reading, {})); }

} // namespace gateway::exchange

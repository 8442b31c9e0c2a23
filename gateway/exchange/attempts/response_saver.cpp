#include "response_saver.h"

#include "answer_kind.h"
#include "native_form.h"

#include "gateway/core/text/bytes.h"

#include <utility>

namespace gateway::exchange {

namespace {

constexpr std::string_view kOfIds = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

} // namespace

ResponseSaver::ResponseSaver(Sources sources, const ClientRequest& request, const usage::ExchangeRecord& record)
    : m_sources(sources), m_request(request), m_record(record)
{
}

/// A client cannot come back to the answer of a shadow request, of which it does not know.
bool ResponseSaver::isForClient() const { return m_record.shadowOf.empty(); }

bool ResponseSaver::isWanted() const
{
    if (!isForClient())
        return false;
    const ClientConversation& conversation = m_sources.conversation;
    const bool isAsked = m_request.body.size() <= kMostKept && !conversation.isCompaction() && m_request.ask.operation == Operation::Converse;
    if (!isAsked || !conversation.whole() || !conversation.whole()->is_object())
        return false;
    const auto store = conversation.whole()->find("store");
    return store == conversation.whole()->end() || *store != false;
}

AnswerWriting ResponseSaver::writingOf(protocol::ModelAnswer answer)
{
    ClientConversation& conversation = m_sources.conversation;
    AnswerWriting writing;
    writing.ask = m_request.ask;
    writing.use.isStream = m_request.outline.stream;
    writing.use.isCompaction = conversation.isCompaction();
    writing.use.isKept = isWanted();
    writing.owner = m_record.consumer;
    writing.context = conversation.answerContext();
    writing.answer = std::move(answer);
    writing.said = conversation.whole();
    writing.request = conversation.said();
    return writing;
}

void ResponseSaver::saveStream(protocol::ModelAnswer answer)
{
    if (!isWanted())
        return;
    AnswerWriting writing = writingOf(std::move(answer));
    writing.use.isStream = writing.use.isOnlySaved = true;
    m_toKeep = std::make_shared<AnswerWriting>(std::move(writing));
    if (!m_request.isLong && !isLongToWrite(m_toKeep->answer)) {
        keep(std::move(*writeAnswer(*m_toKeep).kept));
        m_toKeep.reset();
    }
}

Task<> ResponseSaver::saveStreamed()
{
    if (!m_toKeep)
        co_return;
    auto write = [writing = std::exchange(m_toKeep, nullptr)] { return writeAnswer(*writing); };
    Task<AnswerWritten> writes = m_sources.workers.run(std::move(write));
    AnswerWritten written = co_await std::move(writes);
    keep(std::move(*written.kept));
}

bool ResponseSaver::isOwning(const Access& access) const
{
    const bool isResponse = m_request.ask.format == protocol::Format::OpenAiResponses && m_request.ask.operation == Operation::Converse
        && isNative(m_request.ask, access);
    return isForClient() && (isResponse || m_request.ask.owned != OwnedUse::None) && !m_record.decisions.isClientCredential;
}

bool ResponseSaver::rememberProvider(const Target& target, const std::string& id, bool isOwed)
{
    m_remembered.clear();
    if (!isForClient())
        return false;
    const Access& access = *m_sources.access.of(target);
    // What is created in the background is stored for a while in any case. Source: OpenAI, "Background mode"; read
    // 2026-11-23.
    const bool isAsked = isInBackground(m_request, access) || m_request.outline.valueOf("store", viewOf(m_request.body)) != "false";
    const bool isKept = m_request.ask.format == protocol::Format::OpenAiResponses && m_request.ask.operation == Operation::Converse
        && !access.endpoint.formatQuirks.statelessResponses && isAsked && !m_record.decisions.isClientCredential;
    return isKept && remember(target, id, isOwed);
}

bool ResponseSaver::remember(const Target& target, const std::string& id, bool isOwed)
{
    if (id.empty() || id.find_first_not_of(kOfIds) != std::string::npos) // it becomes part of a path
        return false;
    protocol::KeptResponse kept;
    kept.id = id;
    kept.owner = m_record.consumer;
    kept.created_s = m_sources.conversation.answerContext().now_s;
    kept.provider = target.provider->settings->id;
    kept.key = target.key->name;
    if (isOwed)
        kept.owed = {m_record.id, target.candidate->model, m_record.askedModel, m_record.route, m_record.clientName, m_record.dialect};
    m_sources.responses.keep(std::move(kept));
    m_remembered = id;
    return m_sources.responses.find(id, m_record.consumer) != nullptr;
}

void ResponseSaver::noteTokens(const protocol::TokenUsage& used)
{
    const std::int64_t tokens = (used.totalInput() + used.totalOutput()).count;
    const auto* const found = m_remembered.empty() || tokens == 0 ? nullptr : m_sources.responses.find(m_remembered, m_record.consumer);
    if (!found || found->tokens == tokens)
        return;
    protocol::KeptResponse kept = *found;
    kept.tokens = tokens;
    m_sources.responses.keep(std::move(kept));
}

void ResponseSaver::watchBackground(const Target& target, const protocol::AnswerEvent& event, std::string& owed)
{
    const auto isReported = [](const protocol::TokenUsage& usage) { return usage.origin != protocol::UsageOrigin::Unknown; };
    if (const auto* const begun = std::get_if<protocol::AnswerBegun>(&event)) {
        owed = rememberProvider(target, begun->id, true) ? begun->id : std::string();
        return;
    }
    const auto* const told = std::get_if<protocol::UsageReported>(&event);
    const auto* const failed = std::get_if<protocol::AnswerFailed>(&event);
    if (!owed.empty() && ((told && isReported(told->usage)) || (failed && isReported(failed->usage))))
        rememberProvider(target, std::exchange(owed, {}));
    if (told)
        noteTokens(told->usage);
}

void ResponseSaver::claimSound(std::string_view id)
{
    if (!id.empty() && isForClient() && !m_record.decisions.isClientCredential)
        m_sources.responses.owners().claim(id, m_record.consumer, protocol::OwnedKind::Item);
}

void ResponseSaver::claimMade(const std::string& name, const std::vector<protocol::OwnedId>& made)
{
    protocol::OwnerTable& owners = m_sources.responses.owners();
    const OwnedUse use = m_request.ask.owned;
    if (use == OwnedUse::None || use == OwnedUse::Create || owners.ownerOf(name) == m_record.consumer)
        owners.claim(made, m_record.consumer);
}

void ResponseSaver::claimEvent(const protocol::AnswerEvent& event)
{
    if (isForClient())
        m_sources.responses.owners().claimEvent(event, m_record.consumer);
}

} // namespace gateway::exchange

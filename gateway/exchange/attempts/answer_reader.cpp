#include "answer_reader.h"

#include "answer_kind.h"
#include "memory_cost.h"
#include "native_form.h"

#include "gateway/core/json/json.h"
#include "gateway/core/json/json_fields.h"
#include "gateway/core/json/json_repair.h"
#include "gateway/core/text/bytes.h"
#include "gateway/exchange/snapshot/access_facts.h"
#include "gateway/protocol/codecs/codec_table.h"
#include "gateway/protocol/conversation/adaptation/signing_host.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace gateway::exchange {

std::string signingHostOf(const Target& target, const Access& access)
{
    const bool isOwn = access.endpoint.formatQuirks.foreignSignatures && protocol::keepsHosts(access.format);
    return isOwn ? target.provider->settings->id : std::string();
}

protocol::ReasoningListener thoughtListener(protocol::ReasoningScope thoughts, const Access& access)
{
    return {std::move(thoughts), access.format, !access.endpoint.formatQuirks.foreignSignatures || protocol::keepsHosts(access.format)};
}

AnswerReader::AnswerReader(Sources sources, std::shared_ptr<const Snapshot> snapshot, const ClientRequest& request, const usage::ExchangeRecord& record)
    : m_sources(sources), m_snapshot(std::move(snapshot)), m_request(request), m_record(record)
{
}

bool AnswerReader::isFiltered() const
{
    const bool hasOthers = !m_snapshot->consumerKeys.isEmpty() || m_sources.responses.owners().hasOthersThan(m_record.consumer);
    return m_request.ask.owned == OwnedUse::List && hasOthers;
}

/// Embeddings answers have one vector per input. Log probabilities take the most values per token, about a hundred, if
/// requested.
std::size_t AnswerReader::mostValues() const
{
    constexpr std::size_t kLongestVector = 16 * 1024;
    constexpr std::size_t kMostOfVectors = 7'000'000; // 2,048 with 3,072 numbers each
    if (m_request.ask.operation == Operation::Embed) {
        const RequestWriter::Embedding& asked = m_sources.requests.embedding();
        const bool isRead = asked && *asked; // otherwise it was forwarded unchanged
        return isRead ? std::min(kMostAnswerValues + (*asked)->inputs.size() * kLongestVector, kMostOfVectors) : kMostOfVectors;
    }
    if (isFiltered()) // 10,000 files have about a dozen values each
        return kMostValues;
    const bool hasLogProbs = viewOf(m_request.body).find("ogprobs") != std::string_view::npos;
    return hasLogProbs ? kMostValues : kMostAnswerValues;
}

std::optional<protocol::TokenUsage> AnswerReader::passedUsage(const Target& target, const std::string& members)
{
    const Access& access = *m_sources.access.of(target);
    const auto isReported = [](const auto& usage) { return usage && usage->origin != protocol::UsageOrigin::Unknown; };
    std::optional<protocol::TokenUsage> usage;
    if (isPlainChat(m_request.ask, access) || !isConversation(m_request.ask)) {
        usage = usageOf(m_request.ask, m_sources.reader.read(members));
    } else if (const auto tree = parseJsonLeniently(members)) {
        m_sources.saver.rememberProvider(target, json::textOf(*tree, "id"));
        usage = protocol::codecOf(access.format).readUsage(*tree);
        if (usage)
            m_sources.saver.noteTokens(*usage);
    }
    return isReported(usage) ? usage : std::nullopt;
}

AnswerText AnswerReader::textOf(const Target& target, QByteArray body, bool mayBeStream, bool isLong)
{
    const Access& access = *m_sources.access.of(target);
    const AnswerText::Use use{mayBeStream, isInBackground(m_request, access), m_sources.saver.isOwning(access), isFiltered()};
    return {m_request.ask, &access, m_snapshot, std::move(body), use, mostValues(), m_sources.requests.embedding(), m_sources.conversation.said(),
            m_sources.conversation.answerContext(), m_sources.requests.requestFor(target).duties, isLong ? nullptr : &m_sources.reader};
}

/// `made`: who is charged for the result.
Task<Result<AnswerRead>> AnswerReader::found(AnswerText text, std::shared_ptr<http::BodyBudget::Share> made, bool isLong)
{
    auto read = [text = std::move(text), made = std::move(made)]() -> Result<AnswerRead> {
        if (made->isOfBudget())
            if (auto held = made->add(costOfTree(viewOf(text.body))); !held)
                return failure(std::move(held.error()));
        AnswerRead answer = readAnswer(text);
        if (made->isOfBudget())
            (void)made->hold(text.body.size() + (answer.answer ? costOf(*answer.answer) : 0));
        return answer;
    };
    Task<Result<AnswerRead>> reading = m_sources.workers.runIf(isLong, std::move(read));
    Result<AnswerRead> answer = co_await std::move(reading);
    co_return answer;
}

Task<Result<WholeAnswer>> AnswerReader::read(Target target, QByteArray body, bool mayBeStream, bool isLong, const http::BodyBudget::Share& share)
{
    const Access& access = *m_sources.access.of(target);
    const auto made = std::make_shared<http::BodyBudget::Share>(isLong ? share.sibling() : http::BodyBudget::Share());
    const auto size = static_cast<std::int64_t>(body.size());
    Task<Result<AnswerRead>> reading = found(textOf(target, std::move(body), mayBeStream, isLong), made, isLong);
    Result<AnswerRead> answer = co_await std::move(reading);
    if (!answer)
        co_return failure(std::move(answer.error()));
    if (answer->owned.list) {
        Task<> filtering = filter(target, *answer, isLong);
        co_await std::move(filtering);
    }
    const bool isWritten = !isNative(m_request.ask, access) || (answer->state.isGathered && !answer->translated);
    WholeAnswer whole = taken(target, *answer, isWritten);
    if (!answer->answer || !isWritten || whole.state.isError || whole.state.most > 0) {
        if (isLong)
            m_sources.workers.dispose(std::move(answer->answer));
        co_return whole;
    }
    if (m_sources.requests.requestFor(target).duties.requests > 1) {
        whole.part = std::move(*answer->answer);
        co_return whole;
    }
    AnswerWriting writing = m_sources.saver.writingOf(std::move(*answer->answer));
    writing.use.isKept = writing.use.isKept && size <= ResponseSaver::kMostKept;
    auto write = [writing = std::move(writing), made, size]() -> AnswerWritten {
        if (made->isOfBudget())
            if (auto held = made->add(2 * (size + costOf(writing.answer))); !held)
                return {failure(std::move(held.error())), {}};
        return writeAnswer(writing);
    };
    Task<AnswerWritten> writes = m_sources.workers.runIf(isLong || m_request.isLong, std::move(write));
    AnswerWritten written = co_await std::move(writes);
    if (written.kept)
        m_sources.saver.keep(std::move(*written.kept));
    if (written.text)
        whole.translated = QByteArray::fromStdString(*written.text);
    else if (written.text.error().kind == ErrorKind::OverloadedHere)
        co_return failure(std::move(written.text.error()));
    else
        whole.isEmpty = true; // there is no summary
    co_return whole;
}

Task<Result<QByteArray>> AnswerReader::join(std::vector<protocol::ModelAnswer> parts)
{
    AnswerWriting writing = m_sources.saver.writingOf(protocol::joined(std::move(parts)));
    const bool isLong = isLongToWrite(writing.answer);
    auto write = [writing = std::move(writing)] { return writeAnswer(writing); };
    Task<AnswerWritten> writes = m_sources.workers.runIf(isLong || m_request.isLong, std::move(write));
    AnswerWritten written = co_await std::move(writes);
    if (!written.text)
        co_return failure(std::move(written.text.error()));
    co_return QByteArray::fromStdString(*written.text);
}

/// Removes entries that the caller may not use.
Task<> AnswerReader::filter(Target target, AnswerRead& read, bool isLong)
{
    OwnedList list = std::move(*read.owned.list);
    protocol::OwnerTable& owners = m_sources.responses.owners();
    const bool isCallersAlone = isAlone(*m_snapshot, target.candidate->provider, m_record.consumer);
    const bool hasKeys = !m_snapshot->consumerKeys.isEmpty();
    if (!list.isList) {
        read.state.isReadable = isCallersAlone;
        co_return;
    }
    std::vector<bool> isMine;
    for (const std::vector<protocol::OwnedId>& ids : list.entries) {
        isMine.push_back(owners.mayUse(ids.front().id, m_record.consumer, isCallersAlone || !hasKeys));
        if (isMine.back() && (hasKeys || owners.ownerOf(ids.front().id)))
            owners.claim(ids, m_record.consumer);
    }
    if (std::ranges::find(isMine, false) == isMine.end())
        co_return;
    auto cut = [body = std::move(list.body), isMine = std::move(isMine)]() mutable {
        Json mine = Json::array();
        for (std::size_t i = 0; i < isMine.size(); ++i)
            if (isMine[i])
                mine.push_back(std::move(body["data"][i]));
        if (body.contains("first_id"))
            body["first_id"] = mine.empty() ? Json() : mine.front()["id"];
        body["data"] = std::move(mine);
        return toText(body);
    };
    Task<std::string> cutting = m_sources.workers.runIf(isLong, std::move(cut));
    read.translated = co_await std::move(cutting);
}

/// Everything about the answer except what the client gets of a model's answer.
WholeAnswer AnswerReader::taken(const Target& target, AnswerRead& read, bool isWritten)
{
    m_sources.saver.claimMade(read.owned.name, read.owned.made);
    WholeAnswer whole;
    whole.state = std::move(read.state);
    whole.isUnderWay = read.owned.isUnderWay;
    whole.usage = std::move(read.usage);
    whole.work = read.work;
    if (read.translated)
        whole.translated = QByteArray::fromStdString(*read.translated);
    if (read.owned.isUnderWay)
        whole.owed = m_sources.saver.rememberProvider(target, read.owned.name, true) ? read.owned.name : std::string();
    if (read.owned.batch)
        takeBatch(target, *read.owned.batch, whole);
    if (read.answer && whole.state.most == 0)
        hear(target, read, isWritten, whole);
    return whole;
}

/// Each answer about a finished batch reports its usage, which belongs to the exchange that created the batch. A
/// rejected batch has used nothing. Source: OpenAI API reference, "The batch object" (status, usage, model); read
/// 2026-11-23.
void AnswerReader::takeBatch(const Target& target, BatchState& batch, WholeAnswer& whole)
{
    constexpr std::array<std::string_view, 4> kOver{"completed", "failed", "expired", "cancelled"};
    if (!batch.isBatch || m_record.decisions.isClientCredential)
        return;
    if (std::ranges::find(kOver, batch.status) == kOver.end()) {
        const bool isNew = m_request.ask.path == kBatches && m_sources.saver.remember(target, batch.id, true);
        whole.owed = isNew ? batch.id : std::string();
        return;
    }
    protocol::TokenUsage& used = batch.used;
    used.tellTier("batch");
    used.servedBy = batch.model;
    if (used.origin == protocol::UsageOrigin::Unknown && batch.status == "failed") {
        used.origin = protocol::UsageOrigin::Reported;
        used.input = used.output = Tokens{};
    }
    if (used.origin != protocol::UsageOrigin::Unknown)
        whole.late = LateReport{batch.id, std::move(used)};
}

void AnswerReader::hear(const Target& target, AnswerRead& read, bool isWritten, WholeAnswer& whole)
{
    const Access& access = *m_sources.access.of(target);
    protocol::ModelAnswer& answer = *read.answer;
    const protocol::AnswerFacts& facts = read.facts;
    protocol::HostMarker(signingHostOf(target, access)).mark(answer);
    thoughtListener(m_sources.conversation.thoughts(), access).hear(answer);
    whole.isEmpty = !m_request.isLoad && !saysAnything(facts) && !read.work.isStopped;
    if (answer.usage != protocol::TokenUsage{}) // or its tier alone, which decides the price of what is counted here
        whole.usage = answer.usage;
    if (facts.hasContent || facts.hasReasoning) {
        whole.said = std::move(read.said);
        if (whole.usage && whole.usage->isZero())
            whole.usage.emplace().tellTier(answer.usage.tierName());
    }
    if (isNative(m_request.ask, access)) {
        m_sources.saver.rememberProvider(target, answer.id);
        m_sources.saver.noteTokens(answer.usage);
    }
    if (isWritten && !facts.failure.empty()) {
        whole.state.isError = true;
        whole.state.error = toText(Json{{"message", facts.failure}});
    }
}

} // namespace gateway::exchange

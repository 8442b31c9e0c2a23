// The way back: an upstream's answer in the client's format.

#include "translator.h"

#include "memory_cost.h"

#include "gateway/core/json/json.h"
#include "gateway/core/json/json_repair.h"
#include "gateway/core/json/json_values.h"
#include "gateway/core/text/ascii.h"
#include "gateway/core/text/bytes.h"
#include "gateway/exchange/snapshot/access_facts.h"
#include "gateway/protocol/codecs/codec_table.h"
#include "gateway/protocol/conversation/answer_builder.h"
#include "gateway/protocol/conversation/answer_fields.h"
#include "gateway/protocol/conversation/answer_loss.h"
#include "gateway/protocol/conversation/call_arguments.h"
#include "gateway/protocol/conversation/needs/signing_host.h"
#include "gateway/protocol/conversation/needs/whole_answer_hold.h"
#include "gateway/protocol/conversation/tool_name.h"
#include "gateway/protocol/embeddings/embedding_codec.h"
#include "gateway/protocol/loose_fields.h"
#include "gateway/protocol/metering/passed_meter.h"
#include "gateway/protocol/responses/responses_codec.h"
#include "gateway/protocol/responses/store/compaction.h"
#include "gateway/protocol/responses/store/earlier_input.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace gateway::exchange {

namespace {

using protocol::Codec;
using protocol::Format;
using protocol::Framing;
using Share = http::BodyBudget::Share;

struct FramingType {
    Framing framing;
    std::string_view contentType; ///< of a stream
};
constexpr std::array kFramings{
    FramingType{Framing::Sse, "text/event-stream"},
    FramingType{Framing::Lines, "application/x-ndjson"},
    FramingType{Framing::Array, "application/json"},
    FramingType{Framing::Binary, "application/vnd.amazon.eventstream"},
};

std::string_view typeOf(Framing framing)
{
    return std::ranges::find(kFramings, framing, &FramingType::framing)->contentType;
}

constexpr std::string_view kBatches = "batches";

/// Its path, and those of single ones.
bool isBatch(const Ask& ask) { return ask.operation == Operation::PassThrough && (ask.path == kBatches || ask.path.starts_with("batches/")); }

/// Of a file or batch, its own id first. A batch makes files, too.
std::vector<protocol::OwnedId> madeIds(const Json& made)
{
    using protocol::fields::textAt;
    std::vector<protocol::OwnedId> ids{{textAt(made, "id"), protocol::OwnedKind::File}};
    if (textAt(made, "object") == "batch")
        for (const char* const field : {"output_file_id", "error_file_id"})
            ids.push_back({textAt(made, field), protocol::OwnedKind::File});
    return ids;
}

/// Of the sounds of a chat, which the provider keeps.
void addSounds(const Json& chat, std::vector<protocol::OwnedId>& made)
{
    using protocol::looseField;
    const Json& choices = looseField(chat, "choices");
    if (!choices.is_array())
        return;
    for (const Json& choice : choices)
        if (std::string id = protocol::looseText(looseField(looseField(choice, "message"), "audio"), "id"); !id.empty())
            made.push_back({std::move(id), protocol::OwnedKind::Item});
}

/// What an answer in another format than OpenAI's, which the reader of chats knows, says that it has used; empty: nothing.
std::optional<protocol::TokenUsage> toldWithVectors(protocol::EmbeddingFormat format, const Json& body)
{
    const auto read = protocol::embeddingCodec(format)->readAnswer;
    if (format == protocol::EmbeddingFormat::OpenAi || !read)
        return std::nullopt;
    const auto answer = read(body);
    return answer && answer->usage.origin != protocol::UsageOrigin::Unknown ? std::optional(answer->usage) : std::nullopt;
}

bool saysAnything(const protocol::AnswerFacts& facts)
{
    const bool saysWhy = facts.finishReason == "length" || facts.finishReason == "content_filter";
    return facts.hasContent || facts.hasReasoning || saysWhy;
}

void useClientsName(const protocol::AnswerContext& context, protocol::Content& content)
{
    if (auto* const call = std::get_if<protocol::ToolCall>(&content))
        protocol::useClientsName(context, *call);
}

/// See `gateway::isLongWork()`; a part is some values.
bool isLongWork(const protocol::ModelAnswer& answer)
{
    constexpr std::size_t kValuesOfPart = 8;
    std::size_t parts = 0;
    std::size_t bytes = 0;
    for (const protocol::Choice& choice : answer.choices) {
        parts += choice.parts.size();
        for (const protocol::Part& part : choice.parts) {
            if (const auto* const text = std::get_if<protocol::Text>(&part.content))
                bytes += text->text.size();
            else if (const auto* const call = std::get_if<protocol::ToolCall>(&part.content))
                bytes += call->input.size();
        }
    }
    return parts * kValuesOfPart > kMostValuesAtOnce || bytes > kMostBytesAtOnce;
}

constexpr std::string_view kOfIds = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

} // namespace

/// What is found out of it in any thread.
struct Translator::AnswerText {
    Ask ask;
    const Access* access = nullptr;
    std::shared_ptr<const Snapshot> snapshot; // whose it is
    std::string id;
    QByteArray body;
    bool mayBeStream = false;
    bool isBackground = false;
    bool isOwning = false; ///< what is made belongs to the caller
    bool isFiltered = false; ///< see `Translator::isFiltered()`
    std::size_t most = 0; ///< values that it may hold
    std::shared_ptr<const Result<protocol::EmbeddingRequest>> asked;
    std::shared_ptr<Result<protocol::Conversation>> request; // the context's
    protocol::AnswerContext context;
    protocol::AnswerDuties duties;
    protocol::OpenAiChatReader* reader = nullptr; ///< null: it makes one of its own

    protocol::ChatFacts facts(std::string_view text) const { return reader ? reader->read(text) : protocol::OpenAiChatReader().read(text); }
};

struct Translator::Batch {
    bool isBatch = false;
    std::string id;
    std::string status;
    std::string model;
    protocol::TokenUsage used;

    static Batch in(const Json& tree)
    {
        using protocol::fields::textAt;
        return {textAt(tree, "object") == "batch", textAt(tree, "id"), textAt(tree, "status"), textAt(tree, "model"), protocol::responseUsage(tree)};
    }
};

/// A list of files or batches.
struct Translator::OwnedList {
    Json body;
    bool isList = false; ///< else it has no entries that could be told apart
    std::vector<std::vector<protocol::OwnedId>> entries; ///< ids of each, its own first
};

struct Translator::AnswerRead {
    bool isGathered = false; ///< it was a stream
    bool isJson = false;
    bool isReadable = false;
    bool isError = false;
    bool isUnderWay = false; ///< in the background
    std::string name; ///< its id then; that of a file or batch
    std::vector<protocol::OwnedId> made; ///< ids that belong to the caller from now on
    std::optional<OwnedList> list; ///< of which entries may have to be left out
    std::size_t most = 0; ///< JSON values that it may hold, where it holds more
    std::string error; ///< as JSON, where the body does not tell of it
    std::optional<protocol::ModelAnswer> answer;
    protocol::StreamMeter::Work work; ///< what was done to that here
    protocol::AnswerFacts facts; ///< of that
    std::optional<protocol::SaidText> said; ///< its words, to count tokens
    std::optional<protocol::TokenUsage> usage;
    std::optional<Batch> batch;
    std::optional<std::string> translated; ///< what the client gets, where that is known already
};

/// What is written in any thread.
struct Translator::Writing {
    Ask ask;
    bool isStream = false;
    bool isForKeepingAlone = false; ///< the client has it
    bool isCompaction = false;
    bool isKept = false; ///< for the client to come back to
    std::string id;
    std::string owner;
    protocol::AnswerContext context;
    protocol::ModelAnswer answer;
    std::shared_ptr<const Json> said; // the request as it came, of Responses
    std::shared_ptr<Result<protocol::Conversation>> request; // the context's
    std::shared_ptr<protocol::AnswerTimes> times; // likewise
};

struct Translator::AnswerWritten {
    Result<std::string> text = std::string();
    std::optional<protocol::WrittenResponse> kept = {};
};

protocol::ReasoningListener Translator::listenerTo(const Access& access)
{
    return {thoughts(), access.format, !access.endpoint.formatQuirks.foreignSignatures || protocol::keepsHosts(access.format)};
}

/// Who signs there for itself alone; empty: nobody does.
std::string Translator::hostOf(const Target& target) const
{
    const Access& access = *accessOf(target);
    const bool isOwn = access.endpoint.formatQuirks.foreignSignatures && protocol::keepsHosts(access.format);
    return isOwn ? target.provider->settings->id : std::string();
}

/// So that the client may come back to it.
bool Translator::isKeptHere() const
{
    const bool isAsked = m_request.body.size() <= kMostComeBackTo && !m_isCompaction && m_request.ask.operation == Operation::Converse;
    if (!isAsked || !m_said || !m_said->is_object())
        return false;
    const auto store = m_said->find("store");
    return store == m_said->end() || *store != false;
}

/// Any thread. `response`: as the client gets it.
protocol::WrittenResponse Translator::kept(const Writing& writing, Json response)
{
    protocol::KeptResponse kept;
    kept.id = response.value("id", std::string());
    kept.response = std::move(response);
    kept.owner = writing.owner;
    kept.previousId = writing.context.previousResponseId;
    kept.input = protocol::inputItemsOf(*writing.said, writing.id);
    kept.created_s = writing.context.now_s;
    protocol::WrittenResponse written(std::move(kept));
    for (const Json& item : written.kept->input) // those that were named here
        if (std::string id = protocol::fields::textAt(item, "id"); id.find(writing.id) != std::string::npos)
            written.made.push_back({std::move(id), protocol::OwnedKind::Item});
    return written;
}

bool Translator::isBackground(const Access& access) const
{
    return m_request.ask.format == Format::OpenAiResponses && m_request.ask.operation == Operation::Converse && isNative(access)
        && m_request.outline.valueOf("background", viewOf(m_request.body)) == "true";
}

/// The provider keeps what it answers, so that clients may refer to it.
bool Translator::isOwning(const Access& access) const
{
    const bool isResponse = m_request.ask.format == Format::OpenAiResponses && m_request.ask.operation == Operation::Converse && isNative(access);
    return (isResponse || m_request.ask.owned != OwnedUse::None) && !m_record.trail.isClientCredential;
}

/// The provider keeps it: the client's next questions about it go there. `isOwed`: what it uses is told to them. Whether that is so.
bool Translator::rememberKeeper(const Target& target, const std::string& id, bool isOwed)
{
    const Access& access = *accessOf(target);
    // What is made in the background is kept for a while, whatever else is wanted. Source: OpenAI, "Background mode"; read 2026-11-23.
    const bool isWanted = isBackground(access) || m_request.outline.valueOf("store", viewOf(m_request.body)) != "false";
    const bool isKept = m_request.ask.format == Format::OpenAiResponses && m_request.ask.operation == Operation::Converse
        && !access.endpoint.formatQuirks.statelessResponses && isWanted && !m_record.trail.isClientCredential;
    return isKept && remember(target, id, isOwed);
}

/// Whether it is kept in mind.
bool Translator::remember(const Target& target, const std::string& id, bool isOwed)
{
    if (id.empty() || id.find_first_not_of(kOfIds) != std::string::npos) // it becomes part of a path
        return false;
    protocol::KeptResponse kept;
    kept.id = id;
    kept.owner = m_record.consumer;
    kept.created_s = answerContext().now_s;
    kept.provider = target.provider->settings->id;
    kept.key = target.key->name;
    if (isOwed)
        kept.owed = {m_id, target.candidate->model, m_record.askedModel, m_record.route, m_record.clientName, m_record.dialect};
    m_services.responses.keep(std::move(kept));
    return m_services.responses.find(id, m_record.consumer) != nullptr;
}

/// Until its stream has told what it has used, somebody may have to ask for it.
void Translator::watchBackground(const Target& target, const protocol::AnswerEvent& event, std::string& owed)
{
    const auto isTold = [](const protocol::TokenUsage& usage) { return usage.origin != protocol::UsageOrigin::Unknown; };
    if (const auto* const begun = std::get_if<protocol::AnswerBegun>(&event)) {
        owed = rememberKeeper(target, begun->id, true) ? begun->id : std::string();
        return;
    }
    const auto* const told = std::get_if<protocol::UsageTold>(&event);
    const auto* const failed = std::get_if<protocol::AnswerFailed>(&event);
    if (!owed.empty() && ((told && isTold(told->usage)) || (failed && isTold(failed->usage))))
        rememberKeeper(target, std::exchange(owed, {}));
}

/// Times, for formats that tell of them.
void Translator::listen(const protocol::AnswerEvent& event)
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

Translator::Writing Translator::writingOf(protocol::ModelAnswer answer)
{
    Writing writing;
    writing.ask = m_request.ask;
    writing.isStream = m_request.outline.stream;
    writing.isCompaction = m_isCompaction;
    writing.isKept = isKeptHere();
    writing.id = m_id;
    writing.owner = m_record.consumer;
    writing.context = answerContext();
    writing.answer = std::move(answer);
    writing.said = m_said;
    writing.request = m_conversation;
    writing.times = m_times;
    return writing;
}

/// Any thread.
Translator::AnswerWritten Translator::writeText(const Writing& writing)
{
    if (writing.ask.operation == Operation::Compact) {
        const auto made = protocol::compactAnswer(*writing.said, writing.answer, writing.context);
        return {made ? Result<std::string>(toText(*made)) : failure(made.error()), {}};
    }
    const Codec& client = protocol::codecOf(writing.ask.format);
    std::optional<protocol::ModelAnswer> compacted;
    if (writing.isCompaction) {
        auto made = protocol::compactedAnswer(writing.answer, writing.id);
        if (!made)
            return {failure(std::move(made.error())), {}};
        compacted = std::move(*made);
    }
    const protocol::ModelAnswer& answer = compacted ? *compacted : writing.answer;
    AnswerWritten written;
    std::optional<Json> whole;
    if (!writing.isStream || writing.isKept)
        whole = client.writeAnswer(answer, writing.context);
    if (!writing.isStream) {
        written.text = toText(*whole);
    } else if (!writing.isForKeepingAlone) { // it may not stream, and the client wants it
        const auto encoder = client.makeEncoder(writing.context);
        std::string stream;
        for (const protocol::AnswerEvent& event : protocol::eventsOf(answer))
            encoder->write(event, stream);
        written.text = std::move(stream);
    }
    if (writing.isKept)
        written.kept.emplace(kept(writing, std::move(*whole)));
    return written;
}

/// Of a stream: at once, unless that is long work.
void Translator::keepSoon(protocol::ModelAnswer answer)
{
    if (!isKeptHere())
        return;
    Writing writing = writingOf(std::move(answer));
    writing.isStream = writing.isForKeepingAlone = true;
    m_toKeep = std::make_shared<Writing>(std::move(writing));
    if (!m_request.isLong && !isLongWork(m_toKeep->answer)) {
        m_services.responses.keep(std::move(*writeText(*m_toKeep).kept));
        m_toKeep.reset();
    }
}

Task<> Translator::keepStreamed()
{
    if (!m_toKeep)
        co_return;
    auto write = [writing = std::exchange(m_toKeep, nullptr)] { return writeText(*writing); };
    Task<AnswerWritten> writes = m_services.workers->run(std::move(write));
    AnswerWritten written = co_await std::move(writes);
    m_services.responses.keep(std::move(*written.kept));
}

std::unique_ptr<protocol::StreamMeter> Translator::meterFor(const Target& target, std::string& owed)
{
    if (m_request.ask.operation == Operation::PassThrough)
        return passedMeter();
    const Access& access = *accessOf(target);
    protocol::EventMeter::Parts parts;
    parts.isBackground = isBackground(access);
    parts.decoder = protocol::codecOf(access.format).makeDecoder(m_id);
    if (requestFor(target).asksByTool)
        parts.decoder = protocol::holdingTexts(std::move(parts.decoder));
    if (const protocol::AnswerDuties& duties = requestFor(target).duties; duties.changesAnswers()) {
        const auto work = std::make_shared<protocol::StreamMeter::Work>();
        parts.decoder = protocol::doingDuties(std::move(parts.decoder), duties, work);
        parts.work = work;
    }
    parts.format = access.format;
    parts.dialect = protocol::formatInfo(m_request.ask.format).dialect;
    parts.redact = [this](const std::string& text) { return m_snapshot.redactor.redact(text); };
    const auto listener = std::make_shared<protocol::ReasoningListener>(listenerTo(access));
    const auto builder = isKeptHere() && !isNative(access) ? std::make_shared<protocol::AnswerBuilder>() : nullptr;
    const auto marker = std::make_shared<protocol::HostMarker>(hostOf(target));
    parts.watch = [this, marker, listener, builder, &owed, target, isBackground = parts.isBackground,
                      passes = isNative(access), isOwning = isOwning(access)](protocol::AnswerEvent& event) {
        if (isOwning)
            m_services.responses.owners().claimEvent(event, m_record.consumer);
        marker->mark(event);
        if (auto* const begun = std::get_if<protocol::PartBegun>(&event); begun && !passes)
            useClientsName(m_context, begun->content);
        listener->hear(event);
        if (isBackground)
            watchBackground(target, event, owed);
        else if (const auto* const begun = std::get_if<protocol::AnswerBegun>(&event); begun && passes)
            rememberKeeper(target, begun->id);
        listen(event);
        if (builder)
            builder->take(event);
        if (builder && std::holds_alternative<protocol::AnswerEnded>(event))
            keepSoon(std::move(builder->answer()));
    };
    if (!isNative(access)) {
        parts.encoder = m_isCompaction ? protocol::makeCompactionEncoder(answerContext())
                                       : protocol::codecOf(m_request.ask.format).makeEncoder(answerContext());
        parts.inputTokens = inputTokens();
    }
    return std::make_unique<protocol::EventMeter>(std::move(parts));
}

std::unique_ptr<protocol::StreamMeter> Translator::passedMeter() const
{
    constexpr std::size_t kMost = 1000;
    const std::string_view body = viewOf(m_request.body);
    const std::string_view asked = isForm(m_request) ? formField(body, "n") : m_request.outline.valueOf("n", body);
    std::size_t count = 1; // pictures
    std::from_chars(asked.data(), asked.data() + asked.size(), count);
    return std::make_unique<protocol::PassedMeter>(protocol::formatInfo(m_request.ask.format).dialect, std::clamp<std::size_t>(count, 1, kMost));
}

/// What has no output that would be tokens.
bool Translator::isForInputAlone(const Ask& ask)
{
    return ask.operation == Operation::Embed || ask.path == "rerank" || ask.path == "moderations";
}

/// The sum alone is the input of what has no output.
std::optional<protocol::TokenUsage> Translator::usageOf(const Ask& ask, const protocol::ChatFacts& facts)
{
    auto usage = facts.isJson ? facts.usage : std::nullopt;
    if (usage && usage->toldTotal && isForInputAlone(ask)) {
        usage->input = usage->toldTotal;
        usage->origin = protocol::UsageOrigin::Reported;
    }
    return usage;
}

std::optional<protocol::TokenUsage> Translator::passedUsage(const Target& target, const std::string& members)
{
    const Access& access = *accessOf(target);
    const auto isTold = [](const auto& usage) { return usage && usage->origin != protocol::UsageOrigin::Unknown; };
    std::optional<protocol::TokenUsage> usage;
    if (isPlainChat(access) || !isConversation()) {
        usage = usageOf(m_request.ask, m_services.answerReader.read(members));
    } else if (const auto tree = parseJsonLeniently(members)) {
        rememberKeeper(target, protocol::fields::textAt(*tree, "id"));
        usage = protocol::codecOf(access.format).readUsage(*tree);
    }
    return isTold(usage) ? usage : std::nullopt;
}

bool Translator::isRead(std::string_view contentType) const
{
    const std::string_view essence = trimmed(contentType.substr(0, contentType.find(';')), " \t");
    return m_request.ask.operation != Operation::PassThrough || isFiltered() || m_request.ask.owned == OwnedUse::Create || essence.empty() || equalsIgnoringCase(essence, "application/json")
        || essence.ends_with("+json");
}

/// What passes and is no conversation has OpenAI's usage, for which a look along it is enough; but for Ollama's vectors and where
/// ids matter.
bool Translator::readsAsTree(const Ask& ask, const Access& access)
{
    const bool readsVectors = ask.operation == Operation::Embed;
    const bool hasOpenAis = !readsVectors || ask.embedding == protocol::EmbeddingFormat::OpenAi;
    const bool isOther = readsVectors || ask.operation == Operation::PassThrough;
    return !isOther || !isNative(ask, access) || !hasOpenAis || ask.owned == OwnedUse::Create || isBatch(ask);
}

/// Vectors are as many as inputs. What goes with each token takes the most, where it is asked for: a hundred values.
std::size_t Translator::mostValues() const
{
    constexpr std::size_t kLongestVector = 16 * 1024;
    constexpr std::size_t kMostOfVectors = 7'000'000; // 2,048 with 3,072 numbers each
    if (m_request.ask.operation == Operation::Embed) {
        const bool isRead = m_embedding && *m_embedding; // else it went on as it came
        return isRead ? std::min(kMostAnswerValues + (*m_embedding)->inputs.size() * kLongestVector, kMostOfVectors) : kMostOfVectors;
    }
    if (isFiltered()) // 10,000 files have a dozen each
        return kMostValues;
    const bool hasLogProbs = viewOf(m_request.body).find("ogprobs") != std::string_view::npos;
    return hasLogProbs ? kMostValues : kMostAnswerValues;
}

Task<Result<WholeAnswer>> Translator::readWhole(Target target, QByteArray body, bool mayBeStream, bool isLong, const Share& share)
{
    const Access& access = *accessOf(target);
    const auto made = std::make_shared<Share>(isLong ? share.sibling() : Share());
    const auto size = static_cast<std::int64_t>(body.size());
    AnswerText text{m_request.ask, &access, m_shared, m_id, std::move(body), mayBeStream, isBackground(access), isOwning(access), isFiltered(), mostValues(), m_embedding, m_conversation, answerContext(),
                    requestFor(target).duties, isLong ? nullptr : &m_services.answerReader};
    auto read = [text = std::move(text), made]() -> Result<AnswerRead> {
        if (made->isOfBudget())
            if (auto held = made->add(costOfTree(viewOf(text.body))); !held)
                return failure(std::move(held.error()));
        AnswerRead found = readText(text);
        if (made->isOfBudget())
            (void)made->hold(text.body.size() + (found.answer ? costOf(*found.answer) : 0));
        return found;
    };
    Task<Result<AnswerRead>> reading = m_services.workers->runIf(isLong, std::move(read));
    Result<AnswerRead> found = co_await std::move(reading);
    if (!found)
        co_return failure(std::move(found.error()));
    if (found->list) {
        Task<> filtering = filter(target, *found, isLong);
        co_await std::move(filtering);
    }
    const bool isWritten = !isNative(access) || (found->isGathered && !found->translated);
    WholeAnswer whole = taken(target, *found, isWritten);
    if (!found->answer || !isWritten || whole.isError || whole.most > 0) {
        if (isLong)
            m_services.workers->dispose(std::move(found->answer));
        co_return whole;
    }
    if (requestFor(target).duties.requests > 1) {
        whole.part = std::move(*found->answer);
        co_return whole;
    }
    Writing writing = writingOf(std::move(*found->answer));
    writing.isKept = writing.isKept && size <= kMostComeBackTo;
    auto write = [writing = std::move(writing), made, size]() -> AnswerWritten {
        if (made->isOfBudget())
            if (auto held = made->add(2 * (size + costOf(writing.answer))); !held)
                return {failure(std::move(held.error())), {}};
        return writeText(writing);
    };
    Task<AnswerWritten> writes = m_services.workers->runIf(isLong || m_request.isLong, std::move(write));
    AnswerWritten written = co_await std::move(writes);
    if (written.kept)
        m_services.responses.keep(std::move(*written.kept));
    if (written.text)
        whole.translated = QByteArray::fromStdString(*written.text);
    else if (written.text.error().kind == ErrorKind::OverloadedHere)
        co_return failure(std::move(written.text.error()));
    else
        whole.isEmpty = true; // nothing was summed up
    co_return whole;
}

Task<Result<QByteArray>> Translator::join(std::vector<protocol::ModelAnswer> parts)
{
    Writing writing = writingOf(protocol::joined(std::move(parts)));
    const bool isLong = isLongWork(writing.answer);
    auto write = [writing = std::move(writing)] { return writeText(writing); };
    Task<AnswerWritten> writes = m_services.workers->runIf(isLong || m_request.isLong, std::move(write));
    AnswerWritten written = co_await std::move(writes);
    if (!written.text)
        co_return failure(std::move(written.text.error()));
    co_return QByteArray::fromStdString(*written.text);
}

/// Any thread.
Translator::AnswerRead Translator::readText(const AnswerText& given)
{
    AnswerRead read;
    const std::string_view text = viewOf(given.body);
    const bool isPassed = given.ask.operation == Operation::PassThrough; // sound, pictures
    if (!given.isFiltered && !readsAsTree(given.ask, *given.access)) {
        const protocol::ChatFacts facts = given.facts(text);
        read.isJson = facts.isJson;
        read.isReadable = facts.isJson || isPassed;
        read.usage = usageOf(given.ask, facts);
        if (read.isReadable)
            return read;
    }
    const bool isObject = trimmed(text.substr(byteOrderMark(text)), " \t\r\n").starts_with('{');
    const bool isTree = isObject || !given.mayBeStream;
    if (isTree && holdsMoreValues(text, given.most)) {
        read.isJson = read.isReadable = true;
        read.most = given.most;
        return read;
    }
    auto tree = isTree ? parseJsonLeniently(text, text.size()) : Result<Json>(failure(ErrorKind::UpstreamProtocolError, {}));
    if (tree) {
        read.isJson = read.isReadable = true;
        if (given.ask.owned != OwnedUse::None)
            readOwned(given, std::move(*tree), read);
        else
            readTree(given, *tree, read);
    } else if (given.mayBeStream) {
        read.isJson = read.isGathered = true;
        readStream(given, read);
    } else {
        read.isReadable = isPassed && !given.isFiltered;
    }
    if (read.answer)
        read.work = protocol::doDuties(given.duties, *read.answer);
    const bool isWritten = !isNative(given.ask, *given.access) || read.isGathered;
    if (read.answer && isWritten && protocol::holdsMoreArguments(*read.answer, kMostAnswerValues))
        read.most = kMostAnswerValues;
    else if (read.answer)
        judge(given, isWritten && !read.translated, read);
    return read;
}

/// Files and batches.
void Translator::readOwned(const AnswerText& given, Json body, AnswerRead& read)
{
    if (!given.isOwning)
        return;
    if (!given.isFiltered) {
        read.name = protocol::fields::textAt(body, "id");
        read.made = madeIds(body);
        if (isBatch(given.ask))
            read.batch = Batch::in(body);
        return;
    }
    OwnedList list;
    const auto data = body.is_object() ? body.find("data") : body.end();
    list.isList = body.is_object() && data != body.end() && data->is_array();
    if (list.isList)
        for (const Json& entry : *data)
            list.entries.push_back(madeIds(entry));
    list.body = std::move(body);
    read.list = std::move(list);
}

bool Translator::isFiltered() const
{
    const bool hasOthers = !m_snapshot.consumerKeys.isEmpty() || m_services.responses.owners().hasOthersThan(m_record.consumer);
    return m_request.ask.owned == OwnedUse::List && hasOthers;
}

/// Entries that the caller may not use are left out.
Task<> Translator::filter(Target target, AnswerRead& read, bool isLong)
{
    OwnedList list = std::move(*read.list);
    protocol::OwnerTable& owners = m_services.responses.owners();
    const bool isCallersAlone = isAlone(m_snapshot, target.candidate->provider, m_record.consumer);
    const bool hasKeys = !m_snapshot.consumerKeys.isEmpty();
    if (!list.isList) {
        read.isReadable = isCallersAlone;
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
    Task<std::string> cutting = m_services.workers->runIf(isLong, std::move(cut));
    read.translated = co_await std::move(cutting);
}

void Translator::claimSound(std::string_view id)
{
    if (!id.empty() && !m_record.trail.isClientCredential)
        m_services.responses.owners().claim(id, m_record.consumer, protocol::OwnedKind::Item);
}

void Translator::claimMade(const AnswerRead& read)
{
    protocol::OwnerTable& owners = m_services.responses.owners();
    const OwnedUse use = m_request.ask.owned;
    if (use == OwnedUse::None || use == OwnedUse::Create || owners.ownerOf(read.name) == m_record.consumer)
        owners.claim(read.made, m_record.consumer);
}

/// `isWritten`: the client gets it in its own format, and not as it came.
void Translator::judge(const AnswerText& given, bool isWritten, AnswerRead& read)
{
    protocol::ModelAnswer& answer = *read.answer;
    const bool isTold = answer.usage.origin == protocol::UsageOrigin::Reported && !answer.usage.isZero();
    if (!isTold)
        read.said = protocol::saidIn(answer, given.access->format); // in the model's own words
    if (given.isOwning && read.made.empty())
        read.made = protocol::ownedIdsOf(answer);
    if (isWritten)
        for (protocol::Choice& choice : answer.choices)
            for (protocol::Part& part : choice.parts)
                useClientsName(given.context, part.content);
    const auto client = isWritten ? std::optional(protocol::formatInfo(given.ask.format).dialect) : std::nullopt;
    read.facts = protocol::factsOf(answer, client);
    if (client) {
        protocol::Losses losses;
        protocol::addAnswerLosses(losses, answer, *client);
        read.work.lost = losses.list();
    }
}

void Translator::readTree(const AnswerText& given, const Json& tree, AnswerRead& read)
{
    const Access& access = *given.access;
    const bool isCompacted = given.ask.operation == Operation::Compact && isNative(given.ask, access);
    if (isConversation(given.ask) && !isCompacted) {
        const Codec& codec = protocol::codecOf(access.format);
        if (given.isOwning)
            read.made = protocol::ownedIdsOf(tree);
        if (given.isBackground && protocol::responseState(tree) == protocol::ResponseState::UnderWay) {
            read.isUnderWay = true;
            read.name = protocol::fields::textAt(tree, "id");
            return;
        }
        if (given.ask.format == Format::OpenAiChat && isNative(given.ask, access))
            addSounds(tree, read.made);
        if (auto answer = codec.readAnswer(tree, given.id)) {
            read.answer = std::move(*answer);
            return;
        } else {
            read.isError = true;
            read.isReadable = answer.error().kind == ErrorKind::UpstreamError;
        }
        if (const auto told = codec.readUsage(tree); told.origin != protocol::UsageOrigin::Unknown)
            read.usage = told;
        return;
    }
    if (!isNative(given.ask, access))
        return readVectors(given, tree, read);
    if (given.ask.operation == Operation::Embed)
        read.usage = toldWithVectors(given.ask.embedding, tree);
    if (!read.usage)
        read.usage = usageOf(given.ask, given.facts(viewOf(given.body)));
}

/// Of Responses the last event mostly holds the very answer.
void Translator::readStream(const AnswerText& given, AnswerRead& read)
{
    const Access& access = *given.access;
    const std::string_view stream = viewOf(given.body);
    if (const auto last = access.format == Format::OpenAiResponses ? protocol::responseIn(stream) : std::nullopt) {
        read.isReadable = true;
        readTree(given, *last, read);
        if (!read.answer || saysAnything(protocol::factsOf(*read.answer))) {
            if (!read.isError && isNative(given.ask, access))
                read.translated = toText(*last);
            if (read.isError)
                read.error = toText(*last);
            return;
        }
        read.answer.reset();
    }
    std::vector<protocol::AnswerEvent> events;
    const auto decoder = protocol::codecOf(access.format).makeDecoder(given.id);
    decoder->feed(stream, events);
    decoder->finish(events);
    protocol::AnswerBuilder builder;
    for (const protocol::AnswerEvent& event : events)
        builder.take(event);
    read.isReadable = true;
    if (!builder.error() && builder.isWhole()) {
        read.answer = std::move(builder.answer());
        return;
    }
    read.isError = read.isReadable = builder.error().has_value();
    if (builder.error())
        read.error = toText(Json{{"message", builder.error()->message}, {"type", builder.error()->type}, {"code", builder.error()->code}});
    if (builder.answer().usage.origin != protocol::UsageOrigin::Unknown)
        read.usage = builder.answer().usage;
}

void Translator::readVectors(const AnswerText& given, const Json& tree, AnswerRead& read)
{
    const auto answer = protocol::embeddingCodec(*embeddingFormatOf(*given.access))->readAnswer(tree);
    read.isError = !answer;
    read.isReadable = answer || answer.error().kind == ErrorKind::UpstreamError;
    if (!answer)
        return;
    if (answer->usage.origin != protocol::UsageOrigin::Unknown)
        read.usage = answer->usage;
    const protocol::EmbeddingRequest& asked = **given.asked;
    if (answer->vectors.size() == asked.inputs.size())
        read.translated = toText(protocol::embeddingCodec(given.ask.embedding)->writeAnswer(*answer, asked, given.context));
}

/// All that is to be known of it, but for what the client gets of a model's.
WholeAnswer Translator::taken(const Target& target, AnswerRead& read, bool isWritten)
{
    claimMade(read);
    WholeAnswer whole;
    whole.isJson = read.isJson;
    whole.isReadable = read.isReadable;
    whole.isError = read.isError;
    whole.error = std::move(read.error);
    whole.isUnderWay = read.isUnderWay;
    whole.most = read.most;
    whole.usage = std::move(read.usage);
    whole.isGathered = read.isGathered;
    whole.work = read.work;
    if (read.translated)
        whole.translated = QByteArray::fromStdString(*read.translated);
    if (read.isUnderWay)
        whole.owed = rememberKeeper(target, read.name, true) ? read.name : std::string();
    if (read.batch)
        takeBatch(target, *read.batch, whole);
    if (read.answer && read.most == 0)
        hear(target, read, isWritten, whole);
    return whole;
}

/// What a batch uses is told by each answer about it, once it is over; it belongs to the exchange that has made it. One that was
/// refused has used nothing. Source: OpenAI API reference, "The batch object" (status, usage, model); read 2026-11-23.
void Translator::takeBatch(const Target& target, Batch& batch, WholeAnswer& whole)
{
    constexpr std::array<std::string_view, 4> kOver{"completed", "failed", "expired", "cancelled"};
    if (!batch.isBatch || m_record.trail.isClientCredential)
        return;
    if (std::ranges::find(kOver, batch.status) == kOver.end()) {
        const bool isNew = m_request.ask.path == kBatches && remember(target, batch.id, true);
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
        whole.late = LateTelling{batch.id, std::move(used)};
}

void Translator::hear(const Target& target, AnswerRead& read, bool isWritten, WholeAnswer& whole)
{
    const Access& access = *accessOf(target);
    protocol::ModelAnswer& answer = *read.answer;
    const protocol::AnswerFacts& facts = read.facts;
    protocol::HostMarker(hostOf(target)).mark(answer);
    listenerTo(access).hear(answer);
    whole.isEmpty = !m_request.isLoad && !saysAnything(facts) && !read.work.isStopped;
    if (answer.usage != protocol::TokenUsage{}) // or its tier alone: it decides the price of what is counted here
        whole.usage = answer.usage;
    if (facts.hasContent || facts.hasReasoning) {
        whole.said = std::move(read.said);
        if (whole.usage && whole.usage->isZero())
            whole.usage.emplace().tellTier(answer.usage.tierName());
    }
    if (isNative(access))
        rememberKeeper(target, answer.id);
    if (isWritten && !facts.failure.empty()) {
        whole.isError = true;
        whole.error = toText(Json{{"message", facts.failure}});
    }
}

bool Translator::isStream(const Access& access, std::string_view contentType) const
{
    if (m_request.ask.operation == Operation::PassThrough)
        return !isFiltered() && startsIgnoringCase(contentType, typeOf(Framing::Sse));
    if (!m_request.outline.stream)
        return false;
    return startsIgnoringCase(contentType, typeOf(protocol::formatInfo(access.format).framing));
}

bool Translator::isUnaskedStream(const Access& access, std::string_view contentType) const
{
    const Framing framing = protocol::formatInfo(access.format).framing;
    const bool isKnown = framing == Framing::Sse || framing == Framing::Lines;
    return isKnown && m_request.ask.operation == Operation::Converse && !m_request.outline.stream && !m_request.isLoad
        && startsIgnoringCase(contentType, typeOf(framing));
}

std::string_view Translator::contentType() const
{
    if (!m_request.outline.stream || m_request.ask.asArray)
        return "application/json";
    return typeOf(protocol::formatInfo(m_request.ask.format).framing);
}

} // namespace gateway::exchange

// The way back: an upstream's answer in the client's format.

#include "translator.h"

#include "gateway/core/json/json.h"
#include "gateway/core/json/json_repair.h"
#include "gateway/core/json/json_values.h"
#include "gateway/core/text/ascii.h"
#include "gateway/core/text/bytes.h"
#include "gateway/exchange/snapshot/access_facts.h"
#include "gateway/protocol/codecs/codec_table.h"
#include "gateway/protocol/conversation/answer_builder.h"
#include "gateway/protocol/conversation/answer_fields.h"
#include "gateway/protocol/conversation/call_arguments.h"
#include "gateway/protocol/conversation/needs/signing_host.h"
#include "gateway/protocol/conversation/needs/whole_answer_hold.h"
#include "gateway/protocol/conversation/tool_name.h"
#include "gateway/protocol/embeddings/embedding_codec.h"
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

/// What an answer in another format than OpenAI's, which the reader of chats knows, says that it has used; empty: nothing.
std::optional<protocol::TokenUsage> toldWithVectors(protocol::EmbeddingFormat format, const Json& body)
{
    const auto read = protocol::embeddingCodec(format)->readAnswer;
    if (format == protocol::EmbeddingFormat::OpenAi || !read)
        return std::nullopt;
    const auto answer = read(body);
    return answer && answer->usage.origin != protocol::UsageOrigin::Unknown ? std::optional(answer->usage) : std::nullopt;
}

constexpr std::string_view kOfIds = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

} // namespace

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
void Translator::keep(const protocol::ModelAnswer& answer)
{
    if (m_request.body.size() > kMostComeBackTo)
        return;
    const auto store = m_said.is_object() ? m_said.find("store") : m_said.end();
    if (!m_said.is_object() || m_isCompaction || m_request.ask.operation != Operation::Converse || (store != m_said.end() && *store == false))
        return;
    const auto previous = m_said.find("previous_response_id");
    protocol::KeptResponse kept;
    kept.response = protocol::codecOf(Format::OpenAiResponses).writeAnswer(answer, answerContext());
    kept.id = kept.response.value("id", std::string());
    kept.owner = m_record.consumer;
    kept.previousId = previous != m_said.end() && previous->is_string() ? previous->get<std::string>() : std::string();
    kept.input = protocol::inputItemsOf(m_said, m_id);
    kept.created_s = answerContext().now_s;
    for (const Json& item : kept.input) // those that were named here
        if (const std::string id = protocol::fields::textAt(item, "id"); id.find(m_id) != std::string::npos)
            m_services.responses.owners().claim(id, kept.owner, protocol::OwnedKind::Item);
    m_services.responses.keep(std::move(kept));
}

bool Translator::isBackground(const Access& access) const
{
    return m_request.ask.format == Format::OpenAiResponses && m_request.ask.operation == Operation::Converse && isNative(access)
        && m_request.outline.valueOf("background", viewOf(m_request.body)) == "true";
}

/// The provider keeps what it answers, so that clients may refer to it.
bool Translator::isOwning(const Access& access) const
{
    return m_request.ask.format == Format::OpenAiResponses && m_request.ask.operation == Operation::Converse && isNative(access)
        && !m_record.trail.isClientCredential;
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

Result<std::string> Translator::writeAnswer(const protocol::ModelAnswer& answer)
{
    if (m_request.ask.operation == Operation::Compact) {
        const auto made = protocol::compactAnswer(m_said, answer, answerContext());
        return made ? Result<std::string>(toText(*made)) : failure(made.error());
    }
    const Codec& client = protocol::codecOf(m_request.ask.format);
    if (m_isCompaction) {
        auto made = protocol::compactedAnswer(answer, m_id);
        if (!made)
            return failure(std::move(made.error()));
        return textOf(*made, client);
    }
    keep(answer);
    return textOf(answer, client);
}

/// It may not stream, and the client wants it.
std::string Translator::textOf(const protocol::ModelAnswer& answer, const Codec& client)
{
    if (!m_request.outline.stream)
        return toText(client.writeAnswer(answer, answerContext()));
    const auto encoder = client.makeEncoder(answerContext());
    std::string stream;
    for (const protocol::AnswerEvent& event : protocol::eventsOf(answer))
        encoder->write(event, stream);
    return stream;
}

void Translator::useClientsName(protocol::Content& content) const
{
    if (auto* const call = std::get_if<protocol::ToolCall>(&content))
        protocol::useClientsName(m_context.request, *call);
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
    parts.format = access.format;
    parts.dialect = protocol::formatInfo(m_request.ask.format).dialect;
    parts.redact = [this](const std::string& text) { return m_snapshot.redactor.redact(text); };
    const auto listener = std::make_shared<protocol::ReasoningListener>(listenerTo(access));
    const auto builder = m_said.is_object() && !isNative(access) ? std::make_shared<protocol::AnswerBuilder>() : nullptr;
    const auto marker = std::make_shared<protocol::HostMarker>(hostOf(target));
    parts.watch = [this, marker, listener, builder, &owed, target, isBackground = parts.isBackground,
                      passes = isNative(access), isOwning = isOwning(access)](protocol::AnswerEvent& event) {
        if (isOwning)
            m_services.responses.owners().claimEvent(event, m_record.consumer);
        marker->mark(event);
        if (auto* const begun = std::get_if<protocol::PartBegun>(&event); begun && !passes)
            useClientsName(begun->content);
        listener->hear(event);
        if (isBackground)
            watchBackground(target, event, owed);
        else if (const auto* const begun = std::get_if<protocol::AnswerBegun>(&event); begun && passes)
            rememberKeeper(target, begun->id);
        listen(event);
        if (builder)
            builder->take(event);
        if (builder && std::holds_alternative<protocol::AnswerEnded>(event))
            keep(builder->answer());
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
bool Translator::isForInputAlone() const
{
    return m_request.ask.operation == Operation::Embed || m_request.ask.path == "rerank" || m_request.ask.path == "moderations";
}

WholeAnswer Translator::readWhole(const Target& target, std::string_view body)
{
    const Access& access = *accessOf(target);
    WholeAnswer whole;
    if (!readsAsTree(access)) {
        const protocol::ChatFacts facts = m_services.answerReader.read(body);
        whole.isJson = facts.isJson;
        whole.isReadable = facts.isJson || m_request.ask.operation == Operation::PassThrough; // sound, pictures
        whole.usage = usageOf(facts);
        if (whole.isReadable)
            return whole;
    }
    const auto tree = parseJsonLeniently(body, body.size()); // see `exceededValues()`
    if (!tree) {
        whole.isReadable = m_request.ask.operation == Operation::PassThrough && !isFiltered();
        return whole;
    }
    whole.isJson = true;
    whole.isReadable = true;
    const bool isCompacted = m_request.ask.operation == Operation::Compact && isNative(access);
    if (isConversation() && !isCompacted)
        return readAnswer(target, *tree);
    if (!isNative(access))
        return readVectors(access, *tree);
    if (m_request.ask.owned != OwnedUse::None)
        return readOwned(target, std::move(*tree));
    if (m_request.ask.operation == Operation::Embed)
        whole.usage = toldWithVectors(m_request.ask.embedding, *tree);
    if (!whole.usage)
        whole.usage = usageOf(m_services.answerReader.read(body));
    return whole;
}

/// The sum alone is the input of what has no output.
std::optional<protocol::TokenUsage> Translator::usageOf(const protocol::ChatFacts& facts) const
{
    auto usage = facts.isJson ? facts.usage : std::nullopt;
    if (usage && usage->toldTotal && isForInputAlone()) {
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
        usage = usageOf(m_services.answerReader.read(members));
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
bool Translator::readsAsTree(const Access& access) const
{
    const bool hasOpenAis = !readsVectors() || m_request.ask.embedding == protocol::EmbeddingFormat::OpenAi;
    const bool isOther = readsVectors() || m_request.ask.operation == Operation::PassThrough;
    return !isOther || !isNative(access) || !hasOpenAis || isFiltered() || m_request.ask.owned == OwnedUse::Create || isBatch(m_request.ask);
}

bool Translator::readsVectors() const { return m_request.ask.operation == Operation::Embed; }

std::optional<std::size_t> Translator::exceededValues(const Access& access, std::string_view body)
{
    if (!readsAsTree(access) || !holdsMoreValues(body, kMostAnswerValues))
        return std::nullopt;
    const std::size_t most = mostValues();
    return holdsMoreValues(body, most) ? std::optional(most) : std::nullopt;
}

/// Vectors are as many as inputs. What goes with each token takes the most, where it is asked for: a hundred values.
std::size_t Translator::mostValues()
{
    constexpr std::size_t kLongestVector = 16 * 1024;
    constexpr std::size_t kMostOfVectors = 7'000'000; // 2,048 with 3,072 numbers each
    if (readsVectors()) {
        const std::size_t inputs = embedding() ? embedding()->inputs.size() : 1;
        return std::min(kMostAnswerValues + inputs * kLongestVector, kMostOfVectors);
    }
    if (isFiltered()) // 10,000 files have a dozen each
        return kMostValues;
    const bool hasLogProbs = viewOf(m_request.body).find("ogprobs") != std::string_view::npos;
    return hasLogProbs ? kMostValues : kMostAnswerValues;
}

/// A batch makes files, too.
void Translator::claimMade(const Json& made)
{
    protocol::OwnerTable& owners = m_services.responses.owners();
    const bool isBatch = protocol::fields::textAt(made, "object") == "batch";
    for (const char* const field : {"id", "output_file_id", "error_file_id"})
        if (isBatch || field == std::string_view("id"))
            owners.claim(protocol::fields::textAt(made, field), m_record.consumer, protocol::OwnedKind::File);
}

/// Files and batches. Entries of a list that the caller may not use are left out.
WholeAnswer Translator::readOwned(const Target& target, Json body)
{
    WholeAnswer whole;
    whole.isJson = whole.isReadable = true;
    if (m_record.trail.isClientCredential)
        return whole;
    if (!isFiltered()) {
        if (m_request.ask.owned == OwnedUse::Create || m_services.responses.owners().ownerOf(protocol::fields::textAt(body, "id")) == m_record.consumer)
            claimMade(body);
        return isBatch(m_request.ask) ? readBatch(target, body) : whole;
    }
    const bool isCallersAlone = isAlone(m_snapshot, target.candidate->provider, m_record.consumer);
    const auto data = body.is_object() ? body.find("data") : body.end();
    if (!body.is_object() || data == body.end() || !data->is_array()) {
        whole.isReadable = isCallersAlone;
        return whole;
    }
    const std::size_t all = data->size();
    Json mine = Json::array();
    for (Json& entry : *data)
        if (m_services.responses.owners().mayUse(protocol::fields::textAt(entry, "id"), m_record.consumer, isCallersAlone))
            mine.push_back(std::move(entry));
    for (const Json& entry : mine)
        claimMade(entry);
    if (mine.size() == all) {
        *data = std::move(mine);
        return whole;
    }
    if (body.contains("first_id"))
        body["first_id"] = mine.empty() ? Json() : mine.front()["id"];
    body["data"] = std::move(mine);
    whole.translated = toText(body);
    return whole;
}

/// What a batch uses is told by each answer about it, once it is over; it belongs to the exchange that has made it. One that was
/// refused has used nothing. Source: OpenAI API reference, "The batch object" (status, usage, model); read 2026-11-23.
WholeAnswer Translator::readBatch(const Target& target, const Json& batch)
{
    constexpr std::array<std::string_view, 4> kOver{"completed", "failed", "expired", "cancelled"};
    WholeAnswer whole;
    whole.isJson = whole.isReadable = true;
    if (protocol::fields::textAt(batch, "object") != "batch" || m_record.trail.isClientCredential)
        return whole;
    const std::string id = protocol::fields::textAt(batch, "id");
    const std::string status = protocol::fields::textAt(batch, "status");
    if (std::ranges::find(kOver, status) == kOver.end()) {
        const bool isNew = m_request.ask.path == kBatches && remember(target, id, true);
        whole.owed = isNew ? id : std::string();
        return whole;
    }
    protocol::TokenUsage used = protocol::responseUsage(batch);
    used.tellTier("batch");
    used.servedBy = protocol::fields::textAt(batch, "model");
    if (used.origin == protocol::UsageOrigin::Unknown && status == "failed") {
        used.origin = protocol::UsageOrigin::Reported;
        used.input = used.output = Tokens{};
    }
    if (used.origin != protocol::UsageOrigin::Unknown)
        whole.late = LateTelling{id, std::move(used)};
    return whole;
}

/// Of Responses the last event mostly holds the very answer.
WholeAnswer Translator::readGathered(const Target& target, std::string_view stream)
{
    const Access& access = *accessOf(target);
    const auto last = access.format == Format::OpenAiResponses ? protocol::responseIn(stream) : std::nullopt;
    if (last) {
        WholeAnswer whole = readAnswer(target, *last);
        if (!whole.isEmpty) {
            if (!whole.translated && !whole.isError)
                whole.translated = toText(*last);
            if (whole.isError && whole.error.empty())
                whole.error = toText(*last);
            return whole;
        }
    }
    std::vector<protocol::AnswerEvent> events;
    const auto decoder = protocol::codecOf(access.format).makeDecoder(m_id);
    decoder->feed(stream, events);
    decoder->finish(events);
    protocol::AnswerBuilder builder;
    for (const protocol::AnswerEvent& event : events)
        builder.take(event);
    if (!builder.error() && builder.isWhole())
        return taken(target, std::move(builder.answer()), true);
    WholeAnswer whole;
    whole.isJson = true;
    whole.isError = whole.isReadable = builder.error().has_value();
    if (builder.error())
        whole.error = toText(Json{{"message", builder.error()->message}, {"type", builder.error()->type}, {"code", builder.error()->code}});
    if (builder.answer().usage.origin != protocol::UsageOrigin::Unknown)
        whole.usage = builder.answer().usage;
    return whole;
}

WholeAnswer Translator::readAnswer(const Target& target, const Json& body)
{
    const Access& access = *accessOf(target);
    WholeAnswer whole;
    whole.isJson = true;
    whole.isReadable = true;
    if (isOwning(access))
        m_services.responses.owners().claimOutput(body, m_record.consumer);
    if (isBackground(access) && protocol::responseState(body) == protocol::ResponseState::UnderWay) {
        whole.isUnderWay = true;
        const std::string id = protocol::fields::textAt(body, "id");
        whole.owed = rememberKeeper(target, id, true) ? id : std::string();
        return whole;
    }
    auto answer = protocol::codecOf(access.format).readAnswer(body, m_id);
    if (answer)
        return taken(target, std::move(*answer), !isNative(access));
    whole.isError = true;
    whole.isReadable = answer.error().kind == ErrorKind::UpstreamError;
    if (const auto told = protocol::codecOf(access.format).readUsage(body); told.origin != protocol::UsageOrigin::Unknown)
        whole.usage = told;
    return whole;
}

/// `isWritten`: the client gets it in its own format, and not as it came.
WholeAnswer Translator::taken(const Target& target, protocol::ModelAnswer answer, bool isWritten)
{
    if (isWritten && protocol::holdsMoreArguments(answer, kMostAnswerValues)) {
        WholeAnswer whole;
        whole.isJson = whole.isReadable = true;
        whole.most = kMostAnswerValues;
        return whole;
    }
    WholeAnswer whole = heard(target, answer, isWritten);
    if (!isWritten || whole.isError)
        return whole;
    auto written = writeAnswer(answer);
    if (written)
        whole.translated = std::move(*written);
    else
        whole.isEmpty = true; // nothing was summed up
    return whole;
}

/// All that is to be known of it, but for what the client gets.
WholeAnswer Translator::heard(const Target& target, protocol::ModelAnswer& answer, bool isWritten)
{
    const Access& access = *accessOf(target);
    WholeAnswer whole;
    whole.isJson = true;
    whole.isReadable = true;
    const bool isTold = answer.usage.origin == protocol::UsageOrigin::Reported && !answer.usage.isZero();
    auto said = isTold ? std::nullopt : std::optional(protocol::saidIn(answer, access.format)); // in the model's own words
    if (isWritten)
        for (protocol::Choice& choice : answer.choices)
            for (protocol::Part& part : choice.parts)
                useClientsName(part.content);
    protocol::HostMarker(hostOf(target)).mark(answer);
    listenerTo(access).hear(answer);
    const auto client = isWritten ? std::optional(protocol::formatInfo(m_request.ask.format).dialect) : std::nullopt;
    const protocol::AnswerFacts facts = protocol::factsOf(answer, client);
    const bool saysWhy = facts.finishReason == "length" || facts.finishReason == "content_filter";
    whole.isEmpty = !m_request.isLoad && !facts.hasContent && !facts.hasReasoning && !saysWhy;
    if (answer.usage != protocol::TokenUsage{}) // or its tier alone: it decides the price of what is counted here
        whole.usage = answer.usage;
    if (facts.hasContent || facts.hasReasoning) {
        whole.said = std::move(said);
        if (whole.usage && whole.usage->isZero())
            whole.usage.emplace().tellTier(answer.usage.tierName());
    }
    if (isNative(access))
        rememberKeeper(target, answer.id);
    if (isOwning(access)) {
        protocol::OwnerTable& owners = m_services.responses.owners();
        owners.claim(answer.id, m_record.consumer, protocol::OwnedKind::Response);
        for (const protocol::Choice& choice : answer.choices)
            for (const protocol::Part& part : choice.parts)
                owners.claimItem(part.content, m_record.consumer);
    }
    if (isWritten && !facts.failure.empty()) {
        whole.isError = true;
        whole.error = toText(Json{{"message", facts.failure}});
    }
    return whole;
}

WholeAnswer Translator::readVectors(const Access& access, const Json& body)
{
    WholeAnswer whole;
    whole.isJson = true;
    auto answer = protocol::embeddingCodec(*embeddingFormatOf(access))->readAnswer(body);
    whole.isError = !answer;
    whole.isReadable = answer || answer.error().kind == ErrorKind::UpstreamError;
    if (!answer)
        return whole;
    if (answer->usage.origin != protocol::UsageOrigin::Unknown)
        whole.usage = answer->usage;
    if (answer->vectors.size() != embedding()->inputs.size())
        return whole;
    whole.translated = toText(protocol::embeddingCodec(m_request.ask.embedding)->writeAnswer(*answer, *embedding(), answerContext()));
    return whole;
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

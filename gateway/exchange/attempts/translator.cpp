#include "translator.h"

#include "gateway/core/json/json.h"
#include "gateway/core/text/bytes.h"
#include "gateway/exchange/answers/stored_responses.h"
#include "gateway/exchange/answers/token_counting.h"
#include "gateway/exchange/snapshot/access_facts.h"
#include "gateway/protocol/anthropic/anthropic_shapes.h"
#include "gateway/protocol/codecs/codec_table.h"
#include "gateway/protocol/conversation/call_arguments.h"
#include "gateway/protocol/conversation/needs/open_calls.h"
#include "gateway/protocol/conversation/needs/signing_host.h"
#include "gateway/protocol/conversation/needs/told_block.h"
#include "gateway/protocol/conversation/needs/told_document.h"
#include "gateway/protocol/conversation/needs/told_format.h"
#include "gateway/protocol/conversation/needs/told_system.h"
#include "gateway/protocol/conversation/needs/unmet_need.h"
#include "gateway/protocol/conversation/tool_name.h"
#include "gateway/protocol/embeddings/embedding_codec.h"
#include "gateway/protocol/quirks/own_words.h"
#include "gateway/protocol/responses/responses_codec.h"
#include "gateway/protocol/responses/store/compaction.h"

#include <algorithm>
#include <array>

namespace gateway::exchange {

namespace {

using protocol::Codec;
using protocol::Format;

bool asksForThought(const protocol::Reasoning& reasoning)
{
    const bool isOff = reasoning.enabled == false || reasoning.effort == "none" || reasoning.budget == 0;
    return !isOff && (reasoning.enabled || reasoning.budget || !reasoning.effort.empty());
}

/// The default that `rules` have for the limit of an answer; 0: none.
std::int64_t usualOutput(const config::ParameterRules& rules)
{
    constexpr std::array<std::string_view, 3> kNames{"max_tokens", "max_completion_tokens", "max_output_tokens"};
    for (const auto& [name, value] : rules.defaults) {
        if (std::ranges::find(kNames, name) == kNames.end())
            continue;
        if (const auto number = parseJson(value.text); number && number->is_number_integer())
            return number->get<std::int64_t>();
    }
    return 0;
}

std::int64_t usualOutput(const Target& target)
{
    const config::TargetSettings* const own = target.candidate->target;
    const std::int64_t ofTarget = own ? usualOutput(own->parameters) : 0;
    return ofTarget > 0 ? ofTarget : usualOutput(target.provider->settings->parameters);
}

/// Whether a host of the provider's has less of Responses than OpenAI.
bool limitsResponses(const Provider& provider)
{
    return std::ranges::any_of(provider.accesses, [](const Access& access) {
        return access.format == Format::OpenAiResponses && !isMetBy(access.endpoint.formatQuirks, {true, true});
    });
}

/// Some dialects have no field for the path of what is wrong.
Error asInvalid(Error error)
{
    error.kind = ErrorKind::InvalidRequest;
    if (!error.param.empty() && error.message.find(error.param) == std::string::npos)
        error.message.insert(0, '"' + error.param + "\": ");
    return error;
}

} // namespace

Translator::Translator(Services& services, std::shared_ptr<const Snapshot> snapshot, const ClientRequest& request,
                       const usage::ExchangeRecord& record)
    : m_services(services), m_shared(std::move(snapshot)), m_snapshot(*m_shared), m_request(request), m_record(record), m_id(record.id)
{
}

/// Made when it is first needed: most answers go back as they came.
const protocol::AnswerContext& Translator::answerContext()
{
    if (m_context.times)
        return m_context;
    m_context.model = m_request.outline.model;
    m_context.id = m_id;
    m_context.now_s = std::chrono::duration_cast<std::chrono::seconds>(m_record.startedAt.time_since_epoch()).count();
    m_context.asArray = m_request.ask.asArray;
    m_context.times = m_times.get();
    return m_context;
}

/// The pieces of a large request are freed by a worker, too.
Translator::~Translator()
{
    if (!isLarge())
        return;
    m_services.workers->dispose(std::move(m_conversation));
    m_services.workers->dispose(std::move(m_said));
    m_services.workers->dispose(std::move(m_written));
}

bool Translator::isConversation(const Ask& ask)
{
    return ask.operation == Operation::Converse || ask.operation == Operation::Compact;
}

const ResponsesNeeds& Translator::responsesNeeds() const
{
    if (!m_responsesNeeds) {
        m_responsesNeeds = exchange::responsesNeeds(m_request.outline, viewOf(m_request.body));
        m_responsesNeeds->state |= m_request.ask.operation == Operation::Compact;
    }
    return *m_responsesNeeds;
}

const Access* Translator::accessOf(const Target& target) const
{
    const Provider& provider = *target.provider;
    if (isConversation() && m_request.ask.format == Format::OpenAiResponses && limitsResponses(provider))
        return accessFor(provider, Format::OpenAiResponses, target.candidate->model, responsesNeeds());
    if (isConversation())
        return accessFor(provider, m_request.ask.format, target.candidate->model);
    if (m_request.ask.operation == Operation::Embed)
        return accessForEmbeddings(provider, m_request.ask.embedding);
    return accessForPassing(provider, m_request.ask.format);
}

bool Translator::isNative(const Access& access) const { return isNative(m_request.ask, access); }

bool Translator::isNative(const Ask& ask, const Access& access)
{
    // In Gemini's batch each input names the model, which may be another one.
    if (ask.operation == Operation::Embed)
        return embeddingFormatOf(access) == ask.embedding && ask.embedding != protocol::EmbeddingFormat::GeminiBatch;
    if (!isConversation(ask))
        return true;
    return isSpoken(access, ask.format) && !ask.asArray;
}

bool Translator::isPlainChat(const Access& access) const { return isPlainChat(m_request.ask, access); }

bool Translator::isPlainChat(const Ask& ask, const Access& access)
{
    return ask.operation == Operation::Converse && access.format == Format::OpenAiChat && isNative(ask, access);
}

const Error* Translator::problemOf(const Target& target)
{
    const Written& made = written(target);
    return made ? nullptr : &made.error();
}

const UpstreamRequest& Translator::requestFor(const Target& target) { return *written(target); }

const Translator::Written& Translator::written(const Target& target)
{
    static const Written kAsItIs;
    const Access* const access = accessOf(target);
    if (isLarge()) {
        const auto known = m_written.find({access, target.candidate->model});
        return known == m_written.end() ? kAsItIs : known->second;
    }
    if (access && std::exchange(m_judged, access) != access)
        m_goesAsItIs = goesAsItIs(m_request.ask, viewOf(m_request.body), *access);
    if (access && m_goesAsItIs)
        return kAsItIs;
    const auto [place, isNew] = m_written.try_emplace({access, target.candidate->model}, UpstreamRequest{});
    if (isNew)
        place->second = write(target);
    return place->second;
}

/// The client's own bytes, without a look at what they say.
bool Translator::goesAsItIs(const Ask& ask, std::string_view body, const Access& access)
{
    if (!isNative(ask, access) || (isConversation(ask) && access.format == Format::OpenAiResponses))
        return false;
    if (isConversation(ask) && access.format == Format::Anthropic)
        return !protocol::mayHoldOwnWords(access.format, isSigned(access), body);
    return !isPlainChat(ask, access) || !access.endpoint.quirks.any() || !protocol::mayConcern(access.endpoint.quirks, body);
}

Translator::Written Translator::write(const Target& target)
{
    const Access* const access = accessOf(target);
    if (!access)
        return failure(ErrorKind::NoUsableTarget,
                       "Provider \"" + target.provider->settings->id + "\" has no endpoint for this kind of request.");
    if (!isNative(*access))
        return m_request.ask.operation == Operation::Embed ? translateEmbedding(target, *access) : translate(target, *access);
    return isPlainChat(*access) ? withQuirks(target, *access) : continued(*access);
}

Translator::Written Translator::translate(const Target& target, const Access& access)
{
    const Result<protocol::Conversation>& said = conversation();
    if (!said)
        return failure(said.error());
    const Aim aim = aimAt(target, access, *said);
    Wrote wrote = writeFor(aim, *said);
    applyQuirksTo(aim, said->reasoning, wrote);
    return finish(wrote, access, said->isStream, m_services.requestReader);
}

Translator::Aim Translator::aimAt(const Target& target, const Access& access, const protocol::Conversation& said)
{
    Aim aim{&access, target.candidate->model, target.provider->settings->id, {}, m_hasOpenCalls};
    const providers::CatalogModel* const model = m_snapshot.planner->modelOf(*target.candidate);
    protocol::WriteTarget& to = aim.to;
    to.model = aim.model;
    to.outputLimit = model ? model->output : 0;
    to.usualOutput = usualOutput(target);
    const protocol::ChatQuirks& quirks = access.endpoint.quirks;
    to.hasThinkingField = quirks.thinkingSwitch || quirks.thinkingAdaptive || quirks.thinkingFlag;
    to.opensDocuments = quirks.documentUrls;
    to.takesCacheControl = quirks.takesCacheControl;
    to.takesJsonSchema = !access.endpoint.formatQuirks.noJsonSchema;
    to.wantsOpenApiSchemas = access.endpoint.formatQuirks.openApiSchemas;
    to.wantsAdaptiveThinking = thinksAdaptively(access, model);
    to.keepsSignatures = isSigned(access);
    if (model)
        to.canThink = model->reasoning;
    else if (asksForThought(said.reasoning))
        to.canThink = true; // who asks by name knows it
    return aim;
}

/// Any thread.
Translator::Wrote Translator::writeFor(const Aim& aim, const protocol::Conversation& said)
{
    const Access& access = *aim.access;
    if (auto need = protocol::unmetNeed(said, access.format, limitsOf(access)))
        return {failure(std::move(*need)), {}};
    protocol::Losses losses;
    const auto signed_ = protocol::withSignaturesOf(aim.provider, said, losses);
    const auto opened = protocol::withToldBlocks(access.format, signed_ ? *signed_ : said, losses);
    const protocol::Conversation& known = opened ? *opened : signed_ ? *signed_ : said;
    const auto informed = protocol::withToldDocuments(access.format, known, losses);
    const protocol::Conversation& readable = informed ? *informed : known;
    const auto placed = protocol::withToldSystem(access.format, readable, losses);
    const protocol::Conversation& whole = placed ? *placed : readable;
    const auto formed = protocol::withToldFormat(whole, {access.format, aim.model, access.endpoint.quirks.jsonOrTools}, losses);
    const auto renamed = protocol::withToolNamesFor(access.format, formed ? *formed : whole);
    const protocol::Conversation& told = renamed ? *renamed : formed ? *formed : whole;
    if (aim.hasOpenCalls)
        losses.add("messages: a tool call without its result");
    auto body = protocol::codecOf(access.format).writeRequest(told, aim.to, losses);
    if (!body)
        return {failure(asInvalid(std::move(body.error()))), {}};
    return {std::move(*body), std::move(losses)};
}

void Translator::applyQuirksTo(const Aim& aim, const protocol::Reasoning& reasoning, Wrote& wrote)
{
    const protocol::ChatQuirks& quirks = aim.access->endpoint.quirks;
    if (wrote.body && aim.access->format == Format::OpenAiChat && quirks.any())
        protocol::applyQuirks(quirks, {thoughts(), aim.to.canThink, &reasoning}, *wrote.body, wrote.losses);
}

/// Any thread.
Translator::Written Translator::finish(const Wrote& wrote, const Access& access, bool isStream, protocol::RequestOutlineReader& reader)
{
    if (!wrote.body)
        return failure(wrote.body.error());
    Written made = finished(*wrote.body, access, isStream, wrote.losses, reader);
    if (made)
        made->asksByTool = access.format == Format::Anthropic && protocol::asksByAnswerTool(*wrote.body);
    return made;
}

Translator::Written Translator::translateEmbedding(const Target& target, const Access& access)
{
    const Result<protocol::EmbeddingRequest>& asked = embedding();
    if (!asked)
        return failure(asked.error());
    protocol::WriteTarget to;
    to.model = target.candidate->model;
    protocol::Losses losses;
    auto body = protocol::embeddingCodec(*embeddingFormatOf(access))->writeRequest(*asked, to, losses);
    if (!body)
        return failure(asInvalid(std::move(body.error())));
    return finished(*body, access, false, losses);
}

/// The client's own request, as this provider takes it.
Translator::Written Translator::withQuirks(const Target& target, const Access& access)
{
    auto body = treeOf(m_request);
    if (!body)
        return UpstreamRequest{}; // the provider says what is wrong with it
    const Json before = *body;
    protocol::Losses losses;
    const providers::CatalogModel* const model = m_snapshot.planner->modelOf(*target.candidate);
    const auto canThink = model ? std::optional(model->reasoning) : std::nullopt;
    protocol::applyQuirks(access.endpoint.quirks, {thoughts(), canThink}, *body, losses);
    if (*body == before)
        return UpstreamRequest{};
    return finished(*body, access, m_request.outline.stream, losses);
}

Translator::Written Translator::finished(const Json& body, const Access& access, bool isStream, const protocol::Losses& losses)
{
    return finished(body, access, isStream, losses, m_services.requestReader);
}

/// Any thread.
Translator::Written Translator::finished(const Json& body, const Access& access, bool isStream, const protocol::Losses& losses,
                                         protocol::RequestOutlineReader& reader)
{
    UpstreamRequest request;
    request.isClients = false;
    request.text = toText(body);
    request.size = request.text.size();
    request.text.append(protocol::kJsonPadding, ' ');
    if (request.size > static_cast<std::size_t>(kMostReadHere))
        request.bytes = QByteArray::fromStdString(std::exchange(request.text, {}));
    const protocol::RequestShape shape{protocol::formatInfo(access.format).shape.messages, protocol::ModelPlace::MaybeBody};
    auto outline = reader.read(request.view(), shape);
    if (!outline)
        return failure(ErrorKind::InternalError, "A translated request could not be read again: " + outline.error().message);
    request.outline = std::move(*outline);
    request.outline.stream = isStream; // where the place says it
    request.losses = losses.list();
    return request;
}

const Result<protocol::Conversation>& Translator::conversation()
{
    if (!m_conversation) {
        m_begun = std::chrono::steady_clock::now();
        takeReading(readBody());
    }
    return *m_conversation;
}

void Translator::takeReading(Reading reading)
{
    m_said = std::move(reading.whole);
    m_isCompaction = reading.isCompaction;
    m_conversation = std::make_shared<Result<protocol::Conversation>>(std::move(reading.said));
    if (!*m_conversation)
        return;
    protocol::Conversation& said = **m_conversation;
    m_hasOpenCalls = protocol::answerOpenCalls(said);
    thoughts().restore(said);
    m_context.request = &said;
}

/// Most requests are not read for it: few calls have ids that are not their own.
const std::string& Translator::beginning()
{
    if (!m_beginning) {
        const Result<protocol::Conversation>& said = conversation();
        m_beginning.emplace(said ? protocol::beginningOf(*said) : std::string());
    }
    return *m_beginning;
}

protocol::ReasoningScope Translator::thoughts()
{
    const Format client = m_request.ask.format;
    const bool isOld = m_conversation && *m_conversation && (*m_conversation)->usesFunctions;
    return {m_services.reasoning, m_record.consumer, client != Format::Gemini && client != Format::OllamaChat && !isOld,
            [this] { return beginning(); }};
}

Translator::Reading Translator::readBody()
{
    auto tree = treeOf(m_request);
    if (!tree)
        return {failure(std::move(tree.error())), {}};
    if (m_request.ask.format != Format::OpenAiResponses)
        return read(std::move(*tree), {}, m_request.ask, m_request.outline.stream);
    m_said = *tree;
    notePrevious();
    auto whole = withHistory(std::move(*tree));
    if (!whole)
        return {failure(std::move(whole.error())), std::move(m_said)};
    return read(std::move(*whole), std::move(m_said), m_request.ask, m_request.outline.stream);
}

void Translator::notePrevious()
{
    if (const auto previous = m_said.find("previous_response_id"); previous != m_said.end() && previous->is_string())
        m_context.previousResponseId = previous->get<std::string>();
}

/// `whole`: with what it only refers to; `asCame`: without, of Responses. Any thread.
Translator::Reading Translator::read(Json whole, Json asCame, const Ask& ask, bool isStream)
{
    const Codec& codec = protocol::codecOf(ask.format);
    const bool isResponses = ask.format == Format::OpenAiResponses;
    const bool isOfItsOwn = isResponses && ask.operation == Operation::Compact;
    Reading reading{failure(ErrorKind::InternalError, {}), std::move(asCame)};
    reading.isCompaction = isResponses && !isOfItsOwn && protocol::asksForCompaction(whole);
    reading.said = isOfItsOwn || reading.isCompaction ? protocol::compactPrompt(std::move(whole)) : codec.readRequest(whole, ask.place);
    if (reading.said && reading.isCompaction)
        reading.said->isStream = isStream;
    if (reading.said && isResponses)
        if (auto problem = protocol::onlyForResponses(*reading.said, reading.whole))
            reading.said = failure(std::move(*problem));
    if (reading.said && protocol::holdsMoreArguments(*reading.said, kMostValues))
        reading.said = failure(ErrorKind::InvalidRequest,
                               "The arguments of the tool calls hold more than " + std::to_string(kMostValues)
                                   + " JSON values. Leave out the oldest calls and their results.");
    return reading;
}

/// A Responses request with what it only refers to. Errors: ResponseNotKept.
Result<Json> Translator::withHistory(Json body)
{
    m_services.responses.dropOld(answerContext().now_s);
    return exchange::withHistory(std::move(body), m_record.consumer, m_services.responses);
}

/// For a provider that knows neither what is kept here, which is put in, nor what was written
/// into answers here, which is left out.
Translator::Written Translator::continued(const Access& access)
{
    const auto* const kept = previousOf(m_request, m_record.consumer, m_services.responses);
    const bool isHere = kept && !kept->isElsewhere();
    if (!isHere && !protocol::mayHoldOwnWords(access.format, isSigned(access), viewOf(m_request.body)))
        return UpstreamRequest{};
    auto body = treeOf(m_request);
    if (body && isHere)
        body = withHistory(std::move(*body));
    protocol::Losses losses;
    const bool isOwn = body && protocol::removeOwnWords(access.format, isSigned(access), *body, losses);
    return isOwn || (body && isHere) ? finished(*body, access, m_request.outline.stream, losses) : Written();
}

const Result<protocol::EmbeddingRequest>& Translator::embedding()
{
    if (!m_embedding) {
        auto tree = treeOf(m_request);
        if (tree)
            m_embedding.emplace(protocol::embeddingCodec(m_request.ask.embedding)->readRequest(*tree, m_request.ask.place));
        else
            m_embedding.emplace(failure(std::move(tree.error())));
    }
    return *m_embedding;
}

std::int64_t Translator::inputTokens() const { return estimatedInput(m_request.outline, viewOf(m_request.body)); }

} // namespace gateway::exchange

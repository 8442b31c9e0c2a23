#include "translator.h"

#include "memory_cost.h"

#include "gateway/core/json/json.h"
#include "gateway/core/json/json_values.h"
#include "gateway/core/log.h"
#include "gateway/core/text/bytes.h"
#include "gateway/exchange/admission/serving.h"
#include "gateway/exchange/answers/stored_responses.h"
#include "gateway/exchange/answers/token_counting.h"
#include "gateway/exchange/snapshot/access_facts.h"
#include "gateway/protocol/anthropic/anthropic_shapes.h"
#include "gateway/protocol/codecs/codec_table.h"
#include "gateway/protocol/codecs/request_translation.h"
#include "gateway/protocol/conversation/call_arguments.h"
#include "gateway/protocol/conversation/needs/late_tools.h"
#include "gateway/protocol/conversation/needs/open_calls.h"
#include "gateway/protocol/conversation/needs/told_system_body.h"
#include "gateway/protocol/conversation/tool_name.h"
#include "gateway/protocol/conversation/wording/schema_places.h"
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

/// Some dialects have no field for the path of what is wrong.
Error asInvalid(Error error)
{
    error.kind = ErrorKind::InvalidRequest;
    if (!error.param.empty() && error.message.find(error.param) == std::string::npos)
        error.message.insert(0, '"' + error.param + "\": ");
    return error;
}

/// As a tree, if `share` may hold that many copies of it. What has too many values is refused for their number.
Result<Json> treeWithin(std::string_view json, http::BodyBudget::Share& share, int copies = 1)
{
    if (share.isOfBudget() && !holdsMoreValues(json, kMostValues))
        if (auto held = share.add(copies * costOfTree(json)); !held)
            return failure(std::move(held.error()));
    return treeOf(json);
}

} // namespace

Translator::Translator(Services& services, std::shared_ptr<const Snapshot> snapshot, const ClientRequest& request,
                       const usage::ExchangeRecord& record)
    : m_services(services), m_shared(std::move(snapshot)), m_snapshot(*m_shared), m_request(request), m_record(record), m_id(record.id),
      m_missing(services.missing.known(services.clock.now()))
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

/// The pieces of a long request are freed by a worker, too.
Translator::~Translator()
{
    if (!m_request.isLong)
        return;
    m_services.workers->dispose(std::move(m_conversation));
    m_services.workers->dispose(std::move(m_said));
    m_services.workers->dispose(std::move(m_written));
}

bool Translator::isConversation(const Ask& ask)
{
    return ask.operation == Operation::Converse || ask.operation == Operation::Compact;
}

const RequestNeeds& Translator::needs() const
{
    if (!m_needs) {
        m_needs = m_request.needs ? *m_request.needs : requestNeeds(m_request.ask.format, m_request.outline, viewOf(m_request.body));
        m_needs->state |= m_request.ask.operation == Operation::Compact;
        m_needs->toolItems = m_needs->toolItems || goesOnFromToolItems();
    }
    return *m_needs;
}

/// In what is kept here of the conversation, which is put in front of the request.
bool Translator::goesOnFromToolItems() const
{
    const auto* const kept = previousOf(m_request, m_record.consumer, m_services.responses);
    if (!kept || kept->isElsewhere())
        return false;
    protocol::KeptHistory history = historyFor(m_request, m_record.consumer, m_services.responses);
    const auto turns = history.chain(kept->id);
    return turns && std::ranges::any_of(*turns, [](const protocol::KeptTurn& turn) {
        return (turn.input && holdsToolItems(*turn.input)) || (turn.output && holdsToolItems(*turn.output));
    });
}

const Access* Translator::accessOf(const Target& target) const
{
    const Access* const usual = usualAccessOf(target);
    if (!usual || (!m_missing && m_left.empty()) || !lacks(*target.provider, *usual))
        return usual;
    const Access* const other = otherThan(target, usual);
    return other || !isConversation() ? other : usual; // the client sees what is wrong there
}

const Access* Translator::usualAccessOf(const Target& target) const
{
    const Provider& provider = *target.provider;
    if (isConversation() && isChosenByNeeds(provider))
        return accessFor(provider, m_request.ask.format, target.candidate->model, needs());
    if (isConversation())
        return accessFor(provider, m_request.ask.format, target.candidate->model);
    if (m_request.ask.operation == Operation::Embed)
        return accessForEmbeddings(provider, m_request.ask.embedding);
    return accessForPassing(provider, m_request.ask.format);
}

/// What every client can be served by first.
const Access* Translator::otherThan(const Target& target, const Access* left) const
{
    const Format client = m_request.ask.format;
    const bool isTranslatable = isConversation() && client != Format::OpenAiCompletions && client != Format::OllamaGenerate;
    const bool isEmbedding = m_request.ask.operation == Operation::Embed;
    const Access* found = nullptr;
    for (const Access& access : target.provider->accesses) {
        const bool isFit = isTranslatable || (isEmbedding && embeddingFormatOf(access));
        if (!isFit || (left && isSameEndpoint(access, *left)) || lacks(*target.provider, access))
            continue;
        if (!found || (access.format == Format::OpenAiChat && found->format != Format::OpenAiChat))
            found = &access;
    }
    return found;
}

std::string Translator::endpointAt(const Access& access) const
{
    constexpr std::array<std::string_view, 4> kPassed{"images", "audio", "rerank", "moderations"};
    const Ask& ask = m_request.ask;
    const providers::UpstreamEndpoint& endpoint = access.endpoint;
    std::string path;
    if (ask.operation == Operation::Embed)
        path = endpoint.embeddingsPath;
    else if (ask.operation == Operation::Compact && isNative(access))
        path = endpoint.basePath + "/responses/compact";
    else if (isConversation())
        path = endpoint.chatPath;
    else if (std::ranges::find(kPassed, operationKind(ask)) != kPassed.end())
        path = ask.path == "rerank" && !endpoint.rerankPath.empty() ? endpoint.rerankPath : endpoint.basePath + '/' + ask.path;
    return path.find("{m}") == std::string::npos ? path.substr(0, path.find('?')) : std::string();
}

std::string Translator::missingKeyOf(const Provider& provider, const Access& access, bool isForTools) const
{
    const std::string path = endpointAt(access);
    return path.empty() ? path : MissingEndpoints::keyOf(provider.settings->id, access.origin.toString(), path) + (isForTools ? " tools" : "");
}

/// What is posted to the one would be posted to the other, too.
bool Translator::isSameEndpoint(const Access& one, const Access& other) const
{
    if (&one == &other)
        return true;
    const std::string path = endpointAt(one);
    return !path.empty() && path == endpointAt(other) && one.origin.toString() == other.origin.toString();
}

bool Translator::isLeft(const Access& access) const
{
    return std::ranges::any_of(m_left, [&](const Left& left) { return isSameEndpoint(access, *left.access); });
}

bool Translator::lacks(const Provider& provider, const Access& access) const
{
    if (isLeft(access))
        return true;
    if (!m_missing)
        return false;
    return m_missing->contains(missingKeyOf(provider, access))
        || (isNative(access) && !toolTypes().empty() && m_missing->contains(missingKeyOf(provider, access, true)));
}

void Translator::leave(const Target& target, bool isForTools)
{
    m_left.push_back({accessOf(target), isForTools});
}

void Translator::keepLeft(const Target& target)
{
    for (const Access& access : target.provider->accesses)
        for (const Left& left : m_left)
            if (left.access == &access)
                learn(target, left, "asked at " + endpointAt(*accessOf(target)) + " instead");
}

void Translator::learnMissing(const Target& target) { learn(target, {accessOf(target), false}, "not asked there"); }

/// `then`: how the provider is treated from now on.
void Translator::learn(const Target& target, const Left& missing, const std::string& then)
{
    const std::string key = missingKeyOf(*target.provider, *missing.access, missing.isForTools);
    if (!key.empty() && m_services.missing.learn(key, m_services.clock.now()))
        qCInfo(logExchange, "provider \"%s\" has no %s%s: for %d minutes it is %s", target.provider->settings->id.c_str(),
               endpointAt(*missing.access).c_str(), missing.isForTools ? " with tools that are no functions" : "",
               static_cast<int>(MissingEndpoints::kRemembered.count()), then.c_str());
}

/// Of a target without an access.
Error Translator::noEndpoint(const Target& target) const
{
    const Access* const usual = usualAccessOf(target);
    const std::string path = usual ? endpointAt(*usual) : std::string();
    if (path.empty())
        return {ErrorKind::NoUsableTarget, "Provider \"" + target.provider->settings->id + "\" has no endpoint for this kind of request."};
    return notServedBy(m_request.ask, target.provider->settings->id, m_record.askedModel,
                       "it has refused POST " + path + " within the last " + std::to_string(MissingEndpoints::kRemembered.count()) + " minutes");
}

bool Translator::isNative(const Access& access) const { return isNative(m_request.ask, access); }

bool Translator::isNative(const Ask& ask, const Access& access)
{
    // In Gemini's batch each input names the model, which may be another one.
    if (ask.operation == Operation::Embed)
        return embeddingFormatOf(access) == ask.embedding && ask.embedding != protocol::EmbeddingFormat::GeminiBatch;
    if (!isConversation(ask))
        return true;
    return isSpoken(access, ask.format) && !ask.asArray && !isWrittenAnew(access, ask.chat);
}

bool Translator::isPlainChat(const Access& access) const { return isPlainChat(m_request.ask, access); }

bool Translator::isPlainChat(const Ask& ask, const Access& access)
{
    return ask.operation == Operation::Converse && access.format == Format::OpenAiChat && isNative(ask, access);
}

const Error* Translator::problemOf(const Target& target) const
{
    const Written& made = written(target);
    return made ? nullptr : &made.error();
}

const UpstreamRequest& Translator::requestFor(const Target& target) const { return *written(target); }

const Translator::Written& Translator::written(const Target& target) const
{
    static const Written kAsItIs;
    if (m_written.empty())
        return kAsItIs;
    const auto known = m_written.find({accessOf(target), target.candidate->model});
    return known == m_written.end() ? kAsItIs : known->second;
}

bool Translator::isPrepared(const Target& target)
{
    const Access* const access = accessOf(target);
    const std::string& model = target.candidate->model;
    if (access && !m_request.isLong && (m_judged != access || m_judgedModel != model)) {
        m_judged = access;
        m_judgedModel = model;
        m_goesAsItIs = goesAsItIs(m_request.ask, viewOf(m_request.body), *access, formAt(m_request.ask, *access, model));
    }
    return (m_judged && m_judged == access && m_goesAsItIs) || m_written.contains({access, model});
}

Task<> Translator::prepare(Target target)
{
    const Access* const access = accessOf(target);
    const WrittenKey key{access, target.candidate->model};
    if (isPrepared(target))
        co_return;
    if (!access) {
        m_written.emplace(key, failure(noEndpoint(target)));
        co_return;
    }
    if (m_request.isLong && isNative(*access)) {
        auto look = [ask = m_request.ask, body = m_request.body, access, snapshot = m_shared,
                     form = formAt(m_request.ask, *access, target.candidate->model)] {
            return goesAsItIs(ask, viewOf(body), *access, form);
        };
        Task<bool> looking = run(std::move(look));
        const bool isAsItIs = co_await std::move(looking);
        if (isAsItIs) {
            m_written.emplace(key, UpstreamRequest{});
            co_return;
        }
    }
    const bool isEmbedding = m_request.ask.operation == Operation::Embed;
    Task<Written> writing = isNative(*access) ? edit(target, *access)
        : isEmbedding                         ? translateEmbedding(target, *access)
                                              : translate(target, *access);
    Written made = co_await std::move(writing);
    m_written.emplace(key, std::move(made));
}

/// Whether a request in the format of `access` may hold what is written otherwise for it. A search, no reading.
bool Translator::mayDiffer(const Access& access, OwnForm form, std::string_view body)
{
    return protocol::mayHoldMisplacedSystem(access.format, form.systemPlace, body)
        || (form.plainTools && protocol::mayHoldLateTools(body)) || protocol::mayHoldOlderDraft(body);
}

/// The client's own bytes, without a look at what they say.
bool Translator::goesAsItIs(const Ask& ask, std::string_view body, const Access& access, OwnForm form)
{
    if (!isNative(ask, access) || (isConversation(ask) && access.format == Format::OpenAiResponses))
        return false;
    if (isConversation(ask) && mayDiffer(access, form, body))
        return false;
    if (isConversation(ask) && access.format == Format::Anthropic)
        return !protocol::mayHoldOwnWords(access.format, isSigned(access), body);
    return !isPlainChat(ask, access) || !access.endpoint.quirks.any() || !protocol::mayConcern(access.endpoint.quirks, body);
}

Translator::OwnForm Translator::formAt(const Ask& ask, const Access& access, std::string_view model)
{
    if (!isConversation(ask) || !isNative(ask, access))
        return {};
    const bool isMessages = access.format == Format::Anthropic;
    return {systemPlaceAt(access, model, false), isMessages && !takesLateTools(access, model)};
}

const Translator::SharedShare& Translator::copies()
{
    if (!m_copies)
        m_copies = std::make_shared<http::BodyBudget::Share>(m_share ? m_share->sibling() : http::BodyBudget::Share());
    return m_copies;
}

// A worker owns its input, or shares it without changing it: the exchange may end before the worker does.

Task<Translator::Written> Translator::translate(Target target, const Access& access)
{
    Task<> reading = readRequest();
    co_await std::move(reading);
    if (!*m_conversation)
        co_return failure(m_conversation->error());
    if (m_request.ask.asArray && isSpoken(access, m_request.ask.format)) // only the answer is translated: see Ask::asArray
        co_return UpstreamRequest{};
    const Aim aim = aimAt(target, access, **m_conversation);
    const std::int64_t size = m_request.body.size();
    auto write = [aim, said = m_conversation, snapshot = m_shared, share = copies(), size]() -> Wrote {
        if (share->isOfBudget())
            if (auto held = share->add(2 * size + costOf(**said)); !held)
                return {failure(std::move(held.error())), {}};
        return writeFor(aim, **said);
    };
    Task<Wrote> writing = run(std::move(write));
    Wrote wrote = co_await std::move(writing);
    applyQuirksTo(aim, (*m_conversation)->reasoning, wrote);
    wrote.duties.callId = m_id;
    const bool isStream = (*m_conversation)->isStream && wrote.duties.requests == 1;
    auto finishing = [wrote = std::move(wrote), said = m_conversation, access = &access, snapshot = m_shared, share = copies(), size, isStream, reader = ownReader()] {
        Written made = finish(wrote, *access, isStream, reader);
        if (share->isOfBudget())
            (void)share->add(-size - costOf(**said)); // the tree goes
        return made;
    };
    Task<Written> finished = run(std::move(finishing));
    Written made = co_await std::move(finished);
    co_return made;
}

Translator::Aim Translator::aimAt(const Target& target, const Access& access, const protocol::Conversation& said)
{
    Aim aim{&access, target.candidate->model, target.provider->settings->id, {}};
    aim.hasOpenCalls = m_hasOpenCalls;
    const protocol::ModelTraits traits = traitsOf(access, aim.model);
    aim.systemPlace = systemPlaceAt(access, aim.model, true);
    aim.jsonOrTools = traits.jsonOrTools.value_or(access.endpoint.quirks.jsonOrTools);
    const providers::CatalogModel* const model = m_snapshot.planner->modelOf(*target.candidate);
    protocol::WriteTarget& to = aim.to;
    to.model = aim.model;
    to.outputLimit = model ? model->output : 0;
    to.usualOutput = usualOutput(target);
    const protocol::ChatQuirks& quirks = access.endpoint.quirks;
    to.hasThinkingField = quirks.thinkingSwitch || quirks.thinkingAdaptive || quirks.thinkingFlag;
    to.opensDocuments = quirks.documentUrls;
    to.takesCacheControl = quirks.takesCacheControl;
    to.takesJsonSchema = !access.endpoint.formatQuirks.noJsonSchema && traits.schemas.value_or(true);
    to.takesLateSystem = access.format == Format::Anthropic && aim.systemPlace == protocol::SystemPlace::Middle;
    to.takesOneSampler = traits.oneSampler;
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
    auto made = protocol::translateRequest(said, {access.format, limitsOf(access, aim.model), aim.provider, aim.to, aim.jsonOrTools, aim.systemPlace, access.endpoint.quirks.noJson});
    if (!made.body)
        return {failure(asInvalid(std::move(made.body.error()))), {}};
    if (aim.hasOpenCalls)
        made.losses.add("messages: a tool call without its result");
    return {std::move(made.body), std::move(made.losses), std::move(made.duties)};
}

void Translator::applyQuirksTo(const Aim& aim, const protocol::Reasoning& reasoning, Wrote& wrote)
{
    const protocol::ChatQuirks& quirks = aim.access->endpoint.quirks;
    if (!wrote.body || aim.access->format != Format::OpenAiChat || !quirks.any())
        return;
    protocol::applyQuirks(quirks, {thoughts(), aim.to.canThink, &reasoning, m_request.ask.format == Format::OpenAiChat}, *wrote.body, wrote.losses);
    if (quirks.noSchema) // whose words are a system message more
        (void)protocol::placeSystem(aim.access->format, aim.systemPlace, *wrote.body, wrote.losses);
}

/// Any thread. `reader` may be null.
Translator::Written Translator::finish(const Wrote& wrote, const Access& access, bool isStream, protocol::RequestOutlineReader* reader)
{
    if (!wrote.body)
        return failure(wrote.body.error());
    Written made = finished(*wrote.body, access, isStream, wrote.losses, reader);
    if (made)
        made->duties = wrote.duties;
    if (made)
        made->asksByTool = access.format == Format::Anthropic && protocol::asksByAnswerTool(*wrote.body);
    return made;
}

Task<Translator::Written> Translator::translateEmbedding(Target target, const Access& access)
{
    if (!m_embedding) {
        auto read = [ask = m_request.ask, body = m_request.body, share = copies()] {
            using Asked = Result<protocol::EmbeddingRequest>;
            auto tree = treeWithin(viewOf(body), *share);
            return std::make_shared<const Asked>(tree ? protocol::embeddingCodec(ask.embedding)->readRequest(*tree, ask.place)
                                                      : Asked(failure(std::move(tree.error()))));
        };
        Task<std::shared_ptr<const Result<protocol::EmbeddingRequest>>> reading = run(std::move(read));
        m_embedding = co_await std::move(reading);
    }
    if (!*m_embedding)
        co_return failure(m_embedding->error());
    auto write = [asked = m_embedding, access = &access, snapshot = m_shared, share = copies(), model = target.candidate->model,
                  reader = ownReader()]() -> Written {
        protocol::WriteTarget to;
        to.model = model;
        protocol::Losses losses;
        auto body = protocol::embeddingCodec(*embeddingFormatOf(*access))->writeRequest(**asked, to, losses);
        if (!body)
            return failure(asInvalid(std::move(body.error())));
        return finished(*body, *access, false, losses, reader);
    };
    Task<Written> writing = run(std::move(write));
    Written made = co_await std::move(writing);
    co_return made;
}

/// The client's own request, as this provider takes it: chat by its quirks; else for one that knows neither what is kept here,
/// which is put in, nor what was written into answers here, which is left out.
Task<Translator::Written> Translator::edit(Target target, const Access& access)
{
    struct Parsed {
        std::optional<Json> tree;
        Json before; ///< of plain chat
        std::string beginning; ///< likewise
        Result<void> joined = {}; ///< of the others
        std::vector<std::string> used = {};
        bool isFormed = false; ///< it is written otherwise for the target
        protocol::Losses losses = {};
    };
    const OwnForm form = formAt(m_request.ask, access, target.candidate->model);
    const bool isChat = isPlainChat(access);
    const auto* const kept = isChat ? nullptr : previousOf(m_request, m_record.consumer, m_services.responses);
    const bool isHere = kept && !kept->isElsewhere();
    auto parse = [ask = m_request.ask, body = m_request.body, access = &access, snapshot = m_shared, share = copies(), isChat, isHere, form,
                  isLong = m_request.isLong, history = isHere ? history() : protocol::KeptHistory()]() mutable {
        Parsed parsed;
        if (!isChat && !isHere && !protocol::mayHoldOwnWords(access->format, isSigned(*access), viewOf(body))
            && !mayDiffer(*access, form, viewOf(body)))
            return parsed;
        auto tree = treeWithin(viewOf(body), *share);
        if (!tree)
            return parsed;
        if (isChat)
            parsed.before = *tree;
        if (isChat && isLong) // else it is read when somebody asks for it
            if (const auto said = protocol::codecOf(ask.format).readRequest(*tree, ask.place))
                parsed.beginning = protocol::beginningOf(*said);
        if (isHere) {
            tree = withHistory(std::move(*tree), history);
            if (!tree) {
                parsed.joined = failure(std::move(tree.error()));
                return parsed;
            }
            parsed.used.assign(history.used().begin(), history.used().end());
        }
        parsed.isFormed = form.plainTools && protocol::makeToolsPlain(*tree, parsed.losses);
        parsed.isFormed |= protocol::takeLatestDraftIn(access->format, *tree, parsed.losses);
        parsed.isFormed |= protocol::placeSystem(access->format, form.systemPlace, *tree, parsed.losses);
        parsed.tree.emplace(std::move(*tree));
        return parsed;
    };
    Task<Parsed> parsing = run(std::move(parse));
    Parsed parsed = co_await std::move(parsing);
    if (!parsed.joined)
        co_return failure(std::move(parsed.joined.error()));
    if (!parsed.tree)
        co_return UpstreamRequest{}; // the provider says what is wrong with it
    for (const std::string& id : parsed.used)
        (void)m_services.responses.find(id, m_record.consumer);
    protocol::Losses losses = std::move(parsed.losses);
    if (isChat) {
        if (m_request.isLong)
            m_beginning = std::move(parsed.beginning);
        const providers::CatalogModel* const model = m_snapshot.planner->modelOf(*target.candidate);
        const auto canThink = model ? std::optional(model->reasoning) : std::nullopt;
        protocol::applyQuirks(access.endpoint.quirks, {thoughts(), canThink}, *parsed.tree, losses);
        if (access.endpoint.quirks.noSchema)
            (void)protocol::placeSystem(access.format, form.systemPlace, *parsed.tree, losses);
    }
    auto finishing = [parsed = std::move(parsed), losses = std::move(losses), access = &access, snapshot = m_shared, share = copies(),
                      isStream = m_request.outline.stream, isChat, isHere, size = m_request.body.size(), reader = ownReader()]() mutable -> Written {
        const bool isChanged = isChat ? *parsed.tree != parsed.before
                                      : protocol::removeOwnWords(access->format, isSigned(*access), *parsed.tree, losses) || isHere
                                          || parsed.isFormed;
        if (share->isOfBudget())
            (void)share->hold(size);
        if (!isChanged)
            return UpstreamRequest{};
        return finished(*parsed.tree, *access, isStream, losses, reader);
    };
    Task<Written> writing = run(std::move(finishing));
    Written made = co_await std::move(writing);
    co_return made;
}

Result<UpstreamRequest> Translator::finished(const Json& body, const Access& access, bool isStream, const protocol::Losses& losses,
                                             protocol::RequestOutlineReader* reader)
{
    UpstreamRequest request;
    request.isClients = false;
    request.text = toText(body);
    request.size = request.text.size();
    request.text.append(protocol::kJsonPadding, ' ');
    if (request.size > kMostBytesAtOnce)
        request.bytes = QByteArray::fromStdString(std::exchange(request.text, {}));
    const protocol::RequestShape shape{protocol::formatInfo(access.format).shape.messages, protocol::ModelPlace::MaybeBody};
    auto outline = reader ? reader->read(request.view(), shape) : protocol::RequestOutlineReader().read(request.view(), shape);
    if (!outline)
        return failure(ErrorKind::InternalError, "A translated request could not be read again: " + outline.error().message);
    request.outline = std::move(*outline);
    request.outline.stream = isStream; // where the place says it
    request.losses = losses.list();
    return request;
}

Task<> Translator::readRequest()
{
    if (m_conversation)
        co_return;
    m_begun = std::chrono::steady_clock::now();
    auto job = [ask = m_request.ask, body = m_request.body, share = copies(), isStream = m_request.outline.stream, history = history()]() mutable {
        return read(ask, viewOf(body), isStream, history, *share);
    };
    Task<Reading> reading = run(std::move(job));
    Reading told = co_await std::move(reading);
    takeReading(std::move(told));
}

/// What a request of Responses may refer to.
protocol::KeptHistory Translator::history()
{
    if (m_request.ask.format != Format::OpenAiResponses)
        return {};
    m_services.responses.dropOld(answerContext().now_s);
    return historyFor(m_request, m_record.consumer, m_services.responses);
}

void Translator::takeReading(Reading reading)
{
    for (const std::string& id : reading.used)
        (void)m_services.responses.find(id, m_record.consumer); // it was asked for
    m_said = std::move(reading.whole);
    if (m_said)
        if (const auto previous = m_said->find("previous_response_id"); previous != m_said->end() && previous->is_string())
            m_context.previousResponseId = previous->get<std::string>();
    m_isCompaction = reading.isCompaction;
    m_conversation = std::move(reading.said);
    if (!*m_conversation)
        return;
    protocol::Conversation& said = **m_conversation;
    m_hasOpenCalls = protocol::answerOpenCalls(said);
    thoughts().restore(said);
    m_context.request = &said;
    m_context.tools = std::move(reading.tools);
}

/// Most requests are not read for it: few calls have ids that are not their own.
const std::string& Translator::beginning()
{
    if (m_beginning)
        return *m_beginning;
    if (!m_conversation && m_request.isLong) // nor is it read for it then: it begins as no other
        return m_beginning.emplace(m_id);
    if (!m_conversation) {
        http::BodyBudget::Share any;
        auto kept = history();
        takeReading(read(m_request.ask, viewOf(m_request.body), m_request.outline.stream, kept, any));
    }
    return m_beginning.emplace(request() ? protocol::beginningOf(*request()) : std::string());
}

protocol::ReasoningScope Translator::thoughts()
{
    const Format client = m_request.ask.format;
    const bool isOld = m_conversation && *m_conversation && (*m_conversation)->usesFunctions;
    return {m_services.reasoning, m_record.consumer, client != Format::Gemini && client != Format::OllamaChat && !isOld,
            [this] { return beginning(); }};
}

/// Any thread.
Translator::Reading Translator::read(const Ask& ask, std::string_view body, bool isStream, protocol::KeptHistory& history,
                                     http::BodyBudget::Share& share)
{
    constexpr std::size_t kFewTools = 32;
    Reading reading;
    const auto size = static_cast<std::int64_t>(body.size());
    auto tree = treeWithin(body, share, 2); // the second is for what is made of it
    auto said = tree ? readTree(ask, std::move(*tree), isStream, history, share, reading) : failure(std::move(tree.error()));
    if (said && share.isOfBudget())
        if (auto rest = share.hold(size + costOf(*said) + (reading.whole ? costOfTree(body) : 0)); !rest)
            said = failure(std::move(rest.error()));
    if (said && protocol::holdsMoreArguments(*said, kMostValues))
        said = failure(ErrorKind::InvalidRequest,
                       "The arguments of the tool calls hold more than " + std::to_string(kMostValues)
                           + " JSON values. Leave out the oldest calls and their results.");
    reading.said = std::make_shared<Result<protocol::Conversation>>(std::move(said));
    if (*reading.said && (*reading.said)->tools.size() > kFewTools)
        reading.tools = std::make_shared<protocol::ToolFinder>((*reading.said)->tools);
    return reading;
}

/// With all that `reading` says beside it.
Result<protocol::Conversation> Translator::readTree(const Ask& ask, Json tree, bool isStream, protocol::KeptHistory& history,
                                                    http::BodyBudget::Share& share, Reading& reading)
{
    if (ask.format != Format::OpenAiResponses)
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

std::int64_t Translator::inputTokens() const { return estimatedInput(m_request.outline, viewOf(m_request.body)); }

} // namespace gateway::exchange

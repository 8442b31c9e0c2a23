#include "access_choice.h"

#include "native_form.h"

#include "gateway/core/log.h"
#include "gateway/core/text/bytes.h"
#include "gateway/exchange/admission/serving.h"
#include "gateway/exchange/answers/stored_responses.h"
#include "gateway/routing/health/attempt_reason.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <string_view>

namespace gateway::exchange {

namespace {

/// The requirements at an endpoint that may judge the tools itself. If it is not known to accept some of them, these
/// are the reason why it was not used, so it may report the other problems, too; `goesOn`: the request needs a host
/// that stored the conversation. A required call stays required, because some hosts ignore it.
RequiredCapabilities withoutTools(RequiredCapabilities required, bool goesOn)
{
    if (!required.toolTypes.empty()) {
        required.state = required.state && goesOn;
        required.toolItems = required.oneCall = required.formBesideTools = false;
    }
    required.toolTypes.clear();
    required.makersTools = false;
    return required;
}

} // namespace

AccessChoice::AccessChoice(Sources sources, const ClientRequest& request, const usage::ExchangeRecord& record)
    : m_sources(sources), m_request(request), m_record(record), m_missing(sources.missing.known(sources.clock.now()))
{
}

const RequiredCapabilities& AccessChoice::required() const
{
    if (!m_required) {
        m_required = m_request.required ? *m_request.required : requiredCapabilities(m_request.ask.format, m_request.outline, viewOf(m_request.body));
        m_required->state |= m_request.ask.operation == Operation::Compact;
        m_required->toolItems = m_required->toolItems || goesOnFromToolItems();
    }
    return *m_required;
}

RequiredCapabilities AccessChoice::insisted() const
{
    return withoutTools(required(), m_request.ask.operation == Operation::Compact || goesOnAtHost(m_request.outline, viewOf(m_request.body)));
}

/// Whether the kept part of the conversation, which is added before the request, has tool items.
bool AccessChoice::goesOnFromToolItems() const
{
    const auto* const kept = previousOf(m_request, m_record.consumer, m_sources.responses);
    if (!kept || kept->isElsewhere())
        return false;
    protocol::KeptHistory history = historyFor(m_request, m_record.consumer, m_sources.responses);
    const auto turns = history.chain(kept->id);
    return turns && std::ranges::any_of(*turns, [](const protocol::KeptTurn& turn) {
        return (turn.input && holdsToolItems(*turn.input)) || (turn.output && holdsToolItems(*turn.output));
    });
}

const Access* AccessChoice::of(const Target& target) const
{
    const Access* const usual = usualAt(target);
    if (!usual || (!m_missing && m_left.empty()) || !lacks(target, *usual))
        return usual;
    const Access* const other = otherThan(target, usual);
    return other || !isConversation(m_request.ask) ? other : usual; // the client gets its error
}

const Access* AccessChoice::usualAt(const Target& target) const
{
    const Provider& provider = *target.provider;
    if (isConversation(m_request.ask) && isChosenByCapabilities(provider))
        return accessFor(provider, m_request.ask.format, target.candidate->model, insistsAt(target) ? insisted() : required());
    if (isConversation(m_request.ask))
        return accessFor(provider, m_request.ask.format, target.candidate->model);
    if (m_request.ask.operation == Operation::Embed)
        return accessForEmbeddings(provider, m_request.ask.embedding);
    return accessForPassing(provider, m_request.ask.format);
}

std::string AccessChoice::leftPathOf(const Target& target) const
{
    const Access* const usual = usualAt(target);
    return usual && of(target) != usual ? endpointAt(*usual) : std::string();
}

/// The endpoint that can serve every client, first of all.
const Access* AccessChoice::otherThan(const Target& target, const Access* left) const
{
    using protocol::Format;
    const Format chat = protocol::familyOf(m_request.ask.format);
    const bool isOlder = chat != m_request.ask.format; // for a completion, its own API's chat supports most of it
    const Format best = isOlder ? chat : Format::OpenAiChat;
    const bool isConversing = isConversation(m_request.ask);
    const bool isEmbedding = m_request.ask.operation == Operation::Embed;
    const Access* found = nullptr;
    const auto look = [&](const Access& access) {
        const bool isFit = isConversing || (isEmbedding && embeddingFormatOf(access));
        if (!isFit || (left && isSameEndpoint(access, *left)) || lacks(target, access))
            return;
        if (!found || (access.format == best && found->format != best))
            found = &access;
    };
    if (isConversing && isOlder)
        std::ranges::for_each(target.provider->chats, look);
    std::ranges::for_each(target.provider->accesses, look);
    return found;
}

std::string AccessChoice::endpointAt(const Access& access) const
{
    constexpr std::array<std::string_view, 4> kPassed{"images", "audio", "rerank", "moderations"};
    const Ask& ask = m_request.ask;
    const providers::UpstreamEndpoint& endpoint = access.endpoint;
    std::string path;
    if (ask.operation == Operation::Embed)
        path = endpoint.embeddingsPath;
    else if (ask.operation == Operation::Compact && isNative(ask, access))
        path = endpoint.basePath + "/responses/compact";
    else if (isConversation(ask) && ask.format == protocol::Format::OpenAiCompletions && isNative(ask, access))
        path = endpoint.basePath + "/completions";
    else if (isConversation(ask) && ask.format == protocol::Format::OllamaGenerate && isNative(ask, access))
        path = endpoint.basePath + "/api/generate";
    else if (isConversation(ask))
        path = endpoint.chatPath;
    else if (std::ranges::find(kPassed, operationKind(ask)) != kPassed.end())
        path = ask.path == "rerank" && !endpoint.rerankPath.empty() ? endpoint.rerankPath : endpoint.basePath + '/' + ask.path;
    return path.find("{m}") == std::string::npos ? path.substr(0, path.find('?')) : std::string();
}

/// `isForTools`: the key includes the model that refused; others may accept the tools.
std::string AccessChoice::missingKeyOf(const Target& target, const Access& access, bool isForTools) const
{
    const std::string path = endpointAt(access);
    if (path.empty())
        return {};
    std::string key = MissingEndpoints::keyOf(target.provider->settings->id, access.origin.toString(), path);
    if (isForTools) {
        key.append("\n").append(target.candidate->model);
        for (const std::string& type : toolTypes())
            key.append("\n").append(type);
    }
    return key;
}

/// Whether a request to one would reach the same address as a request to the other.
bool AccessChoice::isSameEndpoint(const Access& one, const Access& other) const
{
    if (&one == &other)
        return true;
    const std::string path = endpointAt(one);
    return !path.empty() && path == endpointAt(other) && one.origin.toString() == other.origin.toString();
}

bool AccessChoice::isLeft(const Target& target, const Access& access) const
{
    const bool insists = insistsAt(target);
    return std::ranges::any_of(m_left, [&](const Left& left) { return !(insists && left.isForTools()) && isSameEndpoint(access, *left.access); });
}

bool AccessChoice::lacks(const Target& target, const Access& access) const
{
    if (isLeft(target, access))
        return true;
    if (!m_missing)
        return false;
    return m_missing->contains(missingKeyOf(target, access))
        || (!insistsAt(target) && isNative(m_request.ask, access) && !toolTypes().empty() && m_missing->contains(missingKeyOf(target, access, true)));
}

RequestTools AccessChoice::tools() const { return requestTools(m_request.ask.format, m_request.outline, viewOf(m_request.body)); }

bool AccessChoice::needsTools() const { return needsHostedTools(m_request.ask.format, m_request.outline, viewOf(m_request.body)); }

void AccessChoice::leave(const Target& target, ToolRefusal refusal)
{
    m_left.push_back({of(target), refusal});
}

bool AccessChoice::insist(const Target& target)
{
    const Access* const before = of(target);
    m_insisted.push_back(target.provider);
    return of(target) != before;
}

bool AccessChoice::insistsAt(const Target& target) const { return std::ranges::find(m_insisted, target.provider) != m_insisted.end(); }

void AccessChoice::keepLeft(const Target& target)
{
    for (const Access& access : target.provider->accesses)
        for (const Left& left : m_left)
            if (left.access == &access && left.refusal != ToolRefusal::Possible)
                learn(target, left, "asked at " + endpointAt(*of(target)) + " instead");
}

void AccessChoice::learnMissing(const Target& target) { learn(target, {of(target), ToolRefusal::None}, "not asked there"); }

/// `then`: how the provider is treated from now on, for the log.
void AccessChoice::learn(const Target& target, const Left& missing, const std::string& then)
{
    const std::string key = missingKeyOf(target, *missing.access, missing.isForTools());
    if (!key.empty() && m_sources.missing.learn(key, m_sources.clock.now()))
        qCInfo(logExchange, "provider \"%s\" has no %s%s: for %d minutes it is %s", target.provider->settings->id.c_str(),
               endpointAt(*missing.access).c_str(), missing.isForTools() ? " with tools that are no functions" : "",
               static_cast<int>(MissingEndpoints::kRemembered.count()), then.c_str());
}

Error AccessChoice::noEndpoint(const Target& target, std::optional<int> status) const
{
    const std::string& provider = target.provider->settings->id;
    const Access* const asked = status ? of(target) : usualAt(target);
    const std::string path = asked ? endpointAt(*asked) : std::string();
    if (path.empty())
        return {ErrorKind::NoUsableTarget, {QT_TRANSLATE_NOOP("Error", "Provider \"%1\" has no endpoint for this kind of request."), {provider}}};
    const Sentence why = status
        ? Sentence(QT_TRANSLATE_NOOP("Error", "it answered with status %1 to POST %2"), {std::to_string(*status), path})
        : Sentence(QT_TRANSLATE_NOOP("Error", "it refused POST %1 within the last %2 minutes"), {path, std::to_string(MissingEndpoints::kRemembered.count())});
    return notServedBy(m_request.ask, provider, m_record.askedModel, why);
}

} // namespace gateway::exchange

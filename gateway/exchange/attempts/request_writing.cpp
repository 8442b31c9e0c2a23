#include "request_writing.h"

#include "gateway/core/json/json_values.h"
#include "gateway/exchange/snapshot/access_facts.h"
#include "gateway/protocol/anthropic/anthropic_shapes.h"
#include "gateway/protocol/codecs/request_translation.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace gateway::exchange {

namespace {

bool asksForThought(const protocol::Reasoning& reasoning)
{
    const bool isOff = reasoning.enabled == false || reasoning.effort == "none" || reasoning.budget == 0;
    return !isOff && (reasoning.enabled || reasoning.budget || !reasoning.effort.empty());
}

/// The default that `rules` set for the output limit; 0: none.
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

} // namespace

TranslationAim aimAt(const Target& target, const Access& access, const protocol::Reasoning& asked, const Snapshot& snapshot)
{
    TranslationAim aim;
    aim.access = &access;
    aim.provider = target.provider->settings->id;
    const std::string& name = target.candidate->model;
    const protocol::ModelTraits traits = traitsOf(access, name);
    aim.systemPlace = systemPlaceAt(access, name, true);
    aim.jsonOrTools = traits.jsonOrTools.value_or(access.endpoint.quirks.jsonOrTools);
    const providers::CatalogModel* const model = snapshot.planner->modelOf(*target.candidate);
    protocol::WriteTarget& to = aim.to;
    to.model = name;
    to.outputLimit = model ? model->output : 0;
    to.usualOutput = usualOutput(target);
    const protocol::ChatQuirks& quirks = access.endpoint.quirks;
    to.hasThinkingField = quirks.thinkingSwitch || quirks.thinkingAdaptive || quirks.thinkingFlag;
    to.opensDocuments = quirks.documentUrls;
    to.takesCacheControl = quirks.takesCacheControl;
    to.takesJsonSchema = !access.endpoint.formatQuirks.noJsonSchema && traits.schemas.value_or(true);
    to.takesLateSystem = access.format == protocol::Format::Anthropic && aim.systemPlace == protocol::SystemPlace::Middle;
    to.takesOneSampler = traits.oneSampler;
    to.wantsOpenApiSchemas = access.endpoint.formatQuirks.openApiSchemas;
    to.wantsAdaptiveThinking = thinksAdaptively(access, model);
    to.keepsSignatures = isSigned(access);
    if (model)
        to.canThink = model->reasoning;
    else if (asksForThought(asked))
        to.canThink = true; // a client that asks for it by name knows that it can
    return aim;
}

Error asInvalid(Error error)
{
    error.kind = ErrorKind::InvalidRequest;
    if (!error.param.empty() && error.text().find(error.param) == std::string::npos)
        error.message = {QT_TRANSLATE_NOOP("Error", "\"%1\": %2"), {error.param, std::move(error.message)}};
    return error;
}

WrittenConversation writeConversation(const TranslationAim& aim, const protocol::Conversation& said)
{
    const Access& access = *aim.access;
    const protocol::ChatQuirks& quirks = access.endpoint.quirks;
    const bool isChat = access.format == protocol::Format::OpenAiChat;
    auto made = protocol::translateRequest(said, {access.format, limitsOf(access, aim.to.model), aim.provider, aim.to, aim.jsonOrTools, aim.systemPlace,
                                                  isChat && quirks.noJson, isChat && quirks.noSchema});
    if (!made.body)
        return {failure(asInvalid(std::move(made.body.error()))), {}};
    if (aim.hasOpenCalls)
        made.losses.add("messages: a tool call without its result");
    return {std::move(made.body), std::move(made.losses), std::move(made.duties)};
}

void applyQuirks(const TranslationAim& aim, const protocol::Reasoning& asked, protocol::ReasoningScope thoughts, bool isOfChat, WrittenConversation& written)
{
    const protocol::ChatQuirks& quirks = aim.access->endpoint.quirks;
    if (!written.body || aim.access->format != protocol::Format::OpenAiChat || !quirks.any())
        return;
    protocol::applyQuirks(quirks, {std::move(thoughts), aim.to.canThink, &asked, isOfChat}, *written.body, written.losses);
}

Result<UpstreamRequest> upstreamRequest(const Json& body, const Access& access, bool isStream, const protocol::Losses& losses,
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
        return failure(ErrorKind::InternalError, {QT_TRANSLATE_NOOP("Error", "The translated request is invalid: %1"), {outline.error().message}});
    request.outline = std::move(*outline);
    request.outline.stream = isStream; // if the path specifies it
    request.losses = losses.list();
    return request;
}

Result<UpstreamRequest> upstreamRequest(const WrittenConversation& written, const Access& access, bool isStream, protocol::RequestOutlineReader* reader)
{
    if (!written.body)
        return failure(written.body.error());
    auto made = upstreamRequest(*written.body, access, isStream, written.losses, reader);
    if (made) {
        made->duties = written.duties;
        made->asksByTool = access.format == protocol::Format::Anthropic && protocol::asksByAnswerTool(*written.body);
    }
    return made;
}

} // namespace gateway::exchange

#include "access_facts.h"

#include "gateway/protocol/models/claude_model.h"

#include <limits>

namespace gateway::exchange {

namespace {

/// Whether only the name of the model is a Claude's.
bool isNamedClaudeOnly(const Access& access, std::string_view model)
{
    const bool isEngine = access.endpoint.systemPlace.has_value(); // a self-hosted inference server
    return (isEngine || access.endpoint.formatQuirks.foreignSignatures) && !access.endpoint.formatQuirks.relaysClaude
        && protocol::claudeVersion(model);
}

} // namespace

bool isSigned(const Access& access)
{
    // What only OpenAI itself and equivalents support, such as free-form tools.
    if (access.format == protocol::Format::OpenAiChat)
        return !access.endpoint.quirks.systemRoleOnly && !access.endpoint.quirks.isForeign;
    return !access.endpoint.formatQuirks.foreignSignatures;
}

std::size_t mostStops(const Access& access, std::string_view model)
{
    if (traitsOf(access, model).stops == false)
        return 0;
    return access.endpoint.quirks.oneStop ? 1 : std::numeric_limits<std::size_t>::max();
}

bool isWrittenAnew(const Access& access, const RequiredCapabilities& required)
{
    if (access.format != protocol::Format::OpenAiChat)
        return false;
    if (required.stopsHere)
        return true;
    if (isSigned(access))
        return false;
    const protocol::ChatQuirks& quirks = access.endpoint.quirks;
    return required.makersTools || required.oneCall || (required.severalAnswers && quirks.oneAnswer) || (required.formBesideTools && quirks.jsonOrTools)
        || (required.json && quirks.noJson) || (required.schema && quirks.noSchema);
}

bool thinksAdaptively(const Access& access, const providers::CatalogModel* model)
{
    return model ? model->adaptiveThinking : access.endpoint.isAtHome && isSigned(access);
}

protocol::ModelTraits traitsOf(const Access& access, std::string_view model)
{
    if (isNamedClaudeOnly(access, model))
        return {};
    return access.endpoint.models ? access.endpoint.models->traitsOf(model, access.format) : protocol::ModelTraits();
}

protocol::SystemPlace systemPlaceAt(const Access& access, std::string_view model, bool isTranslated)
{
    using protocol::Format;
    using protocol::SystemPlace;
    if (access.format == Format::Gemini || access.format == Format::Bedrock)
        return SystemPlace::Front;
    if (const auto known = traitsOf(access, model).systemMessages)
        return *known;
    const bool isVendors = access.endpoint.vendorModels && access.endpoint.vendorModels->contains(model);
    if (access.endpoint.systemPlace && !isVendors)
        return *access.endpoint.systemPlace;
    const bool isUnsure = access.format == Format::Anthropic && (isTranslated || !isSigned(access));
    return isUnsure ? SystemPlace::Front : SystemPlace::Middle;
}

bool takesLateTools(const Access& access, std::string_view model)
{
    return isSigned(access) || (access.endpoint.formatQuirks.relaysClaude && protocol::claudeVersion(model));
}

protocol::TargetLimits limitsOf(const Access& access, std::string_view model)
{
    constexpr std::size_t kMost = 128;
    const protocol::ChatQuirks& quirks = access.endpoint.quirks;
    protocol::TargetLimits limits;
    limits.mostTools = quirks.toolsTo128 || access.endpoint.formatQuirks.toolsTo128 ? kMost : 0;
    limits.noForcing = quirks.noRequiredTool || quirks.autoChoice;
    limits.noNaming = quirks.autoChoice;
    limits.mostStops = access.format == protocol::Format::OpenAiChat ? mostStops(access, model) : limits.mostStops;
    limits.oneAnswer = quirks.oneAnswer;
    limits.noFiles = quirks.noFiles && access.format == protocol::Format::OpenAiChat;
    return limits;
}

bool isAlone(const Snapshot& snapshot, std::size_t provider, std::string_view caller)
{
    const std::vector<std::string>& consumers = snapshot.settings.providers[provider].consumers;
    return consumers.size() == 1 && consumers.front() == caller;
}

} // namespace gateway::exchange

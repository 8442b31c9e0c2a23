#include "bedrock_model_family.h"

#include "gateway/core/text/ascii.h"
#include "gateway/protocol/models/claude_model.h"

#include <algorithm>
#include <array>

namespace gateway::protocol::bedrock {

namespace {

struct Row {
    std::string_view part; ///< part of the id
    ModelFamily family;
};

// Source: Amazon Bedrock User Guide, "Supported foundation models". Read 2026-11.
constexpr std::array kRows{
    Row{"anthropic.", ModelFamily::Claude},
    Row{"amazon.nova", ModelFamily::Nova},
    Row{"openai.", ModelFamily::OpenAi},
};

/// Vendors or models that do not support schemas; Claude models are distinguished by version. Source: Amazon Bedrock
/// User Guide, "Get validated JSON results from models". Read 2026-11-22.
constexpr std::array<std::string_view, 9> kUnheld{"amazon.nova", "amazon.titan", "meta.llama", "cohere.", "ai21.",
    "writer.", "deepseek.r1", "mistral.mistral-7b", "mistral.mixtral"};

} // namespace

ModelFamily familyOf(std::string_view model)
{
    const auto row = std::find_if(
        kRows.begin(), kRows.end(), [&](const Row& each) { return model.find(each.part) != std::string_view::npos; });
    return row == kRows.end() ? ModelFamily::Other : row->family;
}

ThinkingWay thinkingWayOf(std::string_view model)
{
    constexpr int kBoth = 406; // 4.6 supports both
    const int version = claudeVersion(model).value_or(kNewestClaude);
    if (version < kFirstThinkingClaude)
        return ThinkingWay::None;
    if (version == kBoth)
        return ThinkingWay::Either;
    return version < kBoth ? ThinkingWay::Budget : ThinkingWay::Effort;
}

bool isHeldToSchema(std::string_view model)
{
    const auto isIn = [model](std::string_view part) { return model.find(part) != std::string_view::npos; };
    if (const auto version = claudeVersion(model))
        return *version >= kFirstSchemaClaudeOnBedrock;
    return std::none_of(kUnheld.begin(), kUnheld.end(), isIn);
}

bool isThinkingNova(std::string_view model)
{
    static constexpr std::string_view kNova = "amazon.nova-";
    const std::size_t name = model.find(kNova);
    const std::size_t generation = name + kNova.size();
    return name != std::string_view::npos && generation < model.size() && isDigit(model[generation]);
}

} // namespace gateway::protocol::bedrock

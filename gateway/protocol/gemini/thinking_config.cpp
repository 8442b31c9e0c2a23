#include "thinking_config.h"

#include "gateway/core/text/ascii.h"
#include "gateway/protocol/conversation/translation/reasoning_scale.h"
#include "gateway/protocol/models/gemma_model.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

// Source: ai.google.dev, "Gemini thinking"; type ThinkingConfig. Read 2026-11-21.

namespace gateway::protocol::gemini {

namespace {

constexpr std::string_view kFamily = "gemini-";

bool isPro(std::string_view model) { return model.find("-pro") != std::string_view::npos; }

struct Level {
    std::string_view effort;
    std::string_view level;
    std::string_view proLevel; ///< the large models do not have MINIMAL
    bool isExact;
};

// Thinking cannot be disabled.
constexpr std::array kLevels{Level{"none", "MINIMAL", "LOW", false}, Level{"minimal", "MINIMAL", "LOW", true},
    Level{"low", "LOW", "LOW", true}, Level{"medium", "MEDIUM", "MEDIUM", true}, Level{"high", "HIGH", "HIGH", true},
    Level{"xhigh", "HIGH", "HIGH", false}, Level{"max", "HIGH", "HIGH", false}};

void setLevel(Json& config, const std::string& effort, std::string_view model, Losses& losses)
{
    const auto row =
        std::find_if(kLevels.begin(), kLevels.end(), [&](const Level& each) { return each.effort == effort; });
    if (row == kLevels.end() || !row->isExact)
        losses.add("reasoning effort " + (row == kLevels.end() ? std::string("of an unknown name") : effort));
    if (row != kLevels.end())
        config["thinkingLevel"] = std::string(isPro(model) ? row->proLevel : row->level);
    // The first one of its generation has no medium level.
    if (model.find("gemini-3-pro") != std::string_view::npos && config.value("thinkingLevel", "") == "MEDIUM") {
        config["thinkingLevel"] = "HIGH";
        losses.add("reasoning: how much");
    }
}

/// Sets a token budget within the limits of the second generation's models.
void setBudget(Json& config, std::int64_t budget, std::string_view model, Losses& losses)
{
    constexpr std::int64_t kLeastOfPro = 128;
    constexpr std::int64_t kMostOfPro = 32768;
    constexpr std::int64_t kMost = 24576;
    constexpr std::int64_t kLeastOfLite = 512;
    const bool isLite = model.find("-lite") != std::string_view::npos;
    const std::int64_t most = isPro(model) ? kMostOfPro : kMost;
    const std::int64_t least = isPro(model) ? kLeastOfPro : isLite && budget > 0 ? kLeastOfLite : 0;
    const std::int64_t taken = std::clamp(budget, least, most);
    if (taken != budget)
        losses.add("reasoning budget outside of what the model can do");
    config["thinkingBudget"] = taken;
}

std::string inCapitals(std::string word)
{
    for (char& c : word)
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return word;
}

/// A Gemini client's values are sent unchanged, without limiting them.
void setAsSaid(Json& config, const Reasoning& reasoning, int generation, std::string_view model, Losses& losses)
{
    if (reasoning.isAdaptive)
        config["thinkingBudget"] = -1;
    else if (reasoning.budget)
        config["thinkingBudget"] = *reasoning.budget;
    else if (!reasoning.effort.empty() && !isEffort(reasoning.effort)) // of a later version
        config["thinkingLevel"] = inCapitals(reasoning.effort);
    else if (!reasoning.effort.empty() && generation >= kThird)
        setLevel(config, reasoning.effort, model, losses);
    else if (!reasoning.effort.empty())
        setBudget(config, budgetOf(reasoning.effort), model, losses);
}

} // namespace

int generationOf(std::string_view model)
{
    const std::size_t at = model.find(kFamily);
    if (at == std::string_view::npos)
        return 0;
    const std::string_view rest = model.substr(at + kFamily.size());
    if (rest.empty() || !isDigit(rest[0]))
        return kNewest;
    int number = 0;
    std::size_t i = 0;
    for (; i < rest.size() && i < 2 && isDigit(rest[i]); ++i)
        number = number * 10 + (rest[i] - '0');
    const bool hasMinor = i + 1 < rest.size() && rest[i] == '.' && isDigit(rest[i + 1]);
    return number * 10 + (hasMinor ? rest[i + 1] - '0' : 0);
}

Json thinkingConfig(const Conversation& conversation, std::string_view model, Losses& losses)
{
    const Reasoning& reasoning = conversation.reasoning;
    if (!reasoning.isSaid())
        return {};
    const int generation = generationOf(model);
    const std::string effort = effortOf(reasoning);
    const bool isGemini = conversation.origin == Format::Gemini;
    const bool isGemma = !isGemini && isPlainGemma(model);
    if (isGemma || (generation > 0 && generation < kFirstThinking)) { // these reject the field
        if (effort != "none")
            losses.add("reasoning");
        return {};
    }
    Json config = Json::object();
    if (isGemini)
        setAsSaid(config, reasoning, generation, model, losses);
    else if (!effort.empty() && generation >= kThird)
        setLevel(config, effort, model, losses);
    else if (!effort.empty())
        setBudget(config, budgetOf(reasoning), model, losses);
    else if (reasoning.isAdaptive)
        config["thinkingBudget"] = -1;
    if (reasoning.isShown)
        config["includeThoughts"] = *reasoning.isShown;
    else if (!isGemini && effort != "none")
        config["includeThoughts"] = true; // only this returns the thoughts that the client can display
    return config;
}

} // namespace gateway::protocol::gemini

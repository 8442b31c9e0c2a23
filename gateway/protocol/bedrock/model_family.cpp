#include "model_family.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>
#include <string>

namespace gateway::protocol::bedrock {

namespace {

struct Row {
    std::string_view part; ///< of the id
    ModelFamily family;
};

// Source: Amazon Bedrock User Guide, "Supported foundation models". Read 2026-11.
constexpr std::array kRows{
    Row{"anthropic.", ModelFamily::Claude},
    Row{"amazon.nova", ModelFamily::Nova},
    Row{"openai.", ModelFamily::OpenAi},
};

/// The number that `text` begins with, taken off; -1: none of one or two digits. A date is none.
int takeNumber(std::string_view& text)
{
    const auto end = std::find_if_not(text.begin(), text.end(), isDigit);
    const auto size = static_cast<std::size_t>(end - text.begin());
    if (size == 0 || size > 2)
        return -1;
    const int number = std::stoi(std::string(text.substr(0, size)));
    text.remove_prefix(size);
    return number;
}

} // namespace

ModelFamily familyOf(std::string_view model)
{
    const auto row = std::find_if(
        kRows.begin(), kRows.end(), [&](const Row& each) { return model.find(each.part) != std::string_view::npos; });
    return row == kRows.end() ? ModelFamily::Other : row->family;
}

ThinkingWay thinkingWayOf(std::string_view model)
{
    constexpr int kBoth = 406; // 4.6 knows both ways
    static constexpr std::string_view kName = "claude-";
    const std::size_t name = model.find(kName);
    model.remove_prefix(name == std::string_view::npos ? model.size() : name + kName.size());
    const std::size_t digit = model.find_first_of("0123456789");
    if (digit == std::string_view::npos)
        return ThinkingWay::Effort; // a new one, without a version
    model.remove_prefix(digit);
    const int major = takeNumber(model);
    if (model.starts_with('-'))
        model.remove_prefix(1);
    const int version = std::max(major, 0) * 100 + std::max(takeNumber(model), 0);
    if (version == kBoth)
        return ThinkingWay::Either;
    return version < kBoth ? ThinkingWay::Budget : ThinkingWay::Effort;
}

bool isThinkingNova(std::string_view model)
{
    static constexpr std::string_view kNova = "amazon.nova-";
    const std::size_t name = model.find(kNova);
    const std::size_t generation = name + kNova.size();
    return name != std::string_view::npos && generation < model.size() && isDigit(model[generation]);
}

} // namespace gateway::protocol::bedrock

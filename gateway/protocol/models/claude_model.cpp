#include "claude_model.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>

namespace gateway::protocol {

namespace {

/// Removes and returns the number at the beginning of `text`; -1 if it does not have one or two digits, so that dates
/// are excluded.
int takeNumber(std::string_view& text)
{
    constexpr int kTen = 10;
    const auto end = std::find_if_not(text.begin(), text.end(), isDigit);
    const auto size = static_cast<std::size_t>(end - text.begin());
    if (size == 0 || size > 2)
        return -1;
    int number = 0;
    for (const char digit : text.substr(0, size))
        number = number * kTen + (digit - '0');
    text.remove_prefix(size);
    return number;
}

} // namespace

std::optional<int> claudeVersion(std::string_view model)
{
    static constexpr std::string_view kName = "claude-";
    constexpr int kMajor = 100;
    const std::size_t name = model.find(kName);
    if (name == std::string_view::npos)
        return std::nullopt;
    model.remove_prefix(name + kName.size());
    const std::size_t digit = model.find_first_of("0123456789");
    if (digit == std::string_view::npos)
        return kNewestClaude;
    model.remove_prefix(digit);
    const int major = takeNumber(model);
    if (major < 0)
        return kNewestClaude;
    if (model.starts_with('-') || model.starts_with('.'))
        model.remove_prefix(1);
    return major * kMajor + std::max(takeNumber(model), 0);
}

bool isClaudeBefore(std::string_view model, int version)
{
    const auto own = claudeVersion(model);
    return own && *own < version;
}

bool isClaudeFrom(std::string_view model, int version)
{
    const auto own = claudeVersion(model);
    return own && *own >= version;
}

} // namespace gateway::protocol

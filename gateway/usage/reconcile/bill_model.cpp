#include "bill_model.h"

#include "gateway/core/text/ascii.h"
#include "gateway/providers/model_family.h"

#include <algorithm>
#include <vector>

namespace gateway::usage {

namespace {

constexpr std::string_view kBlanks = " \t";
constexpr std::string_view kClaude = "claude-";
constexpr char kFirstNamedFirst = '4'; ///< from this version on the number stands behind the name

std::string withHyphens(std::string_view text)
{
    std::string name;
    while (!text.empty()) {
        const std::size_t begin = text.find_first_not_of(kBlanks);
        if (begin == std::string_view::npos)
            break;
        text.remove_prefix(begin);
        const std::string_view word = text.substr(0, text.find_first_of(kBlanks));
        name.append(name.empty() ? "" : "-").append(word);
        text.remove_prefix(word.size());
    }
    return name;
}

bool isNumber(std::string_view word) { return !word.empty() && std::ranges::all_of(word, isDigit); }

/// "v2", a revision of a snapshot with the same name.
bool isRevision(std::string_view word) { return word.size() > 1 && word.front() == 'v' && isNumber(word.substr(1)); }

std::string hyphened(const std::vector<std::string_view>& words)
{
    std::string text;
    for (const std::string_view word : words)
        text.append("-").append(word);
    return text;
}

/// `parts`: the text after "claude-".
std::string claudeName(std::string_view parts)
{
    std::vector<std::string_view> numbers;
    std::vector<std::string_view> names;
    while (!parts.empty()) {
        const std::string_view word = parts.substr(0, parts.find_first_of("-."));
        parts.remove_prefix(std::min(word.size() + 1, parts.size()));
        if (isNumber(word))
            numbers.push_back(word);
        else if (!word.empty() && !isRevision(word))
            names.push_back(word);
    }
    if (numbers.size() > 1 && numbers.back() == "0") // "claude-opus-4-0" is "claude-opus-4"
        numbers.pop_back();
    const bool isNamedFirst = numbers.empty() || numbers.front().size() > 1 || numbers.front().front() >= kFirstNamedFirst;
    return "claude" + (isNamedFirst ? hyphened(names) + hyphened(numbers) : hyphened(numbers) + hyphened(names));
}

} // namespace

std::string billModel(std::string_view model)
{
    const std::string whole = withHyphens(asciiLower(model.substr(0, model.find('('))));
    const std::string_view name = providers::familyOf(whole);
    return name.starts_with(kClaude) ? claudeName(name.substr(kClaude.size())) : std::string(name);
}

} // namespace gateway::usage

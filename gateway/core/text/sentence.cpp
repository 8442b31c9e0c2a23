#include "sentence.h"

#include <cstddef>
#include <functional>
#include <mutex>
#include <set>

namespace gateway {

// In one pass: a value may look like a place itself.
std::string filled(std::string_view pattern, const std::vector<std::string>& values)
{
    std::string text;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool isPlace = pattern[i] == '%' && i + 1 < pattern.size() && pattern[i + 1] >= '1' && pattern[i + 1] <= '9';
        const std::size_t place = isPlace ? static_cast<std::size_t>(pattern[i + 1] - '1') : values.size();
        if (place >= values.size()) {
            text += pattern[i];
            continue;
        }
        text += values[place];
        ++i;
    }
    return text;
}

std::string toText(const Sentence& sentence)
{
    if (*sentence.pattern == '\0')
        return sentence.text;
    std::vector<std::string> values;
    values.reserve(sentence.values.size());
    for (const Sentence& value : sentence.values)
        values.push_back(toText(value));
    return filled(sentence.pattern, values);
}

const char* lastingPattern(std::string_view pattern)
{
    constexpr std::size_t kMost = 2000;
    static std::mutex guard;
    static std::set<std::string, std::less<>> patterns; // whose texts stay where they are
    const std::lock_guard lock(guard);
    if (const auto known = patterns.find(pattern); known != patterns.end())
        return known->c_str();
    return patterns.size() < kMost ? patterns.emplace(pattern).first->c_str() : nullptr;
}

bool Sentence::operator==(const Sentence& other) const { return toText(*this) == toText(other); }
std::strong_ordering Sentence::operator<=>(const Sentence& other) const { return toText(*this) <=> toText(other); }

} // namespace gateway

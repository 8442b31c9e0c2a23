#include "sentence.h"

#include <cstddef>

namespace gateway {

// In one pass: a value may look like a placeholder itself.
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
    if (sentence.pattern.empty())
        return sentence.text;
    std::vector<std::string> values;
    values.reserve(sentence.values.size());
    for (const Sentence& value : sentence.values)
        values.push_back(toText(value));
    return filled(sentence.pattern, values);
}

bool Sentence::operator==(const Sentence& other) const { return toText(*this) == toText(other); }
std::strong_ordering Sentence::operator<=>(const Sentence& other) const { return toText(*this) <=> toText(other); }

} // namespace gateway

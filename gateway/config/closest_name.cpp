#include "closest_name.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace gateway::config {

namespace {

constexpr std::size_t kMaxLength = 64; // longer texts are no typing errors
constexpr std::size_t kLettersPerError = 3;

std::string plain(std::string_view text)
{
    std::string result;
    for (const char c : text)
        if (c != '_' && c != '-')
            result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return result;
}

// How many letters to change, add, drop or exchange with their neighbour (optimal string alignment).
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        above[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({changed, above[j] + 1, row[j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(above);
        above.swap(row);
    }
    return above[b.size()];
}

} // namespace

std::string_view closestName(std::string_view text, std::span<const std::string_view> names)
{
    if (text.empty() || text.size() > kMaxLength)
        return {};
    const std::string wanted = plain(text);
    std::string_view best;
    std::size_t bestDistance = std::max<std::size_t>(1, wanted.size() / kLettersPerError) + 1;
    for (const std::string_view name : names) {
        if (name.size() > kMaxLength)
            continue;
        const std::size_t found = distance(wanted, plain(name));
        if (found < bestDistance) {
            best = name;
            bestDistance = found;
        }
    }
    return best;
}

} // namespace gateway::config

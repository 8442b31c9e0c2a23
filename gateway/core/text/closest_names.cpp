#include "closest_names.h"

#include "ascii.h"

#include <algorithm>
#include <numeric>

namespace gateway {

namespace {

constexpr std::size_t kLongestCompared = 128; // the cost is quadratic

std::string folded(std::string_view text)
{
    return asciiLower(text.substr(0, kLongestCompared));
}

/// Insertions, deletions and replacements from `a` to `b`.
std::size_t editDistance(const std::string& a, const std::string& b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row[b.size()];
}

} // namespace

std::vector<std::string> closestNames(std::string_view name, const std::vector<std::string>& known, std::size_t limit)
{
    struct Candidate {
        std::size_t distance;
        const std::string* text;
    };
    const std::string asked = folded(name);
    std::vector<Candidate> candidates;
    for (const std::string& text : known) {
        const std::string other = folded(text);
        const bool contains = asked.size() >= 3 && other.size() >= 3
                              && (other.find(asked) != std::string::npos || asked.find(other) != std::string::npos);
        const std::size_t distance = editDistance(asked, other);
        const std::size_t allowed = std::max<std::size_t>(2, asked.size() / 3);
        const bool near = distance <= allowed && distance < std::max(asked.size(), other.size());
        if (near || contains)
            candidates.push_back({distance, &text});
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.distance < b.distance; });
    std::vector<std::string> names;
    for (const Candidate& candidate : candidates) {
        if (names.size() == limit)
            break;
        if (std::find(names.begin(), names.end(), *candidate.text) == names.end())
            names.push_back(*candidate.text);
    }
    return names;
}

std::string didYouMean(std::string_view name, const std::vector<std::string>& known)
{
    const auto meant = closestNames(name, known, 1);
    return meant.empty() ? std::string() : "; did you mean \"" + meant.front() + "\"?";
}

} // namespace gateway

#include "rouge.h"

#include "answer_comparison.h"

#include "gateway/evaluation/datasets/text_words.h"

#include <bit>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace gateway::evaluation {

namespace {

/// The length of the longest common subsequence, 64 words at a time.
/// Source: Hyyrö, "Bit-Parallel LCS-length Computation Revisited" (2004), §3.
std::size_t commonLength(const std::vector<std::string>& a, const std::vector<std::string>& b)
{
    constexpr std::size_t kBits = 64;
    std::unordered_map<std::string_view, std::vector<std::size_t>> places; // of each word of `a`
    for (std::size_t i = 0; i < a.size(); ++i)
        places[a[i]].push_back(i);
    std::vector<std::uint64_t> rows((a.size() + kBits - 1) / kBits, ~std::uint64_t{0});
    std::vector<std::uint64_t> matches(rows.size());
    for (const std::string& word : b) {
        const auto found = places.find(word);
        if (found == places.end())
            continue;
        for (const std::size_t at : found->second)
            matches[at / kBits] |= std::uint64_t{1} << at % kBits;
        std::uint64_t carry = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const std::uint64_t row = rows[i];
            const std::uint64_t common = row & matches[i];
            const std::uint64_t sum = row + common + carry;
            carry = sum < row || (carry != 0 && sum == row) ? 1 : 0;
            rows[i] = sum | (row - common);
        }
        for (const std::size_t at : found->second)
            matches[at / kBits] = 0;
    }
    std::size_t length = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        length += (rows[i / kBits] >> i % kBits & 1U) == 0 ? 1U : 0U;
    return length;
}

} // namespace

double rougeL(std::string_view answer, std::string_view reference)
{
    const auto answered = foldedWords(answer, kMostRougeWords);
    const auto expected = foldedWords(reference, kMostRougeWords);
    if (answered.empty() || expected.empty())
        return answered.empty() && expected.empty() && areSameAnswers(answer, reference) ? 1 : 0;
    // 2 * precision * recall / (precision + recall)
    return 2 * static_cast<double>(commonLength(answered, expected)) / static_cast<double>(answered.size() + expected.size());
}

} // namespace gateway::evaluation
